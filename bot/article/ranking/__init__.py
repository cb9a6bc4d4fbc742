"""The lexical ranking: which sentences of an article a question is about, and how sure that is.

One weighted sum a sentence. The weights were fitted together over SQuAD 2 (English) and XQuAD (English, Russian,
German, Spanish), eight-fold by article: fitted and left-out articles differ by less than half a point. A tenth more or
less of one changes hardly anything; the last digits were chosen so that no set loses to an earlier version. What was
tried and brought nothing: pairs of neighbouring words, closeness of the matches, the next sentence, BM25 of whole
paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.article.ranking.bm25 import Match, Terms, weigh
from bot.article.ranking.certainty import BY_WORDS, Overlap, signals_of
from bot.article.ranking.ngrams import NgramIndex, liken
from bot.article.ranking.question_kinds.cues import Signs, asked_for, cue_scores, signs_of
from bot.article.ranking.scraps import scraps_among
from bot.article.ranking.segmentation.sentences import sentences
from bot.article.ranking.tokens import spelling, stems, tokens
from bot.article.snapshot import Snapshot
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.article.ranking.postings import Floats, Ids
else:
    np = lazy("numpy")

KIN_WEIGHT = 0.59
PREVIOUS_SENTENCE_WEIGHT = 0.48
PARAGRAPH_WEIGHT = 0.47
LETTER_WEIGHT = 1.3
PARAGRAPH_LETTERS = 5.0
"""Large because the cosine of a question with a whole paragraph is small."""
CUE_WEIGHT = 0.35
LENGTH_WEIGHT = 0.098

_EVEN_EVIDENCE = 1.0
"""The evidence at which the article as likely as not speaks of it: standing 0.5."""

_ALMOST_AS_GOOD = 0.7
"""A further sentence is worth showing when its score is at least this share of the best one's."""

REFUSE_BELOW = 0.516
"""Standing under which nothing is quoted.

Fitted on SQuAD 2 and XQuAD in English, Russian, German and Spanish: in their mean it keeps 96 % of the questions that
have an answer and refuses 97 % of those about another article. Questions written to look answerable (SQuAD's
adversarial ones) were left out of the fitting.
"""
ANSWER_FROM = 0.4
"""Confidence from which the quotes are called the answer; `tests/bench/reliability.py` tells what that is worth.

In each set at least 60 of 100 answerable questions get an answer, and at most 15 of those whose sentence is taken out.
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a snapshot: the passage it stands in, and `text[start:end]`."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Everything about an article that a question is compared with. Read-only, so threads may share it."""

    language: str
    sentences: tuple[Sentence, ...]
    paragraphs: Ids
    """(sentences,) the paragraph of each, counted from 0 without gaps."""
    terms: Terms
    letters: NgramIndex
    paragraph_letters: NgramIndex
    signs: Signs
    lengths: Floats
    """(sentences,) logarithm of the length: a longer sentence says more."""
    scraps: NDArray[np.bool_]
    """(sentences,) whether it is no whole sentence among whole ones, but a scrap of a page."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The sentences of an article for one question."""

    sentences: tuple[Sentence, ...]
    scores: Floats
    """(sentences,) in the order of the article."""
    standing: float
    """0 to 1, how surely the article speaks of it at all."""
    confidence: float
    """0 to 1, how often the first sentence is right in such a case; half of the questions have none."""
    refused: bool
    """Whether the article says nothing about it."""
    firm: bool
    """Whether the best sentence may be called the answer."""
    worth: float
    """The score from which a further sentence is worth showing."""

    def best(self, limit: int) -> tuple[tuple[int, float], ...]:
        """Return the numbers of the best sentences and their scores, best first; the earlier where two are equal."""
        order = np.argsort(-self.scores, kind="stable")[:limit]
        return tuple((int(place), float(self.scores[place])) for place in order)


def nothing() -> Ranking:
    """Return what is found in an article that says nothing about it."""
    return Ranking((), np.zeros(0, np.float32), 0.0, 0.0, refused=True, firm=False, worth=0.0)


"""The ranking of an article without sentences."""


@lru_cache(maxsize=16)
def index_of(snapshot: Snapshot) -> Index:
    """Index the paragraphs of a snapshot; asked again, the same index is returned."""
    found, paragraphs = _sentences(snapshot)
    words = [tokens(snapshot.text[sentence.start : sentence.end]) for sentence in found]
    letters, paragraph_letters = liken([spelling(row, snapshot.language) for row in words], paragraphs)
    return Index(
        language=snapshot.language,
        sentences=found,
        paragraphs=paragraphs,
        terms=weigh([stems(row, snapshot.language) for row in words]),
        letters=letters,
        paragraph_letters=paragraph_letters,
        signs=signs_of(words, snapshot.language),
        lengths=np.log(np.array([sentence.end - sentence.start + 20 for sentence in found], np.float32)),
        scraps=scraps_among([snapshot.text[sentence.start : sentence.end] for sentence in found]),
    )


def _sentences(snapshot: Snapshot) -> tuple[tuple[Sentence, ...], Ids]:
    found = [
        Sentence(passage.index, *span)
        for passage in snapshot.paragraphs()
        for span in sentences(snapshot.text, passage.start, passage.end, snapshot.language)
    ]
    _, paragraphs = np.unique(np.array([sentence.passage for sentence in found], np.int64), return_inverse=True)
    return tuple(found), paragraphs


def compare(index: Index, question: str) -> Overlap:
    """Compare a question with every sentence of an article in the question's language."""
    words = tokens(question)
    spelt = spelling(words, index.language)
    match = index.terms.match(stems(words, index.language))
    return Overlap(
        match=match,
        before=_held_before(match, index.paragraphs),
        letters=index.letters.score(spelt),
        paragraph_letters=index.paragraph_letters.score(spelt)[index.paragraphs],
        cues=cue_scores(index.signs, asked_for(question, index.language), words, len(index.sentences)),
    )


def rank(index: Index, question: str) -> Ranking:
    """Score every sentence of an article for a question in the article's language, by words alone."""
    if not index.sentences:
        return nothing()
    overlap = compare(index, question)
    evidence = _evidence(index, overlap)
    scores = evidence + CUE_WEIGHT * overlap.cues + LENGTH_WEIGHT * (index.lengths - index.lengths.mean())
    top = max(0.0, float(evidence.max()))
    standing = top / (top + _EVEN_EVIDENCE)
    confidence = BY_WORDS.confidence(signals_of(overlap, scores))
    return Ranking(
        index.sentences,
        scores.astype(np.float32),
        standing,
        confidence,
        refused=standing < REFUSE_BELOW,
        firm=confidence >= ANSWER_FROM,
        worth=_ALMOST_AS_GOOD * float(scores.max()),
    )


def _evidence(index: Index, overlap: Overlap) -> Floats:
    """Return (sentences,) how much of the question stands in each sentence and around it."""
    match = overlap.match
    return np.asarray(
        match.coverage
        + KIN_WEIGHT * match.kin
        + PREVIOUS_SENTENCE_WEIGHT * overlap.before
        + PARAGRAPH_WEIGHT * _best_of_paragraph(match.coverage, index.paragraphs)
        + LETTER_WEIGHT * overlap.letters
        + PARAGRAPH_LETTERS * overlap.paragraph_letters,
        np.float32,
    )


def _held_before(match: Match, paragraphs: Ids) -> Floats:
    """Return (sentences,) what the previous sentence of the paragraph holds of the stems that are missing."""
    before = np.zeros_like(match.held)
    before[1:] = match.held[:-1] & (paragraphs[1:] == paragraphs[:-1])[:, None]
    return np.asarray(np.where(before & ~match.held, match.shares, 0).sum(axis=1), np.float32)


def _best_of_paragraph(coverage: Floats, paragraphs: Ids) -> Floats:
    """Return (sentences,) the best coverage in the same paragraph."""
    starts = np.flatnonzero(np.diff(paragraphs, prepend=-1))
    return np.asarray(np.maximum.reduceat(coverage, starts)[paragraphs], np.float32)
