"""Arrivals: when somebody first came to a chat, where the bot saw it; of everybody else nothing is known."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Discussion
from storage.counterpoints import Counterpoint
from storage.database import Instant
from storage.upsert import add_new
from storage.votes import Vote


class ChatArrival(SQLModel, table=True):
    """Somebody came to a chat for the first time."""

    __tablename__ = "arrival"

    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    person_id: int = Field(sa_type=BigInteger, primary_key=True)
    came_at: datetime = Field(sa_type=Instant)


async def note(session: AsyncSession, chat_id: int, person_id: int, came_at: datetime) -> None:
    """Keep when somebody came to a chat; of two times the first."""
    await add_new(session, ChatArrival(chat_id=chat_id, person_id=person_id, came_at=came_at))


async def early_votes(session: AsyncSession, discussion_id: int, period: timedelta) -> set[tuple[int, int]]:
    """Return (counterpoint, person) of the votes in a discussion that were cast so soon after the person came."""
    query = select(Vote.counterpoint_id, Vote.person_id, Vote.voted_at, ChatArrival.came_at).join(Counterpoint)
    query = query.join(Discussion, col(Discussion.id) == col(Counterpoint.discussion_id))
    here = (col(ChatArrival.chat_id) == col(Discussion.chat_id)) & (col(ChatArrival.person_id) == col(Vote.person_id))
    found = await session.exec(query.join(ChatArrival, here).where(Discussion.id == discussion_id))
    return {(counterpoint, person) for counterpoint, person, voted_at, came_at in found if voted_at - came_at < period}
