"""Names as they sound, so that Лукашенко, Lukashenka and Łukaszenka are one: consonants alone, in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.article.ranking.tokens import unaccented

_FROM = "абвгґдеєжзиіклмнопрстуфхцчшыэюя" + "αβγδεζηθικλμνοπρσςτυφχω" + "łøđıæœ"
_INTO = "avvggdeezziiklmnoprstufgtcsieua" + "avgdezitiklmnoprsstifgo" + "lodiee"
_LETTERS = str.maketrans(dict(zip(_FROM, _INTO, strict=True)) | {"щ": "sc", "ξ": "ks", "ψ": "ps", "ß": "ss"})
_SPELLINGS = (
    (r"дж|ντζ", "Z"),
    (r"μπ|b", "V"),
    (r"ντ", "D"),
    (r"γκ", "G"),
    (r"tsch|tch|cz|ch(?=[aeiouy])|č|ć|ç", "C"),
    (r"sch|sh|sz|š|ś|ș|ş", "S"),
    (r"zh|rz|ž|ż|ź|dj|dž|dz|^j(?=[aou])", "Z"),
    (r"ts|tz|ț|ţ|th|c(?=[eiy])", "T"),
    (r"ph", "F"),
    (r"kh|ch|h(?=[aeiouyäöü])", "G"),
    (r"x", "KS"),
    (r"ck|q|c", "K"),
    (r"w(?=[aeiouyäöü]|$)", "V"),
    (r"[wh]", ""),
)
"""Spellings of one sound, in the order of replacing."""
_SPELT = tuple((re.compile(pattern), sound) for pattern, sound in _SPELLINGS)
_VOWELS = re.compile(r"[aeiouyjьъ' -]")
_TWICE = re.compile(r"(.)\1+")

LIKE_FROM = 3
"""Consonants that a name needs to be known by its start."""
SLIP_FROM = 4
"""Consonants from which one may differ."""


@lru_cache(maxsize=65_536)
def sound_of(word: str) -> str:
    """Return the consonants of a word as they sound, doubled ones once; the first letter stays if it is a vowel."""
    spelt = word.casefold().replace("’", "'")
    for pattern, sound in _SPELT:
        spelt = pattern.sub(sound, spelt)
    spelt = unaccented(spelt.lower()).translate(_LETTERS)
    bare = _VOWELS.sub("", spelt) if spelt else ""
    return _TWICE.sub(r"\1", ("a" if spelt[:1] and _VOWELS.match(spelt) else "") + bare)


class PhoneticIndex:
    """The sounds of an article's words, to look a name up in."""

    def __init__(self, words: Iterable[str]) -> None:
        self._starts: dict[str, set[str]] = {}
        for word in words:
            sound = sound_of(word)
            self._starts.setdefault(sound[:1], set()).add(sound)

    def know(self, name: str) -> bool:
        """Tell whether a word of the article sounds like the name, endings and one slip aside."""
        sound = sound_of(name)
        near = self._starts.get(sound[:1], set())
        return sound in near or any(_alike(sound, other) for other in near)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) >= LIKE_FROM and long.startswith(short) and len(long) - len(short) <= LIKE_FROM:
        return True
    return len(short) >= SLIP_FROM and len(long) - len(short) <= 1 and _one_slip(short, long)


def _one_slip(short: str, long: str) -> bool:
    """Tell whether two strings differ by one letter: another one, or one more."""
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
