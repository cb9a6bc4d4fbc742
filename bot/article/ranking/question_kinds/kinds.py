"""Whether a passage holds something of the kind that a question asks for: a date, a number, a person, a place, a name.

The cues of the ranking say what may help; here is said what must be there before a quote is called the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from bot.article.ranking.question_kinds.cue_words import GROUPS, SIGNS, Wanted
from bot.article.ranking.question_kinds.cues import asks, asks_anything
from bot.article.ranking.stopwords import STOP_WORDS
from bot.article.ranking.tokens import stems, tokens

CHECKED = (Wanted.TIME, Wanted.AMOUNT, Wanted.PERSON, Wanted.PLACE, Wanted.NAME)
"""What can be told by the looks of a word; a reason cannot."""
_YEAR_RANGE = range(1000, 2101)
_NUMBER = re.compile(r"\d+")
_ORDINAL = frozenset({"st", "nd", "rd", "th", "s", "е", "й", "го", "х", "я"})
"""What stands behind a number that is no amount: 11th, 1990s, 19-го."""
_ERA = frozenset({"bc", "bce", "bp"})
_BEFORE_A_YEAR = {"en": frozenset({"in", "since", "until", "by", "around", "before", "after"})}
"""Words behind which a number of three figures is a year: in 911."""

_INTO = {
    "en": r"in|at|from|to|near|on|into|outside|around|across|through|via|towards|throughout|between|along|within|beside"
    r"|behind|beyond|under|above|below"
}
"""Words before a place."""
_HOW_MANY = {"en": re.compile(r"\bhow many ((?:[\w-]+\s+){0,3}[\w-]+)")}
_HEADS = frozenset(stems(["people", "soldiers", "troops", "men", "women", "inhabitants"], "en"))
"""Stems of those who are counted by many names: residents, Frenchmen, a crew."""
_WHO_IS = {"en": r"(?i)\bwho (?:is|was|are|were|will be|became) (?:the|an?|its|his|her|their|\w+'s)\b"}
"""Who has a post or a part is told by a name: "people" answers no question for the mayor."""
_TITLES = re.compile(
    r"captain|mayor|president|bishop|king|queen|prince(?:ss)?|sir|lord|lady|general|colonel|doctor|professor|minister"
    r"|chancellor|saint|governor|senator|judge|emperor|mrs?|ms|dr",
    re.IGNORECASE,
)
"""Written large before a name without being one."""
_CLAUSE_BEFORE = {"en": re.compile(r"^.*, (?=(?:what|how|why)\b)", re.IGNORECASE | re.DOTALL)}
"""What stands before the clause that asks: when he left, what rang?"""
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

    What is asked for first counts: "When did the man who leads it resign?" asks for a time, "What rang when he left?"
    for no kind. A question that is a name alone, who it is, can be answered by any words.
    """
    asking = _CLAUSE_BEFORE[language].sub("", question) if language in _CLAUSE_BEFORE else question
    found = [(at, wanted) for wanted in CHECKED for at in asks(asking, wanted, language)]
    if not found or _WHO_SAYS.search(question):
        return None
    at, wanted = min(found)
    if at > asks_anything(asking, language):
        return None
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
    own = {_bare(word) for word in tokens(question)}
    words = tokens(passage)
    found = [at for at in range(len(words)) if _bare(words[at]) not in own and _is(words, at, wanted, language)]
    if wanted is Wanted.PERSON and language in _WHO_IS and re.search(_WHO_IS[language], question):
        found = [at for at in found if _is_name(words, at, language)]
    if wanted is Wanted.PLACE and "where" in own and language in _INTO:
        found = [at for at in found if _is_sign(words[at], wanted, language) or _is_placed(words, at, language)]
    counted = _counted(question, language) if wanted is Wanted.AMOUNT else frozenset()
    if counted and not counted & (_HEADS | frozenset(stems(words, language))):
        return False
    return bool(found) and (not counted or any(_beside(words, at, counted, language) for at in found))


def _is(words: Sequence[str], at: int, wanted: Wanted, language: str) -> bool:
    """Tell whether a word is of a kind where it stands."""
    if wanted is Wanted.TIME:
        return _is_time(words, at, language)
    if wanted is Wanted.AMOUNT:
        return _is_amount(words, at, language)
    if _is_sign(words[at], wanted, language) or (wanted is Wanted.PERSON and _is_doer(words, at, language)):
        return True
    return _is_name(words, at, language) and not _is_sign(words[at].removesuffix("s"), Wanted.TIME, language)


def _is_doer(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether somebody did it stands here: by its keeper; not by bus, not by 2030."""
    behind = _word(words, at + 1)
    is_somebody = behind[:1].isupper() or behind.lower() in STOP_WORDS["en"]
    return language == "en" and words[at].lower() == "by" and is_somebody


def _is_placed(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a name stands where a place does: in, to or from it."""
    first = at
    while first and words[first - 1][0].isupper():
        first -= 1
    at = first - 2 if _word(words, first - 1).lower() == "the" else first - 1
    return re.fullmatch(_INTO[language], _word(words, at).lower()) is not None


def _counted(question: str, language: str) -> frozenset[str]:
    """Return the stems of what is to be counted: how many old boats."""
    pattern = _HOW_MANY.get(language)
    found = pattern.search(question.lower()) if pattern else None
    words = takewhile(lambda word: word not in STOP_WORDS[language], tokens(found[1])) if found else ()
    return frozenset(stems(list(words), language))


def _beside(words: Sequence[str], at: int, counted: frozenset[str], language: str) -> bool:
    """Tell whether what is counted, or no other thing, stands behind a number."""
    after = list(takewhile(lambda word: word.lower() not in _EACH, words[at + 1 : at + 5]))
    return bool(counted & set(stems(after, language))) or not (after and _counts(words, at, language))


def _is_time(words: Sequence[str], at: int, language: str) -> bool:
    word, after = words[at], _word(words, at + 1)
    if _is_sign(word, Wanted.TIME, language) or _is_year(word):
        return True
    if not _NUMBER.fullmatch(word):
        return False
    if after in _ORDINAL or after.lower() in _ERA:
        return True
    is_early_year = len(word) == 3 and _word(words, at - 1).lower() in _BEFORE_A_YEAR.get(language, ())
    return not _counts(words, at, language) and (int(word[:6]) <= 60 or is_early_year)


def _is_amount(words: Sequence[str], at: int, language: str) -> bool:
    word = words[at]
    if _is_sign(word, Wanted.AMOUNT, language):
        return True
    beside = (_word(words, at - 1), _word(words, at + 1))
    dated = any(_is_sign(other, Wanted.TIME, language) or other.lower() in _ERA for other in beside)
    if not word[0].isdigit() or dated or beside[1] in _ORDINAL:
        return False
    return not _is_year(word) or _counts(words, at, language)


def _bare(word: str) -> str:
    """Return a word as it counts as said: Lind for Lind's."""
    return word.lower().removesuffix("'s")


def _word(words: Sequence[str], at: int) -> str:
    """Return a word, an empty one beyond the ends."""
    return words[at] if 0 <= at < len(words) else ""


def _is_year(word: str) -> bool:
    return len(word) == 4 and bool(_NUMBER.fullmatch(word)) and int(word) in _YEAR_RANGE


def _counts(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a number stands before what it counts: 30 riders."""
    after = _word(words, at + 1)
    return after[:1].islower() and after not in STOP_WORDS.get(language, ())


def _is_name(words: Sequence[str], at: int, language: str) -> bool:
    """Tell whether a word is spelt as a name; where a passage begins only before another one, or as no small word."""
    word = words[at]
    if not word[0].isupper() or _TITLES.fullmatch(word) or word.lower() in STOP_WORDS.get(language, ()):
        return False
    return bool(at) or (len(words) > 1 and words[1][0].isupper())


@lru_cache(maxsize=65_536)
def _is_sign(word: str, wanted: Wanted, language: str) -> bool:
    patterns = (table.get(language, {}).get(wanted) for table in (SIGNS, GROUPS))
    return any(pattern is not None and re.fullmatch(pattern, word.lower()) for pattern in patterns)
