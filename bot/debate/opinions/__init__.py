"""Opinion groups, what marks them and what unites them: the mathematics of Polis, on tables of votes alone.

Source: Small et al. 2021, "Polis: Scaling deliberation by mapping high dimensional opinion spaces", RECERCA 26(2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.debate.opinions.agreement import (
    Consensus,
    agreed_across,
    consensus,
    extremity,
    group_informed,
    may_object,
    priority,
)
from bot.debate.opinions.grouping import Split, silhouette_of, split
from bot.debate.opinions.identical_ballots import small_blocs, stand_ins
from bot.debate.opinions.labels import keep_labels
from bot.debate.opinions.next_statement import next_statement
from bot.debate.opinions.projection import Projection, in_map, project
from bot.debate.opinions.representative import StatementMark, representative
from bot.debate.opinions.significance import Reality, UnpublishedReason, check
from bot.debate.opinions.tallies import VoteCounts, tally
from bot.debate.opinions.votes import Name, VoteTable, tabulate
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Flags, Floats, Ids
else:
    np = lazy("numpy")

__all__ = ["Reality", "StatementMark", "UnpublishedReason", "VoteTable", "keep_labels", "next_statement", "tabulate"]
"""What stands in other files of this folder, and is used with it."""


@dataclass(frozen=True, slots=True)
class Former:
    """What is kept from one computation for the next."""

    groups: Mapping[Name, int] = field(default_factory=dict)
    """The group of each person who was in one."""
    components: Mapping[Name, tuple[float, float]] = field(default_factory=dict)
    """The place of each statement on the two axes."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who vote alike."""

    name: Name
    members: tuple[Name, ...]
    marks: tuple[StatementMark, ...]
    """The statements that tell the group from the others."""
    has_veto: bool = True
    """Whether nothing is agreed across groups without it: a small group is shown, and abolishes nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """What the votes show. Arrays run over people or statements in the order of the table."""

    table: VoteTable
    placed: Flags
    """(people,) who is in the map, and so in a group."""
    counted: Flags
    """(people,) by whose votes the map is laid out and split: of those with identical ballots, some."""
    map: Projection
    split: Split
    """The groups of those in the map."""
    groups: tuple[Group, ...]
    """In the order of their names."""
    counts: VoteCounts
    """(groups, statements) the votes of each group, in the order of `groups`."""
    everybody: VoteCounts
    """(statements,) the votes of all."""
    consensus: Consensus
    across: tuple[int, ...]
    """The statements, by number, that all groups with a veto agree with; a bloc counts as in the map."""
    agreement: Floats
    """(statements,) group-informed consensus; `agreement.comparable` makes maps comparable."""
    disagreement: Floats
    """(statements,) its twin: how likely it is that one person of each group disagrees."""
    extremity: Floats
    priority: Floats

    def voting_alike(self) -> int:
        """Return how many people the largest small group has whose ballots are identical; 0 where there is none."""
        return max(map(len, small_blocs(self.table, self.placed)), default=0)

    def group_of_people(self) -> dict[Name, Name]:
        """Return the group of each person who is in one."""
        return {person: group.name for group in self.groups for person in group.members}

    def as_former(self) -> Former:
        """Return what the next computation needs to keep names and signs; only for groups that were found."""
        groups = {person: group for person, group in self.group_of_people().items() if isinstance(group, int)}
        places = zip(self.table.statements, self.map.components.T.tolist(), strict=True)
        return Former(groups, {name: (x, y) for name, (x, y) in places})


def form_opinions(table: VoteTable, former: Former | None = None) -> Opinions:
    """Place people on a map, group them, and say what marks and what unites the groups.

    Args:
        table: The votes.
        former: What an earlier computation left: groups keep their names, the picture does not flip.
    """
    former = former or Former()
    placed = in_map(table)
    standing_in = stand_ins(table, placed)
    counted = standing_in == np.arange(len(standing_in))
    projection = project(table, _former_components(table, former), counted)
    found = split(projection.points[placed & counted])
    labels = np.zeros(len(placed), np.int64)
    labels[placed & counted] = found.labels
    people = [table.people[row] for row in np.flatnonzero(placed)]
    named = keep_labels(former.groups, dict(zip(people, labels[standing_in[placed]].tolist(), strict=True)))
    grouping, names = _by_name([named[person] for person in people], found.silhouette)
    return _opinions(table, projection, (placed, counted), grouping, names)


def form_opinions_of_groups(table: VoteTable, groups: Mapping[Name, Name]) -> Opinions:
    """Say what marks and what unites groups that are given.

    Args:
        table: The votes.
        groups: The group of each person who is in one; people who never voted may be among them.
    """
    projection = project(table)
    placed = np.array([person in groups for person in table.people], np.bool_)
    of_people = [groups[table.people[row]] for row in np.flatnonzero(placed)]
    numbers = {name: number for number, name in enumerate(_in_order(of_people))}
    labels = np.array([numbers[name] for name in of_people], np.int64)
    given = Split(labels, silhouette_of(projection.points[placed], labels))
    return _opinions(table, projection, (placed, np.ones_like(placed)), given, tuple(numbers))


def check_groups(opinions: Opinions) -> Reality:
    """Check whether the groups are real; this costs 40 maps of at most 600 people (70 maps of few)."""
    return check(opinions.table, opinions.placed, opinions.counted, opinions.split)


def _opinions(
    table: VoteTable, projection: Projection, turnout: tuple[Flags, Flags], grouping: Split, names: tuple[Name, ...]
) -> Opinions:
    placed, counted = turnout
    outside = len(names)
    labels = np.full(len(table.people), outside)
    labels[placed] = grouping.labels
    all_counts = tally(table, labels, outside + 1)
    counts, everybody = all_counts.of_first(outside), all_counts.together()
    extremes = extremity(projection)
    marks = representative(counts, table.rejected)
    has_veto = may_object(labels[placed & counted], outside)
    return Opinions(
        table=table,
        placed=placed,
        counted=counted,
        map=projection,
        split=grouping,
        groups=tuple(
            Group(
                name,
                tuple(table.people[row] for row in np.flatnonzero(labels == number)),
                marks[number],
                has_veto[number],
            )
            for number, name in enumerate(names)
        ),
        counts=counts,
        everybody=everybody,
        consensus=consensus(everybody, table.rejected),
        across=_across(table, labels, turnout, has_veto),
        agreement=group_informed(counts.agree, counts.votes),
        disagreement=group_informed(counts.disagree, counts.votes),
        extremity=extremes,
        priority=priority(counts.together(), extremes),
    )


def _across(table: VoteTable, labels: Ids, turnout: tuple[Flags, Flags], has_veto: list[bool]) -> tuple[int, ...]:
    """Return the statements that are agreed across groups."""
    placed, counted = turnout
    apart = counted.copy()
    for alike in small_blocs(table, placed):
        apart[alike] = False
    heard, others = (_counts_of(table, labels, who, len(has_veto)).of_groups(has_veto) for who in (counted, apart))
    return agreed_across(heard, others, table.rejected)


def _counts_of(table: VoteTable, labels: Ids, who: Flags, groups: int) -> VoteCounts:
    """Return (groups, statements) the votes of some people; labels are the number of groups for those in none."""
    return tally(table, np.where(who, labels, groups), groups + 1).of_first(groups)


def _by_name(names: list[int], silhouette: float | None) -> tuple[Split, tuple[Name, ...]]:
    """Number the groups in the order of their names."""
    ordered, labels = np.unique(np.array(names, np.int64), return_inverse=True)
    return Split(labels.astype(np.int64), silhouette), tuple(ordered.tolist())


def _in_order(names: list[Name]) -> list[Name]:
    return sorted(set(names), key=lambda name: (isinstance(name, str), name))


def _former_components(table: VoteTable, former: Former) -> Floats | None:
    if not former.components:
        return None
    return np.array([former.components.get(name, (0.0, 0.0)) for name in table.statements], np.float64).reshape(-1, 2).T
