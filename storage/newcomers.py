"""The door of a chat: who came and has not been let in yet, and the message that asks them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel, and_, col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat
from storage.database import Instant, choice
from storage.subjects import Subject
from storage.upsert import change


class NewcomerStatus(StrEnum):
    """How far somebody is through the door."""

    WAITING = "waiting"
    """Is in the chat, may not write, and has a minute to press the button."""
    LATE = "late"
    """Has not pressed it in time: may not write, and may press whenever they like."""
    REQUESTED = "requested"
    """Asks to be let into the chat, and has a minute to press the button."""
    ASIDE = "aside"
    """The moderators decide about the request."""
    GONE = "gone"
    """Left, or was put out, before they were let in; who comes again is asked again."""
    IN = "in"
    OVERRULED = "overruled"
    """Somebody has decided since what they may do; the button does not change that."""


class Newcomer(SQLModel, table=True):
    """Somebody who came to a chat whose door is not open."""

    __table_args__ = (UniqueConstraint("chat_id", "person_id"), Index(None, "status", "late_at"))

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    person_id: int = Field(sa_type=BigInteger)
    name: str
    status: NewcomerStatus = Field(sa_type=choice(NewcomerStatus))
    former: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """The permissions they came with, by Telegram's names; none: those that everybody in the chat has."""
    former_until: datetime | None = Field(default=None, sa_type=Instant)
    """When those end; for ever without."""
    late_at: datetime = Field(sa_type=Instant)


class DoorPost(SQLModel, table=True):
    """The one message in a chat that asks its newcomers."""

    __tablename__ = "door_post"

    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    number: int = 0
    """The how manieth of the chat it is; 0: there was none yet."""
    shown_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was posted; nothing while there is none in the chat."""
    edited_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was last brought up to date."""
    stale: bool = False
    """It does not show what is so now, or there are lines to be taken away."""
    lines: list[int] = Field(default_factory=list, sa_type=JSON)
    """Telegram's own lines that somebody joined, which are to go."""

    @property
    def subject(self) -> str:
        """The name by which the outbox knows it."""
        return str(Subject("door", f"{self.chat_id}:{self.number}"))


ASKED = (NewcomerStatus.WAITING, NewcomerStatus.LATE)
"""Who may press the button in the chat."""


async def meet(session: AsyncSession, newcomer: Newcomer) -> Newcomer:
    """Keep that somebody came or asks to, with the permissions of their first coming, and return how they stand now."""
    known = await find(session, newcomer.chat_id, newcomer.person_id)
    if known is None:
        session.add(newcomer)
        await session.flush()
        return newcomer
    known.status = _stands(known.status, newcomer.status)
    known.name, known.late_at = newcomer.name, newcomer.late_at
    await session.flush()
    return known


def _stands(was: NewcomerStatus, comes: NewcomerStatus) -> NewcomerStatus:
    """Return how somebody stands who is known: let in once is let in; who asked was let in by a moderator."""
    if was is NewcomerStatus.OVERRULED:
        return was
    if comes is NewcomerStatus.REQUESTED:
        return comes
    return comes if was in (*ASKED, NewcomerStatus.GONE) else NewcomerStatus.IN


async def find(session: AsyncSession, chat_id: int, person_id: int) -> Newcomer | None:
    """Return a newcomer of a chat, by our number of it and Telegram's id of the person."""
    found = await session.exec(select(Newcomer).where(Newcomer.chat_id == chat_id, Newcomer.person_id == person_id))
    return found.first()


async def move(session: AsyncSession, newcomer: Newcomer, becomes: NewcomerStatus) -> bool:
    """Change how somebody stands, if they still stand as was read; False when something else was first."""
    which = (col(Newcomer.id) == newcomer.id, col(Newcomer.status) == newcomer.status)
    return await change(session, Newcomer, *which, status=becomes)


async def go(session: AsyncSession, chat_id: int, person_id: int) -> bool:
    """Note that a newcomer is not there any more; False where none waits."""
    return await _at_door(session, chat_id, person_id, status=NewcomerStatus.GONE)


async def overrule(session: AsyncSession, chat_id: int, person_id: int) -> bool:
    """Note that somebody decided what a newcomer may do: the button no longer changes it. False where none waits."""
    return await _at_door(session, chat_id, person_id, status=NewcomerStatus.OVERRULED)


async def mute_at_door(
    session: AsyncSession, chat_id: int, person_id: int, permissions: dict[str, bool], until: datetime | None
) -> bool:
    """Note what a newcomer may do, and until when, once they are let in; False where none waits."""
    return await _at_door(session, chat_id, person_id, former=permissions, former_until=until)


async def _at_door(session: AsyncSession, chat_id: int, person_id: int, **news: Any) -> bool:
    """Change what is known of a newcomer who waits; False where none does."""
    which = (col(Newcomer.chat_id) == chat_id, col(Newcomer.person_id) == person_id, col(Newcomer.status).in_(ASKED))
    return await change(session, Newcomer, *which, **news)


async def doors_of(session: AsyncSession, person_id: int, most: int) -> list[int]:
    """Return the chats, by our number, at whose door somebody waits, the newest first."""
    query = select(Newcomer.chat_id).join(Chat).where(Newcomer.person_id == person_id, col(Chat.resting).is_(False))
    query = query.where(col(Newcomer.status).in_(ASKED)).order_by(col(Newcomer.late_at).desc())
    return list(await session.exec(query.limit(most)))


async def chats_with_late(session: AsyncSession, now: datetime) -> list[int]:
    """Return the chats, by our number, in which somebody's minute is over."""
    query = select(Newcomer.chat_id).where(Newcomer.status == NewcomerStatus.WAITING, Newcomer.late_at <= now)
    return list(await session.exec(query.distinct().order_by(col(Newcomer.chat_id))))


async def call_late(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Note that the minute of newcomers of a chat is over."""
    query = update(Newcomer).where(col(Newcomer.chat_id) == chat_id, col(Newcomer.status) == NewcomerStatus.WAITING)
    await session.exec(query.where(col(Newcomer.late_at) <= now).values(status=NewcomerStatus.LATE))


async def late_requests(session: AsyncSession, now: datetime) -> list[Newcomer]:
    """Return those who asked to be let in and have not pressed the button in time."""
    query = select(Newcomer).where(Newcomer.status == NewcomerStatus.REQUESTED, Newcomer.late_at <= now)
    return list(await session.exec(query.order_by(col(Newcomer.id))))


async def waiting(session: AsyncSession, chat_id: int) -> list[Newcomer]:
    """Return who has still time to press, in the order in which they came."""
    query = select(Newcomer).where(Newcomer.chat_id == chat_id, Newcomer.status == NewcomerStatus.WAITING)
    return list(await session.exec(query.order_by(col(Newcomer.id))))


async def count_late(session: AsyncSession, chat_id: int, since: datetime) -> int:
    """Count who has not pressed in time, of those whose minute ended since then."""
    query = select(func.count()).where(Newcomer.chat_id == chat_id, Newcomer.status == NewcomerStatus.LATE)
    return (await session.exec(query.where(Newcomer.late_at > since))).one()


async def post_of(session: AsyncSession, chat_id: int) -> DoorPost:
    """Return the message at the door of a chat, of which there may be none yet."""
    return await session.get(DoorPost, chat_id) or DoorPost(chat_id=chat_id)


async def keep_post(session: AsyncSession, post: DoorPost) -> None:
    """Keep how the message at the door is now."""
    session.add(post)
    await session.flush()


async def spoil_post(session: AsyncSession, chat_id: int) -> None:
    """Note that the message at the door does not show what is so now."""
    await session.exec(update(DoorPost).where(col(DoorPost.chat_id) == chat_id).values(stale=True))


async def posts_due(session: AsyncSession, now: datetime, stays: timedelta, calm: timedelta) -> list[int]:
    """Return the chats, by our number, whose message at the door is stale, or has stayed so long, and is calm.

    An edit that a wrong clock dated after now is none of just now.
    """
    just_edited = and_(col(DoorPost.edited_at) > now - calm, col(DoorPost.edited_at) <= now)
    query = select(DoorPost.chat_id).where(or_(col(DoorPost.stale).is_(True), col(DoorPost.shown_at) <= now - stays))
    query = query.where(or_(col(DoorPost.edited_at).is_(None), ~just_edited))
    return list(await session.exec(query.order_by(col(DoorPost.chat_id))))
