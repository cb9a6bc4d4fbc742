"""Groups keep their names from one computation to the next, and names have no gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.debate.opinions.votes import Name
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from scipy import optimize
else:
    np, optimize = lazy("numpy"), lazy("scipy.optimize")


def keep_labels(previous: Mapping[Name, int], current: Mapping[Name, int]) -> dict[Name, int]:
    """Name groups as before, as far as that leaves no gap: those that share most people keep their number.

    Args:
        previous: The group of each person, at the last time that people saw groups.
        current: The group of each person now, numbered in any way.

    Returns:
        The group of each person now, numbered from 0 without gaps: of fewer groups than before, those whose numbers
        are too high take the numbers that became free.
    """
    names = _names(previous, current)
    return {person: names[group] for person, group in current.items()}


def _names(previous: Mapping[Name, int], current: Mapping[Name, int]) -> dict[int, int]:
    groups = sorted(set(current.values()))
    shared = Counter((group, previous[person]) for person, group in current.items() if person in previous)
    overlap = np.array([[shared[group, name] for name in range(len(groups))] for group in groups])
    rows, columns = optimize.linear_sum_assignment(overlap.reshape(len(groups), len(groups)), maximize=True)
    return {groups[row]: int(column) for row, column in zip(rows, columns, strict=True)}
