"""Tidying: what was handled long ago goes, some rows at a time, so that nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import articles, inbox, outbox
from storage.database import Database

KEPT_PERIOD = timedelta(days=3)
"""How long what was handled and sent is remembered; Telegram repeats nothing older than a day."""
REPAIR_PERIOD = timedelta(days=30)
"""How long what failed or is unclear keeps its words and files, for whoever repairs it."""
SLICE_PAUSE_SECONDS = 0.01
"""Seconds between two slices, for others who write."""

Chore = Callable[[AsyncSession, datetime], Awaitable[int]]

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
        forgotten = 1
        while forgotten:
            forgotten = await _forget_some(database, forget, now - kept)
            await asyncio.sleep(SLICE_PAUSE_SECONDS)
    await database.shrink()


async def _forget_some(database: Database, forget: Chore, before: datetime) -> int:
    async with database.write() as session:
        return await forget(session, before)
