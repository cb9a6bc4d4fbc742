"""Long messages in parts: Telegram's HTML, cut where a reader pauses, each part whole in itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

from bot.chat.text_length import MAX_MESSAGE_UNITS, grapheme_ends, within

MOST_ENTITIES = 100
"""Entities (bold, links, quotes …) of one message that Telegram takes; it forgets the others."""

_WORD = re.compile(r"\S")
_SEAMS = (re.compile(r"\n[^\S\n]*\n"), re.compile(r"\n"), re.compile(r"\s"))
"""Where a text is cut, the best first: after a blank line, a line, a word."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a tag covers, in characters of the plain text."""

    begin: int
    end: int
    tag: str
    opening: str
    """The tag as it was written, with its attributes."""
    weight: int
    """Entities that it may add: itself, and one for each tag around it, which Telegram may part in two here."""


def split(html: str, most: int = MAX_MESSAGE_UNITS) -> list[str]:
    """Split a message in Telegram's HTML into parts that can be sent one after the other.

    No tag, reference or grapheme is cut: what is open at the end of a part is closed there and opened again in the
    next. Only white space at the cuts is lost. A message that fits is one part, one without words none.

    Args:
        html: As `say` makes it.
        most: UTF-16 units of a part, at the most, after parsing; `CAPTION` for what stands below a picture.
    """
    text, spans = _read(html)
    parts = (_trimmed(text, begin, end) for begin, end in _parts(text, spans, most))
    return [_write(text, spans, begin, end) for begin, end in parts if begin < end]


class _Reader(HTMLParser):
    """Takes the markup from a text and keeps what it covers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.spans: list[Span] = []
        self._open: list[tuple[int, str, str]] = []
        self._length = 0

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self._length += len(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._open.append((self._length, tag, self.get_starttag_text() or f"<{tag}>"))

    def handle_endtag(self, tag: str) -> None:
        while any(tag == name for _, name, _ in self._open):
            begin, name, opening = self._open.pop()
            self.spans.append(Span(begin, self._length, name, opening, len(self._open) + 1))
            if name == tag:
                break

    def close(self) -> None:
        super().close()
        while self._open:
            self.handle_endtag(self._open[-1][1])


def _read(html: str) -> tuple[str, list[Span]]:
    """Return the plain text, and what its tags cover, the outer before the inner."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    outer_first = sorted(reader.spans, key=lambda span: (span.begin, -span.end, span.weight))
    return "".join(reader.words), [span for span in outer_first if span.begin < span.end]


def _parts(text: str, spans: Sequence[Span], most: int) -> Iterator[tuple[int, int]]:
    """Yield where each part begins and ends; white space at its end is lost, so that it needs no room."""
    begin = 0
    while begin < len(text):
        room = max(1, within(text[begin : begin + most], most))
        word = _WORD.search(text, min(begin + room, _farthest(text, spans, begin)))
        end = _seam(text, begin, word.start()) if word else len(text)
        yield begin, end
        begin = end


def _farthest(text: str, spans: Sequence[Span], begin: int) -> int:
    """Return where a part must end at the latest for the sake of its entities."""
    shown = [span for span in spans if span.end > begin]
    weights = accumulate(span.weight for span in shown)
    beyond = (span.begin for span, sum_ in zip(shown, weights, strict=True) if sum_ > MOST_ENTITIES)
    return next((place for place in beyond if place > begin), len(text))


def _seam(text: str, begin: int, farthest: int) -> int:
    """Return where to cut: at the last good place of the second half, else after the last whole grapheme."""
    ends = grapheme_ends(text, begin, farthest) or [farthest]
    good = set(ends[len(ends) // 2 :])
    for seam in _SEAMS:
        found = [match.end() for match in seam.finditer(text, begin, farthest) if match.end() in good]
        if found:
            return found[-1]
    return ends[-1]


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    piece = text[begin:end]
    return end - len(piece.lstrip()), begin + len(piece.rstrip())


def _write(text: str, spans: Sequence[Span], begin: int, end: int) -> str:
    """Write a part as HTML, with the tags that cover something of it."""
    covering = [span for span in spans if span.begin < end and span.end > begin]
    weights = accumulate(span.weight for span in covering)
    shown = [span for span, sum_ in zip(covering, weights, strict=True) if sum_ <= MOST_ENTITIES]
    edges = [(max(span.begin, begin), 1, place, span.opening) for place, span in enumerate(shown)]
    edges += [(min(span.end, end), 0, -place, f"</{span.tag}>") for place, span in enumerate(shown)]
    written, at = [], begin
    for offset, _, _, markup in sorted(edges):
        written += [escape(text[at:offset], quote=False), markup]
        at = offset
    return "".join([*written, escape(text[at:end], quote=False)])
