"""Telegram's pace holds in every stretch of time, however the messages come."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transport.rate_limits import EvenSpacing, NoRateLimits, RateLimits, SlidingWindow

GROUP, OTHER_GROUP, PERSON = -100, -200, 7


def most_in_a_stretch(moments: list[float], seconds: float) -> int:
    """Count the most moments in any half-open stretch of so many seconds."""
    return max((bisect_left(moments, at + seconds - 1e-9) - index for index, at in enumerate(moments)), default=0)


gaps = st.lists(st.floats(min_value=0, max_value=5), max_size=80)


@given(most=st.integers(1, 5), seconds=st.floats(0.5, 10), gaps=gaps)
def test_a_window_never_lets_more_through(most: int, seconds: float, gaps: list[float]) -> None:
    window, now, passed = SlidingWindow(most, seconds), 0.0, []
    for gap in gaps:
        now = window.free_at(now + gap)
        window.take(now)
        passed.append(now)
    assert most_in_a_stretch(passed, seconds) <= most


def test_a_window_with_room_holds_nobody_up() -> None:
    window = SlidingWindow(2, 10)
    window.take(5.0)
    assert window.free_at(5.0) == 5.0
    window.take(5.0)
    assert window.free_at(6.0) == 15.0
    assert window.free_at(99.0) == 99.0


@given(wishes=st.lists(st.tuples(st.floats(0, 2), st.sampled_from([GROUP, OTHER_GROUP, PERSON])), max_size=120))
def test_the_pace_keeps_telegrams_three_limits(wishes: list[tuple[float, int]]) -> None:
    pace, now = RateLimits(), 0.0
    passed: list[tuple[float, int]] = []
    for gap, chat in wishes:
        now = pace.free_overall_at(pace.free_at(chat, now + gap))
        pace.take(chat, now)
        passed.append((now, chat))
    assert most_in_a_stretch([at for at, _ in passed], 1.0) <= 30
    for chat in (GROUP, OTHER_GROUP, PERSON):
        here = [at for at, there in passed if there == chat]
        assert most_in_a_stretch(here, 1.0) <= 1
        assert most_in_a_stretch(here, 60.0) <= (20 if chat < 0 else 60)


def test_thirty_chats_get_a_message_at_once_and_the_next_one_waits() -> None:
    pace = RateLimits()
    for chat in range(1, 31):
        assert pace.free_overall_at(50.0) == 50.0
        pace.take(chat, 50.0)
    assert pace.free_overall_at(50.0) > 51.0


def test_a_group_waits_for_its_minute_after_twenty_and_a_person_does_not() -> None:
    pace, now = RateLimits(), 0.0
    for _ in range(20):
        now = max(pace.free_at(GROUP, now), pace.free_at(PERSON, now))
        pace.take(GROUP, now)
        pace.take(PERSON, now)
    assert pace.free_at(GROUP, now) >= 60.0
    assert pace.free_at(PERSON, now) < now + 2


def test_what_belongs_to_no_chat_counts_overall_alone() -> None:
    pace = RateLimits()
    for _ in range(30):
        assert pace.free_at(None, 1.0) == 1.0
        pace.take(None, 1.0)
    assert pace.free_overall_at(1.0) > 2.0


def test_chats_that_are_free_again_are_forgotten_and_the_others_are_not() -> None:
    pace = RateLimits()
    pace.REMEMBERED = 50
    for chat in range(1, 51):
        pace.take(chat, 0.0)
    pace.take(99, 100.0)
    assert len(pace._chats) == 1
    assert pace.free_at(99, 100.0) > 100.0


def test_without_pace_everything_may_go_now() -> None:
    pace = NoRateLimits()
    for _ in range(100):
        pace.take(GROUP, 1.0)
    assert pace.free_at(GROUP, 1.0) == pace.free_overall_at(1.0) == 1.0


def test_an_album_counts_as_many_messages_as_it_has_pictures() -> None:
    pace = RateLimits()
    pace.take(GROUP, 50.0, 10)
    assert pace.free_at(GROUP, 50.0) >= 60.0
    for chat in range(1, 21):
        assert pace.free_overall_at(50.0) == 50.0
        pace.take(chat, 50.0)
    assert pace.free_overall_at(50.0) > 51.0


def test_an_album_waits_until_there_is_room_for_all_of_it() -> None:
    window = SlidingWindow(3, 10)
    for at in (1.0, 2.0):
        window.take(at)
    assert window.free_at(2.0) == 2.0
    assert window.free_at(2.0, 2) == 11.0
    assert window.free_at(2.0, 3) == window.free_at(2.0, 9) == 12.0


@given(gaps=st.lists(st.floats(0, 0.2), min_size=2, max_size=60))
def test_bulk_is_spread_evenly_and_what_is_late_catches_up(gaps: list[float]) -> None:
    rhythm, now, passed = EvenSpacing(1.0, 0.5), 0.0, []
    for gap in gaps:
        now = rhythm.free_at(now) + gap
        rhythm.take(now)
        passed.append(now)
    assert all(after - before >= 0.5 - 1e-9 for before, after in pairwise(passed))
    assert passed[-1] - passed[0] <= len(passed) - 1 + 0.2 + 1e-9


def test_a_reply_finds_room_within_a_moment_while_bulk_goes_on() -> None:
    pace, now, waits = RateLimits(), 0.0, []
    for chat in range(1, 301):
        now = pace.free_overall_at(now, bulk=True)
        pace.take(-chat, now, bulk=True)
        waits.append(pace.free_overall_at(now) - now)
    assert max(waits) < 0.1
    assert now == pytest.approx(300 / 30 * 1.03, abs=0.2)
