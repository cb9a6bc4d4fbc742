"""What a full stop after a word may mean: kinds of abbreviations in twelve languages.

A closed list is never whole, so words that stand in none are told by their shape: see `kind_of`.
"""

from __future__ import annotations

import re
from functools import cache

from bot.article.ranking.segmentation.abbreviation_lists import (
    CAPITALISED,
    EITHER,
    EVERYWHERE,
    LEADING,
    NUMBERED,
    SMALL_WORDS,
    AbbreviationKind,
)
from bot.article.ranking.stopwords import STOP_WORDS

_ORDINALS = frozenset(("cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "no", "pl", "sk", "sl", "sr", "tr"))
"""Languages that write the third of May as 3. May."""
_ORDINAL = re.compile(r"(?:\d{1,2}\.-)?\d{1,2}|[IVX]+")
_LISTS = {AbbreviationKind.LEADING: LEADING, AbbreviationKind.NUMBERED: NUMBERED, AbbreviationKind.EITHER: EITHER}
_INITIAL = re.compile(r"[^\W\d_]|[\w-]+-[^\W\d_]")
"""A single letter, also behind a hyphen: "the EU-U. Kingdom talks"."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]{1,3}")
_DEGREES = re.compile(r"(?:°|\b(?:st|град)\.)\s?$")
"""Before the C of Celsius, which is no initial."""
_STOPLESS = {
    "pl": "mln mld mlrd zł",
    "lt": "eur",
    "lv": "eur",
    "ru": "млн млрд трлн м",
    "be": "млн млрд трлн м",
    "uk": "млн млрд трлн грн м",
}
"""Amounts that are written without a stop, so that one behind them is the sentence's."""
_UNITS = "km cm mm kg mg ml kw kwh mw mwh gw gb mb hz км см мм кг мг мл квт мвт гвт га"
"""The same in every language."""
_PAIRED = re.compile(
    r"\d(?:,|\s*[:×*+=]\s*|\s+\b(?:i|lub|albo|na|und|oder|ir|ar|arba|a|nebo|až|bis|do|iki|un|vai)\s+)$"
)
"""Before the second number of a score, a fraction, a sum or a pair, which is no ordinal: "3:2", "7,5", "0 and 1"."""
_COUNTS = {"pl": re.compile(r"\b(?:przez|o|do|od|po|z)\s$", re.IGNORECASE)}
"""Prepositions before which an ordinal is rare."""
_ALSO_WORDS = {"pl": "im gen", "ru": "им", "be": "ім", "de": "gen"}
"""Leading abbreviations that are words, too: "gave them", "a gene"."""
_WITHIN = re.compile(r"\w['’ʼ]$")
"""Before the last letter of a word with an apostrophe: "don't"."""
_PRONOUN = {"ru": "я", "be": "я", "uk": "я"}
"""Single letters that are words and abbreviate none."""
_FORMER = re.compile(r"(?:^|\s)([\w.\-]+)\.\s?$")
_PIECE = re.compile(r"(?:^|[\s(])([^\W\d_]{1,2})\.\s?$")
"""The first half of an abbreviation that is written in two."""
_CUT_ADJECTIVE = re.compile(r"[^\W\d_]*[bcdfghkmnpqstvwxzß]l")
"""Before a noun in German: "staatl.", "öffentl."; no whole word ends so."""
_OPENS = re.compile(r"(?:^|[.!?…]\s|\n)[\"'“”„«»(\-–—\s]*$")
_STUB_LENGTH = 5
_VOWEL = "aeiouyąęėįųūāēīōáéíóúýěůőűöüäåàâèêëîïôùûœæøаеёиоуыэюяіїєў"
_STUB = re.compile(rf"[^\W\d_]{{1,{_STUB_LENGTH - 1}}}[^\W\d_ь{_VOWEL}]")
"""A short word whose end is no vowel, as a word that was cut short has none."""
_THAI = re.compile("[\u0e00-\u0e7f]+")
_SO_ON = re.compile(r"\b(?:[иіiы]|oraz|ir)\s+(?:т|г|t|kt|k|pan)\.?\s?[дпчdtp]?$")
_VOWELS = re.compile(f"[{_VOWEL}]", re.IGNORECASE)
_SHORT_WORD_LETTERS = 4
"""Letters up to which a word with small letters before a number is taken for an abbreviation."""


@cache
def _words(kind: AbbreviationKind, language: str) -> frozenset[str]:
    """Return the abbreviations of a kind in a language; what is written everywhere, where it is none of ours."""
    lists = _LISTS[kind]
    return frozenset(lists.get(language, EVERYWHERE[kind]).split())


@cache
def small_words(language: str) -> frozenset[str]:
    """Return the small words of a language that sentences begin with."""
    return STOP_WORDS.get(language, frozenset()) | frozenset(SMALL_WORDS.get(language, "").split())


def kind_of(word: str, before: str, language: str) -> AbbreviationKind | None:
    """Tell what kind of abbreviation a word before a full stop may be.

    Args:
        word: Letters, digits, hyphens and inner full stops, up to the full stop in question.
        before: Some text before the word.
        language: The language of the text.

    Returns:
        None where the full stop is the end of a sentence.
    """
    bare = word if _is_acronym(word, before) else word.lower()
    if _SO_ON.search(before + word) or _is_word(word, before, language) or _ends_amount(word, before, language):
        return None
    if len(word) == 1 and word.isupper() and _leads_to_name(before, language):
        return AbbreviationKind.LEADING
    if _is_leading(bare, before, language):
        may_end = before.rstrip()[-1:].isdigit() or bare in _ALSO_WORDS.get(language, "").split()
        return AbbreviationKind.EITHER if may_end else AbbreviationKind.LEADING
    if _is_opening(word, before, language) or _follows_leading(word, before, language):
        return AbbreviationKind.EITHER
    if _is_either(word, bare, language):
        return AbbreviationKind.EITHER
    return AbbreviationKind.NUMBERED if _is_numbered(word, bare, language) else None


def is_count(word: str, before: str, language: str) -> bool:
    """Tell whether a number is rather a count than an ordinal: behind a preposition, as in "dzieli się przez 2."."""
    counts = _COUNTS.get(language)
    return counts is not None and word.isdigit() and counts.search(before) is not None


def _is_leading(bare: str, before: str, language: str) -> bool:
    """Tell whether a word never ends a sentence: by the lists, also in two pieces ("z. B."), or by its shape."""
    former = _PIECE.search(before)
    spaced = f"{former[1].lower()}.{bare}" if former else bare
    known = _words(AbbreviationKind.LEADING, language)
    return not known.isdisjoint((bare, spaced, bare.rpartition("-")[2])) or (
        language == "de" and _CUT_ADJECTIVE.fullmatch(bare) is not None
    )


def _is_acronym(word: str, before: str) -> bool:
    """Tell whether a word has large letters alone amid small ones, so that "OK" is not "ok." and "MP" not "mp."."""
    return len(word) > 1 and word.isupper() and before != before.upper()


def _is_word(word: str, before: str, language: str) -> bool:
    """Tell whether a single letter is a word, or the last one of a word with an apostrophe."""
    return word in _PRONOUN.get(language, "").split() or (len(word) == 1 and _WITHIN.search(before) is not None)


def _ends_amount(word: str, before: str, language: str) -> bool:
    """Tell whether a word ends an amount: degrees, millions, metres, a number behind another or an abbreviation."""
    if word.isdigit():
        former = _FORMER.search(before)
        is_paired = word == "0" or _PAIRED.search(before) is not None
        is_told = former is not None and _is_numbered(former[1], former[1].lower(), language)
        return is_paired or (language in _ORDINALS and is_told)
    if word == "C" and _DEGREES.search(before):
        return True
    stopless = word.lower() in f"{_UNITS} {_STOPLESS.get(language, '')}".split()
    return stopless and before.rstrip()[-1:].isdigit()


def _is_opening(word: str, before: str, language: str) -> bool:
    """Tell whether a short word opens the passage as an abbreviated title does: "Dyr. Lis", "Прот. Лис".

    If it was a sentence, it is told with the next one, which harms nobody.
    """
    is_stub = word[:1].isupper() and word[1:].islower() and _STUB.fullmatch(word) is not None
    return language != "en" and is_stub and _OPENS.search(before) is not None


def _follows_leading(word: str, before: str, language: str) -> bool:
    """Tell whether a short word with small letters goes on with a title: "gen. bryg. Lis", "Dr. med. Lenz"."""
    former = _FORMER.search(before)
    if former is None or len(word) > _STUB_LENGTH or not (word.isalpha() and word.islower()):
        return False
    return former[1].lower() in _words(AbbreviationKind.LEADING, language)


def _leads_to_name(before: str, language: str) -> bool:
    """Tell whether a title or another initial stands right before an initial, so that a name follows."""
    former = re.search(r"([\w\-]+)\.\s?$", before)
    return former is not None and (
        (len(former[1]) == 1 and former[1].isupper()) or former[1].lower() in _words(AbbreviationKind.LEADING, language)
    )


def _is_either(word: str, bare: str, language: str) -> bool:
    return (
        _INITIAL.fullmatch(word) is not None
        or _DOTTED.fullmatch(word) is not None
        or (len(word) == 2 and word.isalpha() and word.isupper() and word[0] == word[1])
        or bare in _words(AbbreviationKind.EITHER, language)
        or (word[:1].isupper() and bare in CAPITALISED.get(language, "").split())
        or (language in _ORDINALS and _ORDINAL.fullmatch(word) is not None)
        or (1 < len(word) <= _SHORT_WORD_LETTERS and word.isalpha() and word[1:].islower() and not _VOWELS.search(word))
        or (len(word) <= _SHORT_WORD_LETTERS and _THAI.fullmatch(word) is not None)
    )


def _is_numbered(word: str, bare: str, language: str) -> bool:
    """Tell whether a number may follow: by the lists, or a short word with small letters that is no small word.

    English has too many short words for that.
    """
    if bare in _words(AbbreviationKind.NUMBERED, language) or (language == "de" and bare.endswith(("str", "pl"))):
        return True
    is_short = len(word) <= _SHORT_WORD_LETTERS and word.isalpha() and word.islower()
    return is_short and language in LEADING and language != "en" and bare not in small_words(language)
