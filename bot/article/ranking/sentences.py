"""Sentences of a passage, as spans of code points that never cut a grapheme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.article.ranking.abbreviations import Kind, kind_of, small_words
from bot.article.ranking.graphemes import Span, is_boundary, trimmed
from bot.article.ranking.quotation_marks import quotations

__all__ = ["Span", "is_boundary", "sentences", "trimmed"]

_IDEOGRAPHIC = "。！？｡"
_END = re.compile(
    rf"(?P<stop>[.!?…‼⁇⁈⁉؟۔।॥։።။]+|[{_IDEOGRAPHIC}]+)"
    r"(?P<closing>(?:[\"'”’“»«›‹)\]}」』]|\[\d{1,3}\])*(?:[ \xa0\u202f][\"”“»›](?=\s|$))?)"
    rf"(?P<gap>\s+|(?<=[{_IDEOGRAPHIC}」』]))"
)
_LAST_WORD = re.compile(r"[\w.\-]*$")
_OPENING = "\"'“”„‚‘«»‹›([{¿¡—–-"
_GOES_ON = re.compile(r"(?:と(?!こ|は|も)|って|などと|との)|.{0,6}?[说說道称稱表问問写寫][:：，。,]?")
"""After a quotation in Japanese or Chinese: who said it, still in the same sentence."""
_LONGEST_QUOTATION = 300
"""Code points of a quotation that stays whole; a longer one is cut where its sentences end."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage whose sentences are wanted."""

    text: str
    start: int
    end: int
    language: str
    quoted: tuple[Span, ...]
    """Its quotations that are short enough to stay whole."""


def sentences(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
    """Cut `text[start:end]` into sentences.

    Args:
        text: A whole text.
        start: Where the passage starts in it.
        end: Where the passage ends in it.
        language: Its language; it decides what a full stop after a word may mean, and which words begin a sentence.

    Returns:
        Spans in order, without the white space around them; none for a passage without words.
    """
    quoted = tuple(span for span in quotations(text, start, end) if span[1] - span[0] <= _LONGEST_QUOTATION)
    spans = []
    begin = start
    for cut, resume in _breaks(_Passage(text, start, end, language, quoted)):
        spans.append(trimmed(text, begin, cut))
        begin = resume
    spans.append(trimmed(text, begin, end))
    return tuple(span for span in spans if any(letter.isalnum() for letter in text[span[0] : span[1]]))


def _breaks(passage: _Passage) -> Iterator[Span]:
    """Yield where sentences end and where the next ones start."""
    text, within = passage.text, _Within(passage.quoted)
    for match in _END.finditer(text, passage.start, passage.end):
        cut, resume = match.start("gap"), match.end()
        if (
            resume < passage.end
            and is_boundary(text, cut)
            and is_boundary(text, resume)
            and not within.has(cut)
            and _ends(passage, match)
        ):
            yield cut, resume


class _Within:
    """Tells for places in rising order whether they stand inside one of some spans."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = sorted(spans, reverse=True)
        self._until = -1

    def has(self, place: int) -> bool:
        """Tell whether a place stands behind the beginning of a span and before its end."""
        while self._spans and self._spans[-1][0] < place:
            self._until = max(self._until, self._spans.pop()[1])
        return place < self._until


def _ends(passage: _Passage, match: re.Match[str]) -> bool:
    """Tell whether a sentence ends at these marks."""
    following = passage.text[match.end() : min(match.end() + 60, passage.end)].lstrip(_OPENING + " \xa0")
    if not following or following[0].islower():
        return False
    if match["closing"] and match["closing"][-1] in "」』”" and match["stop"][-1] in _IDEOGRAPHIC:
        return _GOES_ON.match(following) is None
    if match["stop"] != "." or match["closing"].strip("]0123456789["):
        return True
    return _ends_word(passage, match.start(), following)


def _ends_word(passage: _Passage, stop: int, following: str) -> bool:
    """Tell whether a full stop ends more than its word."""
    before = passage.text[max(passage.start, stop - 30) : stop]
    word = _LAST_WORD.search(before)
    words = word[0] if word else ""
    match kind_of(words, before[: len(before) - len(words)], passage.language):
        case None:
            return True
        case Kind.LEADING:
            return False
        case Kind.NUMBERED:
            return re.match(r"\d|[IVXLC]{2,}\b|№", following) is None
        case Kind.EITHER:
            return _begins(following, passage.language)


def _begins(following: str, language: str) -> bool:
    """Tell whether a sentence begins with one of its language's small words, written large."""
    first = re.match(r"[^\W\d_]+\b(?!\.)", following)
    return first is not None and first[0][0].isupper() and first[0].lower() in small_words(language)
