"""Turns: work that takes long as a whole lets others have the event loop in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")

TURN_SECONDS = 0.002
"""How long one may go on before others get the event loop."""


async def by_turns(things: Iterable[T]) -> AsyncIterator[T]:
    """Yield things one after the other; whenever what is done with them has taken a turn, others come first."""
    begun = perf_counter()
    for one in things:
        yield one
        if perf_counter() - begun > TURN_SECONDS:
            await asyncio.sleep(0)
            begun = perf_counter()
