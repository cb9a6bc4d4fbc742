"""Telegram's limits on sending, and the troubles that a test can order."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.bot_api.faults import ConnectionLostError, Fault
from bot.playground.seed import TOKEN, seed
from tests.playground.conftest import StillClock


async def send(api, chat_id):
    status, body = await api.call(TOKEN, "sendMessage", {"chat_id": chat_id, "text": "x"})
    return status, body.get("parameters")


async def test_a_chat_gets_one_message_a_second_after_a_small_burst(play, clock):
    api = PlaygroundBotApi(play.telegram, limits=True)
    assert [(await send(api, play.group.id))[0] for _ in range(4)] == [200, 200, 200, 429]
    assert await send(api, play.group.id) == (429, {"retry_after": 1})
    assert (await send(api, play.forum.id))[0] == 200
    clock.advance(seconds=1)
    assert (await send(api, play.group.id))[0] == 200


async def test_a_group_gets_twenty_messages_a_minute(play, clock):
    api = PlaygroundBotApi(play.telegram, limits=True)
    for _ in range(20):
        await send(api, play.group.id)
        clock.advance(seconds=1)
    sent = len(play.group.messages)
    while (await send(api, play.group.id))[0] == 200:
        sent += 1
        clock.advance(seconds=1)
    assert 20 < sent <= 30
    status, parameters = await send(api, play.group.id)
    assert (status, 1 <= parameters["retry_after"] <= 3) == (429, True)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(0, 3), min_size=40, max_size=80))
def test_whoever_waits_as_told_is_let_through(pauses):
    clock = StillClock()
    play = seed(clock)
    api = PlaygroundBotApi(play.telegram, limits=True)

    async def post():
        for pause in pauses:
            clock.advance(seconds=pause)
            status, parameters = await send(api, play.group.id)
            if status == 429:
                clock.advance(seconds=parameters["retry_after"])
                assert (await send(api, play.group.id))[0] == 200

    asyncio.run(post())
    assert len(play.group.messages) == len(pauses)


async def test_without_limits_nothing_is_held_up(play, api):
    assert {(await send(api, play.group.id))[0] for _ in range(100)} == {200}


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (Fault.SERVER_ERROR, (500, "Internal Server Error")),
        (Fault.BAD_GATEWAY, (502, "Bad Gateway")),
        (Fault.TOO_MANY, (429, "Too Many Requests: retry after 3")),
    ],
)
async def test_a_fault_comes_as_often_as_ordered(play, api, fault, answer):
    api.fail_next("sendMessage", fault, times=2)
    for _ in range(2):
        status, body = await api.call(TOKEN, "sendMessage", {"chat_id": play.group.id, "text": "x"})
        assert (status, body["description"]) == answer
    assert (await send(api, play.group.id))[0] == 200
    assert len(play.group.messages) == 1


@pytest.mark.parametrize(("fault", "done"), [(Fault.LOST_REQUEST, 0), (Fault.LOST_ANSWER, 1)])
async def test_a_connection_is_lost_before_or_after_the_deed(play, api, fault, done):
    api.fail_next("sendMessage", fault)
    with pytest.raises(ConnectionLostError):
        await send(api, play.group.id)
    assert len(play.group.messages) == done


async def test_a_call_that_hangs_never_ends(play, api):
    api.fail_next("sendMessage", Fault.HANG)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await send(api, play.group.id)
    assert not play.group.messages
