"""The bot's sentences as Telegram shows them: what acts at once is only shown, and no value in them can be pressed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.playground.telegram.text import tdlib
from bot.playground.telegram.text.entities import finish
from bot.playground.telegram.text.html_parser import parse
from bot.texts import _AS_WRITTEN, languages, say, tell
from tests.events import plainly, unmeant
from tests.texts.test_texts import BOT, ENGLISH, sample_values

TERMINAL = ("doctor-", "playground-", "token-", "embeddings-", "screen", "similar-", "opinions-", "evaluation-")
"""What only the command line says begins so, and the checks, whose words are values in others."""
SAID = sorted(key for key in ENGLISH if not key.startswith(TERMINAL))
NUMBERED = {"number": "12", "parent": "11", "canonical": "9", "other": "8"}
STRANGER = "gerai.lt, @mara_k, /ban, #win, ana@pavyzdys.lt, https://win.example.org/x, t.me/win"
"""A name or words that Telegram would make clickable from beginning to end."""


@pytest.mark.parametrize("path", sorted((BOT / "texts").glob("*/*.ftl")), ids=lambda path: path.stem)
def test_a_command_that_acts_is_only_shown(path: Path) -> None:
    sentences = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8"))
    words = [re.sub(r"<code>.*?</code>|<[^<>]*>|^#.*", "", one) for one in sentences if not one.startswith(TERMINAL)]
    assert [(fault, one) for one in words for fault in unmeant(one, tdlib.find_entities(one))] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", SAID)
def test_whatever_stands_in_a_sentence_cannot_be_pressed(key: str, language: str) -> None:
    sample = {name: NUMBERED.get(name, value) for name, value in sample_values(key).items()}
    strange = {name: STRANGER for name, value in sample.items() if value == "words" and name not in _AS_WRITTEN}
    said = say(key, language, **sample | strange)
    assert unmeant(*finish(*parse(said))) == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", SAID)
def test_a_pop_up_shows_no_markup(key: str, language: str) -> None:
    assert plainly(tell(key, language, **sample_values(key))) == []
