"""The words of a text in a row, bare of typography: what two versions of an article are compared by."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from bot.article.snapshot import PARTING

NEIGHBOUR_WORDS = 12
"""Words on each side that are compared."""
Span = tuple[int, int]
"""Start and end of words in a text, in code points, end exclusive."""

_IGNORED = r"\s\"'“”„‟«»‹›‘’‚‛`´‐‑‒–—―\-.,;:…!()\[\]·•\u00ad\u200b-\u200f\u2060-\u206f\ufeff"
_TOKEN = re.compile(
    r"(?<!\w)[-−–]?\d+(?:[.,:]\d+)*"  # a number, with its sign
    r"|[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060])*(?:['’ʼ](?:[^\W_]|[\u0300-\u036f\u00ad])+)*"
    rf"|[^{_IGNORED}]"  # a sign that says something: %, €, ?
)
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2070), 0xFEFF])
_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "−": "-", "–": "-"})
_OPENS = re.compile(r"(?:^|[.!?…:\n])[\s\"'“”„«»‘’(\[]*$")


@dataclass(frozen=True, slots=True)
class SpeltWords:
    """The words of a text: how each is spelt, where it stands, and whether a sentence opens with it."""

    spelt: list[str]
    spans: list[Span]
    opens: list[bool]
    blocks: list[int]
    """Number of the passage of each."""
    places: dict[str, list[int]]
    """Numbers of the words by their letters in lower case."""


@dataclass(frozen=True, slots=True)
class WordSequence:
    """Some words of a text in a row: the first of them and how many."""

    words: SpeltWords
    first: int
    count: int

    def spelt(self) -> list[str]:
        """Return how they are spelt."""
        return self.words.spelt[self.first : self.first + self.count]

    def sides(self, *, within: bool = False) -> tuple[list[str], list[str]]:
        """Return the words before, the nearest first, and the words after; on demand those of its paragraph alone."""
        words, end = self.words, self.first + self.count
        before = range(self.first - 1, max(-1, self.first - 1 - NEIGHBOUR_WORDS), -1)
        after = range(end, min(len(words.spelt), end + NEIGHBOUR_WORDS))
        block = words.blocks[self.first]
        left, right = (
            [words.spelt[at] for at in side if not within or words.blocks[at] == block] for side in (before, after)
        )
        return left, right

    def is_asked(self) -> bool:
        """Say whether a question mark follows."""
        end = self.first + self.count
        return end < len(self.words.spelt) and self.words.spelt[end] == "?"


@lru_cache(maxsize=8)
def words_of(text: str) -> SpeltWords:
    """Cut a text into its words; typography is no word."""
    spelt: list[str] = []
    spans: list[Span] = []
    opens: list[bool] = []
    blocks: list[int] = []
    places: dict[str, list[int]] = {}
    for number, match in enumerate(_TOKEN.finditer(text)):
        word = unicodedata.normalize("NFC", match.group().translate(_INVISIBLE).translate(_ALIKE))
        spelt.append(word)
        opens.append(_OPENS.search(text, max(0, match.start() - 6), match.start()) is not None)
        parted = bool(spans) and PARTING in text[spans[-1][1] : match.start()]
        blocks.append(blocks[-1] + parted if blocks else 0)
        spans.append(match.span())
        places.setdefault(word.lower(), []).append(number)
    return SpeltWords(spelt, spans, opens, blocks, places)


def row_in(words: SpeltWords, span: Span) -> WordSequence | None:
    """Return the words that lie in a span, those included that it cuts."""
    first = bisect_right(words.spans, span[0], key=itemgetter(1))
    end = bisect_left(words.spans, span[1], key=itemgetter(0))
    return WordSequence(words, first, end - first) if first < end else None


def is_mark(sign: str) -> bool:
    """Say whether a sign is typography: no letter, no space, and none that says something."""
    return not sign.isspace() and _TOKEN.match(sign) is None
