"""A trained spam classifier: a small value that scores a message and says which of its words told."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.article.ranking.stopwords import STOP_WORDS
from bot.moderation.screening import features
from bot.texts import Refusal

TELLING = 4
"""Words that are named as evidence, at most."""
EMPTY_WORDS = frozenset().union(*STOP_WORDS.values())
"""Words of no subject are named last, for they tell a moderator nothing."""


@dataclass(frozen=True)
class Block:
    """Weights of one kind of feature: of pieces, or of words.

    A message's row is tf·idf of the features that are known, brought to length 1.
    """

    known: tuple[str, ...]
    rarity: NDArray[np.float32]
    """(features,) idf."""
    weights: NDArray[np.float32]
    """(features,) coefficients; above 0 speaks for spam."""
    damped: bool
    """Whether tf is 1 + ln(count) instead of the count."""

    @cached_property
    def _places(self) -> dict[str, int]:
        return {feature: place for place, feature in enumerate(self.known)}

    def shares(self, found: Sequence[str]) -> dict[str, float]:
        """Return what each known feature of a message adds to its score, all its places together."""
        places = self._places
        times = Counter(place for one in found if (place := places.get(one)) is not None)
        if not times:
            return {}
        at = np.fromiter(times, np.int64, len(times))
        tf = np.fromiter(times.values(), np.float64, len(times))
        row = (1 + np.log(tf) if self.damped else tf) * self.rarity[at]
        added = row / np.linalg.norm(row) * self.weights[at]
        return dict(zip((self.known[place] for place in times), added.tolist(), strict=True))


@dataclass(frozen=True)
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
        score += sum(self.pieces.shares(features.pieces(seen)).values())
        score += sum(self.words.shares(features.words(seen)).values())
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))

    def telling_words(self, text: str) -> list[str]:
        """Return the words that speak most for spam, as they stand in the text; neighbours in one fragment."""
        seen = features.visible(text)
        spans = [match.span() for match in features.WORD.finditer(seen)]
        weights = self._weights(seen, spans)
        words = [seen[start:end] for start, end in spans]
        ranked = sorted(range(len(words)), key=lambda place: (words[place] in EMPTY_WORDS, -weights[place]))
        heaviest = {words[place]: place for place in reversed(ranked) if weights[place] > 0 and words[place].isalnum()}
        chosen = sorted(sorted(heaviest.values(), key=ranked.index)[:TELLING])
        return [seen[start:end] for start, end in _fragments(spans, chosen)]

    def telling_signs(self, text: str) -> dict[str, int]:
        """Return the signs that speak for spam, with how many there are."""
        added = features.signs(text) * self.signs
        found = zip(features.SIGNS, features.counts(text), added.tolist(), strict=True)
        return {sign: count for sign, count, share in found if count and share > 0}

    def _weights(self, seen: str, spans: Sequence[tuple[int, int]]) -> list[float]:
        """Return what each word adds: its own weight, and its part of all pieces that lie on it."""
        found = features.pieces(seen)
        times = Counter(found)
        shares = self.pieces.shares(found)
        letters = np.zeros(len(seen) + 2)
        place = 0
        for length in range(features.SHORTEST, features.LONGEST + 1):
            for start in range(len(seen) + 3 - length):
                piece = found[place]
                letters[start : start + length] += shares.get(piece, 0.0) / times[piece] / length
                place += 1
        said = [seen[start:end] for start, end in spans]
        own, often = self.words.shares(said), Counter(said)
        return [
            float(letters[start + 1 : end + 1].sum()) + own.get(word, 0.0) / often[word]
            for word, (start, end) in zip(said, spans, strict=True)
        ]


def dump(model: Model) -> bytes:
    """Return a model as bytes: arrays and plain text, no code."""
    target = io.BytesIO()
    blocks = {
        f"{name}_{part}": value
        for name, block in (("pieces", model.pieces), ("words", model.words))
        for part, value in (
            ("known", np.frombuffer("\n".join(block.known).encode(), np.uint8)),
            ("rarity", block.rarity),
            ("weights", block.weights),
        )
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
        model = Model(
            _block(found, "pieces", damped=False),
            _block(found, "words", damped=True),
            found["signs"],
            float(found["bias"]),
        )
    except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile):
        raise Refusal("model-unreadable") from None
    if model.signs.shape != (len(features.SIGNS),):
        raise Refusal("model-unreadable")
    return model


def _block(found: dict[str, NDArray[np.generic]], name: str, *, damped: bool) -> Block:
    known = tuple(found[f"{name}_known"].tobytes().decode().split("\n"))
    rarity, weights = (found[f"{name}_{part}"].astype(np.float32) for part in ("rarity", "weights"))
    if rarity.shape != weights.shape or rarity.shape != (len(known),):
        raise ValueError(name)
    return Block(known, rarity, weights, damped)


def _fragments(spans: Sequence[tuple[int, int]], chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Join chosen words that follow each other."""
    joined: list[tuple[int, int]] = []
    last = -2
    for place in chosen:
        start, end = spans[place]
        if place == last + 1 and joined:
            start = joined.pop()[0]
        joined.append((start, end))
        last = place
    return joined
