"""Which maps people are shown: never two that differ by what a single person did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storage.told_totals import MIN_CHANGED_PEOPLE

MIN_SIZE_DIFFERENCE = 3
"""People by whom the size of a group must differ between two maps that are shown, if it differs."""

Report = Mapping[str, Any]
Groups = dict[object, set[object]]


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
    if any(len(people) < MIN_SIZE_DIFFERENCE for people in now.values()):
        return False
    sizes = ((len(people), len(before)) for people, before in _alike(now, was))
    return all(size == before or abs(size - before) >= MIN_SIZE_DIFFERENCE for size, before in sizes)


def _alike(now: Groups, was: Groups) -> Iterator[tuple[set[object], set[object]]]:
    """Pair the groups that a reader takes for the same: of the same name, or with mostly the same people."""
    for name, people in now.items():
        for former_name, before in was.items():
            if name == former_name or 2 * len(people & before) > min(len(people), len(before)):
                yield people, before


def _people(report: Report) -> Groups:
    """Return the people of each group that a report tells of.

    How many people there are in all may differ by one: the votes of five others hide theirs, and where everybody has
    voted a map would else never be drawn anew.
    """
    groups = report["groups"] if report["groups_published"] else ()
    return {group["id"]: set(group["members"]) for group in groups}
