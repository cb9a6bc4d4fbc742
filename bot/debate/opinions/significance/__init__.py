"""Whether groups are real, or what k-means finds in any cloud of points.

They must stand out more than those of two kinds of copies: of votes by chance, and of one crowd without camps. A part
of the people must show the same groups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.debate.opinions.grouping import SMALLEST_GROUP, Split, silhouette_of, split
from bot.debate.opinions.projection import FEWEST_PEOPLE, has_enough_votes, project
from bot.debate.opinions.significance.one_crowd import fit as fit_one_crowd
from bot.debate.opinions.tallies import SIGNIFICANT_DEVIATE
from bot.debate.opinions.votes import VoteTable
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Flags, Ids
else:
    np = lazy("numpy")

COPIES = 15
"""Copies of each kind with which groups are compared."""
COPIES_OF_FEW = 30
"""The same where there are few people: chance is wide there, and copies are cheap."""
FEW_PEOPLE = 60
CROWD_DEVIATE = SIGNIFICANT_DEVIATE
"""How far above the copies of one crowd they must stand out, as a normal deviate: chance does once in ten times."""
CROWD_DEVIATE_OF_FEW = 0.52
"""The same where there are few people: three in ten. Less can be told there, and two true camps would be missed."""
CHANCE_DEVIATE = 1.645
"""A normal deviate that chance exceeds once in twenty times: how far above shuffled votes groups must stand out."""
STABILITY_DRAWS = 10
DRAW_SHARE = 0.8
"""Share of the people in each draw."""
LEAST_STABILITY = 0.6
MOST_CHECKED = 600
"""Larger maps are checked by as many people, drawn once."""
_RANDOM_SEED = 1_906


class UnpublishedReason(StrEnum):
    """Why groups are not published."""

    FEW_VOTERS = "few-voters"
    ONE_GROUP = "one-group"
    SMALL_GROUP = "small-group"
    CHANCE = "chance"
    ONE_CROWD = "one-crowd"
    UNSTABLE = "unstable"


@dataclass(frozen=True, slots=True)
class Reality:
    """What the checks of groups found."""

    reason: UnpublishedReason | None
    """None where the groups may be published."""
    shuffled: float | None = None
    """The silhouette that copies with shuffled votes hardly ever exceed."""
    crowd: float | None = None
    """The silhouette that copies of one crowd without camps seldom exceed; `camps` is compared with it."""
    camps: float | None = None
    """The silhouette of the best split by the votes that agree or disagree alone."""
    stability: float | None = None
    """Mean adjusted Rand index between the groups and those of a part of the people."""


def check(table: VoteTable, placed: Flags, counted: Flags, found: Split) -> Reality:
    """Check groups against chance and against the choice of the people.

    Args:
        table: The votes.
        placed: (people,) who is in a group.
        counted: (people,) by whom the map is laid out and split.
        found: The groups of those who are in one.
    """
    sizes = np.bincount(found.labels)
    if has_enough_votes(table).sum() < FEWEST_PEOPLE:
        return Reality(UnpublishedReason.FEW_VOTERS)
    if found.silhouette is None:
        return Reality(UnpublishedReason.ONE_GROUP)
    if sizes[sizes > 0].min() < SMALLEST_GROUP:
        return Reality(UnpublishedReason.SMALL_GROUP)
    rng = np.random.default_rng(_RANDOM_SEED)
    labels = np.full(len(table.people), -1)
    labels[placed] = found.labels
    chosen = _drawn(placed & counted, MOST_CHECKED, rng)
    part, kept = table.of_people(chosen), labels[chosen]
    observed = _silhouette(part, kept, found, len(labels))
    shuffled = _bar(part, _shuffled, CHANCE_DEVIATE, rng)
    camps, crowd = _beside_one_crowd(part.without_passes(), rng)
    stability = _stability(part, kept, rng)
    reason = _verdict(observed > shuffled, camps > crowd, stability >= LEAST_STABILITY)
    return Reality(reason, shuffled, crowd, camps, stability)


def agreement(one: Ids, other: Ids) -> float:
    """Return the adjusted Rand index of two groupings of the same people: 1 the same, 0 as by chance.

    Source: Hubert and Arabie 1985, "Comparing partitions", Journal of Classification 2.
    """
    table = np.zeros((one.max(initial=0) + 1, other.max(initial=0) + 1), np.int64)
    np.add.at(table, (one, other), 1)
    both, left, right = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    every = len(one) * (len(one) - 1) / 2
    chance = left * right / every if every else 0.0
    most = (left + right) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def _pairs(counts: Ids) -> float:
    return float((counts * (counts - 1)).sum()) / 2


def _verdict(beyond_chance: bool, beyond_one_crowd: bool, stable: bool) -> UnpublishedReason | None:
    if not beyond_chance:
        return UnpublishedReason.CHANCE
    if not beyond_one_crowd:
        return UnpublishedReason.ONE_CROWD
    return None if stable else UnpublishedReason.UNSTABLE


def _silhouette(part: VoteTable, labels: Ids, found: Split, people: int) -> float:
    """Return the silhouette to compare with copies: of the same people, on their own map."""
    if len(labels) == people:
        return found.silhouette or 0.0
    return silhouette_of(project(part).points, labels) or 0.0


def _bar(
    table: VoteTable,
    copy: Callable[[VoteTable, np.random.Generator], VoteTable],
    deviate: float,
    rng: np.random.Generator,
) -> float:
    """Return the silhouette by which the groups of copies stand out at the most, but for chance."""
    copies = COPIES if len(table.people) >= FEW_PEOPLE else COPIES_OF_FEW
    worth = [split(project(copy(table, rng)).points).silhouette or 0.0 for _ in range(copies)]
    return min(float(np.mean(worth) + deviate * np.std(worth, ddof=1)), max(worth))


def _beside_one_crowd(table: VoteTable, rng: np.random.Generator) -> tuple[float, float]:
    """Return the silhouette of the votes that take a side, and what copies of one crowd without camps seldom exceed."""
    deviate = CROWD_DEVIATE_OF_FEW if len(table.people) < FEW_PEOPLE else CROWD_DEVIATE
    camps = split(project(table).points).silhouette or 0.0
    return camps, _bar(table, fit_one_crowd(table).copy, deviate, rng)


def _shuffled(table: VoteTable, rng: np.random.Generator) -> VoteTable:
    """Return a copy whose votes are shuffled within each statement."""
    by_statement = np.argsort(table.columns, kind="stable")
    values = np.empty_like(table.values)
    values[by_statement] = table.values[np.lexsort((rng.random(len(values)), table.columns))]
    return table.with_values(values)


def _stability(table: VoteTable, labels: Ids, rng: np.random.Generator) -> float:
    """Return how well the groups of a part of the people agree with those of all, on average."""
    agreements = []
    everybody = np.ones(len(labels), np.bool_)
    for _ in range(STABILITY_DRAWS):
        chosen = _drawn(everybody, round(DRAW_SHARE * len(labels)), rng)
        again = split(project(table.of_people(chosen)).points)
        agreements.append(agreement(labels[chosen], again.labels))
    return float(np.mean(agreements))


def _drawn(who: Flags, most: int, rng: np.random.Generator) -> Flags:
    """Draw at most so many of the people."""
    numbers = np.flatnonzero(who)
    if len(numbers) > most:
        numbers = rng.choice(numbers, most, replace=False)
    chosen = np.zeros(len(who), np.bool_)
    chosen[numbers] = True
    return chosen
