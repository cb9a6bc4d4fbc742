"""Two moderators press at once: the database decides who was first, and the other is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.chat.members import Member
from bot.moderation.sanctions import service
from bot.moderation.sanctions.case import Case
from bot.moderation.targets import TargetIdentity
from bot.texts import Refusal
from storage import audit, chats
from storage.audit import Filter
from storage.chats import Chat, Person
from storage.database import Database, until_database_answers
from tests.playground_request import START

PAIRS, MODERATORS = 50, {71: "Vera", 72: "Alena"}


def muted(chat: Chat, person_id: int, by: int) -> Case:
    """Return the case of somebody who is to be muted."""
    member = Member(person_id, f"Person {person_id}", "member")
    return Case(chat, TargetIdentity(person_id, member.name), by, member)


async def met(database: Database) -> Chat:
    """Return a chat with its moderators known by name."""
    async with database.write() as session:
        await chats.remember_chat(session, Chat(telegram_id=-100, kind="supergroup", seen_at=START))
        people = [Person(telegram_id=number, name=name, seen_at=START) for number, name in MODERATORS.items()]
        await chats.remember_people(session, people)
        chat = await chats.find_chat(session, -100)
    assert chat is not None
    return chat


async def tried(database: Database, case: Case) -> int | str:
    """Mute somebody in a transaction of one's own; return the sanction, or who was first."""

    async def act() -> int:
        async with database.write() as session:
            outcome = await service.mute(session, case, timedelta(hours=2), START)
            return outcome.sanction.id

    return await _answered(act)


async def took_back(database: Database, sanction_id: int, by: int) -> int | str:
    """Undo a sanction in a transaction of one's own."""

    async def act() -> int:
        async with database.write() as session:
            await service.undo(session, sanction_id, by, None, START)
            return by

    return await _answered(act)


async def _answered(act: Callable[[], Awaitable[int]]) -> int | str:
    """Do something as the bot does, which tries again while another process is at work; return a refusal's words."""
    try:
        return await until_database_answers(act)
    except Refusal as refusal:
        return str(refusal)


@pytest.mark.parametrize("run", range(10))
async def test_one_acts_and_the_other_is_told(database: Database, run: int) -> None:
    chat = await met(database)
    # Two processes would have a connection each; so have these two, on the same file.
    other = Database(str(database.engine.url))
    doors = (database, other) if run % 2 else (other, database)
    try:
        for person in range(1000, 1000 + PAIRS):
            pair = zip(doors, MODERATORS, strict=True)
            results = await asyncio.gather(*(tried(door, muted(chat, person, by)) for door, by in pair))
            (sanction_id,) = [one for one in results if isinstance(one, int)]
            (told,) = [one for one in results if isinstance(one, str)]
            assert told in {f"{name} muted Person {person} a moment ago." for name in MODERATORS.values()}
            pair = zip(doors, MODERATORS, strict=True)
            undone = await asyncio.gather(*(took_back(door, sanction_id, by) for door, by in pair))
            (first,) = [one for one in undone if isinstance(one, int)]
            assert f"{MODERATORS[first]} took that back already." in undone
    finally:
        await other.close()
    async with database.read() as session:
        assert await audit.count(session, Filter(chat.id)) == 2 * PAIRS
