"""Words as the ranking sees them: lower case, bare of invisible characters, stems without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from bot.article.ranking.english_forms import plain_form, spelt
from bot.article.ranking.stopwords import STOP_WORDS

_MARKS = "".join(chr(code) for code in range(0x300, 0x1E00) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
_WORD = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]"  # written without spaces: each letter is a word
    r"|\d+(?:[.,]\d+)*"
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|(?:[^\W_]|[{_MARKS}])+(?:'(?:[^\W_]|[{_MARKS}])+)*"
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
_ELIDING = frozenset({"ca", "fr", "it"})
"""Languages whose apostrophe stands between two words: l'accord."""

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "tr": "turkish", "uk": "russian", "be": "russian",
}  # fmt: skip
"""Names of the Snowball stemmers. Ukrainian and Belarusian have none: respelled, they borrow the Russian one."""

_RESPELLED = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "в", "'": None})
_RUSSIAN_ENDINGS = dict(
    pair.split("=") for pair in ("ага=ого", "яга=его", "аму=ому", "яму=ему", "ав=ов", "яв=ев", "ай=ой", "яй=ей")
)
_BELARUSIAN_ENDINGS = re.compile(rf"(?:{'|'.join(_RUSSIAN_ENDINGS)})$")


def tidy(text: str) -> str:
    """Write compatible characters alike (NFKC), apostrophes upright, and leave the invisible ones out."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).translate(_APOSTROPHES)


def tokens(text: str) -> list[str]:
    """Return the words of a text in order, spelt as they stand there; numbers lose their separators."""
    return [word.replace(".", "").replace(",", "") for word in _WORD.findall(tidy(text))]


def stems(words: list[str], language: str) -> list[str]:
    """Return the stems of the words that carry a subject.

    Args:
        words: Words in order, as `tokens` gives them.
        language: Language of the article they are compared in: a language's own rules say what its words share.
    """
    return [stem for word in words for stem in _stems_of(word, language)]


def spelling(words: list[str], language: str) -> str:
    """Return words in lower case with one space between them, English plurals and spellings alike."""
    return " ".join(spelt(word.lower()) if language == "en" else word.lower() for word in words)


@lru_cache(maxsize=65_536)
def _stems_of(word: str, language: str) -> tuple[str, ...]:
    """Return no stem for a stop word, and two for l'accord."""
    parts = word.split("'") if language in _ELIDING else [word]
    shouted = len(word) > 1 and word.isupper()
    return tuple(
        _stem(part.lower(), language)
        for part in parts
        if part and (shouted or part.lower() not in STOP_WORDS.get(language, frozenset()))
    )


def _stem(word: str, language: str) -> str:
    name = _STEMMERS.get(language)
    if language == "en":
        word = plain_form(word)
    if language in {"be", "uk"}:
        word = word.translate(_RESPELLED)
    if language == "be":
        word = _BELARUSIAN_ENDINGS.sub(lambda ending: _RUSSIAN_ENDINGS[ending[0]], word)
    if name is not None:
        word = Stemmer.Stemmer(name, 0).stemWord(word)
    return unaccented(word.replace("'", "")) or word


def unaccented(word: str) -> str:
    """Return a word without its accents: people type Kasciunas for Kasčiūnas."""
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
