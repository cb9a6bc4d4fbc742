"""Votes: one a person and counterpoint, and who was put out; how they change is in vote_changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, SmallInteger, false
from sqlmodel import Field, SQLModel, and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, Stance
from storage.database import Instant
from storage.upsert import add_new


class Vote(SQLModel, table=True):
    """The latest vote of a person on a counterpoint."""

    counterpoint_id: int = Field(foreign_key="counterpoint.id", primary_key=True)
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True)
    stance: int = Field(sa_type=SmallInteger)
    log_id: int = 0
    """Its line in the log: of two votes of a person the one with the higher number is the latest."""
    told_id: int | None = Field(default=None, index=True)
    """With which line of the log people were told of it, in the totals; none: not yet, or not any more."""
    voted_at: datetime = Field(sa_type=Instant)


class VoteLog(SQLModel, table=True):
    """The votes that were cast; of those of one person on one counterpoint within an hour, the last."""

    __tablename__ = "vote_log"

    id: int = Field(default=None, primary_key=True)
    counterpoint_id: int = Field(foreign_key="counterpoint.id", index=True)
    person_id: int = Field(sa_type=BigInteger)
    stance: int = Field(sa_type=SmallInteger)
    voted_at: datetime = Field(sa_type=Instant)


class Barred(SQLModel, table=True):
    """Somebody who was put out of a chat, or has just come: their votes are kept, and do not count there."""

    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    person_id: int = Field(sa_type=BigInteger, primary_key=True)
    until: datetime | None = Field(default=None, sa_type=Instant)
    """When that ends by itself; for ever without."""
    is_new: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether they have just come: they vote, and it counts from the next day on."""
    looked_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    """When Telegram was last known to keep them out: it does not tell an unban where the bot is no administrator."""


async def stance_of(session: AsyncSession, family: Sequence[int], person_id: int) -> Stance | None:
    """Return a person's latest vote on a counterpoint or on what was merged into it."""
    query = select(Vote.stance).where(col(Vote.counterpoint_id).in_(family), Vote.person_id == person_id)
    stance = (await session.exec(query.order_by(col(Vote.log_id).desc()).limit(1))).first()
    return None if stance is None else Stance(stance)


async def others_voted(session: AsyncSession, counterpoint_id: int, author_id: int) -> bool:
    """Say whether anybody but its author has voted on a counterpoint."""
    query = select(Vote.person_id).where(Vote.counterpoint_id == counterpoint_id, Vote.person_id != author_id)
    return (await session.exec(query.limit(1))).first() is not None


async def count_voters(session: AsyncSession, chat_id: int, most: int) -> int:
    """Count the people who voted in a chat, up to so many."""
    query = select(Vote.person_id).join(Counterpoint).join(Discussion).where(Discussion.chat_id == chat_id)
    return len((await session.exec(query.distinct().limit(most))).all())


async def note_arrival(session: AsyncSession, chat_id: int, person_id: int, until: datetime) -> None:
    """Let the votes of somebody who has just come count from a moment on; who was put out stays as they are."""
    await add_new(session, Barred(chat_id=chat_id, person_id=person_id, until=until, is_new=True))


async def find_barred(session: AsyncSession, chat_id: int, person_id: int) -> Barred | None:
    """Return that somebody was put out of a chat."""
    return await session.get(Barred, (chat_id, person_id), populate_existing=True)


async def barred_to_look_at(session: AsyncSession, now: datetime, before: datetime, most: int) -> list[Barred]:
    """Return some who were put out and may be let in by now: the ban has run out, or nobody has looked for long."""
    unknown = and_(~col(Barred.is_new), or_(col(Barred.looked_at).is_(None), col(Barred.looked_at) <= before))
    may_be_in = or_(col(Barred.until) <= now, unknown)
    query = select(Barred).join(Chat).where(may_be_in, col(Chat.resting).is_(False))
    return list(await session.exec(query.order_by(col(Barred.looked_at), col(Barred.person_id)).limit(most)))
