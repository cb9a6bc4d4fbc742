"""What the bot says, looked at as Telegram looks at it: nothing is refused, and nothing can be pressed by accident."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.playground import tdlib, units
from bot.playground.errors import ApiError
from bot.playground.methods import wording

LOG = "COUNTERPOINT_TESTS_SAID"
"""Names a file to which every text, caption and button of the tests is added, one JSON object a line."""


@contextmanager
def overheard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect what Telegram refuses for as long as the block runs; what is clickable and not meant is logged."""
    wrong: list[str] = []
    parsed, button = wording.parsed, wording._button

    def heard(text: str, mode: str, entities: Any = ()) -> Any:
        try:
            words, kept = parsed(text, mode, entities)
        except ApiError as refused:
            wrong.append(f"{refused.description}: {text}")
            _note({"text": text, "refused": refused.description})
            raise
        _note({"text": words, "unmeant": unmeant(words, kept)})
        return words, kept

    def labelled(given: Any) -> Any:
        _note({"button": dict(given.values)})
        return button(given)

    monkeypatch.setattr(wording, "parsed", heard)
    monkeypatch.setattr(wording, "_button", labelled)
    yield wrong


def unmeant(words: str, entities: list[tdlib.Entity]) -> list[str]:
    """Return what Telegram makes clickable by itself in a text and nobody meant."""
    shown = [(one["type"], units.cut(words, one["offset"], one["length"])) for one in entities]
    return [f"{kind} {piece}" for kind, piece in shown if kind in FOUND and not _is_meant(kind, piece)]


FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})


MEANT = frozenset({"/setarticle", "/ask", "/article", "/privacy", "/counter", "/counterpoints", "/vote", "/map"}) | {
    "/appeal",
    "/help",
    "/start",
    "/settings",
    "/queue",
}
"""Commands that may be pressed in a sentence: pressed alone they show or explain something, and change nothing."""


def _is_meant(kind: str, piece: str) -> bool:
    return kind == "bot_command" and piece in MEANT


def _note(said: dict[str, Any]) -> None:
    if LOG in os.environ:
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
            log.write(json.dumps({"test": test, **said}, ensure_ascii=False) + "\n")
