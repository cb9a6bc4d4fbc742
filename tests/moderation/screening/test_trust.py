"""What posts count for on the way to being known in a chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.screening.trust import A_DAY, NOTHING, count

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def counted(posts: list[str], apart: timedelta) -> int:
    """Count what posts add up to that somebody writes so far apart."""
    merit, found = NOTHING, 0
    for place, words in enumerate(posts):
        after = count(merit, words, NOON + place * apart)
        found += after is not None
        merit = after or merit
    return found


THOUGHTS = [f"{what} would help the {whom} most" for what in ("Trams", "Buses") for whom in ("old", "young", "poor")]


@pytest.mark.parametrize(
    ("posts", "apart", "worth"),
    [
        pytest.param(["yes", "no", "+1", "👍", "", "ok ok"], DAY, 1, id="hardly anything counts once"),
        pytest.param(["The 7 is late again"] * 4, DAY, 1, id="the same again counts once"),
        pytest.param(["The 7 is late again", "the 9 is late, again!"], DAY, 1, id="numbers and signs make nothing new"),
        pytest.param(THOUGHTS, DAY, 6, id="thoughts count each"),
        pytest.param(THOUGHTS, timedelta(minutes=1), A_DAY, id="a day has its most"),
        pytest.param(
            [*THOUGHTS, "And the next morning this"], timedelta(hours=2), A_DAY + 1, id="the next day goes on"
        ),
        pytest.param(["Трамвай спазніўся зноў", "日本語で書いた長い文章ですよね"], HOUR, 2, id="any writing"),
    ],
)
def test_what_posts_add_up_to(posts: list[str], apart: timedelta, worth: int) -> None:
    assert counted(posts, apart) == worth


@given(st.lists(st.text(max_size=30), max_size=40), st.timedeltas(timedelta(), DAY))
def test_nobody_is_known_the_same_day(posts: list[str], apart: timedelta) -> None:
    days = len({(NOON + place * apart).date() for place in range(len(posts))})
    assert counted(posts, apart) <= min(len(posts), A_DAY * days)
