"""Letters that pose as others, and characters that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that show nothing; some are honest, such as those that join emoji."""
_HONEST = re.compile("[\u200c\u200d\u200e\u200f\u00ad\ufe00-\ufe0f\U000e0020-\U000e007f]")
"""Joiners, directions, soft hyphens, the shapes of emoji and flags."""

_WORD = re.compile(r"[^\W_]{2,}")
_PLAIN = re.compile(r"[^\W\d_A-Za-z]")
_POSING = frozenset(["LATIN", "CYRILLIC", "GREEK", "CHEROKEE", "COPTIC", "ARMENIAN", "LISU"])
"""Scripts with letters that look alike."""
_ALIKE = frozenset("AaBCcEeHIiJjKkMOoPpTXxyАаВСсЕеНІіЈјКкМОоРрТХхуΑΒΕΗΙΚΜΝΟοΡΤΥΧνυ")
"""Letters that have a twin in another script."""


def disguised(text: str) -> list[str]:
    """Return the words that mix letters of different scripts to look like other words.

    An acronym or a name with an ending (`PDFка`, `iPhoneа`) and a unit (`μm`) are honest; so are words with digits.
    """
    if not _PLAIN.search(text):
        return []
    return [word for word in _WORD.findall(text) if not word.isascii() and _is_disguised(word)]


def hidden(text: str) -> int:
    """Count the invisible characters that serve no honest purpose."""
    return 0 if text.isascii() else len(INVISIBLE.findall(_HONEST.sub("", text)))


@lru_cache(maxsize=20_000)
def _is_disguised(word: str) -> bool:
    runs = _runs(word)
    if len(runs) < 2 or any(character.isdigit() for character in word):
        return False
    return len(runs) > 2 or not _is_stem_with_ending(*runs)


def _is_stem_with_ending(stem: str, ending: str) -> bool:
    acronym = len(stem) > 1 and stem.isupper() and ending.islower()
    unlike = any(letter not in _ALIKE for letter in stem)
    return (acronym or unlike) and (stem.isascii() or _script(stem[0]) == "GREEK")


def _runs(word: str) -> list[str]:
    """Part a word where the script changes; letters of other scripts belong to any."""
    runs: list[str] = []
    last = ""
    for letter in word:
        script = _script(letter) or last
        if script == last and runs:
            runs[-1] += letter
        else:
            runs.append(letter)
        last = script
    return runs


@lru_cache(maxsize=5_000)
def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in _POSING else ""
