"""Groups and their discussions, for tests of what is kept about them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import chats
from storage.chats import Chat, Place
from storage.database import Database

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
OLD = -4000
"""Telegram's id of a group."""


def a_chat(number: int, **more: object) -> Chat:
    return Chat(**{"telegram_id": number, "kind": "group", "title": "Readers", "seen_at": NOW, **more})


async def discuss(session: AsyncSession, chat_id: int, *threads: int) -> dict[int, int | None]:
    """Open discussions and return their numbers by thread."""
    await chats.remember_chat(session, a_chat(chat_id))
    return {thread: (await chats.open_discussion(session, Place(chat_id, thread), NOW)).id for thread in threads}


async def found(database: Database, *places: Place) -> list[int | None]:
    async with database.read() as session:
        discussions = [await chats.find_discussion(session, place) for place in places]
    return [discussion.id if discussion else None for discussion in discussions]
