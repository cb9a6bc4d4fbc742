"""Chats, people and discussions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import chats
from storage.chats import Chat, Person, Place
from storage.engine import Database

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
OLD = -4000


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


async def test_a_chat_is_kept_once_as_it_was_heard_from_last(database: Database) -> None:
    async with database.write() as session:
        await chats.remember_chat(session, a_chat(OLD))
        await chats.put_to_rest(session, OLD)
    async with database.read() as session:
        assert (await session.exec(select(Chat))).one().resting
    later = NOW + timedelta(days=1)
    async with database.write() as session:
        await chats.remember_chats(session, [a_chat(OLD, title="Other", seen_at=later), a_chat(-5)])
    async with database.read() as session:
        chat = await chats.find_chat(session, OLD)
        assert len((await session.exec(select(Chat))).all()) == 2
    assert chat is not None
    assert (chat.title, chat.resting, chat.seen_at) == ("Other", False, later)


async def test_a_person_is_kept_once_as_heard_from_last(database: Database) -> None:
    async with database.write() as session:
        for name in ("Mara", "Maryja"):
            await chats.remember_people(session, [Person(telegram_id=2**33, name=name, seen_at=NOW)])
    async with database.read() as session:
        person = await chats.find_person(session, 2**33)
        assert await chats.find_person(session, 1) is None
    assert person is not None
    assert person.name == "Maryja"


async def test_each_thread_has_its_own_discussion_and_one_only(database: Database) -> None:
    async with database.write() as session:
        first = await discuss(session, OLD, 0, 20)
        again = await discuss(session, OLD, 0, 20)
    assert first == again
    assert first[0] != first[20]
    assert await found(database, Place(OLD), Place(OLD, 20), Place(OLD, 21), Place(-9)) == [
        first[0],
        first[20],
        None,
        None,
    ]


async def test_a_discussion_in_an_unknown_chat_is_a_bug(database: Database) -> None:
    async with database.write() as session:
        with pytest.raises(LookupError):
            await chats.open_discussion(session, Place(-9), NOW)
