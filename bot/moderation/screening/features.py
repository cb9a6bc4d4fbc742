"""What the spam classifier looks at: pieces of 2 to 4 characters, whole words, and a few signs."""

from __future__ import annotations

import math
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
SIGNS = ("disguised", "hidden", "emoji", "links", "names", "codes", "money", "digits")
"""The signs by name, in the order of `signs`."""
SIGN_WEIGHT = 0.1
"""What a sign counts beside the pieces, whose row has length 1; chosen by cross-validation."""

WORD = re.compile(r"\w+|[^\w\s]")
_LINK = re.compile(r"https?://|www\.|t\.me/", re.IGNORECASE)
_NAME = re.compile(r"@\w{4,}")
_CODE = re.compile(r"\d{5,}")
_MONEY = re.compile(r"[$€£₽₴₿]|\b(?:руб|usdt|eur|usd|z[lł])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


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
    """Return the signs of a text as it was sent: (8,), logarithms of 1 + count."""
    return np.array([math.log1p(count) for count in counts(text)])


def counts(text: str) -> list[int]:
    """Count each sign."""
    read = text[: HEAD + TAIL]
    return [
        len(disguised(read)),
        hidden(read),
        sum(map(_is_picture, read)) if not read.isascii() else 0,
        len(_LINK.findall(read)),
        len(_NAME.findall(read)),
        len(_CODE.findall(read)),
        len(_MONEY.findall(read)),
        len(_DIGIT.findall(read)),
    ]


@lru_cache(maxsize=5_000)
def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So"
