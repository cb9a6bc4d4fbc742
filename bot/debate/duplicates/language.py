"""A quick guess at the language of a counterpoint: enough to choose stems, and to tell small words apart."""

from __future__ import annotations

from collections.abc import Sequence

from bot.article.ranking.stopwords import STOP_WORDS

_LETTERS = {
    "en": "", "de": "äöüß", "pl": "ąćęłńóśźż", "lt": "čėįšųūž", "ru": "ыэъ", "uk": "їєґ", "be": "ў",
}  # fmt: skip
"""Letters that tell a language from the others of its script, likeliest language first."""
_CYRILLIC = frozenset({"ru", "uk", "be"})


def tongue(words: Sequence[str]) -> str:
    """Guess one of the seven languages of the debate.

    Args:
        words: Words in lower case. Without any sign of a language it is English, or Russian in Cyrillic letters.
    """
    letters = "".join(words)
    cyrillic = 2 * sum("а" <= letter <= "ӿ" for letter in letters) > len(letters)
    spoken = [language for language in _LETTERS if (language in _CYRILLIC) == cyrillic]
    return max(spoken, key=lambda language: _signs(words, letters, language))


def _signs(words: Sequence[str], letters: str, language: str) -> int:
    small = sum(word in STOP_WORDS[language] for word in words)
    return small + sum(letters.count(letter) for letter in _LETTERS[language])
