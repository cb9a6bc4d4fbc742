"""The sender: what is owed goes out once, in order, whatever Telegram answers."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.playground.bot_api.faults import Fault
from bot.playground.telegram.members import ChatMembership, Status
from bot.transport.rate_limits import RateLimits
from bot.transport.sender import IN_DOUBT
from storage import chats
from storage.chats import Chat, Place
from storage.database import Database
from storage.outbox import OutboxRow, OutboxStatus
from tests.databases import watching
from tests.patience import PATIENCE
from tests.transport.conftest import Post


async def posted(post: Post, text: str = "here") -> int:
    """Send a message to the group and return its number."""
    row = post.row(post.cast.group, text)
    await post.owe(row)
    await post.settle()
    number = (await post.fate(row)).message_id
    assert number is not None
    return number


def an_edit(post: Post, number: int, text: str, **more: Any) -> OutboxRow:
    return post.call(post.cast.group, "editMessageText", {"message_id": number, "text": text}, **more)


async def remember(post: Post, chat_id: int, kind: str = "supergroup") -> None:
    async with post.database.write() as session:
        await chats.remember_chat(session, Chat(telegram_id=chat_id, kind=kind, seen_at=post.clock()))


# Sending


async def test_messages_go_out_in_order_and_are_marked(post: Post) -> None:
    rows = [post.row(post.cast.group, str(number)) for number in range(25)]
    await post.owe(*rows)
    await post.settle()
    assert post.posts(post.cast.group) == [str(number) for number in range(25)]
    fates = [await post.fate(row) for row in rows]
    assert {fate.status for fate in fates} == {OutboxStatus.SENT}
    assert [fate.message_id for fate in fates] == [number for number, _ in enumerate(fates, fates[0].message_id or 0)]
    assert all(fate.sent_at == post.clock() for fate in fates)


async def test_a_message_that_is_due_later_waits(post: Post) -> None:
    await post.owe(post.row(post.cast.group, "later", due_in=60), post.row(post.cast.group, "now"))
    await post.settle()
    assert post.posts(post.cast.group) == ["now"]
    post.advance(seconds=60)
    await post.settle()
    assert post.posts(post.cast.group) == ["now", "later"]


async def test_what_is_due_later_is_still_owed_after_a_restart(post: Post) -> None:
    await post.owe(post.row(post.cast.group, "later", due_in=60))
    await post.reopen()
    await post.settle()
    assert post.posts(post.cast.group) == []
    post.advance(seconds=60)
    await post.settle()
    assert post.posts(post.cast.group) == ["later"]


# Troubles


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.LOST_REQUEST], ids=lambda one: one.name)
async def test_a_message_is_tried_again_later_and_later(post: Post, fault: Fault) -> None:
    post.telegram.fail_next("sendMessage", fault, times=3)
    row, behind = post.row(post.cast.group, "first"), post.row(post.cast.group, "second")
    await post.owe(row, behind)
    for tries, pause in ((1, 1), (2, 2), (3, 4)):
        await post.until(lambda tries=tries: post.tries("sendMessage") == tries and post.sender._queue._blocked)
        post.advance(seconds=pause - 0.5)
        assert post.tries("sendMessage") == tries
        post.advance(seconds=0.5)
    await post.settle()
    assert post.posts(post.cast.group) == ["first", "second"]
    assert await post.status(row) is OutboxStatus.SENT


async def test_a_message_that_fails_again_and_again_is_given_up_and_said_in_the_log(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.telegram.fail_next("sendMessage", Fault.SERVER_ERROR, times=8)
    row, behind = post.row(post.cast.group, "lost"), post.row(post.cast.group, "not lost")
    await post.owe(row, behind)
    for tries in range(1, 9):
        await post.until(lambda tries=tries: post.tries("sendMessage") >= tries and not post.sender._under_way)
        post.advance(seconds=61)
    await post.settle()
    assert await post.status(row) is OutboxStatus.FAILED
    assert post.posts(post.cast.group) == ["not lost"]
    assert f"row {row.id} (sendMessage) was given up" in caplog.text


async def test_too_many_requests_pause_that_chat_alone(post: Post) -> None:
    post.telegram.faults.retry_after = 7
    post.telegram.fail_next("sendMessage", Fault.TOO_MANY)
    await post.owe(post.row(post.cast.group, "paused"), post.row(post.cast.group, "behind"))
    await post.until(lambda: post.sender._queue._blocked)
    await post.owe(post.row(post.cast.forum, "other"))
    await post.until(lambda: post.posts(post.cast.forum) == ["other"])
    post.advance(seconds=6.9)
    await post.owe(post.row(post.cast.comments, "third"))
    await post.until(lambda: post.posts(post.cast.comments) == ["third"])
    assert post.posts(post.cast.group) == []
    post.advance(seconds=0.1)
    await post.settle()
    assert post.posts(post.cast.group) == ["paused", "behind"]


async def test_a_reply_whose_answer_was_lost_is_sent_again(post: Post) -> None:
    post.telegram.fail_next("sendMessage", Fault.LOST_ANSWER)
    row = post.row(post.cast.group, "a reply")
    await post.owe(row)
    await post.until(lambda: post.sender._queue._blocked)
    post.advance(seconds=1)
    await post.settle()
    assert post.posts(post.cast.group) == ["a reply", "a reply"]
    assert await post.status(row) is OutboxStatus.SENT


async def test_a_refused_message_is_kept_with_the_reason_and_the_next_one_goes(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = post.row(post.cast.group, "<b>secret words", update_id=5)
    wrong.params["parse_mode"] = "HTML"
    await post.owe(wrong, post.row(post.cast.group, "next"))
    await post.settle()
    fate = await post.fate(wrong)
    assert fate.status is OutboxStatus.FAILED
    assert "parse entities" in (fate.error or "")
    assert post.posts(post.cast.group) == ["next"]
    assert f"row {wrong.id} (sendMessage) was refused" in caplog.text


async def test_an_edit_that_changes_nothing_is_done(post: Post) -> None:
    edit = an_edit(post, await posted(post, "same"), "same")
    await post.owe(edit)
    await post.settle()
    assert await post.status(edit) is OutboxStatus.SENT


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("deleteMessage", {"message_id": 9999}),
        ("answerCallbackQuery", {"callback_query_id": "17"}),
    ],
    ids=["deleted already", "query too old"],
)
async def test_what_is_too_late_to_matter_is_done(post: Post, method: str, params: dict[str, Any]) -> None:
    row = post.call(post.cast.group if method == "deleteMessage" else None, method, params)
    await post.owe(row)
    await post.settle()
    assert await post.status(row) is OutboxStatus.SENT


async def test_a_quote_that_the_message_no_longer_has_is_left_out(post: Post) -> None:
    number = await posted(post, "Most of the new riders had left their shoes by the door.")
    reply = {"message_id": number, "quote": "their cars", "quote_position": 4, "allow_sending_without_reply": True}
    row = post.row(post.cast.group, "an answer")
    row.params["reply_parameters"] = reply
    await post.owe(row)
    await post.settle()
    sent = post.cast.group.messages[(await post.fate(row)).message_id or 0]
    assert sent.reply_to is post.cast.group.messages[number]
    assert "quote" not in sent.reply_details
    assert post.tries("sendMessage") == 3


# Edits


async def test_of_many_edits_the_newest_is_sent_and_the_older_ones_are_superseded(idle_post: Post) -> None:
    post = idle_post
    await post.open()
    number = await posted(post)
    await post.close()
    edits = [an_edit(post, number, f"{votes} votes") for votes in range(30)]
    await post.keep(*edits)
    await post.open()
    await post.settle()
    assert post.posts(post.cast.group) == ["29 votes"]
    assert post.tries("editMessageText") == 1
    assert [await post.status(edit) for edit in edits] == [OutboxStatus.SUPERSEDED] * 29 + [OutboxStatus.SENT]
    await post.close()


async def test_an_older_edit_is_never_sent_after_a_newer_one_even_over_a_restart(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.RETRY_SECONDS", 0)
    number = await posted(post)
    older, newer = an_edit(post, number, "older"), an_edit(post, number, "newer")
    with break_writes(post.database, "UPDATE outbox", times=1) as broken:
        await post.owe(older, newer)
        await post.until(lambda: post.tries("editMessageText") and broken.times == 0)
        await post.settle()
    await post.reopen()
    await post.settle()
    assert post.posts(post.cast.group) == ["newer"]
    assert post.tries("editMessageText") == 1
    assert await post.status(older) is OutboxStatus.SUPERSEDED


# Chats that cannot be written to


async def test_a_chat_that_blocked_the_bot_rests_and_nothing_more_is_tried_there(post: Post) -> None:
    mara = post.cast.telegram.private(post.cast.mara)
    post.cast.telegram.say(post.cast.mara, mara, "hello")
    post.cast.telegram.block(post.cast.mara, post.cast.bot)
    await remember(post, mara.id, "private")
    rows = [post.row(mara), post.row(mara), post.row(mara, due_in=60)]
    await post.owe(*rows)
    await post.settle()
    post.advance(seconds=61)
    await post.settle()
    assert post.tries("sendMessage") == 1
    assert [await post.status(row) for row in rows] == [OutboxStatus.DROPPED] * 3
    async with post.database.read() as session:
        chat = await chats.find_chat(session, mara.id)
    assert chat is not None
    assert chat.resting


async def test_a_group_that_became_a_supergroup_is_renamed_everywhere(post: Post) -> None:
    telegram, bot = post.cast.telegram, post.cast.bot
    group = telegram.found(post.cast.alena, type(post.cast.group)(-4000, "group", "Old"))
    telegram.join(bot, group)
    await remember(post, group.id, "group")
    async with post.database.write() as session:
        discussion = await chats.open_discussion(session, Place(group.id), post.clock())
    new = telegram.migrate(group)
    rows = [post.row(group, "one"), post.row(group, "two"), post.row(group, "three", due_in=60)]
    await post.owe(*rows)
    await post.settle()
    assert post.posts(new) == ["one", "two"]
    async with post.database.read() as session:
        found = await chats.find_discussion(session, Place(new.id))
        by_old_id = await chats.find_discussion(session, Place(group.id))
    assert found is not None
    assert by_old_id is not None
    assert found.id == by_old_id.id == discussion.id
    assert {(await post.fate(row)).chat_id for row in rows} == {new.id}
    post.advance(seconds=60)
    await post.settle()
    assert post.posts(new) == ["one", "two", "three"]
    assert post.tries("sendMessage") == 4


async def test_what_is_about_messages_of_a_group_does_not_go_to_its_supergroup(post: Post) -> None:
    """The supergroup counts its messages anew, and would lose another one by the same number."""
    telegram, bot = post.cast.telegram, post.cast.bot
    group = telegram.found(post.cast.alena, type(post.cast.group)(-4000, "group", "Old"))
    telegram.join(bot, group)
    await remember(post, group.id, "group")
    new = telegram.migrate(group)
    telegram.say(post.cast.alena, new, "Mine")
    rows = [post.row(group, "one"), post.row(group, "two"), post.row(group, "three", due_in=60)]
    for row in (rows[0], rows[2]):
        row.method, row.params = "deleteMessage", {"message_id": 1}
    await post.owe(*rows)
    await post.settle()
    post.advance(seconds=60)
    await post.settle()
    assert not any(message.is_deleted for message in new.messages.values())
    fates = [(await post.fate(row)).status for row in rows]
    assert fates == [OutboxStatus.DROPPED, OutboxStatus.SENT, OutboxStatus.DROPPED]


# Rows that may go out only once


@pytest.mark.usefixtures("quick_marks")
async def test_an_edition_is_marked_before_it_is_tried(post: Post) -> None:
    row = post.row(post.cast.group, "edition", once=True)
    post.telegram.fail_next("sendMessage", Fault.HANG)
    await post.owe(row)
    await post.until(lambda: post.tries("sendMessage"))
    assert await post.status(row) is OutboxStatus.SENDING


async def test_an_edition_whose_answer_was_lost_is_unclear_and_never_repeated(post: Post) -> None:
    post.telegram.fail_next("sendMessage", Fault.LOST_ANSWER)
    row = post.row(post.cast.group, "edition", once=True)
    await post.owe(row)
    await post.settle()
    post.advance(hours=1)
    await post.reopen()
    await post.settle()
    assert post.posts(post.cast.group) == ["edition"]
    assert await post.status(row) is OutboxStatus.UNCLEAR


@pytest.mark.usefixtures("quick_marks")
async def test_an_edition_that_was_being_sent_when_the_process_ended_is_unclear(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.telegram.fail_next("sendMessage", Fault.HANG)
    row = post.row(post.cast.group, "edition", once=True)
    await post.owe(row)
    await post.until(lambda: post.tries("sendMessage"))
    await post.reopen()
    await post.settle()
    assert post.tries("sendMessage") == 1
    assert await post.status(row) is OutboxStatus.UNCLEAR
    assert "1 messages are unclear" in caplog.text


async def test_an_edition_that_telegram_asks_to_send_later_is_in_no_doubt(post: Post) -> None:
    post.telegram.fail_next("sendMessage", Fault.TOO_MANY)
    row = post.row(post.cast.group, "edition", once=True)
    await post.owe(row)
    await post.until(lambda: post.sender._queue._blocked)
    assert await post.status(row) is OutboxStatus.WAITING
    await post.reopen()
    await post.settle()
    assert post.posts(post.cast.group) == ["edition"]
    assert await post.status(row) is OutboxStatus.SENT


# Fading


async def test_a_note_leaves_the_group_with_its_command(post: Post) -> None:
    group = post.cast.group
    command = post.cast.telegram.say(post.cast.mara, group, "/help")
    note = post.row(group, "help", fade_seconds=120.0)
    note.params["reply_parameters"] = {"message_id": command.id}
    stays = post.row(group, "an answer")
    await post.owe(note, stays)
    await post.settle()
    post.advance(seconds=119)
    await post.settle()
    assert post.posts(group) == ["help", "an answer"]
    await post.reopen()
    post.advance(seconds=1)
    await post.settle()
    assert post.posts(group) == ["an answer"]
    assert command.is_deleted


# Pace


async def test_a_chat_gets_one_message_a_second(idle_post: Post) -> None:
    post = idle_post
    await post.open(RateLimits())
    await post.owe(*(post.row(post.cast.group, str(number)) for number in range(3)))
    await post.until(lambda: len(post.posts(post.cast.group)) == 1 and not post.sender._under_way)
    post.advance(seconds=1.0)
    await asyncio.sleep(0.005)
    assert len(post.posts(post.cast.group)) == 1
    for sent in (2, 3):
        post.advance(seconds=1.03)
        await post.until(lambda sent=sent: len(post.posts(post.cast.group)) == sent and not post.sender._under_way)
    times = [message.date for message in post.cast.group.messages.values() if message.sender is post.cast.bot]
    assert all((after - before).total_seconds() >= 1 for before, after in pairwise(times))
    await post.close()


async def test_the_pace_is_remembered_over_a_restart(idle_post: Post) -> None:
    post = idle_post
    await post.open()
    await post.owe(*(post.row(post.cast.group, str(number)) for number in range(20)))
    deletions = [post.call(post.cast.forum, "deleteMessage", {"message_id": 1000 + one}) for one in range(20)]
    await post.owe(*deletions)
    await post.settle()
    await post.reopen(RateLimits())
    queue, now = post.sender._queue, post.clock.steady()
    assert queue.limits.free_at(post.cast.group.id, now) == now + 61
    assert queue.limits.free_at(post.cast.forum.id, now) == now
    await post.close()


# Marks, and stopping


async def test_no_more_than_ten_messages_are_ever_sent_but_not_marked(post: Post) -> None:
    people = [post.cast.telegram.private(person) for person in post.cast.telegram.people.values()]
    for person, chat in zip(post.cast.telegram.people.values(), people, strict=True):
        post.cast.telegram.say(person, chat, "/start")
    rows = [post.row(chat) for _ in range(12) for chat in people]
    at_once: list[int] = []

    def marked(statement: str, parameters: Any) -> None:
        if statement.startswith("UPDATE outbox SET status"):
            at_once.append(len(parameters) if isinstance(parameters[0], list) else 1)

    with watching(post.database, marked):
        await post.owe(*rows)
        await post.settle()
    assert sum(at_once) == len(rows)
    assert max(at_once) <= IN_DOUBT
    assert len(at_once) < len(rows)


async def test_a_stop_in_the_middle_loses_nothing_and_repeats_nothing(post: Post) -> None:
    chats_ = [post.cast.group, post.cast.forum, post.cast.comments]
    rows = [post.row(chat, str(number)) for number in range(40) for chat in chats_]
    await post.owe(*rows)
    for sent in (10, 40, 90):
        await post.until(lambda sent=sent: post.tries("sendMessage") >= sent)
        await post.reopen()
    await post.settle()
    for chat in chats_:
        assert post.posts(chat) == [str(number) for number in range(40)]
    assert {await post.status(row) for row in rows} == {OutboxStatus.SENT}


@pytest.mark.usefixtures("quick_marks")
async def test_a_stop_waits_for_what_is_on_its_way_but_not_for_what_hangs(post: Post) -> None:
    post.telegram.fail_next("sendMessage", Fault.HANG)
    hanging = post.row(post.cast.group, "hanging")
    await post.owe(hanging)
    await post.until(lambda: post.tries("sendMessage"))
    async with asyncio.timeout(PATIENCE):
        await post.close()
    assert await post.status(hanging) is OutboxStatus.WAITING
    await post.open()
    await post.settle()
    assert post.posts(post.cast.group) == ["hanging"]


async def test_marks_outlive_a_database_that_does_not_answer_for_a_while(
    post: Post, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.RETRY_SECONDS", 0)
    row = post.row(post.cast.group, "words that are nobody's business")
    with break_writes(post.database, "UPDATE outbox", times=2) as broken:
        await post.owe(row)
        await post.settle()
    assert broken.times == 0
    assert await post.status(row) is OutboxStatus.SENT
    assert post.tries("sendMessage") == 1
    assert "the database does not answer" in caplog.text
    assert "nobody's business" not in caplog.text


async def test_a_chat_is_put_to_rest_although_the_database_stumbles(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.RETRY_SECONDS", 0)
    mara = post.cast.telegram.private(post.cast.mara)
    post.cast.telegram.block(post.cast.mara, post.cast.bot)
    await remember(post, mara.id, "private")
    row = post.row(mara)
    with break_writes(post.database, "UPDATE chat", times=1):
        await post.owe(row)
        await post.settle()
    assert await post.status(row) is OutboxStatus.DROPPED


class Break:
    """A fault of the disk that a test ordered."""

    def __init__(self, times: int) -> None:
        self.times = times


@contextmanager
def break_writes(database: Database, beginning: str, times: int) -> Iterator[Break]:
    """Let the next statements that begin so fail as on a full disk."""
    broken = Break(times)

    def fail(statement: str, _: Any) -> None:
        if broken.times and statement.startswith(beginning):
            broken.times -= 1
            raise sqlite3.OperationalError("disk is full")

    with watching(database, fail):
        yield broken


async def test_the_turns_of_replies_are_kept_over_a_restart(idle_post: Post) -> None:
    post, group = idle_post, idle_post.cast.group
    flood = [post.row(group, f"flood {place}", asker_id=7, lapses=True) for place in range(3)]
    rows = [*flood, post.row(group, "newcomer", asker_id=8), post.row(group, "moderator", asker_id=9, ahead=True)]
    await post.keep(*rows)
    await post.open()
    await post.settle()
    await post.close()
    assert post.posts(group) == ["moderator", "flood 0", "newcomer", "flood 1", "flood 2"]


async def test_where_too_much_is_asked_one_word_stands_for_all_that_is_given_up(idle_post: Post) -> None:
    post, group = idle_post, idle_post.cast.group
    await post.open(RateLimits())
    flood = [post.row(group, f"reply {place}", asker_id=place % 3, lapses=True) for place in range(60)]
    decision = post.row(group, "a decision")
    await post.owe(*flood, decision)
    async with asyncio.timeout(PATIENCE):
        while await post.owes():
            post.advance(seconds=1.1)
    await post.close()

    fates = [await post.status(row) for row in flood]
    said = post.posts(group)
    assert {OutboxStatus.SENT, OutboxStatus.DROPPED} == set(fates)
    assert await post.status(decision) is OutboxStatus.SENT
    assert said.count("too much was asked") == 1
    assert len(said) == fates.count(OutboxStatus.SENT) + 2


@pytest.mark.parametrize("is_gone", ["source", "destination"])
async def test_a_forward_that_is_forbidden_says_nothing_of_where_it_goes(post: Post, is_gone: str) -> None:
    cast = post.cast
    source, room = cast.forum, cast.group
    message = cast.telegram.say(cast.mara, source, "the words")
    (source if is_gone == "source" else room).members[cast.bot.id] = ChatMembership(Status.KICKED, is_in=False)
    forward = post.call(room, "forwardMessage", {"from_chat_id": source.id, "message_id": message.id})
    await post.owe(forward)
    await post.settle()
    note = post.row(room, "a note")
    await post.owe(note)
    await post.settle()

    assert await post.status(forward) is OutboxStatus.FAILED
    arrived = await post.status(note) is OutboxStatus.SENT
    assert arrived is (is_gone == "source")


async def test_what_a_clock_that_was_wrong_dated_is_not_waited_for(post: Post) -> None:
    await post.owe(post.row(post.cast.group, "next year", due_in=400 * 86_400))
    await post.owe(post.row(post.cast.group, "tomorrow", due_in=86_400))
    await post.settle()
    assert post.posts(post.cast.group) == ["next year"]


async def test_what_a_clock_that_was_wrong_sent_holds_nobody_up(idle_post: Post) -> None:
    post = idle_post
    later = post.clock() + timedelta(days=400)
    full = [post.row(post.cast.group, status=OutboxStatus.SENT, sent_at=later) for _ in range(30)]
    await post.keep(*full)
    await post.open(RateLimits())
    await post.owe(post.row(post.cast.group, "now"))
    await post.settle()
    assert post.posts(post.cast.group) == ["now"]
    await post.close()
