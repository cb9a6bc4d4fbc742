"""Telegram's HTML parse mode: tags become entities, refusals have Telegram's wording and byte offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.playground import units
from bot.playground.errors import ApiError, bad_request

Entity = dict[str, Any]

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
HALF_A_PAIR = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
TAGS = frozenset({*KINDS, "a", "tg-emoji"})

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]+));?")
_LONGEST_REFERENCE = 9
"""Characters of a numeric reference without its semicolon; longer ones stand for themselves."""
_PLAIN = re.compile(r"[^&<]+")
_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[a-zA-Z0-9.\-]*")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    place: int


@dataclass(slots=True)
class _Reader:
    """Walks through the markup once."""

    markup: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> None:
        """Read all of it."""
        while self.at < len(self.markup):
            character = self.markup[self.at]
            if character == "&":
                self.write(self.reference())
            elif character != "<":
                self.write(self.take(_PLAIN))
            elif self.markup.startswith("/", self.at + 1):
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def write(self, piece: str) -> None:
        """Add to the text."""
        self.text.append(piece)
        self.units += units.length(piece)

    def reference(self) -> str:
        """Read `&lt;`, `&#39;` …; an ampersand that is none stands for itself."""
        match = _REFERENCE.match(self.markup, self.at)
        character = _referred(match) if match else ""
        if not match or not character:
            self.at += 1
            return "&"
        self.at = match.end()
        return character

    def take(self, pattern: re.Pattern[str]) -> str:
        """Take what a pattern matches here, possibly nothing."""
        match = pattern.match(self.markup, self.at)
        self.at = match.end() if match else self.at
        return match.group() if match else ""

    def peek(self) -> str:
        """Return the next character, or nothing at the end."""
        return self.markup[self.at : self.at + 1]

    def bytes_to(self, place: int) -> int:
        """Return the byte offset of a place: the error sentences count bytes."""
        return len(self.markup[:place].encode("utf-8", "surrogatepass"))

    def start_tag(self) -> None:
        """Read `<tag attribute="value">`."""
        begin = self.at
        self.at += 1
        tag = self.take(_NAME).lower()
        if not self.peek():
            raise unparsable(f"Unclosed start tag at byte offset {self.bytes_to(begin)}")
        if tag not in TAGS:
            raise unparsable(f'Unsupported start tag "{tag}" at byte offset {self.bytes_to(begin)}')
        argument = ""
        while self.peek() != ">":
            self.take(_SPACE)
            if self.peek() == ">":
                break
            argument = self.attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self.bytes_to(begin)}')
        self.open.append(_Open(tag, argument, self.units, len(self.text)))

    def attribute(self, tag: str, begin: int) -> str:
        """Read one attribute; return what it means for the tag, or nothing."""
        name = self.take(_ATTRIBUTE)
        if not name:
            offset = self.bytes_to(begin)
            raise unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {offset}')
        self.take(_SPACE)
        value = ""
        if self.peek() == "=":
            self.at += 1
            self.take(_SPACE)
            value = self.value()
        if not self.peek():
            raise unparsable(f'Unclosed start tag "{tag}" at byte offset {self.bytes_to(begin)}')
        return _meaning(tag, name, value)

    def value(self) -> str:
        """Read the value of an attribute, quoted or a bare token."""
        quote, begin = self.peek(), self.at
        if quote not in ('"', "'"):
            token = self.take(_TOKEN).lower()
            if self.peek() and not self.peek().isspace() and self.peek() != ">":
                raise unparsable(f"Unexpected end of name token at byte offset {self.bytes_to(begin)}")
            return token
        self.at += 1
        value = []
        while self.peek() not in (quote, ""):
            if self.peek() == "&":
                value.append(self.reference())
            else:
                value.append(self.peek())
                self.at += 1
        self.at += bool(self.peek())
        return "".join(value)

    def end_tag(self) -> None:
        """Read `</tag>` and close the innermost open tag."""
        begin = self.at
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {self.bytes_to(begin)}")
        self.at += 2
        name = self.take(_NAME).lower()
        self.take(_SPACE)
        if self.peek() != ">":
            raise unparsable(f"Unclosed end tag at byte offset {self.bytes_to(begin)}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            found = f'expected "</{opened.tag}>", found "</{name}>"'
            raise unparsable(f"Unmatched end tag at byte offset {self.bytes_to(begin)}, {found}")
        if self.units > opened.offset:
            self.close(opened)

    def close(self, opened: _Open) -> None:
        """Make the entity of a tag that is closed now."""
        entity: Entity = {"type": "", "offset": opened.offset, "length": self.units - opened.offset}
        if opened.tag == "tg-emoji":
            if not opened.argument.isdecimal():
                raise unparsable("Invalid custom emoji identifier specified")
            entity |= {"type": "custom_emoji", "custom_emoji_id": opened.argument}
        elif opened.tag == "a":
            self.link(entity, opened)
            return
        elif opened.tag in ("pre", "code") and self.joins(entity, opened):
            return
        else:
            entity["type"] = KINDS[opened.tag]
            if opened.tag == "blockquote" and opened.argument:
                entity["type"] = "expandable_blockquote"
            if opened.tag == "code" and opened.argument:
                entity["language"] = opened.argument
        self.entities.append(entity)

    def joins(self, entity: Entity, opened: _Open) -> bool:
        """Let `<pre><code class="language-…">` be one entity with a language."""
        last = self.entities[-1] if self.entities else {}
        if (last.get("offset"), last.get("length")) != (entity["offset"], entity["length"]):
            return False
        if opened.tag == "pre" and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
            return True
        if opened.tag == "code" and last["type"] == "pre" and opened.argument:
            last["language"] = opened.argument
            return True
        return False

    def link(self, entity: Entity, opened: _Open) -> None:
        """Make a link or a mention; what is no address stays plain text."""
        href = opened.argument or "".join(self.text[opened.place :])
        user = re.fullmatch(r"tg://user/?\?id=(\d+)", href)
        if user:
            self.entities.append(entity | {"type": "text_mention", "user": {"id": int(user[1])}})
        elif url := checked_url(href):
            self.entities.append(entity | {"type": "text_link", "url": url})


def parse(markup: str) -> tuple[str, list[Entity]]:
    """Return the text of Telegram HTML and its entities, offsets in UTF-16 units.

    Raises:
        ApiError: With Telegram's sentence about what cannot be parsed.
    """
    reader = _Reader(markup)
    reader.read()
    for entity in reader.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return "".join(reader.text), reader.entities


def checked_url(href: str) -> str:
    """Return the address of a link as Telegram would store it, or nothing where it is no address.

    Unlike Telegram this lets `localhost` through, so that links to the playground's own pages land.
    """
    href = href.strip()
    if href.lower().startswith(("tg://", "ton://", "tonsite://")):
        return href
    match = re.fullmatch(r"(?:(https?)://)?([^\s/?#]+)([/?#]\S*)?", href, re.IGNORECASE)
    if not match or not re.search(r"\.|^localhost(:\d+)?$", match[2]):
        return ""
    rest = match[3] or "/"
    return f"{(match[1] or 'http').lower()}://{match[2]}{rest if rest.startswith('/') else '/' + rest}"


def unparsable(why: str) -> ApiError:
    """Refuse markup or entities."""
    return bad_request(f"can't parse entities: {why}")


def _meaning(tag: str, name: str, value: str) -> str:
    """Return what an attribute says about its tag; attributes that Telegram does not know say nothing."""
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class"):
            return value.removeprefix("language-") if value.startswith("language-") else ""
        case ("span", "class"):
            return value.removeprefix("tg-") if value.startswith("tg-") else ""
        case ("blockquote", "expandable"):
            return "1"
    return ""


def _referred(match: re.Match[str]) -> str:
    """Return the character of a reference, or nothing where Telegram knows none of that name."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED.get(name, "")
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    if len(match.group().rstrip(";")) > _LONGEST_REFERENCE or not 0 < code < 0x10FFFF:
        return ""
    if 0xD800 <= code < 0xE000:
        raise unparsable(HALF_A_PAIR)
    return chr(code)
