"""Which language a text is in, as far as its letters and words tell."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from bot.article.ranking.stopwords import STOP_WORDS
from bot.article.ranking.tokens import tokens

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"
"""The tag of a text whose language nobody can tell (ISO 639-2)."""

_LANGUAGES: dict[str, tuple[str, ...]] = {
    "latin": (
        *("az", "bs", "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "id"),
        *("is", "it", "la", "lt", "lv", "ms", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tr"),
        *("uz", "vi"),
    ),
    "cyrillic": ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"),
    "greek": ("el",),
    "hebrew": ("he",),
    "arabic": ("ar", "fa", "ps", "ur"),
    "devanagari": ("hi", "mr", "ne"),
    "armenian": ("hy",),
    "georgian": ("ka",),
    "thai": ("th",),
    "han": ("zh", "ja"),
    "kana": ("ja",),
    "hangul": ("ko",),
}
"""The languages told apart, by script. Few and plausible ones: a short question looks a little like many others."""

_SCRIPTS = (
    (0x0041, 0x024F, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0x0E00, 0x0E7F, "thai"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
)
"""Blocks of Unicode, first and last code point: enough to tell scripts apart."""

SMALL_WORDS = 12.0
KNOWN_WORDS = 6.0
WORD_START_WEIGHT = 3.0
"""What the evidence on a question's language weighs, in units of log probability."""

WORD_ENDING_WEIGHT = 8.0
"""The same of how words end, between two languages that share most of their small words and letters."""
_ENDINGS = {
    "lt": re.compile(r"(?:(?<![aeiou])[aiuy]s|[ėąęįų]|ai|iai|oje|uose|ius|[ao][vj]o)$"),
    "lv": re.compile(r"(?:[bcdfghjklmnpqrtvzčģķļņšž]s|[āēī]|c[ai]|(?<=.)[jš]iem|ija|[^\Waeiou]t)$"),
}
"""Lithuanian and Latvian."""
_IS = re.compile(r"\b(?:k\w+|vai) ir (?!(?:k\w{1,4}|už|dėl|su|iš|prie|ar|tai)\b)|\bir$")
"""Where `ir` is, as in Latvian, and not the Lithuanian "and", which joins two words that ask."""

_SAMPLE_CHARS = 4_000
"""Characters of an article that are looked at; more tell nothing new."""


def language_of_text(text: str) -> str:
    """Tell the language of a whole article as an ISO 639-1 code, or `und` where it has no letters to go by."""
    sample = _sample(text)
    scripts = _scripts_of(letter for letter in sample if letter.isalpha())
    return _log_chances(sample, scripts.most_common(1)[0][0])[0][0] if scripts else UNKNOWN


def language_of_question(question: str, article_language: str, knows: Callable[[str], bool]) -> str:
    """Tell the language of a question to an article; in doubt it is the article's.

    Scripts decide first, by most words, so that a name in foreign letters changes nothing. Within a script four
    things add up: how likely the letters are in each language, the small words of each language, the words that stand
    in the article (a question of names alone has no language), and a start for the article's own.

    On XQuAD's questions to English, German and Spanish articles none in the article's language is taken for another
    one, and 97 to 100 % of those in another language are noticed.

    Args:
        question: What was asked; any text.
        article_language: Language of the article, as `language_of_text` tells it.
        knows: Whether a word carries a subject and stands in the article.
    """
    words = tokens(question)
    script = _script_of_question(words, article_language, knows)
    if script is None:
        return article_language
    spelt = [word for word in words if _script(word[0]) == script]
    evidence = {
        language: chance + SMALL_WORDS * _small_words(words, language)
        for language, chance in _log_chances(" ".join(spelt), script)
    }
    if article_language in evidence:
        evidence[article_language] += KNOWN_WORDS * sum(map(knows, words)) / len(words) + WORD_START_WEIGHT
    found = max(evidence, key=lambda language: evidence[language])
    if found not in _ENDINGS:
        return found
    return max(_ENDINGS, key=lambda language: evidence[language] + WORD_ENDING_WEIGHT * _ends_as(spelt, language))


def _ends_as(words: list[str], language: str) -> float:
    """Return the share of words that end as those of a language do, small words aside."""
    telling = [word.lower() for word in words if not any(word.lower() in STOP_WORDS[one] for one in _ENDINGS)]
    is_ = language == "lv" and _IS.search(" ".join(words).lower()) is not None
    return (is_ + sum(_ENDINGS[language].search(word) is not None for word in telling)) / len(words)


def _script_of_question(words: list[str], article_language: str, knows: Callable[[str], bool]) -> str | None:
    """Name the script of most words that are not in the article; None where that settles nothing."""
    own = [script for script, languages in _LANGUAGES.items() if article_language in languages]
    scripts = _scripts_of(word for word in words if not knows(word))
    if not own or not scripts:
        return None
    return max([*own, *scripts], key=lambda script: scripts[script])


def _scripts_of(words: Iterable[str]) -> Counter[str]:
    """Count words (or letters) by the script of their first letter."""
    found = (_script(letter) for word in words for letter in word[:1])
    scripts = Counter(script for script in found if script is not None)
    if scripts["kana"]:
        scripts["kana"] += scripts.pop("han", 0)
    return +scripts


def _small_words(words: list[str], language: str) -> float:
    """Return the share of words that are small words of a language."""
    small = STOP_WORDS.get(language, frozenset())
    return sum(word.lower() in small for word in words) / len(words)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str | None:
    code = ord(letter)
    return next((script for first, last, script in _SCRIPTS if first <= code <= last), None)


def _sample(text: str) -> str:
    """Take the middle of a long text: its head may be a menu in another language."""
    start = max(0, (len(text) - _SAMPLE_CHARS) // 2)
    return text[start : start + _SAMPLE_CHARS].encode("utf-8", "ignore").decode()


def _log_chances(text: str, script: str) -> list[tuple[str, float]]:
    """Return the languages of a script with the logarithm of their probability, likeliest first."""
    languages = _LANGUAGES[script]
    if len(languages) == 1:
        return [(languages[0], 0.0)]
    ranked = _identifier().rank(text)
    return [(language, math.log(chance + 1e-12)) for language, chance in ranked if language in languages]


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Load the model once, when it is first needed: it takes most of a second."""
    langid = import_module("py3langid.langid")  # with it comes numpy
    identifier: LanguageIdentifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted({language for group in _LANGUAGES.values() for language in group}))
    return identifier
