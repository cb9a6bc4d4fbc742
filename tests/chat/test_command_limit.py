"""What people ask is answered in fair shares, whatever the clock says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import command_limit
from bot.chat.command_limit import COMMANDS_PER_MINUTE, ERRORS_PER_MINUTE, RateLimiter, is_fair
from tests.playground_request import START

GROUP, OTHER_GROUP = -100, -200
NEWCOMER = 99


def seconds(count: float) -> datetime:
    return START + timedelta(seconds=count)


@pytest.mark.parametrize(
    ("own", "everybody", "people", "fair"),
    [
        pytest.param(14, 14, 1, True, id="alone, while there is room"),
        pytest.param(15, 15, 1, False, id="alone, when it is used up"),
        pytest.param(0, 15, 4, True, id="somebody new, when it is used up"),
        pytest.param(2, 17, 4, True, id="less than a share"),
        pytest.param(3, 18, 4, False, id="a share"),
        pytest.param(0, 400, 200, True, id="the first of somebody in a crowd"),
        pytest.param(1, 400, 200, False, id="the second of somebody in a crowd"),
    ],
)
def test_what_is_fair(own: int, everybody: int, people: int, fair: bool) -> None:
    assert is_fair(own, everybody, people, 15) is fair


@given(st.lists(st.tuples(st.integers(1, 12), st.floats(0, 3)), max_size=150))
def test_however_much_others_ask_somebody_new_is_answered(asked: list[tuple[int, float]]) -> None:
    wishes, now = RateLimiter(COMMANDS_PER_MINUTE), 0.0
    for person, pause in asked:
        now += pause
        wishes.allows(GROUP, person, seconds(now))
    assert wishes.allows(GROUP, NEWCOMER, seconds(now))


@given(people=st.integers(1, 4), every=st.integers(1, 4))
def test_a_few_who_go_on_and_on_stay_below_what_telegram_lets_a_group_have(people: int, every: int) -> None:
    wishes = RateLimiter(COMMANDS_PER_MINUTE)
    moments = [
        now for now in range(0, 300, every) for person in range(people) if wishes.allows(GROUP, person, seconds(now))
    ]
    assert max(sum(since <= at < since + 60 for at in moments) for since in moments) <= COMMANDS_PER_MINUTE


def test_one_group_has_nothing_to_do_with_another() -> None:
    wishes = RateLimiter(COMMANDS_PER_MINUTE)
    assert sum(wishes.allows(GROUP, 1, START) for _ in range(40)) == COMMANDS_PER_MINUTE
    assert sum(wishes.allows(OTHER_GROUP, 1, START) for _ in range(40)) == COMMANDS_PER_MINUTE


def test_apiece_nobody_takes_from_anybody() -> None:
    mistakes = RateLimiter(ERRORS_PER_MINUTE, apiece=True)
    assert [sum(mistakes.allows(GROUP, person, START) for _ in range(40)) for person in (1, 2, 3)] == [
        ERRORS_PER_MINUTE
    ] * 3


@pytest.mark.parametrize("wrong", [timedelta(days=900), timedelta(days=-900)], ids=["ahead", "behind"])
@pytest.mark.parametrize("apiece", [True, False], ids=["apiece", "shared"])
def test_a_clock_that_was_wrong_blocks_nobody(wrong: timedelta, apiece: bool) -> None:
    limit = RateLimiter(5, apiece=apiece)
    while limit.allows(GROUP, 1, START + wrong):
        pass
    assert limit.allows(GROUP, 1, START)
    assert not limit.is_short(GROUP, 1, START)


def test_chats_that_were_quiet_for_longest_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_limit, "MAX_CHATS", 3)
    limit = RateLimiter(1, apiece=True)
    for chat in (1, 2, 3, 4):
        assert limit.allows(chat, 7, START)
    assert [limit.allows(chat, 7, START) for chat in (4, 3, 2, 1)] == [False, False, False, True]
