"""Near-duplicates: what two counterpoints are to each other, and which earlier ones a new one is like.

Nothing is merged by score: every score calls a sentence and its denial alike. `same` means the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.debate.duplicates import negation, numbers
from bot.debate.duplicates.language import tongue
from bot.debate.duplicates.normalise import words
from bot.debate.duplicates.similarity import SimilarityIndex
from bot.debate.duplicates.skeleton import is_same_in_disguise
from bot.texts import Refusal
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy("numpy")

SIMILAR_LIKENESS = 0.35
"""Likeness from which a counterpoint is suggested."""


class PairVerdict(StrEnum):
    """What one text is to another."""

    SAME = "same"
    """The same words."""
    SIMILAR = "similar"
    """Close enough to ask the author."""
    OPPOSITE = "opposite"
    """Close, but one denies what the other says, or their numbers differ."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier text that a new one is like."""

    place: int
    """Which one, counted from 0 in the order of adding."""
    score: float
    verdict: PairVerdict


class PairLine(BaseModel):
    """Two texts to compare, a line of a file of pairs."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str | int
    a: str
    b: str


class Neighbours:
    """The texts of a discussion, to find those that a new one is like."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = list(texts)
        self._likeness = SimilarityIndex(self._texts)

    def add(self, text: str) -> int:
        """Take a text in and return its place."""
        self._texts.append(text)
        self._likeness.add(text)
        return len(self._texts) - 1

    def nearest(self, text: str, limit: int = 3) -> list[Near]:
        """Return the texts that this one is like, the likest first; earlier ones first where they are equally so."""
        scores = self._likeness.scores(text)
        disguised = np.array([is_same_in_disguise(text, other) for other in self._texts], np.bool_)
        places = [int(place) for place in np.argsort(-(scores + disguised), kind="stable")[:limit]]
        near = [Near(place, float(scores[place]), judge(text, self._texts[place], scores[place])) for place in places]
        return [one for one in near if one.verdict is not PairVerdict.DIFFERENT]


def judge(one: str, other: str, score: float) -> PairVerdict:
    """Say what two texts are to each other; the same whichever comes first.

    Args:
        one: A text.
        other: Another.
        score: How like they are, see `SimilarityIndex`.
    """
    here, there = sorted((words(one), words(other)))
    if here == there:
        return PairVerdict.SAME
    if is_same_in_disguise(one, other):
        return PairVerdict.SIMILAR
    if score < SIMILAR_LIKENESS:
        return PairVerdict.DIFFERENT
    return PairVerdict.OPPOSITE if contradict(here, there) else PairVerdict.SIMILAR


def contradict(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether exactly one of two texts denies, or their numbers differ."""
    language = tongue([*one, *other])
    return numbers.differ(one, other, language) or negation.denies(one, other, language == "lt")


def judge_pairs(lines: Iterable[PairLine]) -> Iterator[dict[str, object]]:
    """Yield `{"id", "score", "verdict"}` for each pair; how rare a word is, all texts together tell."""
    pairs = list(lines)
    texts = dict.fromkeys(text for pair in pairs for text in (pair.a, pair.b))
    places = {text: place for place, text in enumerate(texts)}
    likeness = SimilarityIndex(places)
    for pair in pairs:
        score = likeness.between(places[pair.a], places[pair.b])
        yield {"id": pair.id, "score": round(score, 4), "verdict": judge(pair.a, pair.b, score).value}


def load_pairs(path: Path) -> list[PairLine]:
    """Read pairs, an object of JSON a line.

    Raises:
        Refusal: The file is not UTF-8 text, or a line is no pair.
        OSError: The file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("similar-not-text", file=path.name) from None
    lines = enumerate(text.split("\n"), start=1)
    return [_pair(line, path.name, number) for number, line in lines if line.strip()]


def _pair(line: str, file: str, number: int) -> PairLine:
    try:
        return PairLine.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "JSON"
        raise Refusal("similar-line", file=file, line=number, field=field, problem=first["msg"]) from None
