"""Rich messages as plain text: blocks below each other, with the links, mentions and commands that stand in them.

Clients send long or formatted texts so (Bot API 10.1); there is no `text` beside them. Kinds of blocks that are not
known yet are read by the names of their parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.message.json_fields import JSON, part, words
from bot.chat.message.written_text import COMMAND, LINK, LINKED_WORDS, MENTION, PERSON, Entity, WrittenText
from config.turns import by_turns

MAX_DEPTH = 100
"""Parts within parts that are looked into."""
MAX_TEXT_CHARS = 100_000
"""Code points that are read: three times what Telegram lets anybody send."""
_INLINE = ("summary", "text", "expression", "alternative_text", "credit")
"""Parts of a block with words, in the order in which they are shown."""
_NESTED = frozenset({"blocks", "items", "cells", "buttons", "caption"})
"""Parts of a block with other blocks."""
_SHOWN = (MENTION, PERSON, COMMAND)
_RICH, _PLAIN = "rich_message", "as text"
_WITHIN = ("message", "reply_to_message")
"""Messages within others: what is answered, and under what a button is pressed."""
_LEVELS = 2
_PARTS = (dict, list)
_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class RichText(WrittenText):
    """A rich message as plain text."""

    files: Sequence[Any] = ()
    """Parts of it that are no text: pictures, files, bare links."""


def page_of(rich: JSON) -> RichText:
    """Return what a raw `RichMessage` says, or one of `plain`."""
    if _PLAIN not in rich:
        return flattened(rich)
    text, entities, files = rich[_PLAIN]
    return RichText(text, tuple(Entity(*one) for one in entities), files)


def flattened(rich: JSON) -> RichText:
    """Return what a raw `RichMessage` says."""
    reading = _Reading()
    reading.add_blocks(rich.get("blocks"), 0)
    return reading.page()


async def plain(update: JSON) -> JSON:
    """Return a raw update with its rich messages as text: their parts, often thousands, are gone through but once."""
    return {kind: await _plain(one, _LEVELS) if isinstance(one, dict) else one for kind, one in update.items()}


async def _plain(message: JSON, levels: int) -> JSON:
    inside = {name: part(message, name) for name in _WITHIN if levels and part(message, name)}
    within = {name: await _plain(one, levels - 1) for name, one in inside.items()}
    if _RICH not in message:
        return {**message, **within}
    page = await _flattened_by_turns(part(message, _RICH).get("blocks"))
    entities = [[one.kind, one.start, one.end, one.url, one.person] for one in page.entities]
    return {**message, **within, _RICH: {_PLAIN: [page.text, entities, page.files]}}


async def _flattened_by_turns(blocks: Any) -> RichText:
    reading = _Reading()
    async for block in by_turns(blocks if isinstance(blocks, list) else [blocks]):
        reading.add_blocks(block, 1)
    return reading.page()


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._length = 0
        self._entities: list[Entity] = []
        self._files: list[Any] = []

    def page(self) -> RichText:
        """Return all of it."""
        text = "".join(self._said)
        found = (replace(one, kind=LINK) if text[one.start : one.end] == one.url else one for one in self._entities)
        return RichText(text, tuple(sorted(found, key=lambda one: one.start)), self._files)

    def add_blocks(self, blocks: Any, depth: int) -> None:
        """Add blocks, each below the other; the cells of a row and the buttons of a line beside each other."""
        if depth > MAX_DEPTH:
            return
        if isinstance(blocks, dict):
            self._add_block(blocks, depth)
        elif isinstance(blocks, list):
            for one in blocks:
                self.add_blocks(one, depth + 1)

    def _add_block(self, block: JSON, depth: int) -> None:
        start = self._length
        for name in _INLINE:
            if name in block:
                self._begin(start)
                self._add_text(block[name], depth)
        if "url" in block or block.get("type") in _SHOWN:
            self._note(block, start)
        for name, value in block.items():
            if name in _NESTED:
                self.add_blocks(value, depth + 1)
            elif isinstance(value, _PARTS) and name not in _INLINE:
                self._files.append(value)

    def _begin(self, start: int) -> None:
        """Part what comes from what stands before: a block begins a paragraph, its parts stand in one line."""
        if self._length:
            self._add(" " if self._length > start else _PARAGRAPH)

    def _add_text(self, text: Any, depth: int) -> None:
        """Add rich text: words, a list of texts, or words that are shown as something."""
        if isinstance(text, str):
            self._add(text)
        elif depth <= MAX_DEPTH and isinstance(text, list):
            for one in text:
                self._add_text(one, depth + 1)
        elif depth <= MAX_DEPTH and isinstance(text, dict):
            start = self._length
            for name in _INLINE:
                if name in text:
                    self._add_text(text[name], depth + 1)
            if "url" in text or text.get("type") in _SHOWN:
                self._note(text, start)

    def _note(self, shown: JSON, start: int) -> None:
        """Note as what the words since a place are shown: a link, or what its type says."""
        url = words(shown, "url")
        kind = LINKED_WORDS if url else words(shown, "type")
        if url and self._length == start:
            self._files.append({"url": url})
        elif (url or kind in _SHOWN) and self._length > start:
            self._entities.append(Entity(kind, start, self._length, url, part(shown, "user") or None))

    def _add(self, said: str) -> None:
        said = said[: MAX_TEXT_CHARS - self._length]
        self._said.append(said)
        self._length += len(said)
