"""Sentences of a passage, as spans of code points that never cut a grapheme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.article.ranking.segmentation.abbreviation_lists import AbbreviationKind
from bot.article.ranking.segmentation.abbreviations import is_count, kind_of, small_words
from bot.article.ranking.segmentation.graphemes import Span, is_boundary, trimmed
from bot.article.ranking.segmentation.quotation_marks import quotations

__all__ = ["Span", "is_boundary", "sentences", "trimmed"]

_IDEOGRAPHIC = "。！？｡"
_BORDER = re.compile(
    rf"(?P<stop>[.!?…‼⁇⁈⁉؟۔।॥։።။។៕]+|(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e]|[{_IDEOGRAPHIC}]+)"
    r"(?P<closing>(?:[\"'”’“»«›‹)\]}」』]|\[\d{1,3}\])*(?:[ \xa0\u202f][\"”“»›](?=\s|$))?)"
    rf"(?P<gap>\s+|(?<=[{_IDEOGRAPHIC}」』])(?![”’])|(?<=[{_IDEOGRAPHIC}][”’]))"
    r"|(?P<line>[ \t]*\n\s*)(?=\d{1,3}[.)]\s|[•·▪◦‣・]|[-–—]\s)"
)
"""The marks behind a sentence; or a line end before an item of a list or of a dialogue, which needs no mark."""
_LABEL = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[IVX]+)")
"""What numbers an item at the beginning of a line."""
_LONGEST_LABEL = 8
_BRACKETS = re.compile(r"\([^()\n]{1,120}\)|（[^（）\n]{1,120}）")
_REFERENCE = re.compile(r"\([^()\n]{1,80}\)[.,;:]")
"""Brackets with the stop behind them: they belong to the sentence before, whatever mark that has."""
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
    """Its quotations and brackets that are short enough to stay whole."""


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
    quoted = [span for span in quotations(text, start, end) if span[1] - span[0] <= _LONGEST_QUOTATION]
    quoted += [match.span() for match in _BRACKETS.finditer(text, start, end)]
    spans = []
    begin = start
    for cut, resume in _breaks(_Passage(text, start, end, language, tuple(quoted))):
        spans.append(trimmed(text, begin, cut))
        begin = resume
    spans.append(trimmed(text, begin, end))
    return tuple(span for span in spans if any(letter.isalnum() for letter in text[span[0] : span[1]]))


def _breaks(passage: _Passage) -> Iterator[Span]:
    """Yield where sentences end and where the next ones start."""
    text, within = passage.text, _Within(passage.quoted)
    for match in _BORDER.finditer(text, passage.start, passage.end):
        cut, resume = match.start("line" if match["stop"] is None else "gap"), match.end()
        is_whole = is_boundary(text, cut) and is_boundary(text, resume)
        if resume < passage.end and is_whole and not within.has(cut) and _ends(passage, match):
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
    if match["stop"] is None:
        return True
    following = passage.text[match.end() : min(match.end() + 100, passage.end)]
    if _REFERENCE.match(following):
        return False
    following = following.lstrip(_OPENING + " \xa0")
    if not following or following[0].islower():
        return False
    if match["closing"] and match["closing"][-1] in "」』”" and match["stop"][-1] in _IDEOGRAPHIC:
        return _GOES_ON.match(following) is None
    if match["stop"] != "." or match["closing"].strip("]0123456789["):
        return True
    return _ends_word(passage, match.start(), following)


def _ends_word(passage: _Passage, stop: int, following: str) -> bool:
    """Tell whether a full stop ends more than its word."""
    line = passage.text.rfind("\n", max(passage.start, stop - _LONGEST_LABEL), stop) + 1
    if _LABEL.fullmatch(passage.text, max(line, passage.start), stop):
        return False
    before = passage.text[max(passage.start, stop - 30) : stop]
    words = _LAST_WORD.findall(before)[0]
    match kind_of(words, before[: len(before) - len(words)], passage.language):
        case None:
            return True
        case AbbreviationKind.LEADING:
            return False
        case AbbreviationKind.NUMBERED:
            return re.match(r"\d|[IVXLC]{2,}\b|№", following) is None
        case AbbreviationKind.EITHER:
            is_told = is_count(words, before[: len(before) - len(words)], passage.language) and _is_sentence(following)
            return is_told or _is_foreign(words, following) or _begins(passage, following)


def _is_foreign(word: str, following: str) -> bool:
    """Tell whether a Latin word stands before a Cyrillic one, so that it is no initial of it: "vitamin C"."""
    return word[-1:].isascii() and word[-1:].isalpha() and "\u0400" <= following[0] < "\u0530"


def _is_sentence(following: str) -> bool:
    """Tell whether only the first word is written large, unlike a name such as "2. Korpus Polski"."""
    return following.partition(" ")[2][:1].islower()


def _begins(passage: _Passage, following: str) -> bool:
    """Tell whether a sentence begins with a small word, or one that the text writes small elsewhere.

    English writes titles large ("Inc. Chairman Low"), so there the second proves nothing.
    """
    first = re.match(r"[^\W\d_]+\b(?!\.)", following)
    if first is None or not first[0][0].isupper():
        return False
    small = first[0].lower()
    return small in small_words(passage.language) or (passage.language != "en" and small in _small_in(passage.text))


@lru_cache(maxsize=4)
def _small_in(text: str) -> frozenset[str]:
    """Return the words that a text writes with small letters alone."""
    return frozenset(word for word in re.findall(r"[^\W\d_]+", text) if word.islower())
