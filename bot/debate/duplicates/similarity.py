"""How like two texts are: TF-IDF of their strings of letters and of their word stems."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.article.ranking.tokens import stems, tokens
from bot.debate.duplicates.language import tongue
from bot.debate.duplicates.normalise import plain, same_words
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ids = NDArray[np.int64]
else:
    np = lazy("numpy")

_STRING_LENGTHS = (3, 4, 5)


def letter_strings(text: str) -> list[str]:
    """Return the strings of three to five letters of a text, as it is said."""
    said = f" {same_words(text)} "
    return [said[at : at + length] for length in _STRING_LENGTHS for at in range(len(said) - length + 1)]


def word_stems(text: str) -> list[str]:
    """Return the stems of the words of a text that carry a subject."""
    spelt = tokens(plain(text))
    return stems(spelt, tongue(spelt))


class SimilarityIndex:
    """A growing row of texts, each compared with any other: the mean of two cosines.

    On human judgements of "the same point" the stems add .04 to the AUROC that the letters reach alone.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._letters = _Terms()
        self._stems = _Terms()
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Put a text at the end of the row."""
        self._letters.add(letter_strings(text))
        self._stems.add(word_stems(text))

    def scores(self, text: str) -> Floats:
        """Return (texts,) how like each text of the row this one is, 0 to 1."""
        return _mean(self._letters.cosines(letter_strings(text)), self._stems.cosines(word_stems(text)))

    def between(self, one: int, other: int) -> float:
        """Return how like two texts of the row are, 0 to 1."""
        return float(_mean(self._letters.cosine(one, other), self._stems.cosine(one, other)))


def _mean(letters: Floats, stems: Floats) -> Floats:
    """Return the mean, or the letters alone where a text has no stems; 0 where it has no letters either."""
    mean = np.where(np.isnan(stems), letters, (letters + stems) / 2)
    bounded: Floats = np.clip(np.nan_to_num(mean), 0, 1)
    return bounded


class _Terms:
    """Terms of one kind: which texts of the row they stand in, and how rare they are there."""

    def __init__(self) -> None:
        self._numbers = {_NO_TERM: 0}
        self._holding = [0]
        self._rows: list[tuple[Ids, Floats]] = []
        self._weighed: _Weighed | None = None

    def add(self, terms: Iterable[str]) -> None:
        """Put a text at the end of the row."""
        counted = Counter(terms)
        for term in counted:
            if self._numbers.setdefault(term, len(self._holding)) == len(self._holding):
                self._holding.append(0)
            self._holding[self._numbers[term]] += 1
        self._rows.append(self._row(counted))
        self._weighed = None

    def cosines(self, terms: Iterable[str]) -> Floats:
        """Return (texts,) the cosine of each text with these terms; NaN where there are none."""
        if not self._rows:
            return np.zeros(0, np.float32)
        counted = Counter(terms)
        weighed = self._weigh()
        unknown = [1 + math.log(count) for term, count in counted.items() if term not in self._numbers]
        numbers, counts = self._row(counted)
        weights = counts * weighed.rarity[numbers]
        length = math.hypot(float(np.linalg.norm(weights)), *(weighed.rarest * count for count in unknown))
        return weighed.cosines(numbers, weights, length)

    def cosine(self, one: int, other: int) -> Floats:
        """Return () the cosine of two texts of the row; NaN where one has no terms."""
        weighed = self._weigh()
        (here, counts), (there, facing) = self._rows[one], self._rows[other]
        shared, i, j = np.intersect1d(here, there, assume_unique=True, return_indices=True)
        product = np.sum(counts[i] * facing[j] * weighed.rarity[shared] ** 2)
        return _ratio(product, weighed.lengths[one] * weighed.lengths[other])

    def _row(self, counted: Counter[str]) -> tuple[Ids, Floats]:
        """Return the numbers of the known terms, in order, and 1 + ln of how often each was counted."""
        known = sorted((self._numbers[term], count) for term, count in counted.items() if term in self._numbers)
        numbers, counts = np.array([(0, 0), *known], np.int64).T
        return numbers, np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0).astype(np.float32)

    def _weigh(self) -> _Weighed:
        if self._weighed is None:
            self._weighed = _weigh(self._rows, self._holding)
        return self._weighed


_NO_TERM = ""
"""Stands in every text with no weight, so that no text is without terms."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The rows one after another, each entry weighed by how rare its term is."""

    rarity: Floats
    rarest: float
    """What a term weighs that stands in one text alone."""
    terms: Ids
    values: Floats
    starts: Ids
    """Where each text's entries start."""
    lengths: Floats

    def cosines(self, terms: Ids, weights: Floats, length: float) -> Floats:
        """Return (texts,) the cosines with weighed terms whose length, unknown terms included, is given."""
        asked = np.zeros_like(self.rarity)
        asked[terms] = weights
        products = np.add.reduceat(self.values * asked[self.terms], self.starts)
        return _ratio(products, self.lengths * np.float32(length))


def _weigh(rows: list[tuple[Ids, Floats]], holding: list[int]) -> _Weighed:
    """Weigh terms by their inverse document frequency, smoothed as if one more text held every term."""
    rarity = (np.log((1 + len(rows)) / (1 + np.array(holding))) + 1).astype(np.float32)
    terms = np.concatenate([numbers for numbers, _ in rows])
    values = np.concatenate([counts for _, counts in rows]) * rarity[terms]
    starts = np.cumsum([0, *(len(numbers) for numbers, _ in rows[:-1])])
    lengths = np.sqrt(np.add.reduceat(values**2, starts))
    return _Weighed(rarity, math.log((1 + len(rows)) / 2) + 1, terms, values, starts, lengths)


def _ratio(products: Floats, lengths: Floats) -> Floats:
    return np.divide(products, lengths, out=np.full(np.shape(products), np.nan, np.float32), where=lengths > 0)
