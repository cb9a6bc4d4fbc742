"""When a voting ends, as people write it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.closing_time.moment import MAX_AHEAD, read_moment, reminder_before
from bot.texts import Refusal

NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
"""A Monday."""


@pytest.mark.parametrize(
    ("words", "zone", "at"),
    [
        pytest.param("18:00", "UTC", "2026-11-16T18:00", id="a time today"),
        pytest.param("9:00", "UTC", "2026-11-17T09:00", id="a time that is past today"),
        pytest.param("fri 18:00", "UTC", "2026-11-20T18:00", id="a weekday"),
        pytest.param("Friday, 18:00", "Europe/Vilnius", "2026-11-20T16:00", id="on another clock"),
        pytest.param("mon 9:00", "UTC", "2026-11-23T09:00", id="this weekday, past"),
        pytest.param("fri", "UTC", "2026-11-20T18:00", id="a day alone"),
        pytest.param("today 10:00", "Europe/London", "2026-11-16T10:00", id="today"),
        pytest.param("tomorrow 9:00", "Asia/Tokyo", "2026-11-17T00:00", id="tomorrow there"),
        pytest.param("2026-12-04 18:30", "UTC", "2026-12-04T18:30", id="a date"),
        pytest.param("4.12. 18:30", "UTC", "2026-12-04T18:30", id="day and month"),
        pytest.param("4. 12. 2026 18:30", "UTC", "2026-12-04T18:30", id="with the year"),
        pytest.param("3.1. 8:00", "UTC", "2027-01-03T08:00", id="of the next year"),
        pytest.param("2027-03-28 03:30", "Europe/Vilnius", "2027-03-28T01:00", id="a time that is jumped over"),
    ],
)
def test_what_is_meant(words: str, zone: str, at: str) -> None:
    assert read_moment(words, zone, NOW) == datetime.fromisoformat(at).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        pytest.param("soon", "close-when", id="no day"),
        pytest.param("fr 18:00", "close-when", id="too short a weekday"),
        pytest.param("31.2. 18:00", "close-when", id="no such day"),
        pytest.param("2026-13-01", "close-when", id="no such month"),
        pytest.param("0000-01-01 18:00", "close-when", id="no such year"),
        pytest.param("9999-12-31 23:59", "close-far", id="the last year"),
        pytest.param("fri 25:00", "close-when", id="no such hour"),
        pytest.param("fri 18:00 or so", "close-when", id="more words"),
        pytest.param("١٨:٠٠", "close-when", id="other digits"),
        pytest.param("today 9:30", "close-past", id="just now"),
        pytest.param("2025-12-04 18:00", "close-past", id="last year"),
        pytest.param("1.11. 18:00", "close-far", id="past this year"),
    ],
)
def test_what_cannot_be_meant(words: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_moment(words, "UTC", NOW)
    assert refused.value.key == key


@given(st.text(max_size=30), st.sampled_from(["UTC", "America/Sao_Paulo", "Pacific/Apia"]))
def test_whatever_is_written_is_later_or_refused(words: str, zone: str) -> None:
    with suppress(Refusal):
        assert NOW < read_moment(words, zone, NOW) <= NOW + MAX_AHEAD


@given(st.timedeltas(timedelta(seconds=1), MAX_AHEAD))
def test_people_are_reminded_before_and_not_at_once(ahead: timedelta) -> None:
    remind_at = reminder_before(NOW + ahead, NOW)
    assert NOW <= remind_at < NOW + ahead
    assert remind_at >= NOW + ahead - timedelta(days=1)
