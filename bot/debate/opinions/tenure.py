"""Tenure: votes that people cast soon after they came count less in orders, and nowhere else.

A bloc of accounts that come for one debate would else decide what everybody is asked and reads first. The totals are
left alone, and so is a group that has hardly anybody else: there everybody is as new as the others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.debate.opinions.agreement import priority
from bot.debate.opinions.tallies import tally
from bot.debate.opinions.votes import Name, VoteTable
from config.lazy import lazy
from storage.told_totals import may_be_told

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Flags, Floats
else:
    np = lazy("numpy")

TENURE_PERIOD = timedelta(days=28)
"""How long after they came a person's votes are early ones. Two weeks can be sat out; a debate lasts hardly longer."""
EARLY_WEIGHT = 0.25
"""What an early vote counts beside another: ten or fifteen of them are less than five others."""
MIN_ESTABLISHED = 5
"""People who cast other votes, from whom on early ones count less."""


def early_in(table: VoteTable, early: Collection[tuple[Name, Name]]) -> Flags:
    """Return (votes,) which votes count less.

    Args:
        table: The votes.
        early: (person, statement) of those that were cast soon after the person came.
    """
    names = (
        (table.people[row], table.statements[column]) for row, column in zip(table.rows, table.columns, strict=True)
    )
    found = np.fromiter((pair in early for pair in names), np.bool_, len(table.rows))
    if len(np.unique(table.rows[~found])) < MIN_ESTABLISHED:
        found[:] = False
    return found


def weighed_priority(table: VoteTable, placed: Flags, extremes: Floats, early: Flags) -> Floats:
    """Return (statements,) how much a vote on each is worth, as `priority` does.

    Args:
        table: The votes.
        placed: (people,) who is in the map.
        extremes: (statements,) the extremity of each.
        early: (votes,) those that count less.
    """
    counts = tally(table, np.where(placed, 0, 1), 2, np.where(early, EARLY_WEIGHT, 1.0))
    return priority(counts.of_first(1).together(), extremes)


def discounts(table: VoteTable, early: Flags) -> Floats:
    """Return (statements,) by how much less each is supported than agreeing less disagreeing votes say.

    Where that would tell how few people voted, early votes are taken to be split as all votes on the statement are.

    Args:
        table: The votes that people were told of in the totals.
        early: (votes,) those that count less.
    """
    found = np.zeros(len(table.statements))
    for column in np.unique(table.columns[early]).tolist():
        here = table.columns == column
        parts = [table.values[here & early].tolist(), table.values[here & ~early].tolist()]
        if all(not part or may_be_told([(None, vote) for vote in part]) for part in parts):
            lead = sum(parts[0])
        else:
            lead = table.values[here].sum() * len(parts[0]) / here.sum()
        found[column] = (1 - EARLY_WEIGHT) * lead
    return found


def discount(number: int, report: Mapping[str, Any] | None) -> float:
    """Return by how much less a counterpoint is supported than its totals say; 0 where nobody has reckoned it."""
    return float((report or {}).get("discounts", {}).get(str(number), 0.0))
