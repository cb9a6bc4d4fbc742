"""How often a quote that was found in such a way is right: a logistic curve over a few signals.

A logistic regression over the development halves of SQuAD 2 and XQuAD: questions with their article, the same without
the sentences that answer, and questions about other articles. Adversarial questions are not in it.
`tests/bench/reliability.py` tells whether it still holds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bot.article.ranking.bm25 import Match
from bot.article.ranking.postings import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What each sentence shares with a question in words and letters; every array is (sentences,)."""

    match: Match
    letters: Floats
    """Cosine by strings of letters."""
    paragraph_letters: Floats
    """The same for the whole paragraph."""
    cues: Floats
    """How many of the things asked for (a time, a person …) the sentence holds."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells a right first sentence from a wrong one."""

    held: float
    """Share of the question's weight in words that stands in it."""
    kin: float
    """The same of kindred words."""
    letters: float
    """Its likeness by letters."""
    paragraph_letters: float
    """The likeness of its paragraph."""
    ahead: float
    """How far its score is ahead of the next three."""


WEIGHTS = Signals(held=4.0, kin=3.2, letters=3.6, paragraph_letters=4.6, ahead=0.8)
EVEN = -3.9
"""The log odds where there is no signal."""
DOUBT = 1.0
"""Taken off the log odds for each reason to doubt: an unmet name, no thing of the kind that was asked for, a scrap."""


def signals_of(overlap: Overlap, scores: Floats) -> Signals:
    """Take the signals of the best sentence."""
    best = int(scores.argmax())
    match = overlap.match
    return Signals(
        held=float(match.shares[match.held[best]].sum()),
        kin=float(match.kin[best]),
        letters=float(overlap.letters[best]),
        paragraph_letters=float(overlap.paragraph_letters[best]),
        ahead=ahead(scores),
    )


def certainty(signals: Signals) -> float:
    """Return the confidence that signals give, 0 to 1."""
    names = ("held", "kin", "letters", "paragraph_letters", "ahead")
    return likely(EVEN + sum(getattr(WEIGHTS, name) * getattr(signals, name) for name in names))


def likely(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def doubted(confidence: float, doubts: int) -> float:
    """Return a confidence after some reasons to doubt."""
    if not 0 < confidence < 1:
        return confidence
    return likely(math.log(confidence / (1 - confidence)) - DOUBT * doubts)


def ahead(scores: Floats) -> float:
    """Return how far the best score is ahead of the mean of the next three."""
    best, *others = np.sort(scores)[::-1][:4]
    return float(best - np.mean(others)) if others else 0.0
