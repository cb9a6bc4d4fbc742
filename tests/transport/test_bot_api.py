"""The HTTP below python-telegram-bot, over real sockets of this computer."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest

from bot.playground.bot_api.api import PlaygroundBotApi as PlaygroundApi
from bot.playground.bot_api.faults import Fault
from bot.playground.seed import TOKEN, Seed, seed
from bot.playground.web.server import build, serve
from bot.transport.bot_api import MAX_DEPTH, AiohttpRequest, BotApi, NotConnectedError, Upload
from tests.playground_request import StillClock

SECRET = "123456789:AAF-a_secret_of_35_characters"
Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest_asyncio.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(read_timeout=5.0)
    await request.initialize()
    yield request
    await request.shutdown()


@asynccontextmanager
async def answering(request: BaseRequest, answer: Answering) -> AsyncIterator[BotApi]:
    """Open a server that answers every call the same way."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(app)
    await server.start_server(access_log=None)
    try:
        yield BotApi(request, f"http://127.0.0.1:{server.port}", SECRET)
    finally:
        await server.close()


def body(text: str, status: int = 200, kind: str = "application/json") -> Answering:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=text, status=status, content_type=kind)

    return answer


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def break_off(request: web.Request) -> web.StreamResponse:
    """Close the connection in the middle of the answer."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    assert request.transport is not None
    request.transport.close()
    return response


PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (2).to_bytes(4, "big") + (3).to_bytes(4, "big") + b"\x08" * 9
"""The beginning of a PNG, 2 pixels wide and 3 high."""


# With the playground


@pytest_asyncio.fixture
async def play(request_: AiohttpRequest) -> AsyncIterator[tuple[Seed, PlaygroundApi, BotApi]]:
    cast = seed(StillClock())
    playground = PlaygroundApi(cast.telegram)
    async with serve(build(cast.telegram, playground), 0) as port:
        yield cast, playground, BotApi(request_, f"http://127.0.0.1:{port}", TOKEN)


async def test_a_method_is_called_and_answered(play: tuple[Seed, PlaygroundApi, BotApi]) -> None:
    cast, _, api = play
    me = await api.call("getMe")
    assert me["username"] == cast.bot.username
    buttons = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes:1"}]]}
    params = {"chat_id": cast.group.id, "text": "Ąžuolas 🌳", "reply_markup": buttons, "parse_mode": None}
    sent = await api.call("sendMessage", params)
    message = cast.group.messages[sent["message_id"]]
    assert message.words == "Ąžuolas 🌳"
    assert message.keyboard == buttons


async def test_a_picture_of_the_outbox_goes_up(play: tuple[Seed, PlaygroundApi, BotApi]) -> None:
    cast, _, api = play
    sent = await api.call(
        "sendPhoto", {"chat_id": cast.group.id, "photo": Upload("map.png", PICTURE), "caption": "a map"}
    )
    assert sent["caption"] == "a map"
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (2, 3)
    assert await api.download(sent["photo"][0]["file_id"]) == PICTURE


async def test_a_file_goes_up_and_comes_down(play: tuple[Seed, PlaygroundApi, BotApi]) -> None:
    cast, _, api = play
    content = bytes(range(256)) * 400
    document = Upload("map of ¶.bin", content)
    sent = await api.call("sendDocument", {"chat_id": cast.group.id, "caption": "a map", "document": document})
    assert sent["document"]["file_name"] == "map of ¶.bin"
    assert sent["caption"] == "a map"
    assert await api.download(sent["document"]["file_id"]) == content


async def test_an_answer_that_is_lost_is_a_network_error(play: tuple[Seed, PlaygroundApi, BotApi]) -> None:
    cast, playground, api = play
    playground.fail_next("sendMessage", Fault.LOST_ANSWER)
    with pytest.raises(NetworkError) as caught:
        await api.call("sendMessage", {"chat_id": cast.group.id, "text": "hello"})
    assert not isinstance(caught.value, NotConnectedError)
    assert len([one for one in cast.group.messages.values() if one.sender is cast.bot]) == 1


# What Telegram and others answer


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(body('{"ok":false,"description":"Bad Request: chat not found"}', 400), BadRequest, id="400"),
        pytest.param(body('{"ok":false,"description":"Unauthorized"}', 401), InvalidToken, id="401"),
        pytest.param(body('{"ok":false,"description":"Forbidden: bot was kicked"}', 403), Forbidden, id="403"),
        pytest.param(body('{"ok":false,"description":"Conflict: two polls"}', 409), Conflict, id="409"),
        pytest.param(body('{"ok":false,"parameters":{"retry_after":9}}', 429), RetryAfter, id="429"),
        pytest.param(body("oops", 500, "text/plain"), NetworkError, id="500 in plain text"),
        pytest.param(body("<html>Bad Gateway", 502, "text/html"), NetworkError, id="502 in HTML"),
        pytest.param(body("<html>Please log in to this café"), TelegramError, id="200 in HTML"),
        pytest.param(body(""), TelegramError, id="200 and nothing"),
        pytest.param(body("[]"), NetworkError, id="a list"),
        pytest.param(body("null"), NetworkError, id="null"),
        pytest.param(body('{"ok":true}'), NetworkError, id="no result"),
        pytest.param(body('["down"]', 503), NetworkError, id="503 and a list"),
        pytest.param(hang_up, NetworkError, id="closed at once"),
        pytest.param(break_off, NetworkError, id="closed in the middle"),
    ],
)
async def test_every_answer_is_an_error_of_the_library_and_shows_no_token(
    request_: AiohttpRequest, answer: Answering, error: type[TelegramError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with answering(request_, answer) as api:
        with pytest.raises(error) as caught:
            await api.call("getMe")
    logging.getLogger("test").error("it failed", exc_info=caught.value)
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert "AAF-a_secret" not in said


async def test_a_server_that_is_not_there_is_known_to_have_done_nothing(request_: AiohttpRequest) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NotConnectedError) as caught:
        await BotApi(request_, f"http://127.0.0.1:{port}", SECRET).call("getMe")
    assert "AAF-a_secret" not in "".join(traceback.format_exception(caught.value))


async def test_a_connection_that_is_not_made_in_time_has_done_nothing(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_args: object, **_more: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.transport.bot_api.CONNECT_TIMEOUT", 0.02)
    monkeypatch.setattr("aiohttp.connector.aiohappyeyeballs.start_connection", never)
    with pytest.raises(NotConnectedError):
        await BotApi(request_, "http://127.0.0.1:9", SECRET).call("getMe")


@pytest.mark.parametrize("address", ["http://[nonsense", "http://", "nothing"])
async def test_an_impossible_address_is_a_network_error_without_the_token(
    request_: AiohttpRequest, address: str
) -> None:
    with pytest.raises(NetworkError) as caught:
        await BotApi(request_, address, SECRET).call("getMe")
    assert "AAF-a_secret" not in "".join(traceback.format_exception(caught.value))


async def test_a_request_that_is_closed_says_so() -> None:
    request = AiohttpRequest()
    with pytest.raises(NetworkError, match="not open"):
        await BotApi(request, "http://127.0.0.1:9", SECRET).call("getMe")
    await request.shutdown()


async def test_a_long_poll_may_take_longer_than_other_calls() -> None:
    async def slowly(_request: web.Request) -> web.Response:
        await asyncio.sleep(0.1)
        return web.json_response({"ok": True, "result": []})

    request = AiohttpRequest(read_timeout=0.02)
    await request.initialize()
    async with answering(request, slowly) as api:
        assert await api.call("getUpdates", wait=5.0) == []
        with pytest.raises(TimedOut):
            await api.call("getUpdates")
    await request.shutdown()


async def test_a_body_is_json_whose_parts_are_what_they_are(request_: AiohttpRequest) -> None:
    async def echo(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": [request.content_type, await request.json()]})

    sent = {
        "chat_id": -(2**45),
        "text": "7",
        "disable_notification": True,
        "message_ids": [1, 2],
        "reply_markup": {"inline_keyboard": [[{"text": "Да", "callback_data": "yes:1"}]]},
    }
    async with answering(request_, echo) as api:
        assert await api.call("sendMessage", {**sent, "caption": None}) == ["application/json", sent]


@pytest.mark.parametrize(("status", "kind"), [(502, "text/html"), (504, "text/plain"), (200, "text/html")])
async def test_a_page_of_a_gateway_leaves_no_traceback_in_the_log(
    request_: AiohttpRequest, status: int, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with answering(request_, body("<html><h1>Bad Gateway</h1>", status, kind)) as api:
        with pytest.raises(TelegramError):
            await api.call("getUpdates")
    assert [one.getMessage() for one in caplog.records if one.exc_info] == []


def nested(value: str, times: int) -> str:
    return '{"in": [' * times + value + "]}" * times


@pytest.mark.parametrize("times", [600, 5_000, 200_000])
def test_what_is_nested_too_deep_to_be_read_takes_nothing_else_along(times: int) -> None:
    words = json.dumps('a ] bracket, a " mark and a \\')
    answer = f'{{"ok": true, "result": [{{"a": {words}, "b": {nested(words, times)}, "c": [{words}]}}, 2]}}'
    read = AiohttpRequest.parse_json_payload(answer.encode())
    first, second = read["result"]
    assert (first["a"], first["c"], second) == (json.loads(words), [json.loads(words)], 2)
    assert depth_of(first["b"]) < MAX_DEPTH


def depth_of(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth_of, parts), default=0)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_beside_what_is_too_deep_everything_is_read_as_it_is(value: object) -> None:
    answer = json.dumps({"seen": value, "deep": 0}).replace('"deep": 0', f'"deep": {nested("1", 600)}')
    assert AiohttpRequest.parse_json_payload(answer.encode())["seen"] == value


def test_what_is_nested_deep_and_ends_within_a_string_is_no_answer() -> None:
    with pytest.raises(TelegramError):
        AiohttpRequest.parse_json_payload(('["' * 1 + "[" * 5_000 + '"' * 3 + '\\"' * 50_000).encode())
