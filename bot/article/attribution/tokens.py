"""Tokens: a sentence as words, phrases, quotations and marks, each with its sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.article.attribution.lexicon import Lexicon
from bot.article.attribution.people import Figure
from bot.article.attribution.quotations import SPEECH, TERM

MAX_SENTENCE_TOKENS = 160
"""Tokens of a sentence at most; who writes longer ones is not followed."""
_MARKS = {SPEECH: "Q", TERM: "q", "—": "-", "–": "-", "…": ".", "[": "(", "]": ")"}
"""Signs of the marks that are not their own."""


class Token(NamedTuple):
    """One word, phrase, name or mark of a sentence: `text[start:end]`."""

    text: str
    start: int
    end: int
    sign: str
    figure: Figure | None = None

    @property
    def word(self) -> str:
        """The word in small letters."""
        return self.text.lower()


def tokens_of(masked: str, start: int, end: int, offset: int, lexicon: Lexicon) -> list[Token]:
    """Cut `masked[start:end]` into tokens whose places are counted from `offset` on; none where there are too many."""
    found = []
    for match in lexicon.token.finditer(masked, start, end):
        text = match[0]
        found.append(Token(text, match.start() + offset, match.end() + offset, _sign(text, lexicon)))
        if len(found) > MAX_SENTENCE_TOKENS:
            return []
    return [_as_understood(found, place, lexicon) for place in range(len(found))]


def signs_of(tokens: Sequence[Token]) -> str:
    """Return the signs of a row of tokens."""
    return "".join(token.sign for token in tokens)


def _as_understood(row: Sequence[Token], place: int, lexicon: Lexicon) -> Token:
    """Take “sees” for a word of opinion only where what is seen is no thing: a need, a difference."""
    token = row[place]
    if token.sign != "s" or any(re.fullmatch(lexicon.abstract, one.word) for one in row[place + 1 : place + 6]):
        return token
    return token._replace(sign="w")


def _sign(text: str, lexicon: Lexicon) -> str:
    first = text[0]
    if not first.isalnum():
        return _MARKS.get(first, first)
    if first.isupper() and text.lower() in lexicon.lists["no names"]:
        return "w"
    return lexicon.sign(" ".join(text.lower().replace("’", "'").split()))
