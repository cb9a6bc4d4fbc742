"""Sentences about other things: how near does a question come to what has nothing to do with it.

A cosine tells little by itself: it depends on the languages of question and article, and on the question. So the best
sentence of an article is measured against two hundred sentences about hedgehogs, violins and ferries, in the article's
language. They are our own, in `sentences/<language>.txt`, the same things in each language.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.article.ranking.postings import Floats
    from bot.article.semantic import Vectors
else:
    np = lazy("numpy")

_FOLDER = Path(__file__).parent / "sentences"

NEAREST_SENTENCES = 20
"""The nearest sentences whose mean cosine is what a sentence about something else reaches."""

WIDE_MODEL_DISTANCE = 0.4
"""One minus the mean cosine of unrelated sentences, from which a model counts as wider: multilingual-e5-small has 0.13
(Lithuanian) to 0.22 (English)."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have such sentences."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))


@cache
def sentences_for(language: str) -> tuple[str, ...]:
    """Return the sentences for an article's language; for one without, each thing in another language by turns."""
    if language in languages():
        return _lines(language)
    others = [_lines(other) for other in languages()]
    return tuple(others[number % len(others)][number] for number in range(len(others[0])))


def reach(vectors: Vectors, question: Floats, article_language: str, question_language: str) -> float:
    """Return how near a question comes to sentences about something else.

    Args:
        vectors: (sentences, dimensions) of `sentences_for(article_language)`.
        question: (dimensions,)
        article_language: The article's language.
        question_language: The question's. Where the sentences are in many languages, those in this one are left out.
    """
    cosines = vectors @ question
    if article_language not in languages() and question_language in languages():
        turns = np.arange(len(cosines)) % len(languages())
        cosines = cosines[turns != languages().index(question_language)]
    return float(np.sort(cosines)[-NEAREST_SENTENCES:].mean())


def stretch(vectors: Vectors) -> float:
    """Return by how much a model's cosines spread wider than those that the thresholds were measured with, 1 or more.

    multilingual-e5-small keeps the cosines of unrelated sentences within about 0.2 of 1, others use the whole range.
    """
    spread = 1 - float(np.square(vectors.mean(axis=0)).sum())
    return max(1.0, spread / WIDE_MODEL_DISTANCE)


def _lines(language: str) -> tuple[str, ...]:
    return tuple((_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines())
