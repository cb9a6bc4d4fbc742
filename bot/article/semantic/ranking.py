"""The ranking with meaning: cosines, a little of the words they share, and how sure the article answers at all.

The constants are chosen by `tests/bench/fit_thresholds.py`, which says why. `WORD_WEIGHT` and `CROWD_PENALTY` are
given: questions of SQuAD and XQuAD repeat the article's words more than people do, so nothing that counts words is
left to them alone.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from bot.article.ranking import Index, Ranking, compare, nothing
from bot.article.ranking.certainty import ACROSS, WITH_MEANING, Overlap, Signals, ahead, likely, signals_of
from bot.article.ranking.tokens import stems, tokens
from bot.article.semantic.background import languages, reach, stretch
from bot.article.semantic.vectors import QuestionVectors
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.article.ranking.postings import Floats, Ids
else:
    np = lazy("numpy")

WORD_WEIGHT = 0.05
"""Of BM25 coverage, of the weight of the words that a sentence holds, and of the cosine by letters, each."""
WORDS_BEFORE = 0.1
"""Of the weight of the words that only the sentence before holds: it says who "he" is, and is quoted with it."""
CUE_WEIGHT = 0.02
PARAGRAPH_LETTERS = 0.2
PREVIOUS_SENTENCE_WEIGHT = 0.05
"""Across languages, where no words are shared: of the previous sentence. The rest of the paragraph brings no more."""

NUMBER = 0.01
"""Across languages: for each number of the question that a sentence holds."""

CROWD_PENALTY = 0.010
"""The best of many sentences is nearer by chance: this, a factor e of sentences."""
USUAL_SENTENCE_COUNT = 25
"""Sentences at which nothing is taken off for the crowd."""
UNMET_NAME_PENALTY = 0.01
"""Taken off where the question names what stands nowhere in the article."""
REFUSE_BELOW = 0.0465
"""Standing under which nothing is quoted."""
LEVEL = {"be": -0.019, "lt": -0.023, "pl": -0.009, "tr": -0.025, "uk": -0.011}
"""How much lower questions of a language stand before an article in another one than German, Spanish and Russian ones.

For Turkish by its set; for the others the mean of how much lower our own sentences stand to their translations, and our
own strange questions to articles that do not answer them.
"""
BORROWED_THRESHOLDS = 0.011, -0.040
"""Added to it for an article whose language has no sentences about other things: same language, another one."""

ANSWER_FROM = 0.6, 0.55
"""Confidence from which the best sentence is called the answer: question in the article's language, in another one.

In the article's language it is a trade, each time of 100 in the mean of the sets. From 0.6 on, 52 answerable questions
get an answer, 95 of those the right sentence first; so do 7 of those whose sentence is taken out and 24 of the
adversarial ones. From 0.47 on it would be 61, 93, 10 and 31.
"""
NEAR_BEST_MARGIN = 0.04
"""A further sentence is worth showing when its score is no more than this below the best one's."""
_THRESHOLD_SPREAD = 0.012
"""Distance from the threshold that makes a standing of 0.73 out of 0.5."""
FEW_WORDS = 5
"""Words that count in a search of few words, one without a question mark: there the words that are shared mean less."""
OF_FEW = 0.2
"""What is left of the weight of words then."""

_MARK = re.compile(r"[?？؟;՞]\s*$")
"""A question mark at the end; the Greek one looks like a semicolon."""


def rank(index: Index, question: str, asked: QuestionVectors, language: str, unmet: bool) -> Ranking:
    """Score every sentence of an article for a question in any language.

    Args:
        index: The article.
        question: What was asked.
        asked: The same as vectors.
        language: The question's language.
        unmet: Whether it names something that stands nowhere in the article.
    """
    if not index.sentences:
        return nothing()
    cosines = cosines_of(asked)
    same = language == index.language
    overlap = compare(index, question) if same else None
    scores = _with_words(index, question, cosines, overlap) if overlap else _across(index, question, cosines)
    above = above_others(index, asked, language, cosines)
    standing = above - CROWD_PENALTY * math.log(len(cosines) / USUAL_SENTENCE_COUNT) - UNMET_NAME_PENALTY * unmet
    beyond = standing - (REFUSE_BELOW + (0.0 if index.language in languages() else BORROWED_THRESHOLDS[not same]))
    signals = signals_of(overlap, scores, above) if overlap else Signals(ahead=ahead(scores), above=above)
    confidence = (WITH_MEANING if overlap else ACROSS).confidence(signals)
    return Ranking(
        index.sentences,
        scores.astype(np.float32),
        standing=likely(beyond / _THRESHOLD_SPREAD),
        confidence=confidence,
        refused=beyond < 0,
        firm=not unmet and confidence >= ANSWER_FROM[not same],
        worth=float(scores.max()) - NEAR_BEST_MARGIN,
    )


def cosines_of(asked: QuestionVectors) -> Floats:
    """Return (sentences,) how near each sentence is to a question, as narrow as the thresholds were measured with."""
    return np.asarray(asked.article.sentences @ (asked.question / stretch(asked.article.elsewhere)), np.float32)


def above_others(index: Index, asked: QuestionVectors, language: str, cosines: Floats) -> float:
    """Return how far the nearest sentence is above sentences about other things, for a question in a language."""
    question = asked.question / stretch(asked.article.elsewhere)
    level = 0.0 if language == index.language else LEVEL.get(language, 0.0)
    return float(cosines.max()) - reach(asked.article.elsewhere, question, index.language, language) - level


def _with_words(index: Index, question: str, cosines: Floats, overlap: Overlap) -> Floats:
    words = overlap.match.coverage + overlap.match.weight_held + overlap.letters
    around = WORDS_BEFORE * overlap.before + PARAGRAPH_LETTERS * overlap.paragraph_letters
    shared = WORD_WEIGHT * words + CUE_WEIGHT * overlap.cues + around
    return np.asarray(cosines + (OF_FEW if _is_search(index, question) else 1.0) * shared, np.float32)


def _is_search(index: Index, question: str) -> bool:
    """Tell whether somebody searches by a few words rather than asks."""
    return not _MARK.search(question) and len(stems(tokens(question), index.language)) <= FEW_WORDS


def _across(index: Index, question: str, cosines: Floats) -> Floats:
    """Score for a question in another language: figures are written alike in all of them."""
    around = PREVIOUS_SENTENCE_WEIGHT * before_of(cosines, index.paragraphs)
    return np.asarray(cosines + around + NUMBER * numbers_held(index, question), np.float32)


def numbers_held(index: Index, question: str) -> Floats:
    """Return (sentences,) how many of the question's numbers each sentence holds."""
    numbers = [word for word in tokens(question) if word[0].isdigit()]
    return np.asarray(index.terms.match(numbers).held.sum(axis=1), np.float32)


def before_of(cosines: Floats, paragraphs: Ids) -> Floats:
    """Return (sentences,) the cosine of the previous sentence of the paragraph, of the first its own."""
    before = cosines.copy()
    before[1:] = np.where(paragraphs[1:] == paragraphs[:-1], cosines[:-1], cosines[1:])
    return before
