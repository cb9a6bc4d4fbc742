"""Watching over groups asks the database little, however many people and groups it knows."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.chat.members import Member
from bot.moderation.known_usernames import KnownUsernames
from bot.moderation.locks.enforcement import LockStage
from bot.moderation.screening import receiver_stage
from bot.moderation.screening.model_store import ModelStore
from bot.moderation.screening.receiver_stage import Screener
from bot.worker import Worker
from storage import chat_settings, chats, counterpoints
from storage import screening as screening_log
from storage.articles import SnapshotRow
from storage.chat_settings import ChatSettings, Screening
from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.database import Database
from tests.databases import noting, scans

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MANY = 30
"""Groups, and people who write in each."""


class Silence:
    """A Telegram that is not asked."""

    me = 1

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        """Fail the test."""
        raise AssertionError(chat_id)

    async def linked_channel(self, chat_id: int) -> int | None:
        """Fail the test."""
        raise AssertionError(chat_id)


def watch_of(database: Database) -> Screener:
    return Screener(
        database, Silence(), ModelStore(Worker()), lambda: NOW, lambda heard: "" if heard.text == "/help" else None
    )


def says(number: int, chat_id: int, person_id: int, text: str = "Good morning") -> dict[str, object]:
    message = {
        "message_id": number,
        "date": int(NOW.timestamp()),
        "chat": {"id": chat_id, "type": "supergroup"},
        "from": {"id": person_id, "is_bot": False, "first_name": "Ada"},
        "text": text,
    }
    return {"update_id": number, "message": message}


def a_counterpoint(author_id: int, accepted_by: int | None) -> Counterpoint:
    return Counterpoint(
        discussion_id=1,
        snapshot_id=1,
        author_id=author_id,
        text="No",
        words="no",
        status=CounterpointStatus.OPEN,
        accepted_by=accepted_by,
        submitted_at=NOW,
        changed_at=NOW,
    )


async def people_groups(database: Database) -> None:
    async with database.write() as session:
        session.add(SnapshotRow(sha256="", title="", text="", language="en", read_at=NOW))
        for number in range(1, MANY + 1):
            session.add(Chat(telegram_id=-number, kind="supergroup", seen_at=NOW))
        await session.flush()
        for number in range(1, MANY + 1):
            session.add(ChatSettings(chat_id=number, screening=Screening.ON, watched_since=NOW))
            session.add(Discussion(chat_id=number, snapshot_id=1, created_at=NOW))


def crowd() -> list[dict[str, object]]:
    """Return a message of somebody else in each group."""
    return [says(number, -number, 1_000 + number) for number in range(1, MANY + 1)]


async def test_what_is_asked_for_messages_is_found_by_indexes(database: Database) -> None:
    await people_groups(database)
    watch = watch_of(database)
    with noting(database) as asked:
        assert await LockStage(database, watch).look(crowd()) == {}
        async with database.write() as session:
            await watch.keep(session)
    assert len(asked) == 5
    assert await scans(database, asked) == []


async def test_people_who_are_remembered_are_not_asked_for_again(database: Database) -> None:
    await people_groups(database)
    watch = watch_of(database)
    await watch.look(crowd())
    with noting(database) as asked:
        await watch.look(crowd())
    assert len(asked) == 1


async def test_somebody_is_known_in_their_own_group_alone(database: Database) -> None:
    await people_groups(database)
    async with database.write() as session:
        counts = [
            {"chat_id": 1, "person_id": 7, "posts": 3, "approved": 0},
            {"chat_id": 2, "person_id": 8, "posts": 9, "approved": 1},
        ]
        await screening_log.keep_posts(session, counts)
        for author, accepted_by in ((7, 5), (8, None), (9, 5)):
            await counterpoints.store(session, a_counterpoint(author, accepted_by))
    async with database.read() as session:
        found = await screening_log.standings(session, {6, 7, 8})
    assert found == {(1, 7): (3, 1), (2, 8): (9, 1)}


async def test_what_a_chat_chose_counts_from_the_next_batch_on(database: Database) -> None:
    await people_groups(database)
    watch = watch_of(database)
    await watch.look(crowd())
    async with database.write() as session:
        chosen = await session.get(ChatSettings, 1)
        assert chosen is not None
        chosen.screening = Screening.OFF
    await watch.look([says(100, -1, 1_001), says(101, -2, 1_002, "A thought that nobody had before")])
    async with database.write() as session:
        await watch.keep(session)
        counted = await screening_log.standings(session, {1_001, 1_002})
    assert counted == {(1, 1_001): (1, 0), (2, 1_002): (2, 0)}


async def test_more_people_than_are_remembered_are_watched_over(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiver_stage, "MAX_PEOPLE", 3)
    await people_groups(database)
    watch = watch_of(database)
    for _ in range(3):
        assert await watch.look([*crowd(), says(99, -1, 7)]) == {}
    async with database.write() as session:
        await watch.keep(session)
        counted = await screening_log.standings(session, {7, 1_001})
    assert counted == {(1, 7): (1, 0), (1, 1_001): (1, 0)}


@pytest.mark.parametrize(
    ("chosen", "read", "found"),
    [
        pytest.param({"language": "lt"}, {1_002, 1_003}, set(), id="newcomers alone are read"),
        pytest.param({"blocklist": ["coin*"]}, {1_001, 1_002, 1_003}, {1, 3}, id="all, where words are unwanted"),
        pytest.param({"screening": Screening.OFF}, set(), set(), id="nobody, where nothing is screened"),
    ],
)
async def test_what_moderators_choose_says_from_the_next_message_on_who_is_read(
    chosen: dict[str, Any], read: set[int], found: set[int], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people_groups(database)
    async with database.write() as session:
        await screening_log.keep_posts(session, [{"chat_id": 1, "person_id": 1_001, "posts": 20, "approved": 0}])
    watch = watch_of(database)
    assert await watch.look([says(9, -1, 1_001), says(10, -1, 1_002)]) == {}
    async with database.write() as session:
        await chat_settings.choose(session, 1, **chosen)
    looked_at: set[int] = set()
    heard = receiver_stage.heard
    monkeypatch.setattr(
        receiver_stage, "heard", lambda update: looked_at.add(update["message"]["from"]["id"]) or heard(update)
    )
    words = ("Take my coins", "Good morning", "Coins for all")
    updates = [says(number, -1, 1_000 + number, said) for number, said in enumerate(words, 1)]
    assert set(await watch.look(updates)) == found
    assert looked_at == read


async def test_others_get_the_event_loop_while_long_messages_are_looked_at(database: Database) -> None:
    await people_groups(database)
    async with database.write() as session:
        await chat_settings.choose(session, 1, blocklist=["coin*"])
    watch = watch_of(database)
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.ensure_future(count_turns())
    await watch.look([says(1, -1, 7)])
    before = turns
    await watch.look([says(number, -1, 1_000 + number, "ﷺ" * 4_090) for number in range(40)])
    counting.cancel()
    assert turns - before >= 40


async def test_a_command_of_another_bot_is_a_message_like_any_other(database: Database) -> None:
    await people_groups(database)
    watch = watch_of(database)
    for number, words in enumerate(("begin with the trams", "and then the buses")):
        commands = [says(number, -1, 7, "/help"), says(100 + number, -1, 8, f"/start@other_bot {words}")]
        await watch.look(commands)
    async with database.write() as session:
        await watch.keep(session)
        assert await screening_log.standings(session, {7, 8}) == {(1, 8): (2, 0)}


async def test_a_name_is_told_once_until_it_changes_and_found_by_an_index(database: Database) -> None:
    await people_groups(database)
    ordering = LockStage(database, watch_of(database), lambda: NOW)

    async def writes(username: object) -> list[str]:
        update = says(1, -1, 7)
        update["message"]["from"]["username"] = username  # type: ignore[index]  # as `says` makes it
        with noting(database) as asked:
            await ordering.look([update])
            async with database.write() as session:
                await ordering.keep(session)
        told = [one for one in asked if "person" in one[0].partition("(")[0] and "presence" not in one[0]]
        assert await scans(database, told) == []
        return [statement.split()[0] for statement, _ in told if "standing" not in statement]

    assert await writes("ada_l") == ["UPDATE", "INSERT"]
    assert await writes("ada_l") == []
    assert await writes(None) == await writes(7) == await writes([]) == []
    assert await writes("ada_lovelace") == ["UPDATE", "INSERT"]
    async with database.read() as session:
        found = await chats.find_username(session, "Ada_Lovelace")
        assert found is not None
        assert (found.telegram_id, await chats.find_username(session, "ada_l")) == (7, None)


async def test_a_name_that_could_not_be_kept_is_told_again(database: Database) -> None:
    roll = KnownUsernames()
    roll.call([(-1, {"from": {"id": 7, "username": "ada_l", "first_name": "Ada"}})])
    for fails in (True, False):
        with suppress(ZeroDivisionError):
            async with database.write() as session:
                await roll.keep(session, NOW)
                assert 1 / (not fails)
    async with database.read() as session:
        assert await chats.find_username(session, "ada_l") is not None


async def test_words_go_after_an_hour_though_nobody_writes_any_more(database: Database) -> None:
    await people_groups(database)
    watch = watch_of(database)
    now = NOW
    watch._clock = lambda: now
    await watch.look(crowd())
    assert sum(len(one.recent) for one in watch._people.values()) == MANY
    now = NOW + receiver_stage.RECENT_PERIOD - timedelta(seconds=1)
    watch.forget_words()
    assert sum(len(one.recent) for one in watch._people.values()) == MANY
    now = NOW + receiver_stage.RECENT_PERIOD
    watch.forget_words()
    assert sum(len(one.recent) for one in watch._people.values()) == 0
    assert watch._with_words == set()


async def test_words_go_after_an_hour_where_others_write(database: Database) -> None:
    await people_groups(database)
    watch = watch_of(database)
    await watch.look(crowd())
    watch._clock = lambda: NOW + 2 * receiver_stage.RECENT_PERIOD
    await watch.look([])
    assert sum(len(one.recent) for one in watch._people.values()) == 0


@pytest.mark.parametrize("asked_for", [screening_log.decisions, lambda session: screening_log.lessons(session, 1)])
async def test_what_moderators_decided_about_spam_is_found_by_indexes(database: Database, asked_for: Any) -> None:
    await people_groups(database)
    with noting(database) as asked:
        async with database.read() as session:
            await asked_for(session)
    assert [step for _, step in await scans(database, asked) if "USING" not in step] == []
