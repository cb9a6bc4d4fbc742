"""Which maps people are shown: never two that differ by what a single person did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage.told_totals import MIN_CHANGED_PEOPLE

MIN_SIZE_DIFFERENCE = 3
"""People by whom the size of a group must differ between two maps that are shown, if it differs."""

Report = Mapping[str, Any]


def may_be_shown(report: Report, former: Report | None, voters: int) -> bool:
    """Say whether a map may be shown where a former one was.

    Args:
        report: What the votes show now, as `counterpoint opinions --json` prints it.
        former: The same as it was shown last; None where nothing was.
        voters: People who voted between the two.
    """
    if voters < MIN_CHANGED_PEOPLE or report["participants"] < MIN_CHANGED_PEOPLE:
        return False
    now, was = _people(report), _people(former) if former is not None else {}
    changes = (abs(now.get(one, 0) - was.get(one, 0)) for one in {*now, *was})
    return all(change == 0 or change >= MIN_SIZE_DIFFERENCE for change in changes)


def _people(report: Report) -> dict[object, int]:
    """Return how many people each group has that a map shows.

    How many people there are in all may differ by one: the votes of five others hide theirs, and where everybody has
    voted a map would else never be drawn anew.
    """
    groups = report["groups"] if report["groups_published"] else ()
    return {group["id"]: len(group["members"]) for group in groups}
