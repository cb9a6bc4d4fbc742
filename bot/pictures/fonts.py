"""Lettering of pictures: which characters the font can draw, how wide they are, and how a text breaks into lines."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import matplotlib as mpl
import regex
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

PLAIN = "DejaVuSans.ttf"
BOLD = "DejaVuSans-Bold.ttf"
"""Both come with matplotlib, so a picture looks the same on every machine."""

LEFT_OUT = "…"


def lettering(face: str, size: float) -> FontProperties:
    """Return a face in a size, for matplotlib."""
    return FontProperties(fname=str(_path(face)), size=size)


def drawable(text: str, face: str = PLAIN) -> str:
    """Return what the font can draw of a text: no boxes.

    A character it lacks is drawn as its plain form (𝐁 as B), letters it lacks are left out with an ellipsis, signs and
    emoji without. Invisible characters go.
    """
    drawn: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        piece = _drawn(char, face)
        if piece != LEFT_OUT or drawn[-1:] != [LEFT_OUT]:
            drawn.append(piece)
    return " ".join("".join(drawn).split())


def wide(text: str, face: str, size: float) -> float:
    """Return how wide a drawable text is, in the unit of the size."""
    return sum(_advance(char, face) for char in text) * size


def broken(text: str, face: str, size: float, widths: tuple[float, float], most: int) -> list[str]:
    """Break a drawable text into lines.

    Args:
        text: What to break, at spaces; a word that is wider than a line is cut.
        face: The font.
        size: Its size.
        widths: Room on the first line and on the others.
        most: Lines at the most; the last ends with an ellipsis where something is left out.
    """
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most:
        room = widths[min(len(lines), 1)]
        is_last = len(lines) == most - 1
        line, rest = _first_line(rest, face, room / size, is_last)
        lines.append(line)
    return lines


def _first_line(text: str, face: str, ems: float, is_last: bool) -> tuple[str, str]:
    """Return what goes on a line, and the rest."""
    if _cut(text, face, ems) == len(text):
        return text, ""
    room = ems - (_advance(LEFT_OUT, face) if is_last else 0)
    cut = _cut(text, face, room)
    space = text.rfind(" ", 0, cut + 1)
    if space > 0 and (not is_last or space > cut // 2):
        cut = space
    head = text[:cut].rstrip()
    return (head.rstrip(" ,;:–—-…") + LEFT_OUT, "") if is_last else (head, text[cut:].lstrip())


def _cut(text: str, face: str, ems: float) -> int:
    """Return how much of a text fits, in characters: one letter at the least, with all that is drawn on it."""
    used = 0.0
    for letter in regex.finditer(r"\X", text):
        used += wide(letter[0], face, 1)
        if used > ems:
            return int(letter.start() or letter.end())
    return len(text)


@cache
def _drawn(char: str, face: str) -> str:
    kind = unicodedata.category(char)
    if char.isspace():
        return " "
    if kind[0] == "C" or "\ufe00" <= char <= "\ufe0f":
        return ""
    if _has(char, face):
        return char
    plain = unicodedata.normalize("NFKC", char)
    if all(_has(one, face) for one in plain):
        return plain
    return LEFT_OUT if kind[0] in "LN" else ""


def _has(char: str, face: str) -> bool:
    return ord(char) in _characters(face)


@cache
def _characters(face: str) -> frozenset[int]:
    return frozenset(_font(face).get_charmap())


@cache
def _advance(char: str, face: str) -> float:
    """Return the width of a character in ems; an accent over a letter has none."""
    if unicodedata.combining(char):
        return 0.0
    font = _font(face)
    font.set_size(_MEASURING_SIZE, 72)
    return font.load_char(ord(char), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _MEASURING_SIZE


_MEASURING_SIZE = 100.0
"""The size at which characters are measured."""


@cache
def _font(face: str) -> FT2Font:
    return FT2Font(str(_path(face)))


def _path(face: str) -> Path:
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / face
