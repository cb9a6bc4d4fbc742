"""What the spam classifier looks at: pieces of 2 to 4 characters, whole words, and a few signs."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bot.moderation.screening.letters import INVISIBLE, disguised, hidden

LONGEST = 4
"""Characters of a piece; the shortest have 2."""
HEAD, TAIL = 1_200, 800
"""Of a longer text its beginning and its end are read: what a post wants stands there."""
SIGNS = ("disguised", "hidden", "emoji", "links", "names", "codes", "money", "digits")
"""The signs by name, in the order of `signs`."""
SIGN_WEIGHT = 0.1
"""What a sign counts beside the pieces, whose row has length 1; chosen by cross-validation."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that no key loses a bit; the golden ratio of 2⁶⁴, so that keys scatter."""
WORD = re.compile(r"\w+|[^\w\s]")
LINK = re.compile(r"(?:https?://|www\.|\bt\.me/)\S+", re.IGNORECASE)
_NAME = re.compile(r"@\w{4,}")
_CODE_DIGITS = 5
_CODE = re.compile(rf"\d{{{_CODE_DIGITS},}}")
_MONEY = re.compile(r"[$€£₽₴₿]|\b(?:руб|usdt|eur|usd|z[lł])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def visible(text: str) -> str:
    """Return a text as it is looked at: small letters, single spaces, nothing invisible, its middle left out."""
    read = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"
    return " ".join(INVISIBLE.sub("", read).lower().split())


def pieces(text: str) -> NDArray[np.uint64]:
    """Return the keys of all runs of 2 to 4 characters of a text that is `visible`, with a space on both sides.

    First all pairs in their order, then the longer ones. A key is a polynomial of the code points modulo 2⁶⁴: what was
    learnt holds numbers, no words of anybody.
    """
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    keys, found = codes, []
    for length in range(2, LONGEST + 1):
        keys = keys[:-1] * _BASE + codes[length - 1 :]
        found.append(keys)
    return np.concatenate(found)


def words(text: str) -> NDArray[np.uint64]:
    """Return the keys of the words and the single signs of a text that is `visible`."""
    return np.array([_key(word) for word in WORD.findall(text)], np.uint64)


def signs(text: str) -> NDArray[np.float64]:
    """Return the signs of a text as it was sent: (8,), logarithms of 1 + count."""
    return np.array([math.log1p(count) for count in counts(text)])


def counts(text: str) -> list[int]:
    """Count each sign."""
    read = text[: HEAD + TAIL]
    digits = len(_DIGIT.findall(read))
    return [
        len(disguised(read)),
        hidden(read),
        sum(map(_is_picture, read)) if not read.isascii() else 0,
        len(LINK.findall(read)),
        len(_NAME.findall(read)) if "@" in read else 0,
        len(_CODE.findall(read)) if digits >= _CODE_DIGITS else 0,
        len(_MONEY.findall(read)),
        digits,
    ]


@lru_cache(maxsize=20_000)
def _key(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@lru_cache(maxsize=5_000)
def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So"
