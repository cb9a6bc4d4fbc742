"""Updates that are not as they must be: each is passed over or fails by itself, and those around it are answered."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import col, select

from bot.playground.telegram.chats import Message
from storage import inbox
from storage.chat_settings import Screening
from storage.inbox import InboxRow, InboxStatus
from tests.bench.fuzz_updates import fuzz
from tests.scenarios.moderating_queue import screened
from tests.town import Town, text_of

HALF = "\ud83d"


def deep(levels: int) -> Any:
    """Return lists within lists."""
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


SAID = {"message_id": 5, "date": 1, "chat": {"id": -5, "type": "group"}, "text": "/help"}
ODD: dict[str, Any] = {
    "words instead of a message": {"message": "hello"},
    "a list instead of a message": {"message": [1, 2]},
    "no chat": {"message": {"message_id": 5, "date": 1, "text": "/help"}},
    "a chat that is a word": {"message": {"message_id": 5, "date": 1, "chat": "here", "text": "/help"}},
    "an id of 80 bits": {"message": SAID | {"chat": {"id": 2**80, "type": "group"}}},
    "an id with a fraction": {"message": SAID | {"chat": {"id": -1.5, "type": "group"}}},
    "a date that is none": {"message": SAID | {"date": "soon"}},
    "a press of nobody": {"callback_query": {"id": "1", "data": "vote:1"}},
    "a change without ranks": {"chat_member": {"chat": {"id": -5, "type": "group"}, "date": 1}},
    "a rank that is a number": {
        "my_chat_member": {"chat": {"id": -5, "type": "group"}, "old_chat_member": 3, "date": 1}
    },
    "a request without a chat": {"chat_join_request": {"from": {"id": 5}, "date": 1}},
}


async def kept(town: Town) -> dict[int, InboxRow]:
    async with town.database.read() as session:
        rows = await session.exec(select(InboxRow).order_by(col(InboxRow.update_id)))
        return {row.update_id: row for row in rows}


async def test_odd_updates_fail_alone_and_those_between_them_are_answered(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    mara, group = town.cast.mara, town.cast.group
    queue = town.telegram.queues[town.cast.bot.id]
    await town.says(mara, group, "/help")  # by then the bot has said which kinds of updates it wants
    before = len(town.from_bot(group))
    for content in ODD.values():
        ((kind, value),) = content.items()
        queue.add(kind, value)
        town.telegram.say(mara, group, "/help")
    await town.settle()
    assert len(town.from_bot(group)) == before + len(ODD)
    failed = [row for row in (await kept(town)).values() if row.status is InboxStatus.FAILED]
    assert len(failed) == len(ODD)
    assert "hello" not in caplog.text


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param({"text": f"/help half {HALF} and\x00 nothing"}, id="half a pair and U+0000"),
        pytest.param({"sticker": {"emoji": "x"}}, id="a sticker without its type"),
        pytest.param({"poll": "which?"}, id="a poll that is words"),
        pytest.param({"entities": [{"type": 5}, "bold"], "reply_markup": 7}, id="entities and buttons that are none"),
        pytest.param({"forward_origin": {"type": "tomorrow"}}, id="an origin of tomorrow"),
        pytest.param({"quote": [], "reply_to_message": {"text": "x"}}, id="an answer to no message"),
        pytest.param({"rich": deep(90), "weight": float("nan")}, id="too deep, and no number"),
    ],
)
async def test_a_part_that_cannot_be_read_does_not_take_the_command_along(town: Town, extra: dict[str, Any]) -> None:
    content = Message(town.cast.group, {"text": "/help"}, sender=town.cast.mara).as_json()
    town.telegram.queues[town.cast.bot.id].add(
        "message", content | {"message_id": 77, "date": int(town.clock().timestamp())} | extra
    )
    await town.settle()
    assert [text_of(one)[:30] for one in town.from_bot(town.cast.group)] != []
    assert {row.status for row in (await kept(town)).values()} <= {InboxStatus.DONE, InboxStatus.IGNORED}


async def test_spam_with_a_part_that_cannot_be_read_is_deleted(town: Town) -> None:
    await town.says(town.cast.vera, town.cast.group, "/help")
    await screened(town, Screening.ON, blocklist=["cheap watches"])
    message = Message(town.cast.group, {"text": "Cheap watches for all"}, sender=town.cast.mara)
    town.telegram.publish(message)
    town.telegram.queues[town.cast.bot.id].waiting.pop()
    odd = {"sticker": {"emoji": "x"}, "entities": [{"offset": "0"}], "reply_markup": {"inline_keyboard": "none"}}
    town.telegram.queues[town.cast.bot.id].add("message", message.as_json() | odd)
    await town.settle()
    assert message.is_deleted


async def test_an_update_that_the_database_refuses_fails_alone(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    store = inbox.store_updates

    async def refuse(session: Any, rows: Any, done: Any = ()) -> Any:
        if any("poison" in (row.payload or "") for row in rows):
            raise ValueError("a value that the driver does not take")
        return await store(session, rows, done)

    monkeypatch.setattr(inbox, "store_updates", refuse)
    for words in ("/help", "/help poison", "/help"):
        town.telegram.say(town.cast.mara, town.cast.group, words)
    await town.settle()
    assert len(town.from_bot(town.cast.group)) == 2
    (failed,) = [row for row in (await kept(town)).values() if row.status is InboxStatus.FAILED]
    assert failed.payload is None


async def test_whatever_arrives_the_valid_ones_are_all_answered(town: Town) -> None:
    found = await fuzz(town, 400, seed=7)
    assert found.answered == found.valid
    assert found.valid > 20
