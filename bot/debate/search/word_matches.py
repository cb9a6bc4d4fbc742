"""Which texts have the words that somebody looks for, each read in its own language."""

from __future__ import annotations

from collections.abc import Sequence

from bot.article.ranking.tokens import stems, tokens
from bot.debate.duplicates.language import tongue
from bot.debate.duplicates.normalise import plain

MIN_SHARE = 0.5
"""Share of the words looked for that a text must have."""
MIN_BEGINNING_CHARS = 3
"""Letters of a word that are enough to find it by its beginning."""
MIN_STEM_CHARS, MIN_STEM_SHARE, MAX_ENDING_CHARS = 4, 0.6, 3
"""How much two forms of a word have in common, and how long the rest may be."""


def word_matches(words: str, texts: Sequence[str]) -> list[int]:
    """Return the places of the texts that have most of some words, those with more of them first, then the last.

    A word is found in another form (by its stem in the language of the text), and by its beginning.
    """
    asked = tokens(plain(words))
    shares = {place: _share(asked, tokens(plain(text))) for place, text in enumerate(texts)}
    found = [place for place, share in shares.items() if share >= MIN_SHARE]
    return sorted(found, key=lambda place: (-shares[place], -place))


def _share(asked: list[str], text: list[str]) -> float:
    """Return the share of the words asked that a text has; small words count only where nothing else is asked."""
    language = tongue(text)
    there = {*text, *stems(text, language)}
    carrying = [word for word in asked if stems([word], language)] or asked
    return sum(_is_in(word, there, text, language) for word in carrying) / max(1, len(carrying))


def _is_in(word: str, there: set[str], text: list[str], language: str) -> bool:
    if word in there or there.intersection(stems([word], language)):
        return True
    if len(word) >= MIN_BEGINNING_CHARS and any(one.startswith(word) for one in text):
        return True
    return language != "en" and any(_differ_in_ending(word, one) for one in text)


def _differ_in_ending(one: str, other: str) -> bool:
    """Say whether two words may be forms of one, in a language with many endings whose stems may be guessed wrong."""
    longer = max(len(one), len(other))
    same = next(
        (place for place, (here, there) in enumerate(zip(one, other, strict=False)) if here != there),
        min(len(one), len(other)),
    )
    return same >= MIN_STEM_CHARS and longer - same <= MAX_ENDING_CHARS and same >= MIN_STEM_SHARE * longer
