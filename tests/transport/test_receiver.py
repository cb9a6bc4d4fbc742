"""The receiver: an update is kept before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from telegram.error import InvalidToken

from bot.playground.bot_api.api import PlaygroundBotApi as PlaygroundApi
from bot.playground.bot_api.faults import Fault
from bot.playground.seed import TOKEN, Seed, seed
from bot.playground.telegram.errors import ApiError
from bot.transport.bot_api import AiohttpRequest, BotApi
from bot.transport.receiver import RETRY_PAUSES, PollingReceiver, chat_of
from storage import inbox
from storage.database import Database, InTransaction
from storage.inbox import Arrival, InboxRow, InboxStatus
from tests.databases import watching
from tests.playground_request import START, PlaygroundRequest, StillClock

KINDS = ("message", "callback_query", "my_chat_member")


class NoScreen:
    """Looks at nothing."""

    async def look(self, updates: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
        """Find nothing."""
        return {}

    async def keep(self, session: object) -> None:
        """Keep nothing."""


@dataclass(frozen=True)
class UpdateReader:
    """Wants some updates, and takes them as they are."""

    is_relevant: Callable[[dict[str, Any]], bool]
    simplify: Callable[[dict[str, Any]], dict[str, Any]] = lambda update: update

    async def plain(self, update: dict[str, Any]) -> dict[str, Any]:
        return self.simplify(update)


class Letterbox:
    """A receiver between the playground's Bot API and a real inbox."""

    def __init__(self, database: Database) -> None:
        self.clock = StillClock()
        self.cast: Seed = seed(self.clock)
        self.playground = PlaygroundApi(self.cast.telegram)
        self.request = PlaygroundRequest(self.playground)
        self.database = database
        self.delivered: list[Arrival] = []
        self.receiver = self.another()

    def another(self, token: str = TOKEN) -> PollingReceiver:
        api = BotApi(self.request, "http://playground.test", token)
        return PollingReceiver(api, UpdateReader(self.wants), self.keep, self.clock, NoScreen())

    def wants(self, update: dict[str, Any]) -> bool:
        return "/" in update.get("message", {}).get("text", "/")

    async def keep(self, rows: Sequence[Arrival], learnt: InTransaction | None) -> None:
        """Commit rows; nobody handles them."""
        async with self.database.write() as session:
            if learnt is not None:
                await learnt(session)
            new = await inbox.store_updates(session, rows)
        self.delivered.extend(new)

    @asynccontextmanager
    async def open(self, receiver: PollingReceiver | None = None) -> AsyncIterator[None]:
        running = asyncio.ensure_future((receiver or self.receiver).run(KINDS, 5))
        try:
            async with asyncio.timeout(10):
                yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def confirmed(self) -> None:
        """Wait until Telegram was told that everything arrived."""
        while self.cast.telegram.queues[self.cast.bot.id].waiting:
            await asyncio.sleep(0.001)

    async def rows(self) -> list[InboxRow]:
        async with self.database.read() as session:
            return list(await session.exec(select(InboxRow).order_by(col(InboxRow.update_id))))

    def says(self, text: str) -> None:
        self.cast.telegram.say(self.cast.mara, self.cast.group, text)


@pytest.fixture
def box(database: Database) -> Letterbox:
    return Letterbox(database)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait between tries."""
    monkeypatch.setattr("bot.transport.receiver.RETRY_PAUSES", (0.0,))
    monkeypatch.setattr("storage.database.RETRY_SECONDS", 0)


async def test_updates_are_kept_and_handed_on_in_order(box: Letterbox) -> None:
    async with box.open():
        for number in range(5):
            box.says(f"/ask {number}")
        await box.confirmed()
    rows = await box.rows()
    assert [json.loads(row.payload or "")["message"]["text"] for row in rows] == [f"/ask {n}" for n in range(5)]
    assert [row.update_id for row in box.delivered] == [row.update_id for row in rows]
    assert {(row.status, row.chat_id, row.received_at) for row in rows} == {
        (InboxStatus.WAITING, box.cast.group.id, START)
    }


async def test_an_update_is_in_the_inbox_before_telegram_is_told_that_it_arrived(box: Letterbox) -> None:
    kept_by_then: list[int] = []
    original = box.playground.call

    async def watching(token: str, method: str, params: Any, files: Any = None) -> Any:
        if method == "getUpdates" and params.get("offset"):
            rows = await box.rows()
            kept_by_then.append(sum(row.update_id < int(params["offset"]) for row in rows))
        return await original(token, method, params, files)

    box.playground.call = watching  # type: ignore[method-assign]
    async with box.open():
        for number in range(3):
            box.says(f"/ask {number}")
            await box.confirmed()
    assert kept_by_then[:3] == [1, 2, 3]


async def test_an_update_that_could_not_be_kept_is_not_confirmed_and_comes_again(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> None:
        raise RuntimeError("the process is killed here")

    box.says("/ask why")
    with monkeypatch.context() as patch:
        patch.setattr("storage.inbox.store_updates", die)
        with pytest.raises(RuntimeError):
            await box.receiver.run(KINDS, 5)
    assert box.delivered == []
    async with box.open(box.another()):
        await box.confirmed()
    assert len(box.delivered) == len(await box.rows()) == 1


async def test_an_update_that_was_kept_but_not_confirmed_is_not_handled_twice(box: Letterbox) -> None:
    box.says("/ask why")
    queue = box.cast.telegram.queues[box.cast.bot.id]
    again = list(queue.waiting)
    async with box.open():
        await box.confirmed()
    queue.waiting.extend(again)
    async with box.open(box.another()):
        await box.confirmed()
    assert len(box.delivered) == len(await box.rows()) == 1


async def test_chatter_costs_one_insert_and_leaves_no_words(box: Letterbox) -> None:
    for number in range(40):
        box.says(f"private chatter {number}")
    statements: list[str] = []

    with watching(box.database, lambda statement, _: statements.append(statement.partition(" ")[0])):
        async with box.open():
            await box.confirmed()
    assert [one for one in statements if one != "PRAGMA"] == ["BEGIN", "INSERT"]
    rows = await box.rows()
    assert len(rows) == 40
    assert {(row.status, row.payload) for row in rows} == {(InboxStatus.IGNORED, None)}
    assert box.delivered == []


async def test_wide_ids_are_kept_whole(box: Letterbox) -> None:
    chat = {"id": -(2**51), "type": "supergroup"}
    await box.receiver.keep([{"update_id": 2**40, "message": {"chat": chat, "text": "/ask"}}])
    (row,) = await box.rows()
    assert (row.update_id, row.chat_id) == (2**40, -(2**51))


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        pytest.param({"message": {"chat": {"id": -5}, "from": {"id": 7}}}, -5, id="message"),
        pytest.param({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5, id="button"),
        pytest.param({"callback_query": {"from": {"id": 7}}}, 7, id="button of an inline message"),
        pytest.param({"my_chat_member": {"chat": {"id": -5}, "from": {"id": 7}}}, -5, id="membership"),
        pytest.param({"message_reaction": {"chat": {"id": -5}, "user": {"id": 7}}}, -5, id="reaction"),
        pytest.param({"chat_join_request": {"chat": {"id": -5}, "from": {"id": 7}}}, -5, id="request"),
        pytest.param(
            {"chat_join_request": {"chat": {"id": -5}, "from": {"id": 7}, "query_id": "q"}},
            7,
            id="request that waits for an answer",
        ),
        pytest.param({"inline_query": {"from": {"id": 7}}}, 7, id="inline query"),
        pytest.param({"poll": {"id": "1", "options": []}}, None, id="poll"),
        pytest.param({"poll_answer": {"poll_id": "1", "user": {"id": 7}}}, None, id="poll answer"),
        pytest.param({"something_new": {"what": [1, 2]}}, None, id="a kind of tomorrow"),
        pytest.param({"something_new": "odd"}, None, id="a kind of tomorrow, odd"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_the_chat_of_an_update(update: dict[str, Any], chat: int | None) -> None:
    assert chat_of({"update_id": 1, **update}) == chat


async def test_a_kind_that_nobody_knows_is_kept_as_ignored(box: Letterbox) -> None:
    reader = UpdateReader(lambda update: "message" in update)
    box.receiver = PollingReceiver(box.receiver._api, reader, box.keep, box.clock, NoScreen())
    await box.receiver.keep([{"update_id": 1, "something_new": {"secret": "words"}}, {"update_id": 2}])
    assert [(row.status, row.payload) for row in await box.rows()] == [(InboxStatus.IGNORED, None)] * 2


@pytest.mark.parametrize(
    ("simplify", "kept"),
    [(lambda update: {**update, "message": "in short"}, "in short"), (lambda update: 1 // 0, {"rich_message": {}})],
    ids=["it says less", "it cannot be read"],
)
async def test_a_rich_message_is_kept_in_short(simplify: Callable[[Any], Any], kept: object, box: Letterbox) -> None:
    reader = UpdateReader(lambda update: True, simplify)
    box.receiver = PollingReceiver(box.receiver._api, reader, box.keep, box.clock, NoScreen())
    await box.receiver.keep([{"update_id": 1, "message": {"rich_message": {}}}, {"update_id": 2, "message": {}}])
    assert [json.loads(row.payload or "")["message"] for row in await box.rows()] == [kept, {}]


async def test_a_server_in_trouble_is_asked_again_and_said_once(
    box: Letterbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    box.says("/ask why")
    for fault in (Fault.SERVER_ERROR, Fault.LOST_REQUEST, Fault.TOO_MANY, Fault.BAD_GATEWAY, Fault.LOST_ANSWER):
        box.playground.fail_next("getUpdates", fault)
    async with box.open():
        await box.confirmed()
    ours = [record.getMessage() for record in caplog.records if record.name == "bot.transport.receiver"]
    assert len(box.delivered) == 1
    assert len(ours) == 2
    assert "no updates for now" in ours[0]
    assert "again" in ours[1]
    assert TOKEN not in caplog.text


async def test_another_program_with_the_same_token_is_named(box: Letterbox, caplog: pytest.LogCaptureFixture) -> None:
    original, refusals = box.playground.call, 2

    async def conflict(token: str, method: str, params: Any, files: Any = None) -> Any:
        nonlocal refusals
        if method == "getUpdates" and refusals:
            refusals -= 1
            return 409, ApiError(409, "Conflict: terminated by other getUpdates request").as_json()
        return await original(token, method, params, files)

    box.playground.call = conflict  # type: ignore[method-assign]
    box.says("/ask why")
    async with box.open():
        await box.confirmed()
    assert caplog.text.count("another program receives updates with this token") == 1
    assert len(box.delivered) == 1


async def test_a_webhook_that_is_set_gives_way_to_polling(box: Letterbox) -> None:
    url = {"url": "https://example.org/hook"}
    await box.playground.call(TOKEN, "setWebhook", url)
    box.says("/ask why")
    async with box.open():
        await box.confirmed()
    assert len(box.delivered) == 1


async def test_a_token_that_telegram_does_not_know_ends_the_receiver(box: Letterbox) -> None:
    with pytest.raises(InvalidToken):
        await box.another("1:wrong").run(KINDS, 5)


def test_the_pauses_grow_and_end_at_half_a_minute() -> None:
    assert list(RETRY_PAUSES) == sorted(RETRY_PAUSES)
    assert RETRY_PAUSES[-1] == 30.0


async def test_a_night_without_a_connection_is_survived(box: Letterbox) -> None:
    box.playground.fail_next("deleteWebhook", Fault.LOST_REQUEST, times=1100)
    box.says("/ask why")
    async with box.open():
        await box.confirmed()
    assert len(box.delivered) == 1


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(st.integers(1, 30), max_size=12), max_size=6))
async def test_each_update_is_handed_on_once_however_often_it_comes(
    database: Database, batches: list[list[int]]
) -> None:
    box = Letterbox(database)
    base = max((row.update_id for row in await box.rows()), default=0)
    for batch in batches:
        await box.receiver.keep([{"update_id": base + number, "message": {"text": "/ask"}} for number in batch])
    numbers = [row.update_id - base for row in box.delivered]
    assert sorted(numbers) == sorted({number for batch in batches for number in batch})


class Suspicion:
    """A screen that speaks against every message with a word."""

    async def look(self, updates: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
        suspect = [one for one in updates if "coins" in one["message"]["text"]]
        return {one["update_id"]: {"screened": {"check": "coins"}} for one in suspect}

    async def keep(self, session: object) -> None:
        """Keep nothing."""


async def test_what_is_spoken_against_is_handed_on_once_even_if_it_comes_twice(box: Letterbox) -> None:
    api = BotApi(box.request, "http://playground.test", TOKEN)
    receiver = PollingReceiver(api, UpdateReader(box.wants), box.keep, box.clock, Suspicion())
    box.says("/ask about coins")
    box.says("words for the others")
    async with box.open(receiver):
        await box.confirmed()
    found = [row for row in await box.rows() if row.finding is not None]
    assert [json.loads(row.finding or "{}") for row in found] == [{"screened": {"check": "coins"}}]
    assert [row.chat_id for row in found] == [box.cast.group.id]
    assert [row.payload for row in await box.rows() if row.status is InboxStatus.IGNORED] == [None]
    assert [(row.update_id, row.finding is None) for row in box.delivered] == [
        (found[0].update_id, False),
        (found[0].update_id, True),
    ]
    await receiver.keep([json.loads(found[0].payload or "{}")])
    assert len(box.delivered) == 2


class Deep(PlaygroundRequest):
    """A server that nests something in the first of several updates, deeper than Python reads."""

    parse_json_payload = staticmethod(AiohttpRequest.parse_json_payload)  # type: ignore[assignment]  # as it is in the bot

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        status, answer = await super().do_request(*args, **more)
        return status, answer.replace(b'"text": "/ask first"', b'"text": "/ask first", "odd": ' + DEEP, 1)


DEEP = b"[" * 1_500 + b"]" * 1_500


async def test_an_update_that_is_nested_too_deep_holds_up_nobody(box: Letterbox) -> None:
    box.request = Deep(box.playground)
    for words in ("/ask first", "/ask second"):
        box.says(words)
    async with box.open(box.another()):
        await box.confirmed()
    asked = [json.loads(row.payload or "{}")["message"]["text"] for row in box.delivered]
    assert asked == ["/ask first", "/ask second"]


async def test_a_server_that_answers_at_once_with_nothing_is_left_alone_for_a_while(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.receiver.RETRY_PAUSES", (0.0, 3_600.0))
    monkeypatch.setattr("bot.transport.receiver.QUICK_ANSWER_SECONDS", 3_600.0)
    polls = 0

    async def nothing(_token: str, method: str, *_: Any) -> tuple[int, dict[str, Any]]:
        nonlocal polls
        polls += method == "getUpdates"
        return 200, {"ok": True, "result": []}

    box.playground.call = nothing  # type: ignore[method-assign]
    async with box.open():
        for _ in range(200):
            await asyncio.sleep(0)
    assert polls == 1


async def test_a_database_that_will_never_keep_anything_is_not_asked_for_ever(box: Letterbox, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        connection.execute("DROP TABLE inbox")
    connection.close()
    box.says("/ask why")
    async with asyncio.timeout(10):
        with pytest.raises(OperationalError, match="no such table"):
            await box.receiver.run(KINDS, 5)
