"""Likeness by strings of three to five letters: finds words whose stems differ, and names spelt in two ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.article.ranking.postings import Postings, count_terms
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.article.ranking.postings import Floats, Ids
else:
    np = lazy("numpy")

_HASH_BITS = 18
"""Strings are known by a hash: with some 50,000 in a long article, few share one."""

_HASH_PRIME = 0x9E3779B97F4A7C15
_NGRAM_LENGTHS = (3, 4, 5)
_PARTING = "\x00"


@dataclass(frozen=True, slots=True)
class NgramIndex:
    """The letter strings of texts: TF-IDF weights of length one a text."""

    postings: Postings

    def score(self, text: str) -> Floats:
        """Return (size,) the cosine of each text with this one."""
        strings, counts = np.unique(_strings([text])[0], return_counts=True)
        terms = strings.astype(np.int32)
        _, holding = self.postings.entries(terms)
        weights = ((1 + np.log(counts)) * _rarity(self.postings.size, holding)).astype(np.float32)
        return self.postings.score(terms, weights / max(float(np.linalg.norm(weights)), 1e-9))


def liken(texts: Sequence[str], groups: Ids) -> tuple[NgramIndex, NgramIndex]:
    """Weigh the letter strings of texts (in lower case, words parted by one space), and of groups of them.

    Args:
        texts: One text after another.
        groups: (texts,) the group of each, counted from 0 without gaps.

    Returns:
        The likeness of the texts, and of the groups.
    """
    strings, owners = _strings(texts)
    together = int(groups.max(initial=-1)) + 1
    alone, grouped = count_terms(strings, owners, len(texts)), count_terms(strings, groups[owners], together)
    return _weighed(alone), _weighed(grouped)


def _weighed(counted: Postings) -> NgramIndex:
    values = (1 + np.log(counted.values)) * _rarity(counted.size, counted.document_counts())
    lengths = np.sqrt(np.bincount(counted.texts, values**2, counted.size))
    unit = (values / np.maximum(lengths, 1e-9)[counted.texts]).astype(np.float32)
    return NgramIndex(Postings(counted.terms, counted.texts, unit, counted.size))


def _rarity(texts: int, holding: Ids) -> NDArray[np.float64]:
    """Return the inverse document frequency, smoothed as if one more text held every string."""
    rarity: NDArray[np.float64] = np.log((1 + texts) / (1 + holding)) + 1
    return rarity


def _strings(texts: Sequence[str]) -> tuple[Ids, Ids]:
    """Hash the strings of letters that do not cross from one text into the next; return them and their texts."""
    joined = _PARTING.join(f" {text} " for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    parting = codes == 0
    owners = np.cumsum(parting)
    found = [_of_length(codes, parting, length) for length in _NGRAM_LENGTHS]
    positions = np.concatenate([position for position, _ in found])
    return np.concatenate([hashed for _, hashed in found]), owners[positions]


def _of_length(codes: NDArray[np.uint32], parting: NDArray[np.bool_], length: int) -> tuple[Ids, Ids]:
    """Return the start and the hash of each string of one length."""
    count = max(0, len(codes) - length + 1)
    hashed = np.full(count, length, np.uint64)
    whole = np.ones(count, np.bool_)
    for offset in range(length):
        hashed = (hashed + codes[offset : offset + count]) * _HASH_PRIME
        hashed ^= hashed >> np.uint64(29)
        whole &= ~parting[offset : offset + count]
    starts = np.flatnonzero(whole)
    return starts, (hashed[starts] >> np.uint64(64 - _HASH_BITS)).astype(np.int64)
