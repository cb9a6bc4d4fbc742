"""The rules of a chat, from what its moderators have chosen."""

from __future__ import annotations

from typing import Any

import pytest

from bot.moderation.screening import Rules
from bot.moderation.screening.chat_rules import rules_of
from storage.chat_settings import ChatSettings, Screening


def chosen(checks: dict[str, Any] | None = None, **more: Any) -> ChatSettings:
    return ChatSettings(chat_id=1, checks=checks or {}, **more)


def test_a_chat_that_chose_nothing_watches_by_the_usual_rules() -> None:
    assert rules_of(ChatSettings(chat_id=1)) == Rules()


@pytest.mark.parametrize(("mode", "watches"), [(Screening.ON, False), (Screening.WATCH, True)])
def test_only_what_is_switched_on_acts(mode: Screening, watches: bool) -> None:
    assert rules_of(chosen(screening=mode)).watch is watches


def test_numbers_stay_within_bounds_and_nonsense_is_passed_over() -> None:
    rules = rules_of(chosen({"flood_posts": 1, "flood_seconds": 9_999, "mentions": "many", "planets": 8, "repeats": 4}))
    assert (rules.flood_posts, rules.flood_seconds, rules.mentions, rules.repeats) == (2, 600, 5, 4)


@pytest.mark.parametrize("off", [["flooding", 7, "planets"], ["flooding"]])
def test_a_check_is_switched_off(off: list[Any]) -> None:
    assert rules_of(chosen({"off": off})).checks == Rules().checks - {"flooding"}


def test_words_of_the_list_are_looked_for_and_empty_ones_passed_over() -> None:
    words = rules_of(chosen(blocklist=["Free  COINS", "…", "casin*"])).blocklist
    assert words.find("get free coins") == "free coins"
    assert words.find("a casino") == "casin*"
    assert words.find("nothing of it") is None
