"""A small sparse matrix: which terms stand in which texts, and how heavily."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Entries sorted by text: `values[i]` is the weight of term `terms[i]` in text `texts[i]`."""

    texts: Ids
    terms: Ids
    values: Floats
    size: int
    """How many texts there are."""
    width: int
    """How many terms there can be."""

    def score(self, question: Floats) -> Floats:
        """Return (size,) the dot product of each text with the question's (width,) term weights."""
        weighted = self.values * question[self.terms]
        return np.bincount(self.texts, weighted, self.size).astype(np.float32)

    def document_counts(self) -> Ids:
        """Return (width,) in how many texts each term stands."""
        return np.bincount(self.terms, minlength=self.width)


def count_terms(texts: Ids, terms: Ids, size: int, width: int) -> Postings:
    """Count how often each term stands in each text.

    Args:
        texts: (n,) the text of each occurrence.
        terms: (n,) its term, below `width`.
        size: How many texts there are.
        width: How many terms there can be.
    """
    keys, counts = np.unique(texts * width + terms, return_counts=True)
    return Postings(keys // width, keys % width, counts.astype(np.float32), size, width)


def flatten(rows: Sequence[Sequence[int]]) -> tuple[Ids, Ids]:
    """Turn rows of terms into the occurrences that `count_terms` takes."""
    lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
    terms = np.fromiter((term for row in rows for term in row), np.int64, int(lengths.sum()))
    return np.repeat(np.arange(len(rows)), lengths), terms
