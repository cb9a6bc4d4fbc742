"""The wrapper: one transaction an update, its effects with it, and nothing half done."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat import help as general
from bot.chat.command_limit import COMMANDS_PER_MINUTE, ERRORS_PER_MINUTE, PRESSES_PER_MINUTE
from bot.chat.effects import Effect, Send
from bot.chat.event import Event, EventKind
from bot.chat.handler import Handler, button, command, on
from bot.chat.members import Member
from bot.chat.permissions import Role
from bot.dispatch.pending_update import PendingUpdate
from bot.dispatch.runner import HandlerRunner
from bot.moderation import bot_rights
from bot.texts import Refusal, say
from storage import chats, inbox, keyboards, outbox
from storage.chats import Chat, Person, Place
from storage.database import Database, InTransaction
from storage.inbox import Arrival, InboxRow, InboxStatus
from storage.outbox import OutboxRow, OutboxStatus
from tests.chat.updates import (
    CHANNEL,
    DATE,
    GROUP,
    GROUP_ANONYMOUS,
    INCOMING,
    MARA,
    PRIVATE,
    TELEGRAM,
    a_message,
    a_move,
    a_press,
    of_ours,
    said_in,
)
from tests.playground_request import StillClock

VERA = {"id": 7_000_000_003, "is_bot": False, "first_name": "Vera"}


class World:
    """What a preparation may ask; the only moderator is Vera."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        return (Member(VERA["id"], "Vera", "administrator"),)

    administrators_lately = administrators

    async def download(self, file_id: str) -> bytes:
        return file_id.encode()

    def is_arriving(self, chat_id: int, data: str) -> bool:
        return False


class Outgoing:
    """Keeps what is owed, and has sent nothing."""

    def __init__(self, rows: list[OutboxRow]) -> None:
        self._rows = rows

    def accept(self, rows: Sequence[OutboxRow]) -> None:
        self._rows.extend(rows)

    @asynccontextmanager
    async def marks(self) -> AsyncIterator[InTransaction]:
        async def nothing(session: AsyncSession) -> None:
            """There is nothing to keep."""

        yield nothing


async def echo(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """Remember a discussion and answer; some words are not liked."""
    if event.text == "refuse at first sight":
        raise Refusal("number-missing")
    await chats.open_discussion(session, Place(event.chat.id, event.message_id), now)
    if event.text == "refuse":
        raise Refusal("number-missing")
    if event.text == "refuse oddly":
        raise Refusal("there-is-no-such-sentence")
    if event.text == "crash":
        raise ZeroDivisionError("private words")
    if event.text == "disk":
        raise OperationalError("COMMIT", {}, Exception("disk is full"))
    return [Send(Place(event.chat.id), f"echo {event.text}", reply_to=event.message_id)]


async def look_up(event: Event, desk: Any) -> str:
    if event.text == "refuse":
        raise Refusal("telegram-silent")
    if event.text == "crash":
        raise ZeroDivisionError
    return (await desk.download("a file")).decode() + f" at {event.place.thread_id}"


async def show(event: Event, _session: AsyncSession, _now: datetime, found: str) -> list[Effect]:
    return [Send(event.place, found, reply_to=event.message_id)]


TABLE: tuple[Handler, ...] = (
    *general.feature().handlers,
    *bot_rights.HANDLERS,
    command("echo", act=echo),
    button("echo", act=echo),
    on(EventKind.CHANNEL_POST, act=echo),
    command("rule", act=echo, role=Role.MODERATOR),
    command("fetch", prepare=look_up, act=show),
    command("here", act=echo, groups_only=True),
    command("fetch_here", prepare=look_up, act=show, role=Role.MODERATOR, groups_only=True),
)


class Desk:
    """The wrapper on a real database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = StillClock()
        self.woken: list[OutboxRow] = []
        self.handling = HandlerRunner(
            INCOMING, World(database), TABLE, self.clock, Outgoing(self.woken), fade_after=120.0
        )
        self.made = 0

    async def receive(self, *updates: dict[str, Any]) -> list[PendingUpdate]:
        """Put updates into the inbox and understand them."""
        rows = self.arrivals(*updates)
        async with self.database.write() as session:
            await inbox.store_updates(session, rows)
        return [self.handling.understand(row) for row in rows]

    async def handle_at_once(self, *updates: dict[str, Any]) -> tuple[list[str], list[int]]:
        """Let updates be handled as they are kept; return what is owed for them, and which wait still."""
        rows = self.arrivals(*updates)
        before = len(self.woken)
        left = await self.handling.receive(rows, {row.update_id: self.handling.understand(row) for row in rows}, None)
        return [str(row.params.get("text")) for row in self.woken[before:]], [row.update_id for row in left]

    def arrivals(self, *updates: dict[str, Any]) -> list[Arrival]:
        rows = []
        for update in updates:
            self.made += 1
            payload = json.dumps({**update, "update_id": self.made})
            row = Arrival(
                update_id=self.made, chat_id=-1, payload=payload, status=InboxStatus.WAITING, received_at=self.clock()
            )
            rows.append(row)
        return rows

    async def handle(self, *updates: dict[str, Any]) -> list[str]:
        """Lead updates through the wrapper in one group and return what is owed for them."""
        tasks = [await self.handling.prepare(task) if task.slow else task for task in await self.receive(*updates)]
        before = len(self.woken)
        await self.handling.handle(tasks)
        return [str(row.params.get("text")) for row in self.woken[before:]]

    async def offers(self, *data: str) -> None:
        """Let buttons stand under the message of the bot that is pressed."""
        async with self.database.write() as session:
            await keyboards.show(session, [(GROUP["id"], of_ours()["message_id"], "\n".join(data))])

    async def inbox(self) -> list[InboxRow]:
        async with self.database.read() as session:
            return list(await session.exec(select(InboxRow).order_by(col(InboxRow.update_id))))

    async def outbox(self) -> list[OutboxRow]:
        async with self.database.read() as session:
            return list(await session.exec(select(OutboxRow).order_by(col(OutboxRow.id))))

    async def discussed(self) -> list[int]:
        """Return the threads of which a handler made discussions."""
        async with self.database.read() as session:
            return sorted(await session.exec(select(chats.Discussion.thread_id)))

    async def chat(self, number: int) -> Chat | None:
        async with self.database.read() as session:
            return await chats.find_chat(session, number)

    async def person(self, number: int) -> Person | None:
        async with self.database.read() as session:
            return await chats.find_person(session, number)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def echo_of(text: str, number: int = 50, **more: Any) -> dict[str, Any]:
    return said_in(f"/echo {text}", message_id=number, **more)


async def test_effects_are_kept_and_the_update_is_done_and_its_words_forgotten(desk: Desk) -> None:
    assert await desk.handle(echo_of("a"), echo_of("b")) == ["echo a", "echo b"]
    assert [(row.status, row.payload) for row in await desk.inbox()] == [(InboxStatus.DONE, None)] * 2
    rows = await desk.outbox()
    assert [(row.update_id, row.status, row.params["text"]) for row in rows] == [
        (1, OutboxStatus.WAITING, "echo a"),
        (2, OutboxStatus.WAITING, "echo b"),
    ]
    assert [row.id for row in desk.woken] == [row.id for row in rows]


async def test_what_is_handled_as_it_arrives_leaves_no_words_behind(desk: Desk) -> None:
    assert await desk.handle_at_once(echo_of("a"), echo_of("refuse at first sight"), echo_of("b")) == (
        ["echo a", say("number-missing"), "echo b"],
        [],
    )
    assert [(row.status, row.payload) for row in await desk.inbox()] == [(InboxStatus.DONE, None)] * 3


@pytest.mark.parametrize("words", ["refuse", "refuse oddly", "crash"])
async def test_what_cannot_be_handled_as_it_arrives_waits_with_all_that_came_with_it(desk: Desk, words: str) -> None:
    assert await desk.handle_at_once(echo_of("a", 1), echo_of(words, 2)) == ([], [1, 2])
    assert await desk.discussed() == []
    rows = await desk.inbox()
    assert [row.status for row in rows] == [InboxStatus.WAITING] * 2
    assert json.loads(rows[1].payload or "")["message"]["text"] == f"/echo {words}"
    assert await desk.outbox() == []


async def test_what_cannot_be_read_as_it_arrives_waits_and_holds_nobody_up(desk: Desk) -> None:
    broken = {"update_id": 1, "message": {"text": "/help", "chat": {"nonsense": 1}}}
    assert await desk.handle_at_once(broken, echo_of("b")) == (["echo b"], [1])
    assert [row.status for row in await desk.inbox()] == [InboxStatus.WAITING, InboxStatus.DONE]


async def test_an_update_that_comes_again_is_not_handled_again(desk: Desk) -> None:
    await desk.handle_at_once(echo_of("a"))
    desk.made = 0
    assert await desk.handle_at_once(echo_of("a"), echo_of("b")) == (["echo b"], [])


async def test_a_database_that_does_not_answer_keeps_nothing_of_what_arrives(desk: Desk) -> None:
    with pytest.raises(OperationalError):
        await desk.handle_at_once(echo_of("a"), echo_of("disk"))
    assert await desk.inbox() == await desk.outbox() == desk.woken == []


async def test_an_update_that_fails_is_kept_and_its_neighbours_are_handled_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    said = await desk.handle(echo_of("a", 1), echo_of("crash", 2), echo_of("b", 3), echo_of("refuse", 4))
    assert said == ["echo a", say("went-wrong"), "echo b", say("number-missing")]
    rows = await desk.inbox()
    assert [row.status for row in rows] == [InboxStatus.DONE, InboxStatus.FAILED, InboxStatus.DONE, InboxStatus.DONE]
    assert json.loads(rows[1].payload or "")["message"]["text"] == "/echo crash"
    assert len(await desk.outbox()) == 4
    assert "handling update 2 failed" in caplog.text


async def test_what_a_refused_or_failed_handler_wrote_is_rolled_back(desk: Desk) -> None:
    await desk.handle(echo_of("a", 1), echo_of("refuse", 2), echo_of("crash", 3), echo_of("b", 4))
    assert await desk.discussed() == [1, 4]


async def test_a_refusal_without_a_sentence_is_a_bug_of_that_update_alone(desk: Desk) -> None:
    assert await desk.handle(echo_of("refuse oddly"), echo_of("b")) == [say("went-wrong"), "echo b"]
    assert [row.status for row in await desk.inbox()] == [InboxStatus.FAILED, InboxStatus.DONE]


async def test_a_database_that_does_not_answer_is_no_fault_of_the_update(desk: Desk) -> None:
    tasks = await desk.receive(echo_of("a"), echo_of("disk"))
    with pytest.raises(OperationalError):
        await desk.handling.handle(tasks)
    assert {row.status for row in await desk.inbox()} == {InboxStatus.WAITING}
    assert await desk.outbox() == desk.woken == []


async def test_nothing_is_sent_that_was_not_committed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(session: AsyncSession, numbers: Sequence[int]) -> None:
        raise OperationalError("UPDATE", {}, Exception("disk is full"))

    monkeypatch.setattr("storage.inbox.mark_done", full)
    with pytest.raises(OperationalError):
        await desk.handle(echo_of("a"))
    assert await desk.outbox() == desk.woken == []
    monkeypatch.undo()
    assert await desk.handle(echo_of("b")) == ["echo b"]
    assert (await desk.chat(-1001)) is not None


async def test_an_update_that_cannot_be_read_is_kept_as_failed(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    broken = {"update_id": 1, "message": {"text": "/help", "chat": {"nonsense": 1}}}
    assert await desk.handle(broken, echo_of("b")) == ["echo b"]
    assert [row.status for row in await desk.inbox()] == [InboxStatus.FAILED, InboxStatus.DONE]
    assert "update 1 could not be read" in caplog.text


async def test_preparations_find_things_and_know_the_discussion(desk: Desk) -> None:
    async with desk.database.write() as session:
        await chats.remember_chat(session, Chat(telegram_id=-1001, kind="supergroup", seen_at=desk.clock()))
        await chats.open_discussion(session, Place(-1001, 30), desk.clock())
    thread = {"message_thread_id": 30, "reply_to_message": a_message("x", message_id=30)}
    other = {"message_thread_id": 31, "reply_to_message": a_message("x", message_id=31)}
    assert await desk.handle(said_in("/fetch", **thread), said_in("/fetch", **other), said_in("/fetch")) == [
        "a file at 30",
        "a file at 0",
        "a file at 0",
    ]


async def test_preparations_may_refuse_and_fail(desk: Desk) -> None:
    said = await desk.handle(said_in("/fetch refuse"), said_in("/fetch crash"), said_in("/fetch"))
    assert said == [say("telegram-silent"), say("went-wrong"), "a file at 0"]
    assert [row.status for row in await desk.inbox()] == [InboxStatus.DONE, InboxStatus.FAILED, InboxStatus.DONE]


@pytest.mark.parametrize(
    ("update", "may"),
    [
        pytest.param(said_in("/rule", sender=VERA), True, id="a moderator"),
        pytest.param(said_in("/rule"), False, id="a member"),
        pytest.param(said_in("/rule", PRIVATE), True, id="anybody in private"),
        pytest.param(said_in("/rule", sender=GROUP_ANONYMOUS, sender_chat=GROUP), True, id="an anonymous admin"),
        pytest.param(said_in("/rule", sender=GROUP_ANONYMOUS, sender_chat=CHANNEL), False, id="a channel"),
    ],
)
async def test_who_may_do_what_moderators_do(desk: Desk, update: dict[str, Any], may: bool) -> None:
    assert await desk.handle(update) == (["echo "] if may else [say("moderators-only")])


@pytest.mark.parametrize("words", ["/here", "/fetch_here crash"], ids=["at once", "prepared"])
async def test_what_is_for_groups_is_neither_prepared_nor_done_in_private(desk: Desk, words: str) -> None:
    assert await desk.handle(said_in(words, PRIVATE)) == [say("in-groups-only")]
    assert [row.status for row in await desk.inbox()] == [InboxStatus.DONE]


async def test_what_is_for_groups_is_done_there(desk: Desk) -> None:
    assert await desk.handle(said_in("/here"), said_in("/fetch_here", sender=VERA)) == ["echo ", "a file at 0"]


async def test_commands_of_nobody_are_answered_in_private_alone(desk: Desk) -> None:
    assert await desk.handle(said_in("/dance"), said_in("/dance", PRIVATE)) == [say("command-unknown")]
    assert {row.status for row in await desk.inbox()} == {InboxStatus.DONE}


async def test_a_button_of_nobody_is_answered_politely(desk: Desk) -> None:
    await desk.offers("echo:x")
    owed = await desk.handle(a_press("nothing:1"), a_press(None), a_press("echo:x"))
    assert owed == [say("button-unknown"), say("button-unknown"), "echo x", "None"]  # the last answer is a bare one


async def test_a_press_counts_under_its_own_message_alone(desk: Desk) -> None:
    await desk.offers("echo:x", "echo:y")
    elsewhere = {**of_ours(), "message_id": 41}
    for forged in (a_press("echo:z"), a_press("echo:"), a_press("echo:x\necho:y"), a_press("echo:x", elsewhere)):
        assert await desk.handle(forged) == [say("button-from-before")]
    assert await desk.discussed() == []


async def test_a_channel_post_is_never_answered_with_an_error(desk: Desk) -> None:
    post = a_message("/echo", sender=TELEGRAM, sender_chat=CHANNEL, is_automatic_forward=True)
    crash = {**post, "text": "crash"}
    assert await desk.handle({"message": crash}, {"message": {**post, "text": "refuse"}}) == []
    assert [row.status for row in await desk.inbox()] == [InboxStatus.FAILED, InboxStatus.DONE]


async def test_chats_and_people_are_known_once_they_are_heard_from(desk: Desk) -> None:
    await desk.handle(echo_of("a"))
    chat, person = await desk.chat(-1001), await desk.person(MARA["id"])
    assert chat is not None
    assert person is not None
    assert (chat.title, chat.kind, chat.resting) == ("Reading group", "supergroup", False)
    assert (person.name, person.language) == ("Mara K", "be")
    renamed = {**GROUP, "title": "New name"}
    await desk.handle(said_in("/echo b", renamed, sender={**MARA, "first_name": "Maryja"}))
    assert (await desk.chat(-1001)).title == "New name"  # type: ignore[union-attr]
    assert (await desk.person(MARA["id"])).name == "Maryja K"  # type: ignore[union-attr]


async def test_nobody_is_remembered_for_what_was_refused_before_the_handler(desk: Desk) -> None:
    await desk.handle(said_in("/rule"))
    assert await desk.person(MARA["id"]) is None


@pytest.mark.parametrize("chat", [GROUP, PRIVATE], ids=["group", "private"])
async def test_a_chat_rests_when_the_bot_is_put_out_and_wakes_when_it_is_heard_from(
    desk: Desk, chat: dict[str, Any]
) -> None:
    member, kicked = {"status": "member"}, {"status": "kicked", "until_date": 0}
    resting = []
    for update in (
        said_in("/echo a", chat),
        a_move(member, kicked, chat),
        a_move(kicked, member, chat),
        said_in("/echo b", chat),
    ):
        await desk.handle(update)
        resting.append((await desk.chat(chat["id"])).resting)  # type: ignore[union-attr]
    assert resting == [False, True, False, False]


async def test_a_group_that_becomes_a_supergroup_keeps_its_discussion_and_gets_what_is_owed(desk: Desk) -> None:
    old = {"id": -4000, "type": "group", "title": "Old"}
    await desk.handle(said_in("/echo a", old))
    await desk.handle(said_in(None, old, migrate_to_chat_id=-1009))
    (row,) = await desk.outbox()
    assert row.chat_id == -1009
    async with desk.database.read() as session:
        assert await chats.find_discussion(session, Place(-1009, 50)) is not None
        assert await chats.find_discussion(session, Place(-4000, 50)) is not None


async def test_notes_fade_in_groups_and_stay_in_private(desk: Desk) -> None:
    await desk.handle(said_in("/help"), said_in("/help", PRIVATE), echo_of("stays"))
    assert [row.fade_seconds for row in await desk.outbox()] == [120.0, None, None]


async def test_help_and_privacy_say_what_there_is(desk: Desk) -> None:
    said = await desk.handle(
        said_in("/help"),
        said_in("/help", PRIVATE),
        said_in("/privacy"),
        a_move({"status": "left"}, {"status": "member"}),
    )
    assert said[:3] == [say("help"), say("help-private"), say("privacy")]
    assert said[3].startswith(say("welcome"))


async def test_nothing_is_posted_to_a_channel_that_adds_the_bot(desk: Desk) -> None:
    assert await desk.handle(a_move({"status": "left"}, {"status": "member"}, CHANNEL)) == []


async def test_two_groups_of_updates_at_once_do_not_mix(desk: Desk) -> None:
    first, second = await desk.receive(echo_of("a"), echo_of("crash")), await desk.receive(echo_of("b"))
    await desk.handling.handle(first)
    await desk.handling.handle(second)
    assert [row.update_id for row in await desk.outbox()] == [1, 2, 3]


async def test_a_press_is_answered_by_a_pop_up(desk: Desk) -> None:
    await desk.offers("echo:refuse")
    await desk.handle(a_press("echo:refuse", of_ours()))
    (row,) = await desk.outbox()
    assert (row.method, row.chat_id, row.params["callback_query_id"]) == ("answerCallbackQuery", None, "99")
    assert row.status is OutboxStatus.WAITING
    async with desk.database.read() as session:
        assert await outbox.count_by_status(session) == {OutboxStatus.WAITING: 1}


async def test_presses_are_limited_and_each_is_answered(desk: Desk) -> None:
    await desk.offers("echo:x", "echo:y")
    await desk.handle(*[a_press("echo:x", of_ours()) for _ in range(PRESSES_PER_MINUTE + 20)])
    echoes = [row for row in await desk.outbox() if row.method == "sendMessage"]
    answers = [
        str(row.params["text"])
        for row in await desk.outbox()
        if "callback_query_id" in row.params and "text" in row.params
    ]
    assert (len(echoes), len(answers)) == (PRESSES_PER_MINUTE, 20)
    assert {answer.partition(".")[0] for answer in answers} == {"That is a lot of presses in a minute"}
    desk.clock.at += timedelta(minutes=1)
    assert (await desk.handle(a_press("echo:y", of_ours())))[0] == "echo y"


@pytest.mark.parametrize("command", ["/echo refuse", "/rule refuse", "/fetch refuse"])
async def test_a_moderator_is_answered_however_many_mistakes_were_made(desk: Desk, command: str) -> None:
    by_moderator = [
        len(await desk.handle(said_in(command, sender=VERA, message_id=60 + n))) for n in range(COMMANDS_PER_MINUTE + 9)
    ]
    by_member = [len(await desk.handle(said_in(command, message_id=160 + n))) for n in range(ERRORS_PER_MINUTE + 1)]
    assert by_moderator == [1] * (COMMANDS_PER_MINUTE + 9)
    assert sum(by_member) <= ERRORS_PER_MINUTE


async def test_a_moderators_reply_is_known_for_one(desk: Desk) -> None:
    await desk.offers("echo:d")
    await desk.handle(said_in("/rule a", sender=VERA))
    await desk.handle(echo_of("b", sender=VERA), echo_of("c"), a_press("echo:d", of_ours()))
    replies = [row for row in await desk.outbox() if row.method == "sendMessage"]
    known = [(row.params.get("text"), row.asker_id, row.ahead, row.lapses) for row in replies]
    assert known == [
        ("echo a", VERA["id"], True, False),
        ("echo b", VERA["id"], True, False),
        ("echo c", MARA["id"], False, True),
        ("echo d", MARA["id"], False, True),
    ]


async def test_a_command_that_was_refused_is_read_again_for_ten_minutes(desk: Desk) -> None:
    def edited(text: str, number: int) -> dict[str, Any]:
        return {"update_id": 1, "edited_message": a_message(f"/echo {text}", message_id=number, edit_date=DATE + 30)}

    await desk.handle(echo_of("refuse", 61), echo_of("fine", 62), echo_of("refuse", 63))
    assert await desk.handle(edited("fine", 62)) == []
    assert len(await desk.handle(edited("refuse", 61))) == 1
    assert await desk.handle(edited("better", 61)) == ["echo better"]
    assert await desk.handle(edited("even better", 61)) == []
    desk.clock.at += timedelta(minutes=11)
    assert await desk.handle(edited("late", 63)) == []


async def test_in_private_what_takes_work_is_done_thirty_times_a_minute_and_the_rest_at_any_time(desk: Desk) -> None:
    worked = [await desk.handle(said_in("/fetch", PRIVATE)) for _ in range(40)]
    told = [await desk.handle(echo_of("x", chat=PRIVATE)) for _ in range(40)]
    assert [len(answer) for answer in worked] == [1] * 31 + [0] * 9
    assert worked[30][0].startswith("That is a lot at once")
    assert told == [["echo x"]] * 40
