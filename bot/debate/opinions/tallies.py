"""Counts of votes, and what they say about a group beside the others. All arrays end in the axis of the statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.debate.opinions.votes import VoteTable
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Floats, Ids

    Counts = Ids | Floats  # whole numbers where every vote counts the same
else:
    np = lazy("numpy")

SIGNIFICANT_DEVIATE = 1.2816
"""A normal deviate that chance exceeds once in ten times."""


@dataclass(frozen=True, slots=True, eq=False)
class VoteCounts:
    """How often people agreed and disagreed, and how often they voted at all."""

    agree: Counts
    disagree: Counts
    votes: Counts

    def others(self) -> VoteCounts:
        """Return (groups, statements) the counts of all groups but each."""
        return VoteCounts(*(part.sum(axis=0) - part for part in (self.agree, self.disagree, self.votes)))

    def together(self) -> VoteCounts:
        """Return (statements,) the counts of all groups."""
        return VoteCounts(*(part.sum(axis=0) for part in (self.agree, self.disagree, self.votes)))

    def of_groups(self, chosen: list[bool]) -> VoteCounts:
        """Return (groups, statements) the counts of some groups alone."""
        return VoteCounts(self.agree[chosen], self.disagree[chosen], self.votes[chosen])

    def of_first(self, groups: int) -> VoteCounts:
        """Return (groups, statements) the counts of the first groups alone."""
        return VoteCounts(self.agree[:groups], self.disagree[:groups], self.votes[:groups])


def tally(table: VoteTable, labels: Ids, groups: int, weights: Floats | None = None) -> VoteCounts:
    """Count (groups, statements) the votes of each group.

    Args:
        table: The votes.
        labels: (people,) group numbers from 0.
        groups: How many groups there are.
        weights: (votes,) what each counts; 1 without.
    """
    shape = (groups, len(table.statements), 3)
    cells = (labels[table.rows] * shape[1] + table.columns) * 3 + table.values + 1
    counts = np.bincount(cells, weights, minlength=groups * shape[1] * 3).reshape(shape)
    return VoteCounts(counts[..., 2], counts[..., 0], counts.sum(axis=-1))


def share(successes: Counts, votes: Counts) -> Floats:
    """Return the share of successes, as if there had been one more of each kind."""
    return (successes + 1) / (votes + 2)


def share_deviate(successes: Counts, votes: Counts) -> Floats:
    """Return how far above one half the share is, as a normal deviate."""
    return 2 * np.sqrt(votes + 1) * ((successes + 1) / (votes + 1) - 0.5)


def difference_deviate(inside: Ids, votes_inside: Ids, outside: Ids, votes_outside: Ids) -> Floats:
    """Return how far the share inside is above the share outside, as a normal deviate."""
    s1, n1, s2, n2 = inside + 1, votes_inside + 1, outside + 1, votes_outside + 1
    pooled = (s1 + s2) / (n1 + n2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    deviate: Floats = np.divide(s1 / n1 - s2 / n2, spread, out=np.zeros(spread.shape), where=spread > 0)
    return deviate
