"""What Telegram said about a chat is believed for some seconds, and never beyond a change that it tells of."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from bot.dispatch.telegram_queries import ANSWER_SECONDS, MAX_CHATS, AnswerCache

CHAT, OTHER = -1001, -1002


class Asked:
    """Telegram, which says how often it was asked about a chat; and the time."""

    def __init__(self) -> None:
        self.times: Counter[int] = Counter()
        self.now = 0.0
        self.gate = asyncio.Event()
        self.gate.set()
        self.answers: AnswerCache[int] = AnswerCache(self.ask, lambda: self.now)

    async def ask(self, chat_id: int) -> int:
        self.times[chat_id] += 1
        said = self.times[chat_id]
        await self.gate.wait()
        return said


@pytest.mark.parametrize(
    ("later", "said"), [(0.0, 1), (ANSWER_SECONDS - 0.1, 1), (ANSWER_SECONDS, 2), (10 * ANSWER_SECONDS, 2)]
)
async def test_an_answer_is_believed_for_some_seconds(later: float, said: int) -> None:
    telegram = Asked()
    await telegram.answers.get(CHAT)
    telegram.now += later
    assert await telegram.answers.get(CHAT) == said


async def test_who_must_know_for_certain_asks_and_the_others_profit() -> None:
    telegram = Asked()
    await telegram.answers.get(CHAT)
    assert await telegram.answers.ask(CHAT) == 2
    assert await telegram.answers.get(CHAT) == 2


async def test_a_change_in_one_chat_is_no_reason_to_ask_about_another() -> None:
    telegram = Asked()
    await telegram.answers.get(CHAT)
    await telegram.answers.get(OTHER)
    telegram.answers.forget(CHAT)
    assert [await telegram.answers.get(chat) for chat in (CHAT, OTHER)] == [2, 1]


async def test_an_answer_that_was_on_its_way_when_something_changed_is_not_believed_afterwards() -> None:
    telegram = Asked()
    telegram.gate.clear()
    async with asyncio.TaskGroup() as tasks:
        early = tasks.create_task(telegram.answers.ask(CHAT))
        await asyncio.sleep(0)
        telegram.answers.forget(CHAT)
        telegram.gate.set()
    assert early.result() == 1
    assert await telegram.answers.get(CHAT) == 2


async def test_of_two_who_ask_at_once_the_later_answer_stays() -> None:
    telegram = Asked()
    telegram.gate.clear()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(telegram.answers.ask(CHAT))
        await asyncio.sleep(0)
        tasks.create_task(telegram.answers.ask(CHAT))
        await asyncio.sleep(0)
        telegram.gate.set()
    assert await telegram.answers.get(CHAT) == 2


async def test_who_asks_about_ever_more_chats_fills_no_memory() -> None:
    telegram = Asked()
    for chat in range(MAX_CHATS + 1):
        await telegram.answers.get(chat)
    assert await telegram.answers.get(MAX_CHATS) == 1
    assert await telegram.answers.get(0) == 2
