"""What the bot says, looked at as Telegram looks at it: nothing is refused, and nothing can be pressed by accident."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.telegram.errors import ApiError
from bot.playground.telegram.text import utf16
from bot.playground.telegram.text.entities import finish
from bot.playground.telegram.text.tdlib import Entity
from bot.texts.unlinked import BREAK

LOG = "COUNTERPOINT_TESTS_SAID"
"""Names a file to which every text, caption, pop-up and button of the tests is added, one JSON object a line."""

FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
"""What Telegram makes clickable by itself."""
MEANT = frozenset({"setarticle", "ask", "article", "privacy", "counter", "counterpoints", "vote", "map"}) | frozenset(
    {"appeal", "articles", "help", "start", "settings", "queue", "digest", "rules"}
)
"""Commands that may be pressed in a sentence: pressed alone they show or explain something, and change nothing."""
LINKING = re.compile(r"^(?:Rules of|Author's reply) ", re.MULTILINE)
"""Begins what moderators and the article's author say for others to follow: its addresses are meant."""
_ABOUT_WORDS = re.compile(r"can't parse|empty|too long|TOO_LONG|BUTTON|inline keyboard")
_MARKUP = re.compile(r"</?(?:b|i|code|a|blockquote)\b[^>]*>|&(?:lt|gt|amp|quot);")


@contextmanager
def overheard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect what is wrong with what bots say for as long as the block runs."""
    wrong: list[str] = []
    act = PlaygroundBotApi._act

    async def heard(api: PlaygroundBotApi, token: str, method: str, params: Mapping[str, Any], files: Any) -> Any:
        try:
            result = await act(api, token, method, params, files)
        except ApiError as refused:
            if _ABOUT_WORDS.search(refused.description):
                wrong.extend(_noted({"refused": refused.description, "text": str(dict(params))}, [refused.description]))
            raise
        for said, faults in _judged(method, params, result):
            wrong.extend(_noted(said, faults))
        return result

    monkeypatch.setattr(PlaygroundBotApi, "_act", heard)
    yield wrong


def _judged(method: str, params: Mapping[str, Any], result: Any) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Go through what a call has said, each with what is wrong with it; what is forwarded is not the bot's own."""
    if method == "answerCallbackQuery" and params.get("text"):
        yield {"popup": params["text"]}, plainly(str(params["text"]))
    for message in result if isinstance(result, list) else [result]:
        if isinstance(message, dict) and method.startswith(("send", "edit")):
            for text, entities in (("text", "entities"), ("caption", "caption_entities")):
                if text in message:
                    yield {text: message[text]}, unmeant(message[text], message.get(entities, []))
            for button in chain.from_iterable(message.get("reply_markup", {}).get("inline_keyboard", [])):
                yield {"button": button}, plainly(button["text"])


def unmeant(words: str, entities: list[Entity]) -> list[str]:
    """Return what Telegram makes clickable by itself in a text and nobody meant, and code that is not fit to copy."""
    shown = [(one["type"], utf16.cut(words, one["offset"], one["length"])) for one in entities]
    pressed = [f"{kind} {piece}" for kind, piece in shown if kind in FOUND and not _is_meant(kind, piece, words)]
    return pressed + [f"{kind} {piece} has a break" for kind, piece in shown if kind == "code" and BREAK in piece]


def plainly(words: str) -> list[str]:
    """Return what is wrong with a button or a pop-up, which show plain words: markup in them, or what is not shown."""
    marks = [f"markup in “{words}”"] if _MARKUP.search(words) else []
    return marks if words.strip() and finish(words, [])[0] == words else [*marks, f"not shown as it is: “{words}”"]


def _is_meant(kind: str, piece: str, words: str) -> bool:
    if kind == "url":
        return LINKING.search(words) is not None
    return kind == "bot_command" and piece.removeprefix("/") in MEANT


def _noted(said: dict[str, Any], faults: list[str]) -> list[str]:
    """Add to the log what was said, and return what is wrong with it."""
    if LOG in os.environ:
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
            log.write(json.dumps({"test": test, **said, "unmeant": faults}, ensure_ascii=False) + "\n")
    words = next(iter(said.values()))
    return [f"{fault}, in: {words}" for fault in faults]
