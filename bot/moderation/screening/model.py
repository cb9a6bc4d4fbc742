"""A trained spam classifier: a small value that scores a message and says which of its words told."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.article.ranking.stopwords import STOP_WORDS
from bot.moderation.screening import features
from bot.moderation.screening.features import Reading

TELLING = 4
TELLING_SIGNS = 3
"""Words and signs that are named as evidence, at most."""
CLEARLY = 0.2
"""A word is named whose weight is so much of the weightiest one's."""
EMPTY_WORDS = frozenset().union(*STOP_WORDS.values())
"""Words of no subject are not named, for they tell a moderator nothing."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a chat's moderators taught beside what is known everywhere: the few weights that differ."""

    buckets: NDArray[np.intp]
    """Ascending."""
    weights: NDArray[np.float32]
    """What is added to the weight of each."""

    def of(self, buckets: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return what is added to the weights of some features."""
        if not len(self.buckets):
            return np.zeros(len(buckets), np.float32)
        at = np.minimum(self.buckets.searchsorted(buckets), len(self.buckets) - 1)
        return np.where(self.buckets[at] == buckets, self.weights[at], np.float32(0))


NOTHING_AMENDED = Amendment(np.zeros(0, np.intp), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt: weights above 0 speak for spam."""

    weights: NDArray[np.float32]
    """(BUCKETS,)"""
    signs: NDArray[np.float32]
    """(6,) the scale of the signs included."""
    bias: float
    """What a message without any words scores."""
    amendment: Amendment = field(default=NOTHING_AMENDED)

    def likelihood(self, text: str) -> float:
        """Return how likely a message is spam, 0 to 1."""
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, self.log_odds(text)))))

    def log_odds(self, text: str) -> float:
        """Return how likely a message is spam as log-odds."""
        reading = features.read(text)
        said = float(self._weights(reading) @ reading.values)
        return self.bias + said + float(features.signs(text) @ self.signs)

    def telling_words(self, text: str) -> list[str]:
        """Return the words of a text that clearly speak for spam; neighbours in one fragment."""
        spans = self._spans(features.read(text))
        telling = {span: weight for span, weight in spans.items() if not _says_little(span[2])}
        least = CLEARLY * max(telling.values(), default=0.0)
        ranked = sorted((span for span in telling if telling[span] > max(least, 0.0)), key=lambda one: -telling[one])
        return _fragments(sorted(ranked[:TELLING]))

    def telling_signs(self, text: str) -> dict[str, int]:
        """Return the signs that speak most for spam, with how many there are."""
        added = features.signs(text) * self.signs
        ranked = [place for place in np.argsort(-added, kind="stable").tolist() if added[place] > 0]
        counts = features.counts(text)
        return {features.SIGNS[place]: counts[place] for place in ranked[:TELLING_SIGNS]}

    def _weights(self, reading: Reading) -> NDArray[np.float32]:
        found = self.weights[reading.buckets]
        return found + self.amendment.of(reading.buckets) if len(self.amendment.buckets) else found

    def _spans(self, reading: Reading) -> dict[tuple[int, int, str], float]:
        """Return what each word adds, by its place: its own weight, and its part of all features that lie on it."""
        shares = self._weights(reading) * reading.values / (reading.ends - reading.starts)
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
