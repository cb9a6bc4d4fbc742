"""How often a quote that was found in such a way is right: a logistic curve over a few signals.

Logistic regressions over the development halves of SQuAD 2 and XQuAD, sets of one weight: questions with their article,
the same without the sentences that answer, and questions about other articles. Adversarial questions are not in it.
`tests/bench/fit_certainty.py` fits them and asks articles that were left out; `tests/bench/reliability.py` tells
whether they still hold. What brought nothing on left-out articles: the paragraph's likeness, the neighbours' words and
meanings, the weightiest missing word, words that stand elsewhere, names and numbers of the question that the sentence
lacks, negations, how close what is asked for stands to the words that are held, what the sentence says that is new,
whether the rankings by words and by meaning agree, the meaning apart from the article's mean, boosted trees over all.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from bot.article.ranking.bm25 import Match
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.article.ranking.postings import Floats
else:
    np = lazy("numpy")


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What each sentence shares with a question in words and letters; every array is (sentences,)."""

    match: Match
    before: Floats
    """Weight of the question's words that the sentence before holds in its place."""
    letters: Floats
    """Cosine by strings of letters."""
    paragraph_letters: Floats
    """The same for the whole paragraph."""
    cues: Floats
    """How many of the things asked for (a time, a person …) the sentence holds."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells a right first sentence from a wrong one."""

    held: float = 0.0
    """Share of the question's weight in words that stands in it."""
    kin: float = 0.0
    """The same of kindred words."""
    letters: float = 0.0
    """Its likeness by letters."""
    coverage: float = 0.0
    """Its BM25 coverage: the same share in a longer sentence, which says more of it, covers less."""
    crowd: float = 0.0
    """Logarithm of the number of sentences: the best of many looks better by chance."""
    ahead: float = 0.0
    """How far its score is ahead of the next three."""
    above: float = 0.0
    """How far its meaning is above sentences about other things."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve."""

    weights: Signals
    even: float
    """The log odds where there is no signal."""

    def confidence(self, signals: Signals) -> float:
        """Return the confidence that signals give, 0 to 1."""
        weighed = zip(astuple(self.weights), astuple(signals), strict=True)
        return likely(self.even + sum(weight * signal for weight, signal in weighed))


BY_WORDS = Curve(Signals(held=9.8, kin=2.9, letters=6.7, coverage=-6.6, crowd=-0.25, ahead=1.3), -3.0)
"""Where there is no embedder."""
WITH_MEANING = Curve(Signals(held=7.9, kin=2.8, letters=3.7, coverage=-5.6, crowd=-0.4, ahead=19.4, above=11.6), -3.2)
"""Question in the article's language; the scores are cosines here, so being ahead weighs more. The crowd weighs more
than was fitted (-0.21): in long articles what looks answerable is the likeliest to be no answer."""
ACROSS = Curve(Signals(ahead=31.5, above=27.0), -3.3)
"""Question in another language, with which no words are shared: how often one of the first three is right."""
DOUBT_LOG_ODDS = 1.5
"""Taken off the log odds for each reason to doubt: an unmet name, no thing of the kind that was asked for, a scrap."""


def signals_of(overlap: Overlap, scores: Floats, above: float = 0.0) -> Signals:
    """Take the signals of the best sentence.

    Args:
        overlap: What each sentence shares with the question.
        scores: (sentences,) what they are ranked by.
        above: How far the best meaning is above sentences about other things.
    """
    best = int(scores.argmax())
    match = overlap.match
    return Signals(
        held=float(match.weight_held[best]),
        kin=float(match.kin[best]),
        letters=float(overlap.letters[best]),
        coverage=float(match.coverage[best]),
        crowd=math.log(len(scores)),
        ahead=ahead(scores),
        above=above,
    )


def likely(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def doubted(confidence: float, doubts: int) -> float:
    """Return a confidence after some reasons to doubt."""
    if not 0 < confidence < 1:
        return confidence
    return likely(math.log(confidence / (1 - confidence)) - DOUBT_LOG_ODDS * doubts)


def ahead(scores: Floats) -> float:
    """Return how far the best score is ahead of the mean of the next three."""
    best, *others = np.sort(scores)[::-1][:4]
    return float(best - np.mean(others)) if others else 0.0
