"""What a counterpoint answers: words of the article that stand there verbatim, or the article as a whole."""

from __future__ import annotations

import re

from bot.article.quoting import quotes as quoting_quotes
from bot.article.quoting.quotes import Quote
from bot.article.ranking import index_of, rank
from bot.article.ranking.context import widened
from bot.article.snapshot import Snapshot
from bot.texts import Refusal

OFFERED_PASSAGES = 3
"""Passages that are offered to choose from."""
WORTH_OFFERING = 0.15
"""Standing of the ranking under which no passage is likely at all."""


def find_words(snapshot: Snapshot, words: str, near: tuple[int, int] | None = None) -> Quote:
    """Find quoted words in the article; the space between them may differ.

    Args:
        snapshot: The article.
        words: What was quoted.
        near: A place `text[start:end]` in which they are looked for first.

    Raises:
        Refusal: They do not stand in one of its paragraphs.
    """
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = [match.span() for match in pattern.finditer(snapshot.text)] if words.strip() else []
    start, end = near or (0, 0)
    found.sort(key=lambda span: not (start <= span[0] and span[1] <= end))
    for place in found:
        quote = _cut(snapshot, *place)
        if quote is not None:
            return quote
    raise Refusal("quote-not-in-article")


def likeliest(snapshot: Snapshot, text: str) -> list[Quote]:
    """Return the passages that a text most likely answers, best first, one a paragraph."""
    index = index_of(snapshot)
    ranking = rank(index, text)
    if ranking.standing < WORTH_OFFERING:
        return []
    quotes: dict[int, Quote] = {}
    for place, score in ranking.best(len(ranking.sentences)):
        if len(quotes) == OFFERED_PASSAGES:
            break
        start, end = widened(snapshot.text, index, place)
        quote = quoting_quotes.cut(snapshot, start, end, score)
        quotes.setdefault(quote.passage, quote)
    return list(quotes.values())


def quote_at(snapshot: Snapshot, start: int, stop: int) -> Quote:
    """Cut the words that a counterpoint answers from its snapshot again."""
    return quoting_quotes.cut(snapshot, start, stop, 0.0)


def paragraph_of(snapshot: Snapshot, quote: Quote) -> int:
    """Return the number of the paragraph that people see."""
    return snapshot.number_of(snapshot.passages[quote.passage]) or 0


def _cut(snapshot: Snapshot, start: int, end: int) -> Quote | None:
    """Cut words as a quote, where the article says them in its own voice and within one paragraph."""
    try:
        return quoting_quotes.cut(snapshot, start, end, 1.0)
    except ValueError:
        return None
