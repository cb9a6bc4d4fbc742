"""BM25 over stems, and how much of a question a text covers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.article.ranking.postings import Postings, count_terms, flatten
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.article.ranking.postings import Floats, Ids
else:
    np = lazy("numpy")

K1 = 1.2
B = 0.4
_KIN_SHARE = 0.6
"""Two stems are kin when they share this much of the shorter start, four letters at least: invad-e, inva-sion."""
_KIN_LETTERS = 5
"""Shorter stems have no kin, and kin is at most this much longer."""


@dataclass(frozen=True, slots=True)
class Match:
    """How the texts match the stems of a question; every figure is a share of the question's whole IDF mass."""

    coverage: Floats
    """(texts,) BM25; about 1 where a text holds every stem once."""
    held: NDArray[np.bool_]
    """(texts, stems) whether the text holds the stem."""
    kin: Floats
    """(texts,) what texts hold of words that are kin to stems they do not hold."""
    shares: Floats
    """(stems,) the weight of each stem."""

    @property
    def weight_held(self) -> Floats:
        """(texts,) the weight of the stems that each text holds, however often."""
        return np.asarray(np.where(self.held, self.shares, 0).sum(axis=1), np.float32)


@dataclass(frozen=True, slots=True)
class Terms:
    """The stems of texts with their BM25 weights."""

    numbers: dict[str, int]
    ordered: tuple[str, ...]
    """The stems in the order of the alphabet."""
    postings: Postings
    weights: Floats
    """(stems,) inverse document frequency."""
    unseen: float
    """The inverse document frequency of a stem that stands nowhere: the highest."""

    def match(self, stems: Sequence[str]) -> Match:
        """Match the stems of a question with every text."""
        asked = list(dict.fromkeys(stems))
        own = [[self.numbers[stem]] if stem in self.numbers else [] for stem in asked]
        weights = np.array([self.weights[found[0]] if found else self.unseen for found in own], np.float32)
        mass = max(float(weights.sum()), 1e-9)
        terms, columns = flatten(own)
        coverage = self.postings.score(terms.astype(np.int32), weights[columns] / mass)
        held = self._holding(own)
        kindred = [self._kin(stem) for stem in asked]
        rarest = np.array([self.weights[kin].max(initial=0.0) for kin in kindred], np.float32)
        kin = np.where(self._holding(kindred) & ~held, np.minimum(weights, rarest), 0).sum(axis=1)
        return Match(coverage, held, (kin / mass).astype(np.float32), weights / mass)

    def _holding(self, groups: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
        """Return (texts, groups) whether the text holds a stem of the group."""
        holding = np.zeros((self.postings.size, len(groups)), np.bool_)
        terms, columns = flatten(groups)
        entries, counts = self.postings.entries(terms.astype(np.int32))
        holding[self.postings.texts[entries], np.repeat(columns, counts)] = True
        return holding

    def _kin(self, stem: str) -> list[int]:
        """Return the stems that start as this one does, itself left out."""
        if len(stem) < _KIN_LETTERS:
            return []
        start = stem[: max(4, round(len(stem) * _KIN_SHARE))]
        following = self.ordered[bisect_left(self.ordered, start) :]
        alike = takewhile(lambda other: other.startswith(start), following)
        return [self.numbers[other] for other in alike if other != stem and len(other) <= len(stem) + _KIN_LETTERS]


def weigh(rows: Sequence[Sequence[str]]) -> Terms:
    """Weigh the stems of texts.

    Args:
        rows: The stems of each text, in order.

    Source: Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
    """
    numbers: dict[str, int] = {}
    numbered = [[numbers.setdefault(stem, len(numbers)) for stem in row] for row in rows]
    counted = count_terms(*flatten(numbered), len(rows))
    lengths = np.array([len(row) for row in rows], np.float32)
    relative = lengths / max(float(lengths.mean()) if rows else 0.0, 1e-9)
    damping = K1 * (1 - B + B * relative)[counted.texts]
    values = (counted.values * (K1 + 1) / (counted.values + damping)).astype(np.float32)
    weights = np.zeros(len(numbers), np.float32)
    weights[counted.terms] = _rarity(len(rows), counted.document_counts())
    postings = Postings(counted.terms, counted.texts, values, len(rows))
    unseen = float(_rarity(len(rows), np.zeros(1, np.int64))[0])
    return Terms(numbers, tuple(sorted(numbers)), postings, weights, unseen)


def _rarity(texts: int, holding: Ids) -> Floats:
    return np.log1p((texts - holding + 0.5) / (holding + 0.5)).astype(np.float32)
