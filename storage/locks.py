"""What everybody in a chat is held to: slow mode and locks."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat
from storage.database import Instant, among
from storage.upsert import insert


class ChatLock(SQLModel, table=True):
    """What everybody in a chat is held to: slow mode, or a lock on one kind of message."""

    __tablename__ = "restraint"

    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    what: str = Field(primary_key=True)
    """`slow`, or what is locked."""
    seconds: int = 0
    """Of slow mode: the time between two messages of a person."""
    former: dict[str, bool] = Field(default_factory=dict, sa_type=JSON)
    """The permissions of the chat that the lock took away."""
    until: datetime | None = Field(default=None, sa_type=Instant, index=True)
    actor_id: int = Field(sa_type=BigInteger)
    set_at: datetime = Field(sa_type=Instant)


_HELD = select(Chat.telegram_id, ChatLock).join(ChatLock).where(among(Chat.telegram_id, "chats"))


async def add(session: AsyncSession, lock: ChatLock) -> None:
    """Keep slow mode or a lock, in place of the former one; what a lock took away first stays on record."""
    news = lock.model_dump(include={"seconds", "until", "actor_id", "set_at"})
    kept = insert(ChatLock).values(**lock.model_dump())
    await session.exec(kept.on_conflict_do_update(index_elements=["chat_id", "what"], set_=news))


async def release(session: AsyncSession, chat_id: int, what: str) -> bool:
    """End slow mode or a lock; False when it was not on."""
    done = await session.exec(delete(ChatLock).where(col(ChatLock.chat_id) == chat_id, col(ChatLock.what) == what))
    return done.rowcount == 1


async def locks_of(session: AsyncSession, chat_id: int) -> list[ChatLock]:
    """Return what everybody in a chat is held to."""
    query = select(ChatLock).where(ChatLock.chat_id == chat_id).order_by(col(ChatLock.what))
    return list(await session.exec(query.execution_options(populate_existing=True)))


async def locks_in(session: AsyncSession, telegram_ids: Collection[int]) -> dict[int, list[ChatLock]]:
    """Return what everybody in chats is held to, by Telegram's ids of those chats."""
    found = await session.exec(_HELD, params={"chats": json.dumps(list(telegram_ids))})
    held: dict[int, list[ChatLock]] = {}
    for telegram_id, lock in found.all():
        held.setdefault(telegram_id, []).append(lock)
    return held


async def locks_ending(session: AsyncSession, now: datetime) -> list[ChatLock]:
    """Return slow modes and locks whose time has passed, where the bot is."""
    query = select(ChatLock).join(Chat).where(col(ChatLock.until) <= now, col(Chat.resting).is_(False))
    return list(await session.exec(query))
