"""One's own opinion group, read from a map that was published."""

from __future__ import annotations

from typing import Any

import pytest

from bot.debate.map.opinion_map import opinion_map_of
from bot.debate.participant.opinion_group import own_group

TEXTS = {"1": "Fares matter.", "2": "Parking pays.", "3": "Walking fell.", "4": "Nights are quiet."}
REPORT: dict[str, Any] = {
    "groups": [
        {"id": 0, "members": [11, 12, 13, 14], "representative": []},
        {"id": 2, "members": [21, 22, 23], "representative": []},
        {"id": 3, "members": [31, 32], "representative": []},
    ],
    "groups_published": True,
    "by_group": {
        "1": [[4, 0, 4], [2, 1, 3], [0, 2, 2]],
        "2": [[0, 4, 4], [3, 0, 3], [2, 0, 2]],
        "3": [[0, 4, 4], [0, 3, 3], [2, 0, 2]],
        "4": [[3, 0, 4], [2, 0, 2], [2, 0, 2]],
        "5": [[4, 0, 4], [3, 0, 3], [2, 0, 2]],
    },
    "points": {},
    "consensus": {"agree": [], "disagree": []},
    "voters": 9,
}


@pytest.mark.parametrize(
    ("person", "label"),
    [pytest.param(12, "A", id="in one"), pytest.param(23, "C", id="in another"),
     pytest.param(31, None, id="in one too small to be shown"), pytest.param(99, None, id="in none")],
)  # fmt: skip
def test_whose_group_it_is(person: int, label: str | None) -> None:
    found = own_group(opinion_map_of(REPORT, TEXTS, "", {}), REPORT, TEXTS, person)
    assert (found.group.label if found.group is not None else None) == label


def test_what_all_groups_share_is_what_most_of_each_say() -> None:
    found = own_group(opinion_map_of(REPORT, TEXTS, "", {}), REPORT, TEXTS, 12)
    assert [(one.number, one.direction) for one in found.shared] == [(3, "disagree"), (1, "agree")]
