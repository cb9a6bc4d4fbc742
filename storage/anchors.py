"""Where counterpoints stand in their article, as it changes."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.counterpoints import SHOWN, Counterpoint, CounterpointStatus
from storage.upsert import change

_ALIVE = (CounterpointStatus.HELD, *SHOWN)


async def anchored(session: AsyncSession, discussion_id: int) -> list[Counterpoint]:
    """Return the counterpoints of a discussion that answer words of an article and are or may be shown, in order."""
    query = select(Counterpoint).where(Counterpoint.discussion_id == discussion_id)
    query = query.where(col(Counterpoint.start).is_not(None), col(Counterpoint.status).in_(_ALIVE))
    return list(await session.exec(query.order_by(col(Counterpoint.number))))


def origin_of(counterpoint: Counterpoint) -> dict[str, int]:
    """Return where the words stood when a counterpoint was submitted: snapshot, start and stop."""
    here = {"snapshot": counterpoint.snapshot_id, "start": counterpoint.start or 0, "stop": counterpoint.stop or 0}
    return counterpoint.original or here


async def move(session: AsyncSession, counterpoint: Counterpoint, snapshot_id: int, span: tuple[int, int]) -> None:
    """Note where the words stand in another version of the article."""
    news = {"snapshot_id": snapshot_id, "start": span[0], "stop": span[1], "orphaned_at": None}
    this = col(Counterpoint.id) == counterpoint.id
    await change(session, Counterpoint, this, original=origin_of(counterpoint), **news)


async def orphan(session: AsyncSession, counterpoint: Counterpoint, now: datetime) -> None:
    """Note that the article has the words no more."""
    await change(session, Counterpoint, col(Counterpoint.id) == counterpoint.id, orphaned_at=now)
