"""What people agree on, all together and across groups, and which statement is worth asking next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.debate.opinions.projection import Projection
from bot.debate.opinions.tallies import SIGNIFICANT_DEVIATE, VoteCounts, share, share_deviate
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.tallies import Counts
    from bot.debate.opinions.votes import Flags, Floats, Ids
else:
    np = lazy("numpy")

MAX_STATEMENTS = 5
LEAST_SHARE = 0.2
"""Share of the map that a group must hold so that nothing is agreed across groups against it.

A tenth of the voters who act as one and vote on much are an eighth of the map, and k-means gives them a few neighbours.
"""

MIN_GROUPS = 2
"""Groups with a veto from which one can speak of agreement across them."""
MIN_GROUP_VOTES = 3
"""Votes that each of them must have cast on a statement."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """The statements all voters agree with, or disagree with, by number; the clearest first."""

    agree: tuple[int, ...]
    disagree: tuple[int, ...]


def consensus(everybody: VoteCounts, rejected: Flags) -> Consensus:
    """Find what all voters agree on.

    Args:
        everybody: (statements,) the votes of all.
        rejected: (statements,) those that are never listed.
    """
    return Consensus(
        _clearest(everybody.agree, everybody.votes, rejected), _clearest(everybody.disagree, everybody.votes, rejected)
    )


def _clearest(successes: Counts, votes: Counts, rejected: Flags) -> tuple[int, ...]:
    part, deviate = share(successes, votes), share_deviate(successes, votes)
    clear = np.flatnonzero((part > 0.5) & (deviate > SIGNIFICANT_DEVIATE) & ~rejected)
    order = np.argsort(-(part * deviate)[clear], kind="stable")[:MAX_STATEMENTS]
    return tuple(clear[order].tolist())


def may_object(labels: Ids, groups: int) -> list[bool]:
    """Tell which groups are so large that what they do not agree with is not agreed across groups.

    Args:
        labels: (people,) the group of each person by whom the map is laid out.
        groups: How many groups there are.
    """
    sizes = np.bincount(labels, minlength=groups)
    return [bool(size >= LEAST_SHARE * len(labels)) for size in sizes[:groups]]


def agreed_across(counts: VoteCounts, apart: VoteCounts, rejected: Flags) -> tuple[int, ...]:
    """Return the statements with which more than half of every group agrees, the most agreed first.

    Args:
        counts: (groups, statements) the votes of the groups that have a veto; none where fewer than two do.
        apart: The same without small blocs: one that joins a group does not turn it against a statement.
        rejected: (statements,) those that are never listed.
    """
    if len(counts.votes) < MIN_GROUPS:
        return ()
    found = np.flatnonzero((_mostly_agree(counts) | _mostly_agree(apart)).all(axis=0) & ~rejected)
    return tuple(found[np.argsort(-group_informed(counts.agree, counts.votes)[found], kind="stable")].tolist())


def _mostly_agree(counts: VoteCounts) -> Flags:
    return np.asarray((counts.votes >= MIN_GROUP_VOTES) & (2 * counts.agree > counts.votes), np.bool_)


def group_informed(agreeing: Counts, votes: Counts) -> Floats:
    """Return (statements,) how likely it is that one person of each group agrees.

    Args:
        agreeing: (groups, statements) how many agree; or disagree, for the twin.
        votes: (groups, statements) how many voted. Nobody at all is like one group without votes.
    """
    if len(votes) == 0:
        return np.full(votes.shape[1], 0.5)
    return np.asarray(share(agreeing, votes).prod(axis=0), np.float64)


def comparable(group_informed_consensus: Floats, groups: int) -> Floats:
    """Return the geometric mean over groups, so that maps with different numbers of groups compare."""
    return np.asarray(group_informed_consensus ** (1 / max(1, groups)), np.float64)


def extremity(projection: Projection) -> Floats:
    """Return (statements,) how far from the middle a person would be who agreed with this statement alone."""
    far = np.sqrt((projection.components**2).sum(axis=0))
    return np.asarray(np.sqrt(len(far)) * np.abs(1 - projection.means) * far, np.float64)


def priority(counts: VoteCounts, extremes: Floats) -> Floats:
    """Return (statements,) how much a vote on each is worth.

    Args:
        counts: (statements,) the votes of those in the map.
        extremes: (statements,) the extremity of each.
    """
    passes = counts.votes - counts.agree - counts.disagree
    newness = 1 + 8 * 2 ** (-counts.votes / 5)
    worth = (1 - share(passes, counts.votes)) * (extremes + 1) * share(counts.agree, counts.votes) * newness
    return np.asarray(worth**2, np.float64)
