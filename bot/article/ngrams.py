"""Likeness by strings of three to five letters: finds words whose stems differ, and names spelt in two ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.article.postings import Floats, Ids, Postings, count_terms

_BITS = 18
_WIDTH = 1 << _BITS
"""Strings are known by a hash: with some 50,000 in a long article, few share one."""

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_LENGTHS = (3, 4, 5)
_PARTING = "\x00"


@dataclass(frozen=True, slots=True)
class Likeness:
    """The letter strings of texts: TF-IDF weights of length one a text."""

    postings: Postings
    weights: Floats
    """(width,) inverse document frequency of each string."""

    def score(self, text: str) -> Floats:
        """Return (size,) the cosine of each text with this one."""
        vector = np.zeros(_WIDTH, np.float32)
        _, strings = _strings([text])
        terms, counts = np.unique(strings, return_counts=True)
        weighted = (1 + np.log(counts)) * self.weights[terms]
        vector[terms] = weighted / max(float(np.linalg.norm(weighted)), 1e-9)
        return self.postings.score(vector)


def liken(texts: Sequence[str]) -> Likeness:
    """Weigh the letter strings of texts (in lower case, words parted by one space)."""
    counted = count_terms(*_strings(texts), len(texts), _WIDTH)
    weights = (np.log((1 + len(texts)) / (1 + counted.document_counts())) + 1).astype(np.float32)
    values = (1 + np.log(counted.values)) * weights[counted.terms]
    lengths = np.sqrt(np.bincount(counted.texts, values**2, len(texts)))
    values = (values / np.maximum(lengths, 1e-9)[counted.texts]).astype(np.float32)
    return Likeness(Postings(counted.texts, counted.terms, values, len(texts), _WIDTH), weights)


def _strings(texts: Sequence[str]) -> tuple[Ids, Ids]:
    """Hash every string of letters of the lengths that does not cross from one text into the next."""
    joined = _PARTING.join(f" {text} " for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    parting = codes == 0
    owners = np.cumsum(parting)
    found = [_of_length(codes, parting, length) for length in _LENGTHS]
    positions = np.concatenate([position for position, _ in found])
    return owners[positions], np.concatenate([hashed for _, hashed in found])


def _of_length(codes: NDArray[np.uint32], parting: NDArray[np.bool_], length: int) -> tuple[Ids, Ids]:
    """Return the start and the hash of each string of one length."""
    count = max(0, len(codes) - length + 1)
    hashed = np.full(count, length, np.uint64)
    whole = np.ones(count, np.bool_)
    for offset in range(length):
        hashed = (hashed + codes[offset : offset + count]) * _PRIME
        hashed ^= hashed >> np.uint64(29)
        whole &= ~parting[offset : offset + count]
    starts = np.flatnonzero(whole)
    return starts, (hashed[starts] >> np.uint64(64 - _BITS)).astype(np.int64)
