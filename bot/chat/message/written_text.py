"""What somebody wrote, with what Telegram shows in it: a command, a mention or a link is what its entities say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.message.json_fields import JSON, number, part, parts, words

COMMAND, MENTION, PERSON = "bot_command", "mention", "text_mention"
LINK, LINKED_WORDS = "url", "text_link"
_ADDRESSES = frozenset({LINK, LINKED_WORDS})
_CLICKED = frozenset({*_ADDRESSES, "email"})
ASKS = re.compile("[?؟？﹖⸮⁇⁈⁉❓❔‽¿\u037e]")
"""The marks of a question; the last one is Greek."""
_NAME = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?")
_QUERY = re.compile(r"[^\s?]*[./][^\s?]*\?(?=[\w&=%])")
"""An address up to the ? before what it asks of a server."""
_BARE = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@\w+)?(?![\w/@<>])")
"""A command where it is not told what Telegram shows."""
_SIGNS = r"[:;,.!?…：；，。！？、،؛]+"
_DASHES = r"[-–—−]+"
_POINTERS = r"[>→⇒➡➜•·|~*👉👇⬇↓\ufe0f]+(?=\s)"
_MARK = re.compile(
    rf"(?:{_SIGNS}|=+|{_DASHES}|{_POINTERS}|[^\S\n]+(?:{_SIGNS}|(?:=+|{_DASHES})(?=\s)|{_POINTERS})(?=\s*\S))?"
    r"[\s\u200b-\u200f\u2060\ufeff]*"
)
"""What people put between a command and its words, or between a name or a length of time and a reason."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A part of a text that Telegram shows as something."""

    kind: str
    start: int
    """In code points."""
    end: int
    url: str = ""
    """Where words lead that are no address themselves."""
    person: JSON | None = None
    """Whom words name that are no @username."""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text with its entities, in order."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    @classmethod
    def read(cls, message: JSON, name: str, entities: str) -> WrittenText:
        """Read a text with Telegram's entities; one that lies outside of the text, or is no entity, is left out.

        Args:
            message: The raw object that it is part of.
            name: The field of the text.
            entities: The field of its entities. Where none can be read a command is told by its form.
        """
        text, raw = words(message, name), parts(message, entities)
        places = _places(text) if raw else ()
        found = [entity for one in raw if (entity := _entity(one, places)) is not None]
        if not found:
            bare = _BARE.match(text) if text.startswith("/") else None
            return cls(text, (Entity(COMMAND, 0, bare.end()),) if bare is not None else ())
        return cls(text, tuple(sorted(found, key=lambda one: one.start)))

    def cut(self, entity: Entity) -> str:
        """Return the words of an entity."""
        return self.text[entity.start : entity.end]

    def of(self, *kinds: str) -> tuple[Entity, ...]:
        """Return the entities of some kinds."""
        return tuple(one for one in self.entities if one.kind in kinds)

    @property
    def links(self) -> tuple[str, ...]:
        """The web addresses in order, each once: as written where they are, else those behind words."""
        found = (one.url or self.cut(one) for one in self.of(LINK, LINKED_WORDS))
        return tuple(dict.fromkeys(link for link in found if link))

    @property
    def asks(self) -> bool:
        """Whether a mark of a question stands anywhere but in a link."""
        marks = [found.start() for found in ASKS.finditer(self.text)]
        queries = [found.span() for found in _QUERY.finditer(self.text)] if marks else []
        return any(
            not self._within(mark, _CLICKED) and not any(start <= mark < end for start, end in queries)
            for mark in marks
        )

    def _within(self, place: int, kinds: frozenset[str]) -> bool:
        return any(one.start <= place < one.end for one in self.entities if one.kind in kinds)

    def command(self) -> tuple[str, str | None, int] | None:
        """Return the command that it begins with, for which bot that is said, and where its words begin."""
        first = next((one for one in self.of(COMMAND) if one.start == 0), None)
        found = _NAME.fullmatch(self.cut(first)) if first is not None else None
        if first is None or found is None:
            return None
        return found[1].lower(), found[2], behind_mark(self.text, first.end)

    def mentions(self, username: str, person_id: int) -> tuple[Entity, ...]:
        """Return where somebody is mentioned, by their @username or as the person that they are."""
        return tuple(one for one in self.of(MENTION, PERSON) if self._names(one, username, person_id))

    def _names(self, one: Entity, username: str, person_id: int) -> bool:
        if one.kind == MENTION:
            return self.cut(one).lower() == f"@{username.lower()}"
        return one.person is not None and number(one.person, "id") == person_id

    def without(self, entities: Iterable[Entity]) -> str:
        """Return the text with a blank in place of each of some entities."""
        left, last = [], 0
        for one in entities:
            left += [self.text[last : one.start], " "]
            last = one.end
        return "".join([*left, self.text[last:]])

    def spelt_out(self, start: int = 0) -> str:
        """Return the text from a place on, with the address of each link that stands behind words after them."""
        said, last = "", start
        for one in self.of(LINKED_WORDS):
            if one.start >= start and one.url:
                said += f"{self.text[last : one.end]} ({one.url})"
                last = one.end
        return (said + self.text[last:]).strip()


def behind_mark(text: str, start: int = 0) -> int:
    """Return where the words begin that stand behind a mark, as in `/ask: …`, `2h - …` and `@name, …`."""
    mark = _MARK.match(text, start)
    return start if mark is None else mark.end()


def _entity(one: JSON, places: Sequence[int]) -> Entity | None:
    """Return an entity in code points; Telegram counts in UTF-16 units. None where it names no part of the text."""
    offset, length = number(one, "offset"), number(one, "length")
    if offset is None or length is None or not 0 <= offset < len(places) - 1 or length <= 0:
        return None
    start, end = places[offset], places[min(offset + length, len(places) - 1)]
    if start == end:  # a half of a picture
        return None
    return Entity(words(one, "type"), start, end, words(one, "url"), part(one, "user") or None)


def _places(text: str) -> Sequence[int]:
    """Return, for each UTF-16 unit and the end of a text, the code point that it belongs to."""
    if max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    return [*(at for at, char in enumerate(text) for _ in range(2 if char > "\uffff" else 1)), len(text)]
