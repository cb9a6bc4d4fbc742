"""Identical ballots: people who vote alike on everything count in the map as the root of their number.

A bloc that acts as one would else draw the axes of the map, and be the group that stands out best. Whoever is in it is
shown with the others: only where the axes lie and how the map is split is decided with fewer of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from math import ceil, sqrt
from typing import TYPE_CHECKING

from bot.debate.opinions.agreement import LEAST_SHARE
from bot.debate.opinions.projection import FEWEST_VOTES
from bot.debate.opinions.votes import VoteTable
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Flags, Ids
else:
    np = lazy("numpy")

FEWEST_ALIKE = 5
"""People from whom on identical ballots count for less; two or three friends are no bloc."""


def stand_ins(table: VoteTable, placed: Flags) -> Ids:
    """Return (people,) the number of the person who counts in the place of each: of most people, themselves.

    Args:
        table: The votes.
        placed: (people,) who is in the map; ballots with too few votes for it are alike by chance.
    """
    found = np.arange(len(table.people))
    for alike in blocs(table, placed):
        counted = alike[: ceil(sqrt(len(alike)))]
        found[alike] = [one for one, _ in zip(cycle(counted), alike, strict=False)]
    return found


def blocs(table: VoteTable, placed: Flags) -> Iterator[list[int]]:
    """Yield the numbers of people whose ballots are identical, where they are so many that it matters."""
    listed = ~table.rejected[table.columns]
    columns, values = table.columns[listed], table.values[listed]
    ends = np.concatenate(([0], np.cumsum(np.bincount(table.rows[listed], minlength=len(table.people)))))
    ballots: dict[bytes, list[int]] = {}
    for row in np.flatnonzero(placed & (np.diff(ends) >= FEWEST_VOTES)).tolist():
        own = slice(ends[row], ends[row + 1])
        ballots.setdefault(columns[own].tobytes() + values[own].tobytes(), []).append(row)
    yield from (alike for alike in ballots.values() if len(alike) >= FEWEST_ALIKE)


def small_blocs(table: VoteTable, placed: Flags) -> list[list[int]]:
    """Return those of them that are too small a part of the map to object to anything."""
    return [alike for alike in blocs(table, placed) if len(alike) < LEAST_SHARE * placed.sum()]
