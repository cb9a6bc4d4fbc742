"""Many globs at once, in one pass over a text: time grows with the text, never with how a glob is made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Globs:
    """Patterns of words with `*` (any letters, or none) and `?` (one letter), all advanced together.

    Each pattern is a row of bits, one a character; a set bit says that the pattern fits up to there. A character of
    the text moves all bits one on and keeps those that it fits; a star keeps its bit where it is.

    Source: Navarro and Raffinot 2002, "Flexible Pattern Matching in Strings", section 4.4 (Extended Shift-And).
    """

    patterns: tuple[str, ...] = ()
    _fits: dict[str, int] = field(default_factory=dict)
    _any: int = 0
    _stays: int = 0
    _starts: int = 0
    _ends: tuple[int, ...] = ()
    _last: int = 0

    def find(self, text: str) -> str | None:
        """Return a pattern that is found in a text of words with single spaces, also around it; None if none is."""
        state = 0
        for character in text:
            fits = self._fits.get(character, 0)
            moved = (state << 1) | self._starts
            state = moved & fits if character == " " else moved & (fits | self._any) | state & self._stays
            if found := state & self._last:
                return self.patterns[bisect_left(self._ends, (found & -found).bit_length() - 1)]
        return None


def combine(patterns: Sequence[str], framed: Callable[[str], str] = " {} ".format) -> Globs:
    """Lay patterns side by side.

    Args:
        patterns: In the order in which they are found.
        framed: Puts around a pattern what stands around it in a text; none begins with a star.
    """
    fits: dict[str, int] = {}
    any_, stays, starts, last, bit = 0, 0, 0, 0, 0
    ends = []
    for pattern in patterns:
        starts |= 1 << bit
        for character in framed(pattern):
            if character == "*":
                stays |= 1 << (bit - 1)
                continue
            if character == "?":
                any_ |= 1 << bit
            else:
                fits[character] = fits.get(character, 0) | 1 << bit
            bit += 1
        ends.append(bit - 1)
        last |= 1 << (bit - 1)
    return Globs(tuple(patterns), fits, any_, stays, starts, tuple(ends), last)
