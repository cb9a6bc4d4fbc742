"""A trained spam classifier: a small value that scores a message and says which of its words told."""

from __future__ import annotations

import io
import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.article.ranking.stopwords import STOP_WORDS
from bot.moderation.screening import features
from bot.texts import Refusal

TELLING = 4
TELLING_SIGNS = 3
"""Words and signs that are named as evidence, at most."""
EMPTY_WORDS = frozenset().union(*STOP_WORDS.values())
"""Words of no subject are named last, for they tell a moderator nothing."""

_YES = np.array([True])
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~–—…«»„“”’]+")


@dataclass(frozen=True, slots=True)
class Block:
    """Weights of one kind of feature: of pieces, or of words.

    A message's row is tf·idf of the features that are known, brought to length 1.
    """

    known: NDArray[np.uint64]
    """(features,) keys, ascending."""
    rarity: NDArray[np.float32]
    """(features,) idf."""
    weights: NDArray[np.float32]
    """(features,) coefficients; above 0 speaks for spam."""
    damped: bool
    """Whether tf is 1 + ln(count) instead of the count."""

    def score(self, keys: NDArray[np.uint64]) -> float:
        """Return what all features of a message add to its score: the sum of `shares`, without naming any."""
        ordered = np.sort(keys)
        at = np.minimum(self.known.searchsorted(ordered), len(self.known) - 1)
        places = at[self.known[at] == ordered]
        if not len(places):
            return 0.0
        firsts = np.flatnonzero(np.concatenate((_YES, places[1:] != places[:-1], _YES)))
        times, places = firsts[1:] - firsts[:-1], places[firsts[:-1]]
        row = (1 + np.log(times) if self.damped else times) * self.rarity[places].astype(np.float64)
        return float(row @ self.weights[places]) / math.sqrt(float(row @ row))

    def shares(self, keys: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return what each feature of a message adds to its score: (keys,), 0 where it is not known."""
        shares = np.zeros(len(keys))
        at = np.minimum(np.searchsorted(self.known, keys), len(self.known) - 1)
        met = self.known[at] == keys
        places, back, times = np.unique(at[met], return_inverse=True, return_counts=True)
        if len(places):
            row = (1 + np.log(times) if self.damped else times) * self.rarity[places].astype(np.float64)
            shares[met] = (row / np.linalg.norm(row) * self.weights[places] / times)[back]
        return shares


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt: two blocks of weights, those of the signs, and where spam begins."""

    pieces: Block
    words: Block
    signs: NDArray[np.float32]
    """(8,) coefficients, the scale of the signs included."""
    bias: float

    def likelihood(self, text: str) -> float:
        """Return how likely a message is spam, 0 to 1."""
        seen = features.visible(text)
        score = self.bias + float(features.signs(text) @ self.signs)
        score += self.pieces.score(features.pieces(seen)) + self.words.score(features.words(seen))
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))

    def telling_words(self, text: str) -> list[str]:
        """Return the words and links of a text that speak most for spam; neighbours in one fragment."""
        seen = features.visible(text)
        weights = self._weights(seen)
        places = {seen[span[0] : span[1]]: span for span, weight in weights.items() if weight > 0}
        said = [word for word in places if not _PUNCTUATION.fullmatch(word)]
        ranked = sorted(said, key=lambda word: (_says_little(word), -weights[places[word]]))
        return [seen[start:end] for start, end in _fragments(seen, sorted(places[word] for word in ranked[:TELLING]))]

    def telling_signs(self, text: str) -> dict[str, int]:
        """Return the signs that speak most for spam, with how many there are."""
        added = features.signs(text) * self.signs
        ranked = [place for place in np.argsort(-added, kind="stable").tolist() if added[place] > 0]
        counts = features.counts(text)
        return {features.SIGNS[place]: counts[place] for place in ranked[:TELLING_SIGNS]}

    def _weights(self, seen: str) -> dict[tuple[int, int], float]:
        """Return what each word or link adds: its own weight, and its part of all pieces that lie on it."""
        shares = self.pieces.shares(features.pieces(seen))
        letters = np.zeros(len(seen) + 2)
        for length in range(2, features.LONGEST + 1):
            here, shares = np.split(shares, [max(0, len(letters) - length + 1)])
            for place in range(length):
                letters[place : place + len(here)] += here / length
        links = {place: link.span() for link in features.LINK.finditer(seen) for place in range(*link.span())}
        own = self.words.shares(features.words(seen)).tolist()
        weights: dict[tuple[int, int], float] = {}
        for word, share in zip(features.WORD.finditer(seen), own, strict=True):
            span = links.get(word.start(), word.span())
            added = share + float(letters[word.start() + 1 : word.end() + 1].sum())
            weights[span] = weights.get(span, 0.0) + added
        return weights


def dump(model: Model) -> bytes:
    """Return a model as bytes: plain arrays, no code."""
    target = io.BytesIO()
    blocks = {
        f"{name}_{part}": getattr(block, part)
        for name, block in (("pieces", model.pieces), ("words", model.words))
        for part in ("known", "rarity", "weights")
    }
    np.savez_compressed(target, allow_pickle=False, signs=model.signs, bias=np.float64(model.bias), **blocks)
    return target.getvalue()


def load(stored: bytes) -> Model:
    """Return a model from its bytes; nothing in them is ever run.

    Raises:
        Refusal: They are no model of this version.
    """
    try:
        with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
        pieces, words = (_block(found, name, damped=name == "words") for name in ("pieces", "words"))
        return Model(
            pieces, words, _of_shape(found["signs"], (len(features.SIGNS),)), float(_of_shape(found["bias"], ()))
        )
    except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile, zlib.error):
        raise Refusal("model-unreadable") from None


def _block(found: dict[str, NDArray[Any]], name: str, *, damped: bool) -> Block:
    known = found[f"{name}_known"].astype(np.uint64)
    if known.ndim != 1 or not len(known):
        raise ValueError(name)
    rarity, weights = (_of_shape(found[f"{name}_{part}"], known.shape) for part in ("rarity", "weights"))
    return Block(known, rarity, weights, damped)


def _of_shape(array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.float32]:
    if array.shape != shape or not np.isfinite(array).all():
        raise ValueError(shape)
    return array.astype(np.float32)


def _says_little(word: str) -> bool:
    return len(word) < 3 or word in EMPTY_WORDS


def _fragments(seen: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that only a space parts."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        first = joined.pop()[0] if joined and seen[joined[-1][1] : start] == " " else start
        joined.append((first, end))
    return joined
