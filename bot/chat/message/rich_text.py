"""Rich messages as plain text: blocks below each other, with the links, mentions and commands that stand in them.

Clients send long or formatted texts so (Bot API 10.1); there is no `text` beside them. Kinds of blocks that are not
known yet are read by the names of their parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.chat.message.json_fields import JSON, part, words
from bot.chat.message.written_text import COMMAND, LINK, LINKED_WORDS, MENTION, PERSON, Entity, WrittenText

MAX_DEPTH = 100
"""Parts within parts that are looked into."""
MAX_TEXT_CHARS = 100_000
"""Code points that are read: three times what Telegram lets anybody send."""
_INLINE = ("summary", "text", "expression", "alternative_text", "credit")
"""Parts of a block with words, in the order in which they are shown."""
_NESTED = ("blocks", "items", "cells", "buttons", "caption")
"""Parts of a block with other blocks."""
_SHOWN_AS = {MENTION: MENTION, PERSON: PERSON, COMMAND: COMMAND}
_PARAGRAPH = "\n\n"


def flattened(rich: JSON) -> WrittenText:
    """Return what a raw `RichMessage` says."""
    return flattened_with_files(rich)[0]


def flattened_with_files(rich: JSON) -> tuple[WrittenText, Sequence[Any]]:
    """Return what a raw `RichMessage` says, and the parts of it that are no text: pictures, files, bare links."""
    page = _Page()
    page.add_blocks(rich.get("blocks"), 0)
    return page.written(), page.files


class _Page:
    """What was read so far."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._length = 0
        self._entities: list[Entity] = []
        self.files: list[Any] = []

    def written(self) -> WrittenText:
        """Return all of it."""
        text = "".join(self._said)
        found = (replace(one, kind=LINK) if text[one.start : one.end] == one.url else one for one in self._entities)
        return WrittenText(text, tuple(sorted(found, key=lambda one: one.start)))

    def add_blocks(self, blocks: Any, depth: int) -> None:
        """Add blocks, each below the other; the cells of a row and the buttons of a line beside each other."""
        if depth > MAX_DEPTH:
            return
        if isinstance(blocks, dict):
            self._add_block(blocks, depth)
        for one in blocks if isinstance(blocks, list) else ():
            self.add_blocks(one, depth + 1)

    def _add_block(self, block: JSON, depth: int) -> None:
        start = self._length
        for name in _INLINE:
            if name in block:
                self._begin(start)
                self._add_text(block[name], depth)
        self._note(block, start)
        for name, value in block.items():
            if name in _NESTED:
                self.add_blocks(value, depth + 1)
            elif name not in _INLINE and isinstance(value, dict | list):
                self.files.append(value)

    def _begin(self, start: int) -> None:
        """Part what comes from what stands before: a block begins a paragraph, its parts stand in one line."""
        if self._length:
            self._add(" " if self._length > start else _PARAGRAPH)

    def _add_text(self, text: Any, depth: int) -> None:
        """Add rich text: words, a list of texts, or words that are shown as something."""
        if isinstance(text, str):
            self._add(text)
        elif isinstance(text, list):
            for one in text if depth <= MAX_DEPTH else ():
                self._add_text(one, depth + 1)
        elif isinstance(text, dict) and depth <= MAX_DEPTH:
            start = self._length
            for name in _INLINE:
                if name in text:
                    self._add_text(text[name], depth + 1)
            self._note(text, start)

    def _note(self, shown: JSON, start: int) -> None:
        """Note as what the words since a place are shown."""
        url = words(shown, "url")
        kind = LINKED_WORDS if url else _SHOWN_AS.get(words(shown, "type"))
        if url and self._length == start:
            self.files.append({"url": url})
        elif kind is not None and self._length > start:
            self._entities.append(Entity(kind, start, self._length, url, part(shown, "user") or None))

    def _add(self, said: str) -> None:
        said = said[: MAX_TEXT_CHARS - self._length]
        self._said.append(said)
        self._length += len(said)
