"""What kind of answer a question asks for, and which sentences hold something of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.article.ranking.question_kinds.cue_words import ANYTHING, QUESTIONS, SIGNS, Wanted
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.article.ranking.postings import Floats
else:
    np = lazy("numpy")

Signs = dict[Wanted, tuple[frozenset[str], ...]]
"""For each kind of answer: the words of each sentence that may be one."""

_ASKS = {
    language: {wanted: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for wanted, pattern in patterns.items()}
    for language, patterns in QUESTIONS.items()
}
_ANYTHING = {language: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for language, pattern in ANYTHING.items()}


def asked_for(question: str, language: str) -> frozenset[Wanted]:
    """Return what a question asks for; nothing in a language whose question words we do not know."""
    lowered = question.lower()
    return frozenset(wanted for wanted, pattern in _ASKS.get(language, {}).items() if pattern.search(lowered))


def asks(question: str, wanted: Wanted, language: str) -> list[int]:
    """Return where a question asks for a kind of thing; nowhere where it does not."""
    pattern = _ASKS.get(language, {}).get(wanted)
    return [found.start() for found in pattern.finditer(question.lower())] if pattern else []


def asks_anything(question: str, language: str) -> int:
    """Return where a question begins to ask for anything that has no look of its own; beyond its end where nowhere."""
    found = _ANYTHING[language].search(question.lower()) if language in _ANYTHING else None
    return found.start() if found else len(question)


def signs_of(sentences: Sequence[Sequence[str]], language: str) -> Signs:
    """Note which words of sentences (as they are spelt there) may answer which kind of question."""
    return {wanted: tuple(_signs(words, wanted, language) for words in sentences) for wanted in Wanted}


def cue_scores(signs: Signs, asked: frozenset[Wanted], words: Sequence[str], size: int) -> Floats:
    """Return (size,) how many of the things asked for each sentence holds, not counting the question's own words."""
    own = {word.lower() for word in words}
    scores = np.zeros(size, np.float32)
    for wanted in sorted(asked):
        scores += np.fromiter((not held <= own for held in signs[wanted]), np.float32, size)
    return scores


def _signs(words: Sequence[str], wanted: Wanted, language: str) -> frozenset[str]:
    if wanted in {Wanted.PERSON, Wanted.PLACE}:
        return frozenset(word.lower() for word in words[1:] if word[0].isupper())
    return frozenset(word.lower() for word in words if wanted in _kinds(word.lower(), language))


@lru_cache(maxsize=65_536)
def _kinds(word: str, language: str) -> frozenset[Wanted]:
    told = {wanted for wanted, pattern in SIGNS.get(language, {}).items() if re.fullmatch(pattern, word)}
    if word[0].isdigit():
        told |= {Wanted.TIME, Wanted.AMOUNT}
    return frozenset(told)
