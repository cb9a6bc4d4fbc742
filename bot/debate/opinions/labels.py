"""Groups keep their names from one computation to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import count

import numpy as np
from scipy.optimize import linear_sum_assignment

from bot.debate.opinions.votes import Name


def keep_labels(previous: Mapping[Name, int], current: Mapping[Name, int]) -> dict[Name, int]:
    """Name groups as before: those that share most people keep their number.

    Args:
        previous: The group of each person, at the last time.
        current: The group of each person now, numbered in any way.

    Returns:
        The group of each person now; a group that was not there before takes a number that nobody had.
    """
    names = _names(previous, current)
    return {person: names[group] for person, group in current.items()}


def _names(previous: Mapping[Name, int], current: Mapping[Name, int]) -> dict[int, int]:
    old, new = sorted(set(previous.values())), sorted(set(current.values()))
    shared = Counter((group, previous[person]) for person, group in current.items() if person in previous)
    overlap = np.array([[shared[group, former] for former in old] for group in new]).reshape(len(new), len(old))
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    names = {new[row]: old[column] for row, column in zip(rows, columns, strict=True) if overlap[row, column] > 0}
    unused = (number for number in count() if number not in set(old))
    return {group: names[group] if group in names else next(unused) for group in new}
