"""Two texts laid side by side: where their words part, apart from what was only moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where two texts have different words, or one of them has none."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    inner: bool
    """Whether both texts have common words before and after it."""

    def turned(self) -> Gap:
        """Return the same place seen from the other text."""
        return Gap(self.other, self.one, self.inner)


def gaps(one: Sequence[str], other: Sequence[str]) -> list[Gap]:
    """Return the places where two rows of words part, in order.

    Words that stand in both rows but elsewhere count as the same: a sentence whose halves are swapped has no gaps.
    """
    places = [
        (one[i:j], other[m:n], bool(i and m and j < len(one) and n < len(other)))
        for kind, i, j, m, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    moved = Counter(_all(here for here, _, _ in places)) & Counter(_all(there for _, there, _ in places))
    moved_here, moved_there = moved.copy(), moved.copy()
    found = [Gap(_without(here, moved_here), _without(there, moved_there), inner) for here, there, inner in places]
    return [gap for gap in found if gap.one or gap.other]


def distance(one: str, other: str) -> int:
    """Count the slips that turn one spelling into another.

    A letter too many, a letter too few and two letters swapped are one slip each; another letter is two.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, facing in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + 2 * (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _all(rows: Iterable[Sequence[str]]) -> list[str]:
    return [word for row in rows for word in row]


def _without(row: Sequence[str], moved: Counter[str]) -> tuple[str, ...]:
    """Return the words of a row that were not moved; each moved one is struck off once."""
    left = []
    for word in row:
        if moved[word]:
            moved[word] -= 1
        else:
            left.append(word)
    return tuple(left)
