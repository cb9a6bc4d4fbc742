"""Small cells: what would tell how single people vote is not shown, nor can it be reckoned from two editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MIN_CELL_PEOPLE = 3
"""People that a figure must speak of, and that must stand between two figures of the same thing."""


def may_show_again(sizes: Mapping[str, int], shown: Mapping[str, int]) -> bool:
    """Say whether the groups may be shown, after an edition that showed them.

    Args:
        sizes: How many people each group has now, by its label.
        shown: The same when groups were shown last; empty where they never were.

    Returns:
        Whether each group has enough people, and each one that changed did so by enough of them: then what
        differs between the two editions speaks of no fewer than `MIN_CELL_PEOPLE` people anywhere.
    """
    if any(size < MIN_CELL_PEOPLE for size in sizes.values()):
        return False
    changes = [abs(sizes.get(one, 0) - shown.get(one, 0)) for one in {*sizes, *shown}]
    return all(change == 0 or change >= MIN_CELL_PEOPLE for change in changes) and any(changes)


def stances(cells: Sequence[Sequence[int]]) -> list[float] | None:
    """Return the share of each group that agrees, where every group has cast enough votes to speak of; else None.

    Args:
        cells: [agree, disagree, votes] of each group on one counterpoint.
    """
    if not cells or any(votes < MIN_CELL_PEOPLE for _, _, votes in cells):
        return None
    return [agree / votes for agree, _, votes in cells]
