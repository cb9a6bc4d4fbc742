"""Which language a text is in, as far as its letters and words tell."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

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

_SAMPLE = 8_000
"""Characters of an article that are looked at; more tell nothing new."""


def language_of_text(text: str) -> str:
    """Tell the language of a whole article as an ISO 639-1 code, or `und` where it has no letters to go by."""
    sample = _sample(text)
    script = script_of(sample)
    if script is None:
        return UNKNOWN
    languages = _LANGUAGES[script]
    return languages[0] if len(languages) == 1 else _likeliest(sample, languages)[0]


def script_of(text: str) -> str | None:
    """Name the script that most letters of a text are written in; None where there is none we know."""
    counts = Counter(_script(letter) for letter in text if letter.isalpha())
    counts.pop(None, None)
    if counts["kana"]:
        counts["kana"] += counts.pop("han", 0)
    return counts.most_common(1)[0][0] if counts else None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str | None:
    code = ord(letter)
    return next((script for first, last, script in _SCRIPTS if first <= code <= last), None)


def _sample(text: str) -> str:
    """Take the middle of a long text: its head may be a menu in another language."""
    start = max(0, (len(text) - _SAMPLE) // 2)
    return text[start : start + _SAMPLE].encode("utf-8", "ignore").decode()


def _likeliest(text: str, languages: tuple[str, ...]) -> tuple[str, float]:
    """Return the best of some languages and its probability."""
    chances = {language: chance for language, chance in _identifier().rank(text) if language in languages}
    best = max(languages, key=lambda language: chances.get(language, 0.0))
    return best, chances.get(best, 0.0)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Load the model once, when it is first needed: it takes most of a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted({language for group in _LANGUAGES.values() for language in group}))
    return identifier
