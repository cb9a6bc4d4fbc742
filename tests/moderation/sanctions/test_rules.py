"""Plain rules of moderation: lengths of time, the ladder, what is purged, what may stand on the list of words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.members import PERMISSIONS
from bot.moderation.durations import MAX_SANCTION, MIN_SANCTION, name_span, read_span
from bot.moderation.sanctions.announcements import gathered
from bot.moderation.sanctions.ladder import BOUNDS, Ladder, LadderStep, climb, counting, ladder_of
from bot.moderation.sanctions.refused_by_telegram import reason_of
from bot.playground.telegram import members
from bot.texts import Refusal
from tests.playground_request import START


@pytest.mark.parametrize(
    ("word", "span", "named"),
    [
        ("1m", timedelta(minutes=1), "a minute"),
        ("30m", timedelta(minutes=30), "30 minutes"),
        ("2h", timedelta(hours=2), "2 hours"),
        ("2H", timedelta(hours=2), "2 hours"),
        ("90s", timedelta(seconds=90), "90 seconds"),
        ("120m", timedelta(hours=2), "2 hours"),
        ("1d", timedelta(days=1), "a day"),
        ("7d", timedelta(days=7), "a week"),
        ("2h30m", timedelta(minutes=150), "150 minutes"),
        ("1w", timedelta(weeks=1), "a week"),
        ("365d", timedelta(days=365), "365 days"),
    ],
)
def test_lengths_of_time(word: str, span: timedelta, named: str) -> None:
    assert read_span(word) == span
    assert name_span(span, "en") == named


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("0m", "span-too-short"),
        ("10s", "span-too-short"),
        ("59s", "span-too-short"),
        ("366d", "span-too-long"),
        ("400d", "span-too-long"),
        ("53w", "span-too-long"),
        ("999999w", "span-too-long"),
        ("", "span-unclear"),
        ("2", "span-unclear"),
        ("h", "span-unclear"),
        ("2x", "span-unclear"),
        ("-2h", "span-unclear"),
        ("2.5h", "span-unclear"),
        ("1h" * 6, "span-unclear"),
        ("٢h", "span-unclear"),
        ("1" * 400 + "h", "span-unclear"),
    ],
)
def test_lengths_of_time_that_are_refused(word: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_span(word)
    assert refused.value.key == key


@given(st.text(max_size=8))
def test_whatever_is_read_telegram_keeps(word: str) -> None:
    try:
        span = read_span(word)
    except Refusal:
        return
    assert MIN_SANCTION <= span <= MAX_SANCTION


@pytest.mark.parametrize(
    ("chosen", "steps"),
    [
        ({}, ["warn", "warn", "mute", "ban", "ban"]),
        ({"mute_at": 2, "ban_at": 5}, ["warn", "mute", "mute", "mute", "ban"]),
        ({"mute_at": 0, "ban_at": 0}, ["warn"] * 5),
        ({"mute_at": 0}, ["warn", "warn", "warn", "ban", "ban"]),
        ({"mute_at": 1, "ban_at": 1}, ["ban"] * 5),
    ],
    ids=["usual", "later ban", "no steps", "no mute", "at once"],
)
def test_the_ladder(chosen: dict[str, int], steps: list[str]) -> None:
    ladder = ladder_of(chosen)
    assert [climb(count, ladder) for count in range(1, 6)] == [LadderStep(step) for step in steps]


def test_warnings_count_for_their_days_alone() -> None:
    ladder = Ladder(days=30)
    warned = [START - timedelta(days=days) for days in (45, 30, 29, 1, 0)]
    assert counting(warned, ladder, START) == 3


@given(
    st.dictionaries(
        st.sampled_from([*BOUNDS, "other"]), st.integers() | st.text(max_size=3) | st.none() | st.floats(), max_size=5
    )
)
def test_whatever_is_chosen_the_ladder_is_within_bounds(chosen: dict[str, object]) -> None:
    ladder = ladder_of(chosen)
    assert all(least <= getattr(ladder, name) <= most for name, (least, most) in BOUNDS.items())
    assert ladder.mute > timedelta()


def test_the_same_reasons_are_counted() -> None:
    assert gathered(["links", "insult", "links"]) == "links ×2, insult"
    assert gathered([]) == ""


def test_every_permission_of_telegram_is_known() -> None:
    assert set(PERMISSIONS) == members.ALL_PERMISSIONS


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("Not enough rights to restrict/unrestrict chat member", "rights"),
        ("CHAT_ADMIN_REQUIRED", "rights"),
        ("User is an administrator of the chat", "administrator"),
        ("Forbidden: bot was kicked from the supergroup chat", "gone"),
        ("Message can't be deleted", "old"),
        ("Something new", "other"),
    ],
)
def test_errors_of_telegram_come_down_to_a_few(error: str, reason: str) -> None:
    assert reason_of(error) == reason
