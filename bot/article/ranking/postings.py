"""A small sparse matrix: which terms stand in which texts, and how heavily."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ids = NDArray[np.int64]
    Numbers = NDArray[np.int32]
else:
    np = lazy("numpy")


_NARROW_KEY_LIMIT = 1 << 32
"""Keys below this are sorted as 32-bit numbers, three times as fast."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Entries sorted by term: `values[i]` is the weight of term `terms[i]` in text `texts[i]`."""

    terms: Numbers
    texts: Numbers
    values: Floats
    size: int
    """How many texts there are."""

    def entries(self, terms: Numbers) -> tuple[Ids, Ids]:
        """Return the entries of terms, one term after the other, and how many each term has."""
        first = np.searchsorted(self.terms, terms)
        counts = np.searchsorted(self.terms, terms, side="right") - first
        skipped = np.cumsum(counts) - counts
        return np.arange(counts.sum()) + np.repeat(first - skipped, counts), counts

    def score(self, terms: Numbers, weights: Floats) -> Floats:
        """Return (size,) the weighted sum of the terms' values in each text."""
        entries, counts = self.entries(terms)
        weighted = self.values[entries] * np.repeat(weights, counts)
        return np.bincount(self.texts[entries], weighted, self.size).astype(np.float32)

    def document_counts(self) -> Ids:
        """Return (entries,) in how many texts the term of each entry stands."""
        starts = np.flatnonzero(np.diff(self.terms, prepend=-1))
        counts = np.diff(starts, append=len(self.terms))
        return np.repeat(counts, counts)


def count_terms(terms: Ids, texts: Ids, size: int) -> Postings:
    """Count how often each term stands in each text.

    Args:
        terms: (n,) the term of each occurrence, 0 or more.
        texts: (n,) the text it stands in, below `size`.
        size: How many texts there are.
    """
    keys = terms * size + texts
    is_narrow = keys.max(initial=0) < _NARROW_KEY_LIMIT
    keys = np.sort(keys.astype(np.uint32)).astype(np.int64) if is_narrow else np.sort(keys)
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(starts, append=len(keys)).astype(np.float32)
    found, place = np.divmod(keys[starts], size)
    return Postings(found.astype(np.int32), place.astype(np.int32), counts, size)


def flatten(rows: Sequence[Sequence[int]]) -> tuple[Ids, Ids]:
    """Turn rows of terms into the occurrences that `count_terms` takes: terms, and the row of each."""
    lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
    terms = np.fromiter((term for row in rows for term in row), np.int64, int(lengths.sum()))
    return terms, np.repeat(np.arange(len(rows)), lengths)
