"""What is said of each group: nothing that its own votes contradict, and of no two groups the same.

Polis lists a statement as *disagreed* where a group disagrees more than the others do, be it one person among twenty.
That tells the group apart, but nobody would read it so. What people read is what more than half of the group's votes
on the statement say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Direction = Literal["agree", "disagree"]
Cells = Sequence[int]
"""[agree, disagree, votes] of one group on one counterpoint."""

MIN_GROUP_VOTES = 3
"""Votes that a group must have cast on a counterpoint so that something is said of them."""


@dataclass(frozen=True, slots=True)
class GroupMark:
    """A counterpoint that marks a group, and which way the group votes on it."""

    number: int
    text: str
    direction: Direction


def majority(cells: Cells) -> Direction | None:
    """Return which way more than half of a group's votes go; None where there is no such way, or too few voted."""
    agree, disagree, votes = cells
    if votes < MIN_GROUP_VOTES:
        return None
    if 2 * agree > votes:
        return "agree"
    return "disagree" if 2 * disagree > votes else None


class Marking:
    """Chooses what is said of groups.

    Args:
        by_group: The cells of every counterpoint, by its number, in the order of the groups.
        texts: The counterpoints that may be spoken of, by number.
        most: How many are named of each group.
    """

    def __init__(self, by_group: Mapping[str, Sequence[Cells]], texts: Mapping[str, str], most: int) -> None:
        self._by_group = {number: cells for number, cells in by_group.items() if number in texts}
        self._texts = texts
        self._most = most

    def marks_of(self, groups: Sequence[Mapping[str, Any]]) -> list[tuple[GroupMark, ...]]:
        """Return what is said of each group, the best agreed first.

        Args:
            groups: {"representative": [{"statement", "best_agree", …}]} of each, as the opinion maths lists them.
        """
        told = [self._listed(place, group["representative"]) for place, group in enumerate(groups)]
        alike = [[other for other, theirs in enumerate(told) if theirs == own] for own in told]
        apart = [
            own if own and len(same) == 1 else self._with_difference(place, same if own else range(len(told)), own)
            for place, (own, same) in enumerate(zip(told, alike, strict=True))
        ]
        return [own if apart.count(own) == 1 else () for own in apart]

    def _listed(self, place: int, representative: Sequence[Mapping[str, Any]]) -> tuple[GroupMark, ...]:
        found = [(self._mark(place, str(one["statement"])), one["best_agree"]) for one in representative]
        marks = [(mark, best) for mark, best in found if mark is not None]
        marks.sort(key=lambda one: (one[0].direction != "agree", not one[1]))
        return tuple(mark for mark, _ in marks[: self._most])

    def _mark(self, place: int, number: str) -> GroupMark | None:
        direction = majority(self._by_group[number][place]) if number in self._by_group else None
        return GroupMark(int(number), self._texts[number], direction) if direction else None

    def _with_difference(self, place: int, same: Sequence[int], own: tuple[GroupMark, ...]) -> tuple[GroupMark, ...]:
        """Add what sets a group apart from the others of which the same would be said; nothing where nothing does."""
        marks = [mark for number in self._by_group if (mark := self._mark(place, number)) and mark not in own]
        ahead = {mark: self._lead(place, same, mark) for mark in marks}
        best = max(marks, key=lambda mark: (ahead[mark], -mark.number), default=None)
        if best is None or ahead[best] <= 0:
            return own
        return tuple(sorted((*own[: self._most - 1], best), key=lambda mark: mark.direction != "agree"))

    def _lead(self, place: int, same: Sequence[int], mark: GroupMark) -> float:
        """Return how much more of a group votes like this than of any other of these groups."""
        side = 0 if mark.direction == "agree" else 1
        shares = [(cells[side] + 1) / (cells[2] + 2) for cells in self._by_group[str(mark.number)]]
        return shares[place] - max(shares[other] for other in same if other != place)
