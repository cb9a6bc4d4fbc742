"""Whether a passage holds something of the kind that a question asks for: a date, a number, a person, a place, a name.

The cues of the ranking say what may help; here is said what must be there before a quote is called the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from bot.article.ranking.question_kinds.cue_words import GROUPS, SIGNS, Wanted
from bot.article.ranking.question_kinds.cues import asks
from bot.article.ranking.stopwords import STOP_WORDS
from bot.article.ranking.tokens import stems, tokens

CHECKED = (Wanted.TIME, Wanted.AMOUNT, Wanted.PERSON, Wanted.PLACE, Wanted.NAME)
"""What can be told by the looks of a word; a reason cannot."""
_YEAR_RANGE = range(1000, 2101)
_NUMBER = re.compile(r"\d+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|-?(?:е|й|го|м|х|я))")

_INTO = {
    "en": frozenset(
        {"in", "at", "from", "to", "near", "on", "into", "outside", "around", "across", "through", "via", "towards"}
    )
}
"""Words before a place."""
_HOW_MANY = {"en": re.compile(r"\bhow many (?:more |other |new )?(\w+)")}
_EACH = frozenset({"a", "an", "per", "each", "every", "and", "or"})
"""Words behind which another thing is told: 300 crowns a hectare."""
_WHO_SAYS = re.compile(
    r"\b(?:who (?:also )?(?:says?|said|claims?|claimed|thinks?|thought|believes?|argues?|argued)"
    r"|кто (?:сказал|говорит|говорил|утверждает|считает|думает)"
    r"|хто (?:сказа[ўв]|каж[ае]|гаворыць|говорить|лічыць|вважає)"
    r"|kto (?:powiedział|mówi|twierdzi|uważa|sądzi)|kas (?:sako|sakė|pasakė|teigia|mano|galvoja)"
    r"|wer (?:sagt|sagte|behauptet|meint|glaubt)|qui[eé]n (?:dice|dijo|afirma|cree|piensa))\b",
    re.IGNORECASE,
)
"""Who says it stands beside the quote, not in its words."""


def sought(question: str, language: str) -> Wanted | None:
    """Return the kind of thing a question asks for; None where it asks for none that has a look of its own.

    What is asked for first counts: "When did the man who leads it resign?" asks for a time. A question that is a name
    alone, who it is, can be answered by any words.
    """
    found = [(at, wanted) for wanted in CHECKED for at in asks(question, wanted, language)]
    if not found or _WHO_SAYS.search(question):
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
    words = tokens(passage)
    found = [at for at in range(len(words)) if words[at].lower() not in own and _is(words, at, wanted, language)]
    if wanted is Wanted.PLACE and "where" in own and language in _INTO:
        found = [at for at in found if _is_sign(words[at], wanted, language) or _is_placed(words, at, language)]
    counted = _counted(question, language) if wanted is Wanted.AMOUNT else frozenset()
    return bool(found) and (not counted or any(_beside(words, at, counted, language) for at in found))


def _is(words: Sequence[str], at: int, wanted: Wanted, language: str) -> bool:
    """Tell whether a word is of a kind where it stands."""
    if wanted is Wanted.TIME:
        return _is_time(words, at, language)
    if wanted is Wanted.AMOUNT:
        return _is_amount(words, at, language)
    if _is_sign(words[at], wanted, language) or (wanted is Wanted.PERSON and _is_doer(words, at, language)):
        return True
    return _is_name(words, at, language) and not _is_sign(words[at], Wanted.TIME, language)


def _is_doer(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether somebody did it stands here: by its keeper; not by bus, not by 2030."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    return (
        language == "en" and words[at].lower() == "by" and (behind[:1].isupper() or behind.lower() in STOP_WORDS["en"])
    )


def _is_placed(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a name stands where a place does: in, to or from it."""
    first = at
    while first and words[first - 1][0].isupper():
        first -= 1
    before = [word.lower() for word in words[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in _INTO[language] or (before[-1] == "the" and before[0] in _INTO[language]))


def _counted(question: str, language: str) -> frozenset[str]:
    """Return the stem of what is to be counted: how many boats."""
    pattern = _HOW_MANY.get(language)
    found = pattern.search(question.lower()) if pattern else None
    return frozenset(stems([found[1]], language)) if found else frozenset()


def _beside(words: Sequence[str], at: int, counted: frozenset[str], language: str) -> bool:
    """Tell whether what is counted, or no other thing, stands behind a number."""
    after = list(takewhile(lambda word: word.lower() not in _EACH, words[at + 1 : at + 5]))
    return bool(counted & set(stems(after, language))) or not (after and _counts(words, at, language))


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
    if not word[0].isdigit() or dated or (_ORDINAL.fullmatch(word) and word[-1] != "s"):
        return False
    return not _is_year(word) or _counts(words, at, language)


def _is_year(word: str) -> bool:
    return len(word) == 4 and bool(_NUMBER.fullmatch(word)) and int(word) in _YEAR_RANGE


def _counts(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a number stands before what it counts: 30 riders."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return after[:1].islower() and after not in STOP_WORDS.get(language, ())


def _is_name(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a word is spelt as a name; where a passage begins only before another one, or as no small word."""
    word = words[at]
    if not word[0].isupper() or word.lower() in STOP_WORDS.get(language, ()):
        return False
    return bool(at) or (len(words) > 1 and words[1][0].isupper())


@lru_cache(maxsize=65_536)
def _is_sign(word: str, wanted: Wanted, language: str) -> bool:
    patterns = (table.get(language, {}).get(wanted) for table in (SIGNS, GROUPS))
    return any(pattern is not None and re.fullmatch(pattern, word.lower()) for pattern in patterns)
