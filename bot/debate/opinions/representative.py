"""The statements that tell a group from the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.debate.opinions.tallies import SIGNIFICANT_DEVIATE, VoteCounts, difference_deviate, share, share_deviate
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Flags, Floats, Ids
else:
    np = lazy("numpy")

MAX_STATEMENTS = 5


@dataclass(frozen=True, slots=True)
class StatementMark:
    """A statement that marks a group."""

    statement: int
    """Its number in the table."""
    agree: bool
    """Whether the group agrees with it, by the majority of its own votes."""
    leans: bool = True
    """Whether the group agrees with it more than others do, or disagrees more: the direction that Polis records. A
    group that agrees nearly as one, beside others that agree as one, disagrees more than they do."""
    best: bool = False
    """Whether it is the one that the group agrees with best."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """How a group stands to statements on one side, agreeing or disagreeing; (statements,) each."""

    share: Floats
    share_deviate: Floats
    ratio: Floats
    """Its share over that of the others."""
    ratio_deviate: Floats

    def metric(self) -> Floats:
        """Return how much each statement marks the group."""
        return self.ratio * self.ratio_deviate * self.likely()

    def likely(self) -> Floats:
        """Return how much the group is on this side, whatever the others say."""
        return self.share * self.share_deviate

    def is_marked(self) -> Flags:
        """Tell which statements mark the group beyond chance."""
        return (self.ratio_deviate > SIGNIFICANT_DEVIATE) & (self.share_deviate > SIGNIFICANT_DEVIATE)


def representative(counts: VoteCounts, rejected: Flags) -> tuple[tuple[StatementMark, ...], ...]:
    """List the statements that mark each group, agreed ones first.

    Args:
        counts: (groups, statements)
        rejected: (statements,) those that are never listed.
    """
    others = counts.others()
    marks = []
    for group in range(len(counts.votes)):
        agree = _side(counts.agree[group], counts.votes[group], others.agree[group], others.votes[group])
        disagree = _side(counts.disagree[group], counts.votes[group], others.disagree[group], others.votes[group])
        spoken = (counts.agree[group] + counts.disagree[group] > 0) & ~rejected
        ahead = counts.agree[group] - counts.disagree[group]
        marks.append(_marks(agree, disagree, ~rejected, spoken, ahead))
    return tuple(marks)


def _side(inside: Ids, votes: Ids, outside: Ids, votes_outside: Ids) -> Side:
    part = share(inside, votes)
    return Side(
        share=part,
        share_deviate=share_deviate(inside, votes),
        ratio=part / share(outside, votes_outside),
        ratio_deviate=difference_deviate(inside, votes, outside, votes_outside),
    )


def _marks(agree: Side, disagree: Side, listed: Flags, spoken: Flags, ahead: Ids) -> tuple[StatementMark, ...]:
    """Choose a group's statements: the best agreed one, then those that mark it most."""
    leans = agree.ratio_deviate > disagree.ratio_deviate
    metric = np.where(leans, agree.metric(), disagree.metric())
    marking = np.flatnonzero((agree.is_marked() | disagree.is_marked()) & listed)
    chosen = marking[np.argsort(-metric[marking], kind="stable")].tolist()
    best = _best_agreed(agree, spoken)
    if best is not None:
        chosen = [best, *(number for number in chosen if number != best)]
    elif not chosen and listed.any():
        distance = np.where(listed, np.maximum(agree.ratio_deviate, disagree.ratio_deviate), -np.inf)
        chosen = [int(distance.argmax())]
    sides = np.where(ahead == 0, leans, ahead > 0)
    marks = [
        StatementMark(number, bool(sides[number]), bool(leans[number]), number == best)
        for number in chosen[:MAX_STATEMENTS]
    ]
    return tuple(sorted(marks, key=lambda mark: not mark.leans))


def _best_agreed(agree: Side, spoken: Flags) -> int | None:
    """Find the statement the group agrees with best, going through them in their order."""
    metric, likely = agree.metric().tolist(), agree.likely().tolist()
    fits = ((agree.share_deviate > SIGNIFICANT_DEVIATE) | ((agree.ratio > 1) & (agree.share > 0.5))).tolist()
    more_than_others = (agree.ratio > 1).tolist()
    best: int | None = None
    for number in np.flatnonzero(spoken).tolist():
        if best is None:
            better = fits[number]
        else:
            measure = metric if more_than_others[best] else likely
            better = measure[number] > measure[best]
        if better:
            best = number
    return best
