"""A trained spam classifier: a small value that scores a message and says which of its words told."""

from __future__ import annotations

import math
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
        score = self.score(features.read(text)) + float(features.signs(text) @ self.signs)
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))

    def score(self, reading: Reading) -> float:
        """Return what the words of a message say, as log-odds."""
        weights, pieces = self._weights(reading), reading.pieces
        return self.bias + float(weights @ reading.values)

    def _weights(self, reading: Reading) -> NDArray[np.float32]:
        found = self.weights[reading.buckets]
        return found + self.amendment.of(reading.buckets) if len(self.amendment.buckets) else found
