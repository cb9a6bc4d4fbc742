"""The rules of the queue: what comes first, and what a report weighs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.review.card import RULINGS
from bot.moderation.review.decisions import REOPENED
from bot.moderation.review.reports import are_enough, weight
from bot.moderation.review.urgency import Urgency, Waiting, urgency
from bot.texts import tell
from storage.reviews import Ruling

OF_MESSAGES = (*(one.value for one in (*RULINGS, Ruling.DISMISS)), REOPENED)
OF_APPEALS = (Ruling.UNDO.value, Ruling.DISMISS.value, Ruling.OVER.value)
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def waiting(kind: Urgency, hours: float = 0, reporters: int = 0) -> Waiting:
    return Waiting(kind, NOW - timedelta(hours=hours), reporters)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (waiting(Urgency.REPORTED, reporters=2), waiting(Urgency.SPAM)),
        (waiting(Urgency.SPAM), waiting(Urgency.SILENCED)),
        (waiting(Urgency.SILENCED), waiting(Urgency.APPEAL)),
        (waiting(Urgency.APPEAL), waiting(Urgency.HELD)),
        (waiting(Urgency.POINTED_TO, reporters=1), waiting(Urgency.HELD)),
        (waiting(Urgency.HELD), waiting(Urgency.AWAY)),
        (waiting(Urgency.HELD, hours=24), waiting(Urgency.SPAM)),
        (waiting(Urgency.REPORTED, reporters=5), waiting(Urgency.REPORTED, reporters=2)),
    ],
    ids=lambda one: f"{one.kind.name} {(NOW - one.since).total_seconds() / 3600:.0f} h",
)
def test_what_comes_first(first: Waiting, second: Waiting) -> None:
    assert urgency(first, NOW) > urgency(second, NOW)


@given(st.sampled_from(Urgency), st.floats(0, 1000), st.floats(0.01, 100))
def test_waiting_makes_everything_more_urgent(kind: Urgency, hours: float, more: float) -> None:
    assert urgency(waiting(kind, hours + more), NOW) > urgency(waiting(kind, hours), NOW)


@pytest.mark.parametrize(
    ("upheld", "dismissed", "weighs"), [(0, 0, 1), (0, 2, 1), (0, 3, 2 / 3), (0, 8, 0.25), (4, 4, 0.75), (50, 0, 1)]
)
def test_what_a_report_weighs(upheld: int, dismissed: int, weighs: float) -> None:
    assert weight(upheld, dismissed) == pytest.approx(weighs)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_dismissed_report_never_weighs_more_and_an_upheld_one_never_less(upheld: int, dismissed: int) -> None:
    assert 0 < weight(upheld, dismissed) <= 1
    assert weight(upheld, dismissed + 1) <= weight(upheld, dismissed)
    assert weight(upheld + 1, dismissed) >= weight(upheld, dismissed)


@pytest.mark.parametrize(
    ("weights", "enough"), [([1], False), ([1, 1], True), ([2 / 3] * 3, True), ([2 / 3] * 2, False), ([], False)]
)
def test_two_members_in_good_standing_are_enough(weights: list[float], enough: bool) -> None:
    assert are_enough(weights) is enough


@pytest.mark.parametrize(
    "action",
    [
        *(f"{kind}-{what}" for kind in ("spam", "report") for what in OF_MESSAGES),
        *(f"appeal-{one}" for one in OF_APPEALS),
    ],
)
def test_the_log_has_words_for_whatever_becomes_of_an_entry(action: str) -> None:
    assert action not in tell("audit-action", action=action, subject="1")
