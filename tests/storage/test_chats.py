"""Chats, people and discussions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import articles, chats
from storage.articles import SnapshotRow
from storage.chats import Chat, Discussion, Person, Place
from storage.engine import Database

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
OLD, NEW = -4000, -1_000_000_004_000


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


async def test_a_group_that_becomes_a_supergroup_keeps_everything_under_both_ids(database: Database) -> None:
    async with database.write() as session:
        numbers = await discuss(session, OLD, 0)
        await chats.migrate(session, OLD, NEW)
        await chats.migrate(session, OLD, NEW)
    assert await found(database, Place(NEW), Place(OLD)) == [numbers[0]] * 2
    async with database.write() as session:
        await chats.remember_chat(session, a_chat(OLD, title="late news"))
        await chats.remember_chat(session, a_chat(NEW, kind="supergroup", title="New"))
    async with database.read() as session:
        chat = (await session.exec(select(Chat))).one()
    assert (chat.telegram_id, chat.former_id, chat.kind, chat.title) == (NEW, OLD, "supergroup", "New")


async def test_a_supergroup_that_was_heard_from_before_the_news_is_united_with_its_group(database: Database) -> None:
    async with database.write() as session:
        old = await discuss(session, OLD, 0, 7)
        new = await discuss(session, NEW, 0)
        await chats.migrate(session, OLD, NEW)
    assert await found(database, Place(NEW, 0), Place(NEW, 7)) == [new[0], old[7]]
    assert await found(database, Place(OLD, 0), Place(OLD, 7)) == [new[0], old[7]]
    async with database.read() as session:
        chat = await chats.find_chat(session, OLD)
    assert chat is not None
    assert chat.telegram_id == NEW


async def test_a_supergroups_own_discussion_without_an_article_does_not_hide_the_groups(database: Database) -> None:
    async with database.write() as session:
        old = await discuss(session, OLD, 0)
        await discuss(session, NEW, 0)
        row = SnapshotRow(sha256="x", title="Buses", text="Buses", language="en", read_at=NOW)
        snapshot = await articles.store_snapshot(session, row, [])
        discussion = (await session.exec(select(Discussion).where(Discussion.id == old[0]))).one()
        discussion.snapshot_id = snapshot
        session.add(discussion)
        await session.flush()
        await chats.migrate(session, OLD, NEW)
    async with database.read() as session:
        kept = await chats.find_discussion(session, Place(NEW))
    assert kept is not None
    assert kept.snapshot_id == snapshot


async def test_a_group_nobody_knew_is_known_by_its_old_id_too(database: Database) -> None:
    async with database.write() as session:
        await chats.remember_chat(session, a_chat(NEW))
        await chats.migrate(session, OLD, NEW)
        await chats.migrate(session, -1, -2)
    async with database.read() as session:
        chat = await chats.find_chat(session, OLD)
        assert await chats.find_chat(session, -2) is None
    assert chat is not None
    assert chat.telegram_id == NEW


async def test_two_groups_that_unite_stay_apart(database: Database) -> None:
    async with database.write() as session:
        for old, new in ((-1, -101), (-2, -102), (-3, -103)):
            await discuss(session, old, 0)
            await discuss(session, new, 0)
            await chats.migrate(session, old, new)
    places = [Place(number) for number in (-101, -102, -103)]
    numbers = await found(database, *places)
    assert len(set(numbers)) == 3
    assert numbers == await found(database, Place(-1), Place(-2), Place(-3))
