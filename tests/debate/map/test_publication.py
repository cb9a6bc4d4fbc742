"""Which maps are shown: two of them never differ by one or two people."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.map.publication import MIN_SIZE_DIFFERENCE, may_be_shown
from storage.told_totals import MIN_CHANGED_PEOPLE


def a_report(*sizes: int, others: int = 0, clear: bool = True) -> dict[str, Any]:
    """Return what the votes show: groups of these sizes, and people in none."""
    groups = [{"id": place, "members": list(range(place, 100 * size, 100))} for place, size in enumerate(sizes)]
    return {"participants": sum(sizes) + others, "groups": groups, "groups_published": clear}


@pytest.mark.parametrize(
    ("now", "was", "voters", "may"),
    [
        (a_report(10, 10), None, 20, True),
        (a_report(others=4, clear=False), None, 8, False),
        (a_report(10, 10), a_report(10, 10), 4, False),
        (a_report(10, 10), a_report(10, 10), 5, True),
        (a_report(11, 14), a_report(10, 10), 5, False),
        (a_report(13, 12), a_report(10, 10), 5, False),
        (a_report(10, 10, others=2), a_report(10, 10), 5, True),
        (a_report(13, 10, others=3), a_report(10, 10), 6, True),
        (a_report(12, 13, clear=False), a_report(11, 10), 5, True),
        (a_report(10, 10, 2), a_report(10, 10), 9, False),
    ],
    ids=[
        "the first",
        "too few people",
        "four voted",
        "five changed their minds",
        "one more in A",
        "two more in B",
        "two more in no group",
        "three more in A and three in none",
        "the groups are gone",
        "a group of two",
    ],
)
def test_when_a_map_may_be_shown(now: dict[str, Any], was: dict[str, Any] | None, voters: int, may: bool) -> None:
    assert may_be_shown(now, was, voters) is may


def test_a_group_that_took_another_name_is_still_the_same_people() -> None:
    was = a_report(10, 10, 20)
    now = a_report(10, 21)
    now["groups"][1]["members"] = [*was["groups"][2]["members"], 7]
    assert not may_be_shown(now, was, 9)
    now["groups"][1]["members"] += [17, 27]
    assert may_be_shown(now, was, 9)


REPORTS = st.builds(
    lambda sizes, others: a_report(*sizes, others=others),
    st.lists(st.integers(3, 9), min_size=2, max_size=3),
    st.integers(0, 6),
)


@given(st.lists(REPORTS, max_size=12))
def test_of_all_maps_that_are_shown_no_two_in_a_row_differ_by_a_few_people(reports: list[dict[str, Any]]) -> None:
    shown: dict[str, Any] | None = None
    for report in reports:
        if may_be_shown(report, shown, MIN_CHANGED_PEOPLE):
            sizes = [{one["id"]: len(one["members"]) for one in it["groups"]} if it else {} for it in (report, shown)]
            moved = {abs(sizes[0].get(one, 0) - sizes[1].get(one, 0)) for one in {*sizes[0], *sizes[1]}}
            assert not moved & set(range(1, MIN_SIZE_DIFFERENCE))
            shown = report
