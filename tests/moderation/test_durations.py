"""How long: what moderators write, and what it means."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.moderation.durations import split_span, take_span
from bot.texts import Refusal

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "span", "rest"),
    [
        pytest.param("2h off topic", 2 * HOUR, "off topic", id="with a reason"),
        pytest.param("2H", 2 * HOUR, "", id="in capitals"),
        pytest.param("2h\noff topic", 2 * HOUR, "off topic", id="the reason on a line of its own"),
        pytest.param("2h, off topic", 2 * HOUR, "off topic", id="with a comma"),
        pytest.param("2 hours", 2 * HOUR, "", id="in words"),
        pytest.param("1 hour off topic", HOUR, "off topic", id="in words, with a reason"),
        pytest.param("30 mins", 30 * MINUTE, "", id="shortened"),
        pytest.param("1h30m off topic", 90 * MINUTE, "off topic", id="joined"),
        pytest.param("1h 30m", 90 * MINUTE, "", id="parted"),
        pytest.param("2h 15m insults", 135 * MINUTE, "insults", id="parted, with a reason"),
        pytest.param("2h, 15m, insults", 135 * MINUTE, "insults", id="parted by commas, with a reason"),
        pytest.param("2 hours and 15 minutes", 135 * MINUTE, "", id="parted by a word"),
        pytest.param("2h & 15m, insults", 135 * MINUTE, "insults", id="parted by a sign"),
        pytest.param("2h+15m", 135 * MINUTE, "", id="joined by a sign"),
        pytest.param("2h — insults", 2 * HOUR, "insults", id="with a dash"),
        pytest.param("2h - insults", 2 * HOUR, "insults", id="with a hyphen"),
        pytest.param("2h and no more links", 2 * HOUR, "and no more links", id="a reason that begins with and"),
        pytest.param("1 day 12 hours, insults", 36 * HOUR, "insults", id="parted, in words, with a reason"),
        pytest.param("1w 1d 1h 1m insults", 8 * DAY + HOUR + MINUTE, "insults", id="in four parts, with a reason"),
        pytest.param("1 week 2 days", 9 * DAY, "", id="parted, in words"),
        pytest.param("2h 3 days of insults", 2 * HOUR, "3 days of insults", id="a number in the reason"),
        pytest.param("2h - off topic", 2 * HOUR, "off topic", id="with a dash"),
        pytest.param("2h – 5 insults", 2 * HOUR, "5 insults", id="with a long dash"),
        pytest.param("2h!", 2 * HOUR, "", id="with emphasis"),
        pytest.param("2h… insults!", 2 * HOUR, "insults!", id="with an ellipsis"),
        pytest.param("2h -5 points", 2 * HOUR, "-5 points", id="a reason below nothing"),
        pytest.param("off topic 2h", None, "off topic 2h", id="words first"),
        pytest.param("", None, "", id="nothing"),
    ],
)
def test_a_length_of_time_and_the_rest(words: str, span: timedelta | None, rest: str) -> None:
    assert take_span(words) == (span, rest)


@pytest.mark.parametrize(
    "words", ["5x", "2 off topic", "-2h", "2hh", "2h-off", "1.5h", "2 moons", "3 insults in a row"]
)
def test_a_number_that_is_no_length_of_time(words: str) -> None:
    with pytest.raises(Refusal) as refused:
        take_span(words)
    assert refused.value.key == "span-unclear"
    assert refused.value.values["words"] == words.split()[0]


@pytest.mark.parametrize(
    ("words", "first", "rest"),
    [
        pytest.param("30s 2h", "30s", "2h", id="two of them"),
        pytest.param("30 seconds 2 hours", "30 seconds", "2 hours", id="in words"),
        pytest.param("10", "", "10", id="a number alone"),
    ],
)
def test_the_first_of_two_lengths_of_time(words: str, first: str, rest: str) -> None:
    assert split_span(words) == (first, rest)
