"""Ten counterpoints may wait; one comes back every 2.4 hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate.submission.limit import DAY, MAX_PENDING_COUNTERPOINTS, REGAIN_PERIOD, free_at

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours_ago", "wait"),
    [
        ([], 0.0),
        ([0] * 9, 0.0),
        ([0] * 10, 2.4),
        ([1] * 10, 1.4),
        ([2.4] * 10, 0.0),
        ([2.4] * 10 + [0], 2.4),
        ([24] * 10, 0.0),
        ([23] * 3 + [0] * 9, 0.0),
    ],
    ids=["none", "nine", "ten now", "ten an hour ago", "one is back", "it is used", "a day ago", "some long ago"],
)
def test_when_a_person_may_submit_again(hours_ago: list[float], wait: float) -> None:
    submitted = [NOW - timedelta(hours=hours) for hours in hours_ago]

    assert free_at(submitted, NOW) - NOW == pytest.approx(timedelta(hours=wait), abs=timedelta(seconds=1))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=60))
@settings(max_examples=50, deadline=None)
def test_who_waits_as_told_never_has_more_than_allowed_in_any_day(gaps: list[int]) -> None:
    moment, sent = NOW, list[datetime]()
    for gap in gaps:
        moment += timedelta(minutes=gap)
        moment = max(moment, free_at([one for one in sent if one > moment - DAY], moment))
        sent.append(moment)

    for place, first in enumerate(sent):
        within = [one for one in sent[place:] if one - first < REGAIN_PERIOD * 0.999]
        assert len(within) <= MAX_PENDING_COUNTERPOINTS
        in_a_day = [one for one in sent[place:] if one - first <= DAY]
        assert len(in_a_day) <= 2 * MAX_PENDING_COUNTERPOINTS + 1
