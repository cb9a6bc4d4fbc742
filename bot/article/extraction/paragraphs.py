"""From lines to paragraphs: lines that were broken at a width are joined again."""

from __future__ import annotations

import re
from itertools import pairwise

MAX_BROKEN_COLUMNS = 120
"""Columns above which nobody breaks lines by hand."""
_MIN_BROKEN_COLUMNS = 40
_NARROWEST_COLUMN = 20
"""The same where a word is broken, as in the columns of a newspaper."""
_MIN_BROKEN_LINES = 3
_LEAST_SHARE = 0.25
_HYPHENS = ("-", "‐", "\xad")
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+)[-‐\xad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CLOSING = (".", "!", "?", "…", ":", ";", ".”", '."', "?”", "!”", "”", "»", ")")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: its lines, or what its lines were before they were broken at a width."""
    lines = [line.strip() for line in text.split("\n")]
    width = _width(lines)
    known = frozenset(_WORD.findall(text.casefold())) if width else frozenset()
    joined: list[str] = []
    previous = ""
    for line in lines:
        if line and previous and width and _continues(previous, line, width):
            joined[-1] = _joined(joined[-1], line, known)
        elif line:
            joined.append(line)
        previous = line
    return joined


def _width(lines: list[str]) -> int:
    """Return the width at which lines were broken, or 0 where each line is a paragraph."""
    pairs = [(line, following) for line, following in pairwise(lines) if line and following]
    broken = [len(line) for line, following in pairs if _is_broken(line, following)]
    return max(broken) if len(broken) >= max(_MIN_BROKEN_LINES, _LEAST_SHARE * len(pairs)) else 0


def _is_broken(line: str, following: str) -> bool:
    """Say whether a sentence surely runs on in the next line."""
    narrowest = _NARROWEST_COLUMN if line.endswith(_HYPHENS) else _MIN_BROKEN_COLUMNS
    return narrowest <= len(line) <= MAX_BROKEN_COLUMNS and following[:1].islower() and not line.endswith(_CLOSING)


def _continues(line: str, following: str, width: int) -> bool:
    """Say whether the next line belongs to the same paragraph: its first word did not fit any more."""
    if len(line) > width:
        return False
    word, _, _ = following.partition(" ")
    return len(line) + 1 + len(word) > width or _is_broken(line, following)


def _joined(before: str, line: str, known: frozenset[str]) -> str:
    """Return two lines as one, with a word made whole that was broken between them.

    Args:
        before: What stands before the break.
        line: What stands behind it.
        known: The words of the whole text in small letters. A compound that it has elsewhere keeps its hyphen.
    """
    if len(before) < 2 or before[-1] not in _HYPHENS or not before[-2].isalpha():
        return before + line if before.endswith(_HYPHENS) and before[-2:-1].isalnum() else f"{before} {line}"
    first, second = _LAST_WORD.search(before), _FIRST_WORD.match(line)
    if first is None or second is None or not second[0].islower():
        return before + line
    halves = f"{first[1]}-{second[0]}".casefold()
    return before + line if halves in known else before[:-1] + line
