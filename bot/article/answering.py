"""From a question to an answer: quotes of the article in one of three bands, or a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.article.language import language_of_question
from bot.article.quoting import Quote, cut
from bot.article.ranking import Index, Ranking, index_of, rank
from bot.article.ranking.standing import widened
from bot.article.ranking.words import stems, tokens
from bot.article.snapshot import Snapshot

LONGEST_QUESTION = 1_000
"""Characters; who asks more has not asked one thing."""

REFUSE_BELOW = 0.52
"""Confidence under which nothing is quoted.

Fitted on SQuAD 2 and XQuAD in English, Russian, German and Spanish: in their mean it keeps 96 % of the questions that
have an answer and refuses 97 % of those about another article. Questions written to look answerable (SQuAD's
adversarial ones) were left out of the fitting.
"""

ANSWER_FROM = 0.60
"""Confidence from which the quotes are called the answer.

Above it the first quote was right in 82 % of the same questions and one of three in 94 %, below it in 60 and 80 %; at
most 1 % of the questions about another article get so far.
"""

_ALMOST_AS_GOOD = 0.7
"""A further quote is shown when its score is at least this share of the best one's."""


class Band(StrEnum):
    """How surely the article answers."""

    ANSWER = "answer"
    CLOSEST = "closest"
    REFUSAL = "refusal"


class Reason(StrEnum):
    """Why nothing is quoted."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NO_WORDS = "no-words"
    OTHER_LANGUAGE = "other-language"
    NOT_IN_ARTICLE = "not-in-article"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the article says to a question."""

    band: Band
    reason: Reason | None
    """Set for a refusal alone."""
    confidence: float
    """0 to 1."""
    language: str
    """Of the question, as far as can be told."""
    quotes: tuple[Quote, ...]
    """Best first; none for a refusal."""


def answer(snapshot: Snapshot, question: str, limit: int = 3) -> Answer:
    """Answer a question with quotes of the article.

    Args:
        snapshot: The article.
        question: What was asked; any text at all.
        limit: How many quotes at most.
    """
    reason = _unanswerable(question)
    if reason is not None:
        return Answer(Band.REFUSAL, reason, 0.0, snapshot.language, ())
    index = index_of(snapshot)
    language, ranking = read_question(index, question)
    band, reason = judge(snapshot.language, language, ranking)
    quotes = () if band is Band.REFUSAL else _quotes(snapshot, index, ranking, limit)
    return Answer(band, reason, ranking.confidence, language, quotes)


def read_question(index: Index, question: str) -> tuple[str, Ranking]:
    """Return the language of a question and the ranking of the article's sentences for it."""
    language = language_of_question(question, index.language, lambda word: _known(index, word))
    return language, rank(index, question)


def judge(article_language: str, language: str, ranking: Ranking) -> tuple[Band, Reason | None]:
    """Choose the band, and the reason of a refusal."""
    if language != article_language:
        return Band.REFUSAL, Reason.OTHER_LANGUAGE
    if not ranking.sentences or ranking.confidence < REFUSE_BELOW:
        return Band.REFUSAL, Reason.NOT_IN_ARTICLE
    return (Band.ANSWER if ranking.confidence >= ANSWER_FROM else Band.CLOSEST), None


def _unanswerable(question: str) -> Reason | None:
    """Tell why a text is no question before anything is searched."""
    if not question.strip():
        return Reason.EMPTY
    if len(question) > LONGEST_QUESTION:
        return Reason.TOO_LONG
    return None if tokens(question) else Reason.NO_WORDS


def _known(index: Index, word: str) -> bool:
    return any(index.knows(stem) for stem in stems([word], index.language))


def _quotes(snapshot: Snapshot, index: Index, ranking: Ranking, limit: int) -> tuple[Quote, ...]:
    """Cut the best sentences, each in the context it needs, leaving out those that a better quote already holds."""
    quotes: list[Quote] = []
    best = ranking.best(len(ranking.sentences))
    for place, score in best:
        if len(quotes) >= limit or score < _ALMOST_AS_GOOD * best[0][1]:
            break
        start, end = widened(snapshot.text, index, place)
        if all(end <= quote.start or quote.end <= start for quote in quotes):
            quotes.append(cut(snapshot, start, end, score))
    return tuple(quotes)
