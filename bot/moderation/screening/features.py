"""What the spam classifier looks at: pieces of 2 to 4 characters, whole words, and a few signs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.moderation.screening.letters import INVISIBLE, disguised, hidden

SHORTEST, LONGEST = 2, 4
"""Characters of a piece."""
HEAD, TAIL = 1_200, 800
"""Of a longer text its beginning and its end are read: what a post wants stands there."""
SIGNS = ("disguised", "hidden", "emoji", "links", "names", "capitals", "codes", "money", "digits")
"""The signs by name, in the order of `signs`."""
SIGN_WEIGHT = 0.2
"""What a sign counts beside the pieces, whose row has length 1; chosen by cross-validation."""

WORD = re.compile(r"\w+|[^\w\s]")
_LINK = re.compile(r"https?://|www\.|t\.me/", re.IGNORECASE)
_NAME = re.compile(r"@\w{4,}")
_CODE = re.compile(r"\d{5,}")
_MONEY = re.compile(r"[$€£₽₴₿]|\b(?:руб|usdt|eur|usd|z[lł])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"\w{3,}")


def visible(text: str) -> str:
    """Return a text as it is looked at: small letters, single spaces, nothing invisible, its middle left out."""
    read = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"
    return " ".join(INVISIBLE.sub("", read).lower().split())


def pieces(text: str) -> list[str]:
    """Return all runs of 2 to 4 characters of a text that is `visible`, with a space on both sides."""
    padded = f" {text} "
    return [
        padded[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - length + 1)
    ]


def words(text: str) -> list[str]:
    """Return the words and the single signs of a text that is `visible`."""
    return WORD.findall(text)


def signs(text: str) -> NDArray[np.float64]:
    """Return the signs of a text as it was sent: (9,), logarithms of counts, and the share of words in capitals."""
    read = text[: HEAD + TAIL]
    return np.log1p(counts(read)) * _LOGARITHMIC + _capitals(read) * ~_LOGARITHMIC


def counts(text: str) -> list[int]:
    """Count each sign; of capitals, the words."""
    return [
        len(disguised(text)),
        hidden(text),
        sum(map(_is_picture, text)) if not text.isascii() else 0,
        len(_LINK.findall(text)),
        len(_NAME.findall(text)),
        sum(map(str.isupper, _LETTERS.findall(text))),
        len(_CODE.findall(text)),
        len(_MONEY.findall(text)),
        len(_DIGIT.findall(text)),
    ]


_LOGARITHMIC = np.array([sign != "capitals" for sign in SIGNS])


def _capitals(text: str) -> float:
    found = re.findall(r"\w+", text)
    return sum(len(word) > 2 and word.isupper() for word in found) / (len(found) + 1)


@lru_cache(maxsize=5_000)
def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So"
