"""Letters and digits that pose as others, and characters that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that show nothing; some are honest, such as those that join emoji."""
_HONEST = re.compile("[\u200c\u200d\u200e\u200f\u00ad\ufe00-\ufe0f\U000e0020-\U000e007f]")
"""Joiners, directions, soft hyphens, the shapes of emoji and flags."""

_WORD = re.compile(r"[^\W_](?:[\u0300-\u036f]*[^\W_])+")
_PLAIN = re.compile(r"[^\W\d_A-Za-z]")
_POSING = frozenset(["LATIN", "CYRILLIC", "GREEK", "CHEROKEE", "COPTIC", "ARMENIAN", "LISU"])
"""Scripts with letters that look alike."""
_ALIKE = frozenset("AaBCcEeHIiJjKkMOoPpTXxyАаВСсЕеНІіЈјКкМОоРрТХхуΑΒΕΗΙΚΜΝΟοΡΤΥΧνυ")
"""Letters that have a twin in another script."""

_SAME_KEY = str.maketrans("iIëËïÏ", "іІёЁїЇ")
"""Latin letters that people write in Cyrillic words where their keyboard has no other."""
_STRESSED = re.compile("[áéíóúýàèìòùÁÉÍÓÚÝ]")
"""Latin vowels with the mark of a stress; one in a word shows where it lies."""
_NUMERAL = re.compile(r"[IVXLCDMІХСМ]{2,}[а-яёіўїєґ]{0,3}")
"""A Roman number in letters of either script, with an ending."""
_MATHS = re.compile(r"(?:arc)?(?:sin|cos|tan|tg|ctg|cot|log|ln|lim|d)?[^\W\d_]{1,3}")
"""A function or a unit with a letter or two: sinα, kΩ."""
_OF_GREEK_ALONE = frozenset("ΓΔΘΛΞΠΣΦΨΩδεζθλμξπσφψω")
_LONGEST_ENDING = 4
_ACRONYM_LETTERS = 5
"""Letters of an acronym."""

_DIGIT_INSIDE = re.compile(r"(?<=[^\W\d_])[0134678](?=[^\W\d_])|^(?:0|3(?=а))(?=[^\W\d_]{4})")
"""A digit that looks like a letter, by itself between letters; a word that begins with a nought, or with a за."""
_COUNTED = re.compile(
    r"(?:раз|час|мин|хв|сек|руб|грн|зл|евр|дол|тыс|млн|лет|год|гад|рок|мес|нед|тыд|тиж|дн|дзе?н|сут|утр|веч|ноч|нач|ран"
    r"|штук|шт|чел|люд|мест|мес|бал|град|проц|км|кг|мм|см|гр|этаж|пав|поверх|класс|клас|курс|кв|комн|ком|корп"
    r"|авг|авт|апр|акк|абз|акт|адр)"
)
"""How words begin that are counted: a number stands before them, also without a space."""
_LETTERS_AT_LEAST = 4

_MIXED = re.compile(r"[\u0400-\u04ff](?:(?<=[^\W_\u0400-\u04ff].)|(?=[^\W_\u0400-\u04ff]))")
"""A Cyrillic letter beside one that is none, or a digit."""
_AS_LATIN = str.maketrans("аАеЕоОрРсСхХуУіІјкКВМНТ0", "aAeEoOpPcCxXyYiIjkKBMHTo")
_AS_CYRILLIC = str.maketrans(
    "aAeEoOpPcCxXyYiIkKBMHTmnrubgdαοε0346ᴀʙᴄᴇɜʜᴋᴧʍᴏᴨᴩᴛʏɸɯΑΒΕΗΚΜΟΡΤΧᏢᏙ",
    "аАеЕоОрРсСхХуУіІкКВМНТтпгиьддаоеозчбавсезнклмопртуфшАВЕНКМОРТХРУ",
)
"""What letters and digits of other scripts are taken for."""


def disguised(text: str) -> list[str]:
    """Return the words that mix letters of different scripts, or digits, to look like other words.

    Honest are an acronym or a name with an ending (`PDFка`, `iPhoneа`) or a tail (`ПриватBank`), a unit (`μm`), a Roman
    number, a stress mark (`зáмок`), Latin `i` and `ë` for want of a key, and a Latin `C` that begins a word: it shares
    its key with the Cyrillic one. A digit poses where it stands alone between small letters (`раб0та`), not in `2х2`,
    `covid19` or `Н2О`.
    """
    if not _PLAIN.search(text):
        return []
    return [word for word in _WORD.findall(text) if not word.isascii() and _is_disguised(word)]


def unmasked(text: str) -> str:
    """Return a text with the words that pose as others in the letters that they pose as: `работа` for `paб0тa`."""
    for word in dict.fromkeys(disguised(text) if _MIXED.search(text) else ()):
        text = text.replace(word, _as_posed(word))
    return text


def hidden(text: str) -> int:
    """Count the invisible characters that serve no honest purpose."""
    return 0 if text.isascii() else len(INVISIBLE.findall(_HONEST.sub("", text)))


@lru_cache(maxsize=20_000)
def _is_disguised(word: str) -> bool:
    whole = unicodedata.normalize("NFC", word)
    letters = whole.strip("0123456789")
    if _has_posing_digit(whole):
        return True
    if any(character.isdigit() for character in letters):
        return False
    return _mixes(letters) if letters == whole or len(letters) >= _LETTERS_AT_LEAST else False


@lru_cache(maxsize=5_000)
def _as_posed(word: str) -> str:
    """Return a word in the script of which it has most letters that look like none of another."""
    own = [_script(letter) for letter in word if letter not in _ALIKE and _is_common(letter)]
    return word.translate(_AS_LATIN if own.count("LATIN") > own.count("CYRILLIC") else _AS_CYRILLIC)


def _has_posing_digit(word: str) -> bool:
    """Say whether a digit stands for a letter in a word of small Cyrillic letters."""
    letters = [one for one in word if one.isalpha()]
    small = all(one.islower() for one in letters[1:])
    if not small or len(letters) < _LETTERS_AT_LEAST or not any(_script(one) == "CYRILLIC" for one in letters):
        return False
    return any(
        not _COUNTED.match(word, digit.end()) and not _is_latin(word[: digit.start()])
        for digit in _DIGIT_INSIDE.finditer(word)
    )


def _is_latin(name: str) -> bool:
    """Say whether a name that a number ends is plainly Latin: `Python3ом`."""
    return name.isascii() and _has_own_letter(name)


def _mixes(word: str) -> bool:
    """Say whether a word of letters alone mixes scripts to look like another."""
    if _NUMERAL.fullmatch(word):
        return False
    runs = _runs(_as_meant(word))
    if len(runs) < 2:
        return False
    if _is_maths(word, runs):
        return False
    if len(runs) == 3 and len(runs[2]) <= _LONGEST_ENDING and runs[2].islower():
        return not (len(runs[1]) >= 3 and _has_own_letter(runs[1]) and _is_compound(runs[0], runs[1]))
    return len(runs) > 2 or not (_is_stem_with_ending(*runs) or _is_compound(*runs))


def _as_meant(word: str) -> str:
    """Return a Cyrillic word as it was meant where its keyboard or a stress mark brought Latin letters into it."""
    meant = word.translate(_SAME_KEY)
    if word[0] == "C" and word[1:2].islower():
        meant = "С" + meant[1:]
    if len(_STRESSED.findall(meant)) == 1:
        meant = _STRESSED.sub("о", meant)
    return meant if {_script(letter) for letter in meant} <= {"CYRILLIC", ""} else word


def _is_stem_with_ending(stem: str, ending: str) -> bool:
    acronym = len(stem) > 1 and stem.isupper() and ending.islower()
    name = any(letter.isupper() for letter in stem[1:]) and ending.islower()
    return (acronym or name or _has_own_letter(stem)) and (stem.isascii() or _script(stem[0]) == "GREEK")


def _is_compound(first: str, second: str) -> bool:
    """Say whether two halves stand side by side, each readable as what it is: `ПриватBank`, `ЕРAM`."""
    if min(len(first), len(second)) < 2:
        return False
    if first.isupper() and second.isupper():
        return len(first + second) <= _ACRONYM_LETTERS or (_has_own_letter(first) and _has_own_letter(second))
    is_name = first[-1].islower() and second[0].isupper()
    return is_name or (_has_own_letter(first) and _has_own_letter(second))


def _is_maths(word: str, runs: list[str]) -> bool:
    """Say whether Greek letters stand for a quantity or a unit."""
    greek = "".join(run for run in runs if _script(run[0]) == "GREEK")
    if not greek:
        return False
    return all(letter in _OF_GREEK_ALONE for letter in greek) and _MATHS.fullmatch(word) is not None


def _has_own_letter(run: str) -> bool:
    """Say whether a letter of a run looks like none of another script."""
    return any(letter not in _ALIKE and _is_common(letter) for letter in run)


def _is_common(letter: str) -> bool:
    """Say whether a letter is one that people type, not one of the small capitals that phonetics has."""
    return not "\u1d00" <= letter <= "\u1dbf"


def _runs(word: str) -> list[str]:
    """Part a word where the script changes; letters of other scripts belong to any."""
    scripts = [_script(letter) for letter in word]
    for place, (last, script) in enumerate(pairwise(scripts), start=1):
        scripts[place] = script or last
    starts = [0, *(place for place, (last, script) in enumerate(pairwise(scripts), start=1) if script != last)]
    return [word[start:end] for start, end in pairwise([*starts, len(word)])]


@lru_cache(maxsize=5_000)
def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in _POSING else ""
