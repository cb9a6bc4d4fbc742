"""A language that nobody speaks: English in wide letters, so that a forgotten English word shows in a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fluent.syntax import parse, serialize
from fluent.syntax.ast import TextElement
from fluent.syntax.visitor import Transformer

from bot import texts

CODE = "xx"
_MARKUP = re.compile(r"<[^>]*>?|&\w+;|/\w+")
_LETTERS = re.compile("[A-Za-z]")
_STAYS = re.compile(r"https?://\S+|/\w+|@\w+|\b[A-Z]\w+/[A-Z]\w+|\bUTC\b")
"""What is no word of a language: addresses, commands, names of people and of time zones."""


class _Wide(Transformer):  # type: ignore[misc]  # fluent.syntax has no types
    def visit_TextElement(self, node: TextElement) -> TextElement:  # noqa: N802 - as fluent.syntax calls it
        pieces = re.split(f"({_MARKUP.pattern})", node.value)
        node.value = "".join(one if place % 2 else widened(one) for place, one in enumerate(pieces))
        return node


def widened(words: str) -> str:
    """Return words as they read in the language."""
    return _LETTERS.sub(lambda letter: chr(ord(letter[0]) + 0xFEE0), words)


@contextmanager
def spoken(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """Let the bot speak the language beside English for as long as the block runs."""
    (folder / CODE).mkdir(parents=True)
    (folder / "en").symlink_to(texts._FOLDER / "en")
    for path in (folder / "en").glob("*.ftl"):
        made = _Wide().visit(parse(path.read_text(encoding="utf-8")))
        (folder / CODE / path.name).write_text(serialize(made), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(texts, "_FOLDER", folder)
        texts._files.cache_clear()
        yield
    texts._files.cache_clear()


def english_in(words: str, names: frozenset[str]) -> list[str]:
    """Return the English words in something that the bot says, those aside that are somebody's name."""
    return [one for one in re.findall("[A-Za-z]{2,}", _STAYS.sub(" ", words)) if one not in names]
