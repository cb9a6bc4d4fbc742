"""Phrases that are names: where one starts and ends in a row of words written large."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.article.attribution.lexicon import Lexicon
from bot.article.attribution.tokens import Token

MAX_NAME_WORDS = 8
"""Words of a name at most, titles and particles counted."""
MOST_WORDS = 4
"""The same of a person's name."""
_ROMAN = re.compile(r"[IVXLCDM]+|[ХІ]+")
_OWNING = re.compile(r"[’']s$")


class Phrase(NamedTuple):
    """The tokens `first` to `last`, exclusive, are a name."""

    first: int
    last: int
    titles: tuple[str, ...]
    """What stood before it and is no part of it: Dr, Governor."""
    opens: bool
    """Whether it opens a sentence, where every word is written large."""


def bare(word: str) -> str:
    """Return a word without the ’s of an owner."""
    return _OWNING.sub("", word)


def phrases(row: Sequence[Token], lexicon: Lexicon, is_small: frozenset[str]) -> Iterator[Phrase]:
    """Find what may be names in a sentence.

    Args:
        row: The sentence.
        lexicon: Its language.
        is_small: Words that the article also writes small: such a word at a sentence's start is no name.
    """
    place = 0
    while place < len(row):
        if not _may_name(row[place], lexicon):
            place += 1
            continue
        last = _end(row, place, lexicon)
        phrase = _trimmed(row, place, last, lexicon, is_small)
        if phrase is not None:
            yield phrase
        place = last


def _may_name(token: Token, lexicon: Lexicon) -> bool:
    is_large = token.sign in "wR" and token.text[0].isupper()
    return is_large and token.word not in lexicon.lists["no names"] and not _ROMAN.fullmatch(token.text)


def _end(row: Sequence[Token], first: int, lexicon: Lexicon) -> int:
    """Return where a run of names ends: over initials, titles with a full stop, de and von, Bank of England."""
    last = first + 1
    while last < min(len(row), first + MAX_NAME_WORDS):
        step = _step(row, last, lexicon)
        if not step:
            break
        last += step
    return last


def _step(row: Sequence[Token], place: int, lexicon: Lexicon) -> int:
    before, here = row[place - 1], row[place]
    following = [_may_name(token, lexicon) for token in row[place : place + 3]] + [False] * 3
    if _OWNING.search(before.text):
        return 0
    if following[0]:
        return 1
    if following[1] and (here.word in lexicon.lists["joints"] or (here.text == "." and lexicon.is_title(before.word))):
        return 2
    if lexicon.is_body(before.word) and here.word in ("of", "for", "on"):
        return 2 if following[1] else 3 if following[2] and row[place + 1].word == "the" else 0
    return 0


def _trimmed(row: Sequence[Token], first: int, last: int, lexicon: Lexicon, is_small: frozenset[str]) -> Phrase | None:
    """Return the name within a run of large words, without titles, roles and what merely opens the sentence."""
    opens = first == 0 or row[first - 1].sign in "Qq:-."
    word = row[first].word
    if opens and last - first > 1 and (word in is_small or re.fullmatch(lexicon.adjectives, word)):
        first, opens = first + 1, False
    titles = [
        place
        for place in range(first, last)
        if lexicon.is_title(row[place].word) or (row[place].sign == "R" and not lexicon.is_body(row[place].word))
    ]
    begin = titles[-1] + 1 if titles else first
    if begin < last and row[begin].text == ".":
        begin += 1
    if begin >= last or (last - begin == 1 and row[begin].sign == "R" and not row[begin].text.isupper()):
        return None
    begin = _after_owner(row, begin, last, lexicon)
    if last - begin > MOST_WORDS and not any(lexicon.is_body(token.word) for token in row[begin:last]):
        return None
    return Phrase(begin, last, tuple(row[place].word for place in titles), opens and begin == first)


def _after_owner(row: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Leave out what the person belongs to: Acme [Viktor Sand], Москвы [Сергей Собянин]."""
    pair = " ".join(token.word for token in row[first:last])
    if lexicon.owned is not None and re.fullmatch(lexicon.owned, pair) and not lexicon.is_given(row[first].word):
        return first + 1
    if last - first < 3 or lexicon.is_given(row[first].word) or "." in row[first].text:
        return first
    given = [place for place in range(first + 1, last - 1) if lexicon.is_given(row[place].word)]
    if given:
        return given[0]
    after_role = first == 0 or row[first - 1].sign in "RQq:-."
    return first + 1 if after_role and lexicon.may_be_owner(row[first + 1].word) else first
