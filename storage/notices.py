"""Notices: what people are still to be told of their counterpoints, and what they chose to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat, Discussion, Presence
from storage.database import Instant, choice
from storage.upsert import add_new, change, put

USUAL_QUIET_HOURS = (22, 8)
"""From when until when nothing is told to who chose no other hours."""


class NoticeKind(StrEnum):
    """What somebody is told about; each has its switch, but for what was decided."""

    DECIDED = "decided"
    REBUTTED = "rebutted"
    SUPPORTED = "supported"
    ANSWERED = "answered"
    MERGED = "merged"
    CLOSED = "closed"
    ORPHANED = "orphaned"
    DIGEST = "digest"


class Follower(SQLModel, table=True):
    """Somebody who is told what becomes of their counterpoints. Who has no row chose nothing and waits for nothing."""

    person_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    unwanted: list[str] = Field(default_factory=list, sa_type=JSON)
    """The kinds that they switched off."""
    digests: bool = Field(default=False, index=True)
    """Whether they get the digests of their groups in private."""
    zone: str | None = None
    """The time zone that they chose; that of the group's digests where they chose none."""
    quiet_from: int | None = USUAL_QUIET_HOURS[0]
    """From this hour on they are told nothing; none where they may be told at any hour."""
    quiet_until: int | None = USUAL_QUIET_HOURS[1]
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When they were told something last."""
    due_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    """When they are told what waits; none where nothing does."""

    def wants(self, kind: NoticeKind) -> bool:
        """Say whether they are told about something of a kind."""
        return self.digests if kind is NoticeKind.DIGEST else kind.value not in self.unwanted


class Notice(SQLModel, table=True):
    """One thing that somebody is still to be told; it goes when they are."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(sa_type=BigInteger, index=True)
    kind: NoticeKind = Field(sa_type=choice(NoticeKind))
    key: str
    """The name of the sentence."""
    discussion_id: int = Field(foreign_key="discussion.id", index=True)
    counterpoint_id: int | None = Field(default=None, foreign_key="counterpoint.id", index=True)
    """Their counterpoint; none where it is a digest."""
    other_id: int | None = Field(default=None, foreign_key="counterpoint.id")
    """The counterpoint that answers it."""
    edition_id: int | None = Field(default=None, foreign_key="edition.id")
    said: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Values of the sentence; nobody's words, which may change until it is said."""
    happened_at: datetime = Field(sa_type=Instant)


async def follower_of(session: AsyncSession, person_id: int) -> Follower:
    """Return what somebody chose, as the database has it now; the usual where they chose nothing."""
    found = await session.get(Follower, person_id, populate_existing=True)
    return found if found is not None else Follower(person_id=person_id)


async def keep_follower(session: AsyncSession, follower: Follower) -> None:
    """Keep what somebody chose."""
    chosen = follower.model_dump(exclude={"person_id"})
    await put(session, Follower, {"person_id": follower.person_id}, **chosen)


async def keep(session: AsyncSession, notice: Notice, due_at: datetime) -> None:
    """Keep what somebody is to be told, then at the latest if nothing waits for them yet."""
    session.add(notice)
    await session.flush()
    await add_new(session, Follower(person_id=notice.person_id))
    nothing_waits = (col(Follower.person_id) == notice.person_id, col(Follower.due_at).is_(None))
    await change(session, Follower, *nothing_waits, due_at=due_at)


async def waiting(session: AsyncSession, person_id: int) -> list[Notice]:
    """Return what somebody is still to be told, oldest first."""
    query = select(Notice).where(Notice.person_id == person_id).order_by(col(Notice.id))
    return list(await session.exec(query))


async def waiting_with_chats(session: AsyncSession, person_id: int) -> list[tuple[Notice, Chat]]:
    """Return the same, each with the chat that it is about."""
    query = select(Notice, Chat).join_from(Notice, Discussion).join_from(Discussion, Chat)
    return list(await session.exec(query.where(Notice.person_id == person_id).order_by(col(Notice.id))))


async def drop(session: AsyncSession, notice_ids: Collection[int]) -> None:
    """Forget notices: they are told, or nobody has to be told any more."""
    await session.exec(delete(Notice).where(col(Notice.id).in_(notice_ids)))


async def drop_kind(session: AsyncSession, person_id: int, kind: NoticeKind) -> None:
    """Forget what somebody does not want to be told any more."""
    await session.exec(delete(Notice).where(col(Notice.person_id) == person_id, col(Notice.kind) == kind))


async def take_back(session: AsyncSession, counterpoint_id: int, keys: Sequence[str]) -> bool:
    """Forget the untold notices of a counterpoint with these sentences; False where there are none."""
    untold = (col(Notice.counterpoint_id) == counterpoint_id, col(Notice.key).in_(keys))
    return (await session.exec(delete(Notice).where(*untold))).rowcount > 0


async def due_followers(session: AsyncSession, now: datetime, most: int) -> list[int]:
    """Return who is to be told something now, by Telegram id; nobody who blocked the bot."""
    query = select(Follower.person_id).join(Chat, col(Chat.telegram_id) == Follower.person_id)
    query = query.where(col(Follower.due_at) <= now, col(Chat.resting).is_(False))
    return list(await session.exec(query.order_by(col(Follower.due_at), col(Follower.person_id)).limit(most)))


async def go_on(session: AsyncSession, follower: Follower, **news: datetime | None) -> bool:
    """Change when somebody is told something; False where that changed since it was read."""
    as_read = (col(Follower.person_id) == follower.person_id, col(Follower.due_at) == follower.due_at)
    return await change(session, Follower, *as_read, **news)


async def digest_readers(session: AsyncSession, chat_id: int) -> list[int]:
    """Return who reads the digests of a chat, by our number of it, in private."""
    query = select(Follower.person_id).join(Presence, col(Presence.person_id) == Follower.person_id)
    query = query.where(col(Follower.digests), Presence.chat_id == chat_id).order_by(col(Follower.person_id))
    return list(await session.exec(query))
