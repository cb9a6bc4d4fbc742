"""Closing times: when the voting on a counterpoint ends by itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case
from sqlmodel import Field, SQLModel, col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Instant
from storage.upsert import change, put


class ClosingTime(SQLModel, table=True):
    """When the voting on a counterpoint ends. It holds while the voting goes on: who closes it by hand is first."""

    __tablename__ = "closing_time"

    counterpoint_id: int = Field(foreign_key="counterpoint.id", primary_key=True)
    closes_at: datetime = Field(sa_type=Instant, index=True)
    remind_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    """When people are reminded; none where they were."""


async def find(session: AsyncSession, counterpoint_id: int) -> ClosingTime | None:
    """Return when the voting on a counterpoint ends."""
    return await session.get(ClosingTime, counterpoint_id, populate_existing=True)


async def choose(session: AsyncSession, chosen: ClosingTime) -> None:
    """Let the voting on a counterpoint end then, in place of an earlier choice."""
    news = chosen.model_dump(exclude={"counterpoint_id"})
    await put(session, ClosingTime, {"counterpoint_id": chosen.counterpoint_id}, **news)


async def due(session: AsyncSession, now: datetime, most: int) -> list[ClosingTime]:
    """Return some of the closing times at which something is to be done now, the earliest first."""
    is_due = or_(col(ClosingTime.closes_at) <= now, col(ClosingTime.remind_at) <= now)
    # By the column itself SQLite would walk through all closing times in their order, and find none by an index.
    closes_at = case((is_due, col(ClosingTime.closes_at)))
    return list(await session.exec(select(ClosingTime).where(is_due).order_by(closes_at).limit(most)))


async def note_reminded(session: AsyncSession, one: ClosingTime) -> bool:
    """Note that people are reminded; False where another time was chosen since, or they were."""
    as_read = (col(ClosingTime.counterpoint_id) == one.counterpoint_id, col(ClosingTime.remind_at) == one.remind_at)
    return await change(session, ClosingTime, *as_read, remind_at=None)


async def take(session: AsyncSession, one: ClosingTime) -> bool:
    """Take a closing time away; False where it is gone, or another one was chosen since."""
    as_read = (
        col(ClosingTime.counterpoint_id) == one.counterpoint_id,
        col(ClosingTime.closes_at) == one.closes_at,
    )
    return (await session.exec(delete(ClosingTime).where(*as_read))).rowcount > 0
