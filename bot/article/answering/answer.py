"""From a question to an answer: quotes of the article in one of three bands, or a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.article.answering.named_entities import nameable, named_in, unmet
from bot.article.language_detection import language_of_question
from bot.article.quoting.quotes import Quote, cut
from bot.article.ranking import Index, Ranking, index_of, rank
from bot.article.ranking.certainty import doubted
from bot.article.ranking.context import widened
from bot.article.ranking.question_kinds.kinds import holds, sought
from bot.article.ranking.question_kinds.narrow_kinds import holds_narrow, narrow_kind
from bot.article.ranking.tokens import stems, tokens
from bot.article.semantic import ranking as semantic_ranking
from bot.article.semantic.vectors import QuestionVectors
from bot.article.snapshot import Snapshot

LONGEST_QUESTION = 1_000
"""Characters; who asks more has not asked one thing."""


class Band(StrEnum):
    """How surely the article answers."""

    ANSWER = "answer"
    CLOSEST = "closest"
    REFUSAL = "refusal"


class NoQuoteReason(StrEnum):
    """Why nothing is quoted."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NO_WORDS = "no-words"
    OTHER_LANGUAGE = "other-language"
    STILL_READING = "still-reading"
    """Another language than the article's, which is not understood yet but will be."""
    NOT_IN_ARTICLE = "not-in-article"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the article says to a question."""

    band: Band
    reason: NoQuoteReason | None
    """Set for a refusal alone."""
    confidence: float
    """0 to 1, how often such a first quote answers; half of the questions it was measured with have none."""
    language: str
    """Of the question, as far as can be told."""
    quotes: tuple[Quote, ...]
    """Best first; none for a refusal."""


def answer(snapshot: Snapshot, question: str, limit: int = 3, asked: QuestionVectors | None = None) -> Answer:
    """Answer a question with quotes of the article.

    Args:
        snapshot: The article.
        question: What was asked; any text at all.
        limit: How many quotes at most.
        asked: Article and question as vectors; without them only the article's own language is answered.
    """
    reason = why_no_question(question)
    if reason is not None:
        return Answer(Band.REFUSAL, reason, 0.0, snapshot.language, ())
    language, ranking = read_question(snapshot, question, asked)
    band, reason = judge(snapshot.language, language, ranking, across=asked is not None)
    quotes = () if band is Band.REFUSAL else _quotes(snapshot, index_of(snapshot), ranking, limit)
    return Answer(band, reason, ranking.confidence, language, quotes)


def read_question(snapshot: Snapshot, question: str, asked: QuestionVectors | None = None) -> tuple[str, Ranking]:
    """Return the language of a question and the ranking of the article's sentences for it."""
    index = index_of(snapshot)
    language = language_of_question(question, index.language, lambda word: _known(index, word))
    missing = bool(unmet(nameable(snapshot), named_in(question, language), language))
    ranking = (
        rank(index, question) if asked is None else semantic_ranking.rank(index, question, asked, language, missing)
    )
    doubts = missing + _doubts(snapshot, index, ranking, question, language)
    confidence = doubted(ranking.confidence, doubts)
    return language, replace(ranking, confidence=confidence, firm=ranking.firm and not doubts)


def _doubts(snapshot: Snapshot, index: Index, ranking: Ranking, question: str, language: str) -> int:
    """Count what speaks against the first quote: nothing of the kind that was asked for, a scrap of a page."""
    if not ranking.sentences:
        return 0
    ((best, _),) = ranking.best(1)
    start, end = widened(snapshot.text, index, best)
    lacking = _lacks(snapshot.text[start:end], question, language, index.language)
    return lacking + bool(index.scraps[best])


def _lacks(passage: str, question: str, language: str, article_language: str) -> bool:
    """Tell whether a passage holds nothing of the kind that a question asks for."""
    narrow = narrow_kind(question)
    if narrow is not None:
        return not holds_narrow(passage, narrow)
    wanted = sought(question, language)
    return wanted is not None and not holds(passage, wanted, question, article_language)


def judge(article_language: str, language: str, ranking: Ranking, across: bool) -> tuple[Band, NoQuoteReason | None]:
    """Choose the band, and the reason of a refusal.

    Args:
        article_language: The article's language.
        language: The question's.
        ranking: The article's sentences for it.
        across: Whether the ranking sees across languages.
    """
    if language != article_language and not across:
        return Band.REFUSAL, NoQuoteReason.OTHER_LANGUAGE
    if ranking.refused:
        return Band.REFUSAL, NoQuoteReason.NOT_IN_ARTICLE
    return (Band.ANSWER if ranking.firm else Band.CLOSEST), None


def why_no_question(question: str) -> NoQuoteReason | None:
    """Tell why a text is no question before anything is searched."""
    if not question.strip():
        return NoQuoteReason.EMPTY
    if len(question) > LONGEST_QUESTION:
        return NoQuoteReason.TOO_LONG
    return None if tokens(question) else NoQuoteReason.NO_WORDS


def _known(index: Index, word: str) -> bool:
    return any(stem in index.terms.numbers for stem in stems([word], index.language))


def _quotes(snapshot: Snapshot, index: Index, ranking: Ranking, limit: int) -> tuple[Quote, ...]:
    """Cut the best sentences, each in the context it needs, leaving out those that a better quote already holds."""
    quotes: list[Quote] = []
    for place, score in ranking.best(len(ranking.sentences)):
        if len(quotes) >= limit or score < ranking.worth:
            break
        start, end = widened(snapshot.text, index, place)
        if all(end <= quote.start or quote.end <= start for quote in quotes):
            quotes.append(cut(snapshot, start, end, score))
    return tuple(quotes)
