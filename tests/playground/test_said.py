"""The ear that hears what the bot says as Telegram shows it: it catches what it is there for, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.seed import TOKEN, seed
from tests.events import overheard
from tests.playground_request import StillClock

BUTTON = {"text": "Delete", "callback_data": "delete:1"}


async def faults(monkeypatch: pytest.MonkeyPatch, method: str, **said: Any) -> list[str]:
    """Let a bot say something in its group, and return what is wrong with it."""
    cast = seed(StillClock())
    with monkeypatch.context() as patched, overheard(patched) as wrong:
        params = {"chat_id": cast.group.id, "parse_mode": "HTML"} | said
        await PlaygroundBotApi(cast.telegram).call(TOKEN, method, params, {"document": ("log.txt", b"rows")})
    return [one.partition(", in: ")[0] for one in wrong]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Warned gerai.lt.", ["url gerai.lt"]),
        ("Warned @mara_k.", ["mention @mara_k"]),
        ("Send /ban to ban, /help to learn.", ["bot_command /ban"]),
        ("Send /help@other_bot.", ["bot_command /help@other_bot"]),
        ("Reply with <code>/undo\u2060</code>.", ["code /undo\u2060 has a break"]),
        ("<b>Warned", ["Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""]),
        ('<a href="https://example.org">Source</a>, <code>/ban</code>, /help', []),
        ("<b>Rules of the group</b>\nSee gerai.lt, @mara_k.", ["mention @mara_k"]),
    ],
    ids=["link", "mention", "command", "another bot's", "spoilt code", "markup", "meant", "rules"],
)
@pytest.mark.parametrize(("method", "where"), [("sendMessage", "text"), ("sendDocument", "caption")])
async def test_what_nobody_meant_is_heard(
    monkeypatch: pytest.MonkeyPatch, method: str, where: str, said: str, wrong: list[str]
) -> None:
    assert await faults(monkeypatch, method, **{where: said}) == wrong


@pytest.mark.parametrize(
    ("label", "wrong"),
    [("Delete", 0), ("A <b>bold</b> word", 1), ("Tom &amp; Ana", 1), ("5 < 6", 0), ("two\u202ewords", 1)],
)
async def test_a_button_shows_plain_words(monkeypatch: pytest.MonkeyPatch, label: str, wrong: int) -> None:
    keyboard = {"inline_keyboard": [[BUTTON | {"text": label}]]}
    assert len(await faults(monkeypatch, "sendMessage", text="Shall I?", reply_markup=keyboard)) == wrong
