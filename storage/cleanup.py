"""Tidying: what was handled long ago goes, some rows at a time, so that nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from time import perf_counter

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import articles, inbox, outbox
from storage.database import ROWS_PER_SLICE, Database

KEPT_PERIOD = timedelta(days=3)
"""How long what was handled and sent is remembered; Telegram repeats nothing older than a day."""
REPAIR_PERIOD = timedelta(days=30)
"""How long what failed or is unclear keeps its words and files, for whoever repairs it."""
SLICE_PAUSE_SECONDS = 0.01
"""Seconds between two slices, for others who write."""
SLICE_SECONDS = 0.01
"""Seconds that a slice should hold the writer: half of what others may have to wait for it."""
FIRST_SLICE_ROWS = 20
"""Rows of the first slice, before it is known how long they take here."""

Chore = Callable[[AsyncSession, datetime, int], Awaitable[int]]

CHORES: tuple[tuple[Chore, timedelta], ...] = (
    (inbox.forget_old, KEPT_PERIOD),
    (outbox.forget_old, KEPT_PERIOD),
    (inbox.forget_failed, REPAIR_PERIOD),
    (outbox.forget_failed, REPAIR_PERIOD),
    (articles.forget_proposals, KEPT_PERIOD),
)
"""What forgets a slice of what is older than that."""


async def tidy(database: Database, now: datetime) -> None:
    """Forget what is old, and empty the write-ahead log, where it stands still."""
    for forget, kept in CHORES:
        rows = FIRST_SLICE_ROWS
        forgotten = 1
        while forgotten:
            forgotten, seconds = await _forget_some(database, forget, now - kept, rows)
            rows = next_slice(rows, seconds)
            await asyncio.sleep(SLICE_PAUSE_SECONDS)
    await database.shrink()


def next_slice(rows: int, seconds: float) -> int:
    """Return how many rows the next slice has, after one of so many rows held the writer for so many seconds.

    Returns:
        1 to `ROWS_PER_SLICE`; twice as many as the last at the most, for a quick one may have been luck.
    """
    bearable = int(rows * SLICE_SECONDS / max(seconds, SLICE_SECONDS / 2))
    return max(1, min(bearable, ROWS_PER_SLICE))


async def _forget_some(database: Database, forget: Chore, before: datetime, most: int) -> tuple[int, float]:
    """Forget a slice; return how many rows that were, and the seconds for which nobody else could write."""
    async with database.write() as session:
        began = perf_counter()
        forgotten = await forget(session, before, most)
        await session.commit()
        return forgotten, perf_counter() - began
