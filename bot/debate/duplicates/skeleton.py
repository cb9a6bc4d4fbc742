"""The skeleton of a text: what is left when letters that look alike are one letter, and spacing and accents are gone.

It only tells whether two texts are to be compared; what people read, and what is kept, is the text as it was written.

Source: Unicode Technical Standard 39, "Unicode Security Mechanisms", section 4.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

from bot.debate.duplicates.normalise import plain, words

_LEET = str.maketrans("@€$!013457", "aesioieast")
"""Digits and signs in the place of letters."""
_IN_WORD = re.compile(r"(?<=[^\W\d_])[\d@€$]+|[\d@€$!]+(?=[^\W\d_])|@")
_SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])")

KEPT_TEXTS = 4096
"""Texts whose skeletons are kept: each new one is held against all others of its debate."""


@lru_cache(maxsize=KEPT_TEXTS)
def skeleton(text: str) -> str:
    """Return the letters and numbers of a text, those that look alike as one, without spaces, accents or repeats."""
    folded = unicodedata.normalize("NFKD", "".join(map(_looks_like, plain(text)))).casefold()
    said = _IN_WORD.sub(lambda found: found[0].translate(_LEET), folded)
    letters = (char for char in said if char.isalnum())
    return "".join(char if char.isalpha() else char * len(list(same)) for char, same in groupby(letters))


def is_same_in_disguise(one: str, other: str) -> bool:
    """Tell whether two texts have the same skeleton and numbers, though one has other letters, signs or spaces."""
    return skeleton(one) == skeleton(other) != "" and _numbers(one) == _numbers(other)


def _numbers(text: str) -> str:
    return "".join(word for word in words(text) if not any(map(str.isalpha, word)))


@cache
def _looks_like(char: str) -> str:
    """Return the letter that stands for all that look like a character, as it is or as a capital.

    A Cyrillic з looks like an open e (U+025C), and its capital like the digit that stands for an e.
    """
    if char.isascii():
        return char
    small = _SMALL_CAPITAL.fullmatch(unicodedata.name(char, ""))
    spelt = small[1] if small else char
    if spelt.isascii():
        return spelt.lower()
    seen = [_prototypes().get(one, one) for one in (spelt, spelt.upper())]
    return next((one for one in seen if one.isascii() and one.isalpha()), seen[0]).lower().replace("\u025c", "e")


@cache
def _prototypes() -> dict[str, str]:
    """Return the character that stands for each that looks like it: the one that most look like."""
    known = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text(encoding="utf-8"))
    alike = {char: [one["c"] for one in others] for char, others in known.items()}
    return {
        char: max((char, *others), key=lambda one: (len(alike.get(one, ())), one)) for char, others in alike.items()
    }
