"""The answer of `counterpoint opinions`: what the votes of a folder show, ready for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.debate.opinions import Group, Opinions, Reality, check_groups, form_opinions, form_opinions_of_groups
from bot.debate.opinions.polis_files import read_folder, read_groups, read_meta
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Floats
else:
    np = lazy("numpy")

META_PRIORITY = 49.0
"""What Polis gives every statement about the discussion itself, so that it is asked early (its weight 7, squared)."""


def opinions_of(folder: Path, groups: Path | None = None) -> dict[str, Any]:
    """Read a conversation as Polis exports it and say what its votes show.

    Args:
        folder: Where comments.csv and votes.csv are.
        groups: A participants.csv whose groups are taken as given; else groups are found.

    Raises:
        Refusal: A file or a column is not there, or a line makes no sense.
    """
    if groups is None:
        opinions = form_opinions(read_folder(folder))
    else:
        given = read_groups(groups)
        opinions = form_opinions_of_groups(read_folder(folder, given), given)
    found = as_json(opinions, check_groups(opinions))
    found["priority"] |= {str(name): META_PRIORITY for name in read_meta(folder)}
    return found


def as_json(opinions: Opinions, reality: Reality) -> dict[str, Any]:
    """Return opinions as the command line gives them."""
    table = opinions.table
    named = [table.statements[number] for number in opinions.consensus.agree]
    against = [table.statements[number] for number in opinions.consensus.disagree]
    return {
        "participants": int((table.activity() > 0).sum()),
        "statements": len(table.statements),
        "voters": _voters(opinions),
        "in_map": int(opinions.placed.sum()),
        "groups": [_group(opinions, group) for group in opinions.groups],
        "groups_published": reality.reason is None,
        "reason": reality.reason,
        "silhouette": opinions.split.silhouette,
        "silhouette_shuffled": reality.shuffled,
        "stability": reality.stability,
        "consensus": {"agree": named, "disagree": against},
        "group_informed_consensus": _by_statement(opinions, opinions.agreement),
        "extremity": _by_statement(opinions, opinions.extremity),
        "priority": _by_statement(opinions, opinions.priority),
        "points": _points(opinions),
        "components": opinions.map.components.tolist(),
        "by_group": _by_group(opinions),
    }


def across_groups(opinions: Opinions) -> dict[str, Any]:
    """Return what a debate tells of its groups together: which of them have a veto, and what those agree on."""
    return {
        "vetoes": [group.has_veto for group in opinions.groups],
        "agreed_across": [opinions.table.statements[number] for number in opinions.across],
        "voting_alike": opinions.voting_alike(),
    }


def _voters(opinions: Opinions) -> int:
    """Count the people who voted on anything that counts."""
    table = opinions.table
    return len(np.unique(table.rows[~table.rejected[table.columns]]))


def _by_group(opinions: Opinions) -> dict[str, list[list[int]]]:
    """Return [agree, disagree, votes] of each group, in the order of the groups, for each statement."""
    counts = opinions.counts
    cells = np.stack([counts.agree, counts.disagree, counts.votes], axis=-1).swapaxes(0, 1).tolist()
    return dict(zip(map(str, opinions.table.statements), cells, strict=True))


def _group(opinions: Opinions, group: Group) -> dict[str, Any]:
    statements = opinions.table.statements
    marks = ((statements[mark.statement], "agree" if mark.leans else "disagree", mark.best) for mark in group.marks)
    representative = [dict(zip(("statement", "direction", "best_agree"), mark, strict=True)) for mark in marks]
    return {"id": group.name, "members": list(group.members), "representative": representative}


def _by_statement(opinions: Opinions, values: Floats) -> dict[str, float]:
    return dict(zip(map(str, opinions.table.statements), values.tolist(), strict=True))


def _points(opinions: Opinions) -> dict[str, Sequence[float]]:
    """Return where those in the map are, by their names."""
    rows = np.flatnonzero(opinions.placed).tolist()
    places: list[list[float]] = opinions.map.points.tolist()
    return {str(opinions.table.people[row]): places[row] for row in rows}
