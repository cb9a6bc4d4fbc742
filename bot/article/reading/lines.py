"""From lines to paragraphs: lines that were broken at a width are joined again."""

from __future__ import annotations

from itertools import pairwise

WIDEST = 120
"""Columns above which nobody breaks lines by hand."""
_NARROWEST = 40
_FEWEST = 3
_LEAST_SHARE = 0.25
_CLOSING = (".", "!", "?", "…", ":", ";", ".”", '."', "?”", "!”", "”", "»", ")")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: its lines, or what its lines were before they were broken at a width."""
    lines = [line.strip() for line in text.split("\n")]
    width = _width(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if line and previous and width and _continues(previous, line, width):
            joined[-1] += line if _is_cut_at_hyphen(previous) else f" {line}"
        elif line:
            joined.append(line)
        previous = line
    return joined


def _width(lines: list[str]) -> int:
    """Return the width at which lines were broken, or 0 where each line is a paragraph."""
    pairs = [(line, following) for line, following in pairwise(lines) if line and following]
    broken = [len(line) for line, following in pairs if _is_broken(line, following)]
    if len(broken) < _FEWEST or len(broken) < _LEAST_SHARE * len(pairs):
        return 0
    return max(broken)


def _is_broken(line: str, following: str) -> bool:
    """Say whether a sentence surely runs on in the next line."""
    return _NARROWEST <= len(line) <= WIDEST and following[:1].islower() and not line.endswith(_CLOSING)


def _continues(line: str, following: str, width: int) -> bool:
    """Say whether the next line belongs to the same paragraph: its first word did not fit any more."""
    if len(line) > width:
        return False
    word, _, _ = following.partition(" ")
    return len(line) + 1 + len(word) > width or _is_broken(line, following)


def _is_cut_at_hyphen(line: str) -> bool:
    return len(line) > 1 and line[-1] in "-‐" and line[-2].isalnum()
