"""The words of a text, however it is typed: case, punctuation and invisible characters aside."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHE = "'’ʼ‘`´"
_INSIDE_WORD = re.compile(rf"(?<=[^\W\d_])[{_APOSTROPHE}‐‑-]+(?=[^\W\d_])")
_STRESS = re.compile(r"(?<=[а-яёіїєў])\u0301")
_NUMBER = re.compile(
    r"((?<![^\s(\[{<=≈~±:“„«‘‚])[-−‐‒–—](?=\d))?"  # a minus, with whichever dash, not that of 25-30
    rf"(?<![^\W_])(\d+(?:[.,{_APOSTROPHE}]\d+)*)(?!\w|[.,]\d)"
)
_GROUPED = re.compile(
    rf"(?P<whole>[1-9]\d{{0,2}}(?P<mark>[.,{_APOSTROPHE}])\d{{3}}(?:(?P=mark)\d{{3}})*)(?:[.,](?P<decimals>\d+))?"
)
_DECIMAL = re.compile(r"\d+[.,]\d+")
_MEANT = frozenset("%‰")
"""Punctuation by its category, but part of what is said."""
_BLANK = frozenset([0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)])
"""Code points that show nothing though their category is a letter, a mark or a symbol."""


class _Table(dict[int, str | None]):
    """A table for `str.translate` that is filled as characters turn up."""

    def __missing__(self, code: int) -> str | None:
        self[code] = self.turn(chr(code))
        return self[code]

    def turn(self, char: str) -> str | None:
        """Say what stands in place of a character: None for nothing."""
        raise NotImplementedError


class _Visible(_Table):
    def turn(self, char: str) -> str | None:
        if char.isspace():
            return " "
        hidden = ord(char) in _BLANK or unicodedata.category(char) in {"Cf", "Cc", "Cs", "Co"}
        return None if hidden else char


class _Spoken(_Table):
    def turn(self, char: str) -> str | None:
        category = unicodedata.category(char)
        if char in _MEANT or category in {"Sm", "Sc", "So"}:
            return f" {char} "
        return char if category[0] in "LMN" or category == "Cn" else " "


_VISIBLE = _Visible()
_SPOKEN = _Spoken()


def plain(text: str) -> str:
    """Return a text in one case and form (NFKC, casefold), without what cannot be seen, spaces for line breaks."""
    folded = unicodedata.normalize("NFKC", text.translate(_VISIBLE)).translate(_VISIBLE).casefold()
    return _STRESS.sub("", unicodedata.normalize("NFKC", folded))


def words(text: str) -> list[str]:
    """Return the words, numbers and signs of a text in order.

    A word keeps no apostrophe or hyphen (isn't = isnt), a number no separators of thousands; its decimals follow a
    point, whichever way they were written.
    """
    found: list[str] = []
    pieces = _NUMBER.split(_INSIDE_WORD.sub("", plain(text)))
    for between, minus, number in zip(pieces[::3], [*pieces[1::3], None], [*pieces[2::3], None], strict=True):
        found += between.translate(_SPOKEN).split()
        if number is not None:
            found += _spelt(number, "-" if minus else "")
    return found


def same_words(text: str) -> str:
    """Return what two texts share when they are the same words.

    The form is its own form: `same_words(same_words(text)) == same_words(text)`.
    """
    return " ".join(words(text))


def _spelt(number: str, minus: str) -> list[str]:
    if grouped := _GROUPED.fullmatch(number):
        whole = re.sub(r"\D", "", grouped["whole"])
        return [minus + whole + (f".{grouped['decimals']}" if grouped["decimals"] else "")]
    if _DECIMAL.fullmatch(number):
        return [minus + number.replace(",", ".")]
    parts = re.split(r"\D", number)
    return [minus + parts[0], *parts[1:]]
