"""A trained spam classifier: a small value that scores a message and says which of its words told."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.article.ranking.stopwords import STOP_WORDS
from bot.moderation.screening.classifier import features
from bot.moderation.screening.classifier.features import TextFeatures
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy("numpy")

MAX_TELLING_WORDS = 4
TELLING_SIGNS = 3
"""Words and signs that are named as evidence, at most."""
MIN_WEIGHT_SHARE = 0.2
"""A word is named whose weight is so much of the weightiest one's."""
UNLIKE, THE_SAME = 0.4, 0.8
"""Likeness up to which a decision on one message says nothing about another, and from which it says all."""
DECIDED_LOG_ODDS = 4.0
"""The log-odds of what moderators decided."""
EMPTY_WORDS = frozenset().union(*STOP_WORDS.values())
"""Words of no subject are not named, for they tell a moderator nothing."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a chat's moderators decided about messages, to be found again by their words; numbers, no words.

    It speaks of messages that are much like those, and of no others: fifty decisions of one kind say nothing about
    what else is written, and many false alarms that were dismissed leave the bot as watchful as before.
    """

    buckets: NDArray[np.intp]
    """(features,) ascending: the words and pairs of words of all messages."""
    owners: NDArray[np.intp]
    """(features,) the message that has each."""
    sizes: NDArray[np.intp]
    """(messages,) how many each has, oldest first."""
    spam: NDArray[np.bool_]
    """(messages,)"""

    def recall(self, reading: TextFeatures) -> tuple[float, bool]:
        """Return how far the decision on the likeliest message counts for another, 0 to 1, and whether it was spam.

        Likeness is the cosine of their sets of words and pairs of words.
        """
        asked = np.unique(reading.whole_words)
        begin, end = self.buckets.searchsorted(asked), self.buckets.searchsorted(asked, "right")
        found = np.concatenate([self.owners[:0], *map(self.owners.__getitem__, map(slice, begin, end))])
        if not len(found):
            return 0.0, False
        shared = np.bincount(found, minlength=len(self.sizes))
        alike = shared / np.sqrt(self.sizes * len(asked))
        nearest = len(alike) - 1 - int(alike[::-1].argmax())
        counts = (float(alike[nearest]) - UNLIKE) / (THE_SAME - UNLIKE)
        return min(1.0, max(0.0, counts)), bool(self.spam[nearest])


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt: weights above 0 speak for spam."""

    weights: NDArray[np.float32]
    """(BUCKETS,)"""
    signs: NDArray[np.float32]
    """(7,) the scale of the signs included."""
    bias: float
    """What a message without any words scores."""
    memory: Memory | None = None
    """What the moderators of one chat decided."""

    def likelihood(self, text: str) -> float:
        """Return how likely a message is spam, 0 to 1."""
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, self.log_odds(text)))))

    def log_odds(self, text: str) -> float:
        """Return how likely a message is spam as log-odds."""
        reading = features.read(text)
        weights = self.weights[reading.buckets]
        of_piece, of_word = reading.scales
        said = of_piece * weights[: reading.pieces].sum() + of_word * weights[reading.pieces :].sum()
        score = self.bias + float(said) + float(features.signs(text) @ self.signs)
        if self.memory is None:
            return score
        counts, spam = self.memory.recall(reading)
        return (1 - counts) * score + counts * (DECIDED_LOG_ODDS if spam else -DECIDED_LOG_ODDS)

    def remembers(self, text: str) -> bool:
        """Say whether moderators called a message spam that is much like this one."""
        if self.memory is None:
            return False
        counts, spam = self.memory.recall(features.read(text))
        return spam and counts > 0

    def telling_words(self, text: str) -> list[str]:
        """Return the words of a text that clearly speak for spam; neighbours in one fragment."""
        spans = self._spans(features.read(text))
        telling = {span: weight for span, weight in spans.items() if not _says_little(span[2])}
        least = MIN_WEIGHT_SHARE * max(telling.values(), default=0.0)
        ranked = sorted((span for span in telling if telling[span] > max(least, 0.0)), key=lambda one: -telling[one])
        return _fragments(sorted(ranked[:MAX_TELLING_WORDS]))

    def telling_signs(self, text: str) -> dict[str, int]:
        """Return the signs that speak most for spam, with how many there are."""
        added = features.signs(text) * self.signs
        ranked = [place for place in np.argsort(-added, kind="stable").tolist() if added[place] > 0]
        counts = features.counts(text)
        return {features.SIGNS[place]: counts[place] for place in ranked[:TELLING_SIGNS]}

    def _spans(self, reading: TextFeatures) -> dict[tuple[int, int, str], float]:
        """Return what each word adds, by its place: its own weight, and its part of all features that lie on it."""
        shares = self.weights[reading.buckets] * reading.values / (reading.ends - reading.starts)
        changes = np.zeros(len(reading.words) + 1)
        np.add.at(changes, reading.starts, shares)
        np.add.at(changes, reading.ends, -shares)
        letters = np.cumsum(changes)
        words = re.finditer(r"\S+", reading.words)
        return {(*one.span(), one[0]): float(letters[slice(*one.span())].sum()) for one in words}


def _says_little(word: str) -> bool:
    return len(word) < 3 or word in EMPTY_WORDS or word.isdigit()


def _fragments(spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Join words that only a space parts."""
    joined: list[str] = []
    last = -1
    for start, end, word in spans:
        joined.append(f"{joined.pop()} {word}" if start == last + 1 and joined else word)
        last = end
    return joined
