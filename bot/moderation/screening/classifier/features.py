"""What the spam classifier looks at: words, pairs of words, pieces of words, and a few weak signs.

Only words are read. Punctuation, addresses and names of people say nothing about what somebody wants, and any number
reads like any other.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.moderation.screening.homoglyphs import INVISIBLE, disguised, hidden, unmasked
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy("numpy")

FEATURE_BUCKETS = 2**18
"""Features share so many places: what was learnt holds numbers, no words of anybody."""
PIECE_LENGTHS = (3, 4, 5)
"""Characters of a piece; the spaces around a word are among them."""
HEAD, TAIL = 1_200, 800
"""Of a longer text its beginning and its end are read: what a post wants stands there."""
PIECES_MORE, WORDS_MORE = 60, 8
"""Every message counts as if it had so many pieces and words more, of which nothing is known: few words tell little."""
WORD_SHARE = 1.0
"""What words and pairs of words count beside pieces."""
SIGNS = ("disguised", "hidden", "emoji", "links", "names", "codes", "money")
"""The signs by name, in the order of `signs`."""
SIGN_WEIGHT = 0.2
"""What a sign counts beside the words."""
MOST_SIGNS = 2
"""More of a sign say no more."""
_LOGARITHMS = tuple(math.log1p(count) for count in range(MOST_SIGNS + 1))

LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@\w[\w-]*\.\w\S*|(?<![\w./-])\w[\w-]*(?:\.\w[\w-]*)+/\S*",
    re.IGNORECASE,
)
_NAME = re.compile(r"@\w{2,}")
_ADDRESS = re.compile(f"{LINK.pattern}|{_NAME.pattern}", re.IGNORECASE)
_MARKS_OF_ADDRESSES = ("/", "@", "www.", "WWW.")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"\d{5,}")
_MONEY = re.compile(r"[$€£₽₴₿💵💰💲]|\b(?:руб|usdt|eur|usd|z[lł])\b")
"""In small letters."""

_HASH_BASE = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2⁶⁴; the golden ratio, so that keys scatter."""
_INVERSE = pow(_HASH_BASE, -1, 2**64)
_HASH_SHIFT = 65 - FEATURE_BUCKETS.bit_length()
_LETTERS = "\u1fff"
"""Pictures come behind it."""
_SPACE = ord(" ")
_MAX_TEXT_CHARS = 3 * (HEAD + TAIL)


@cache
def _powers(base: int) -> NDArray[np.uint64]:
    found = [1]
    for _ in range(_MAX_TEXT_CHARS):
        found.append(found[-1] * base % 2**64)
    return np.array(found, np.uint64)


@dataclass(frozen=True, slots=True)
class TextFeatures:
    """The features of a text: where each lies in its words, its place among the weights, and what it counts."""

    words: str
    """The words that are read, a space before and behind each."""
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    buckets: NDArray[np.intp]
    pieces: int
    """How many of the features are pieces; the words and pairs come behind."""

    @property
    def whole_words(self) -> NDArray[np.intp]:
        """The places of the words and of the pairs of words."""
        return self.buckets[self.pieces :]

    @property
    def scales(self) -> tuple[float, float]:
        """What a piece counts, and what a word or pair of words does: less, the more there are."""
        whole = len(self.buckets) - self.pieces
        return 1 / math.sqrt(self.pieces + PIECES_MORE), WORD_SHARE / math.sqrt(whole + WORDS_MORE)

    @property
    def values(self) -> NDArray[np.float64]:
        """What each feature counts."""
        return np.repeat(self.scales, (self.pieces, len(self.buckets) - self.pieces))


def words(text: str) -> list[str]:
    """Return the words that are read of a text, in small letters; of a number, how many digits it has."""
    cut = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"
    seen = cut if cut.isascii() else unmasked(unicodedata.normalize("NFKC", INVISIBLE.sub("", cut)))
    said = _ADDRESS.sub(" ", seen) if _has_addresses(seen) else seen
    return _WORD.findall(_DIGIT.sub("0", said.lower()))


def read(text: str) -> TextFeatures:
    """Find the features of a text: pieces of 3 to 5 characters inside its words, the words, pairs of neighbours.

    A feature's place is a polynomial of its code points modulo 2⁶⁴, scattered.
    """
    seen = f" {' '.join(words(text))} "[:_MAX_TEXT_CHARS]
    codes = np.frombuffer(seen.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    inside = codes != _SPACE
    gaps, pieces = (~inside).nonzero()[0], _pieces(inside)
    starts = np.concatenate((*pieces, gaps[:-1], gaps[:-2]))
    ends = np.concatenate(
        (*(one + size for one, size in zip(pieces, PIECE_LENGTHS, strict=True)), gaps[1:] + 1, gaps[2:] + 1)
    )
    sums = np.concatenate((np.zeros(1, np.uint64), (codes * _powers(_INVERSE)[: len(codes)]).cumsum()))
    keys = (sums[ends] - sums[starts]) * _powers(_HASH_BASE)[starts] * _HASH_BASE
    return TextFeatures(seen, starts, ends, (keys >> _HASH_SHIFT).view(np.intp), sum(map(len, pieces)))


def _pieces(inside: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Return where the pieces of each length begin: a space is no more than the first or the last of its characters."""
    found = [inside[1:-1]]
    for size in PIECE_LENGTHS[1:]:
        found.append(found[-1][:-1] & inside[size - 2 : -1])
    return [one.nonzero()[0] for one in found]


def _has_addresses(text: str) -> bool:
    return any(mark in text for mark in _MARKS_OF_ADDRESSES)


def signs(text: str) -> NDArray[np.float64]:
    """Return the signs of a text as it was sent: (7,), logarithms of 1 + count."""
    return np.array([_LOGARITHMS[min(count, MOST_SIGNS)] for count in counts(text)])


def counts(text: str) -> list[int]:
    """Count each sign."""
    read = text[: HEAD + TAIL]
    return [
        len(disguised(read)),
        hidden(read),
        sum(_is_picture(one) for one in read if one > _LETTERS) if not read.isascii() else 0,
        len(LINK.findall(read)) if _has_addresses(read) else 0,
        len(_NAME.findall(read)) if "@" in read else 0,
        len(_CODE.findall(read)),
        len(_MONEY.findall(read.lower())),
    ]


@lru_cache(maxsize=5_000)
def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So"
