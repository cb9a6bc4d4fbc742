"""What the words of a draft are like, and the sources in them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.event import Event
from bot.debate.duplicates import Neighbours, PairVerdict
from bot.debate.submission import form
from storage.counterpoints import Counterpoint

SHOWN_SIMILAR = 3
"""Counterpoints that look alike and are named."""


@dataclass(frozen=True, slots=True)
class SimilarCounterpoint:
    """A counterpoint of the discussion that a text is like."""

    id: int
    opposite: bool


async def similar_to(text: str, others: Sequence[Counterpoint]) -> tuple[SimilarCounterpoint, ...]:
    """Return the counterpoints that a text is like, the likest first; beside the event loop."""
    near = await asyncio.to_thread(lambda: Neighbours(one.text for one in others).nearest(text, SHOWN_SIMILAR))
    return tuple(SimilarCounterpoint(others[one.place].id, one.verdict is PairVerdict.OPPOSITE) for one in near)


def links_of(event: Event, tidied: form.TidiedDraft) -> tuple[str, ...]:
    """Return the sources: links written out, and those behind words."""
    written = [source.url for source in tidied.links]
    hidden = [link for link in event.links if not any(link.startswith(url) or url.startswith(link) for url in written)]
    return tuple(dict.fromkeys([*written, *hidden]))[: form.MAX_SOURCES]
