"""Silences: writers of counterpoints who may submit none for a while; no moderator learns who they are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Instant
from storage.upsert import change


class Silence(SQLModel, table=True):
    """The writer of a counterpoint may submit none in a chat."""

    __table_args__ = (Index(None, "chat_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    person_id: int = Field(sa_type=BigInteger)
    """Telegram id of the writer, whom nobody is told."""
    counterpoint_id: int = Field(foreign_key="counterpoint.id")
    """The counterpoint by which moderators know them."""
    reason: str = ""
    actor_id: int = Field(sa_type=BigInteger)
    """Telegram id of the moderator, or of the chat for an anonymous one."""
    until: datetime | None = Field(default=None, sa_type=Instant)
    """When it ends by itself."""
    decided_at: datetime = Field(sa_type=Instant)
    lifted_at: datetime | None = Field(default=None, sa_type=Instant)
    """When a moderator took it back."""


async def impose(session: AsyncSession, silence: Silence) -> int:
    """Keep a silence and return its number."""
    session.add(silence)
    await session.flush()
    return silence.id


async def get(session: AsyncSession, silence_id: int) -> Silence | None:
    """Return a silence as the database has it now."""
    return await session.get(Silence, silence_id, populate_existing=True)


async def standing(session: AsyncSession, chat_id: int, person_id: int, now: datetime) -> Silence | None:
    """Return the silence of a person in a chat that ends last, if one stands now."""
    query = select(Silence).where(Silence.chat_id == chat_id, Silence.person_id == person_id)
    query = query.where(col(Silence.lifted_at).is_(None), or_(col(Silence.until).is_(None), col(Silence.until) > now))
    return (await session.exec(query.order_by(col(Silence.until).desc().nulls_first()).limit(1))).first()


async def lift(session: AsyncSession, silence_id: int, now: datetime) -> bool:
    """Take a silence back; False when that was done before."""
    which = (col(Silence.id) == silence_id, col(Silence.lifted_at).is_(None))
    return await change(session, Silence, *which, lifted_at=now)


async def lift_all(session: AsyncSession, counterpoint_id: int, now: datetime) -> None:
    """Take back what was decided about the writer of a counterpoint."""
    which = (col(Silence.counterpoint_id) == counterpoint_id, col(Silence.lifted_at).is_(None))
    await change(session, Silence, *which, lifted_at=now)
