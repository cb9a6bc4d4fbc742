"""Whether a passage holds something of the kind that a question asks for: a date, a number, a person, a place, a name.

The cues of the ranking say what may help; here is said what must be there before a quote is called the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.article.ranking.cue_words import GROUPS, SIGNS, Wanted
from bot.article.ranking.cues import asks
from bot.article.ranking.stopwords import STOP_WORDS
from bot.article.ranking.words import tokens

CHECKED = (Wanted.TIME, Wanted.AMOUNT, Wanted.PERSON, Wanted.PLACE, Wanted.NAME)
"""What can be told by the looks of a word; a reason cannot."""
_YEARS = range(1000, 2101)
_NUMBER = re.compile(r"\d+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|-?(?:е|й|го|м|х|я))")


def sought(question: str, language: str) -> Wanted | None:
    """Return the kind of thing a question asks for; None where it asks for none that has a look of its own.

    What is asked for first counts: "When did the man who leads it resign?" asks for a time. A question that is a name
    alone, who it is, can be answered by any words.
    """
    found = [(at, wanted) for wanted in CHECKED for at in asks(question, wanted, language)]
    if not found:
        return None
    _, wanted = min(found)
    subject = [word for word in tokens(question)[1:] if word.lower() not in STOP_WORDS.get(language, ())]
    about_a_name = bool(subject) and all(word[0].isupper() for word in subject)
    return None if wanted is Wanted.PERSON and about_a_name else wanted


def holds(passage: str, wanted: Wanted, question: str, language: str) -> bool:
    """Tell whether a passage holds a thing of a kind, the question's own words not counted.

    Args:
        passage: Words of the article.
        wanted: What is asked for.
        question: What was asked.
        language: The article's language.
    """
    own = {word.lower() for word in tokens(question)}
    return any(word.lower() not in own for word in _of_kind(tokens(passage), wanted, language))


def _of_kind(words: Sequence[str], wanted: Wanted, language: str) -> Iterator[str]:
    if wanted is Wanted.TIME:
        return (word for at, word in enumerate(words) if _is_time(words, at, language))
    if wanted is Wanted.AMOUNT:
        return (word for at, word in enumerate(words) if _is_amount(words, at, language))
    return (word for at, word in enumerate(words) if _is_name(words, at, language) or _is_sign(word, wanted, language))


def _is_time(words: Sequence[str], at: int, language: str) -> bool:
    word = words[at]
    if _is_sign(word, Wanted.TIME, language) or _ORDINAL.fullmatch(word):
        return True
    return _is_year(word) or (
        bool(_NUMBER.fullmatch(word)) and int(word[:6]) <= 60 and not _counts(words, at, language)
    )


def _is_amount(words: Sequence[str], at: int, language: str) -> bool:
    word = words[at]
    if _is_sign(word, Wanted.AMOUNT, language):
        return True
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    dated = any(_is_sign(other, Wanted.TIME, language) for other in beside)
    if not word[0].isdigit() or dated or (_ORDINAL.fullmatch(word) and not word[-1] == "s"):
        return False
    return not _is_year(word) or _counts(words, at, language)


def _is_year(word: str) -> bool:
    return len(word) == 4 and bool(_NUMBER.fullmatch(word)) and int(word) in _YEARS


def _counts(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a number stands before what it counts: 30 riders."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return after[:1].islower() and after not in STOP_WORDS.get(language, ())


def _is_name(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a word is spelt as a name; where a passage begins only before another one, or as no small word."""
    word = words[at]
    if not word[0].isupper() or word.lower() in STOP_WORDS.get(language, ()):
        return False
    return bool(at) or words[1:2] != [] and words[1][0].isupper()


@lru_cache(maxsize=65_536)
def _is_sign(word: str, wanted: Wanted, language: str) -> bool:
    patterns = (table.get(language, {}).get(wanted) for table in (SIGNS, GROUPS))
    return any(pattern is not None and re.fullmatch(pattern, word.lower()) for pattern in patterns)
