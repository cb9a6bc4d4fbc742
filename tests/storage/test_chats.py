"""Chats, people and discussions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from storage import chats
from storage.chats import Chat, Person, Place
from storage.database import Database
from tests.storage.groups import NOW, OLD, a_chat, discuss, found


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
