"""Reactions of somebody new: how many are too many, and what is one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.message.group_message import Reacted, reacted
from bot.moderation.reactions import A_MINUTE, MANY, Reactions
from tests.chat.updates import CHANNEL, DATE, GROUP, MARA, PRIVATE
from tests.playground_request import START

FIRE, LIME = ({"type": "emoji", "emoji": emoji} for emoji in "🔥🍋")


def told(**more: Any) -> Reacted | None:
    fields = {"chat": GROUP, "message_id": 5, "user": MARA, "date": DATE, "old_reaction": [], "new_reaction": [FIRE]}
    given = {name: value for name, value in (fields | more).items() if value is not None}
    return reacted({"update_id": 1, "message_reaction": given})


@pytest.mark.parametrize(
    ("more", "person"),
    [
        ({}, MARA["id"]),
        ({"user": None, "actor_chat": CHANNEL}, CHANNEL["id"]),
        ({"old_reaction": [FIRE], "new_reaction": [FIRE, LIME]}, MARA["id"]),
        ({"old_reaction": [FIRE], "new_reaction": [LIME]}, None),
        ({"old_reaction": [FIRE], "new_reaction": []}, None),
        ({"chat": PRIVATE}, None),
        ({"user": None}, None),
        ({"date": "soon"}, None),
        ({"new_reaction": "🔥"}, None),
    ],
    ids=["a person", "a channel", "one more", "changed", "taken back", "private", "nobody", "no date", "odd"],
)
def test_who_reacted(more: dict[str, Any], person: int | None) -> None:
    found = told(**more)
    assert (found.person_id if found is not None else None) == person


@given(st.lists(st.tuples(st.integers(1, MANY - 1), st.integers(0, 600)), max_size=60))
def test_reactions_to_few_messages_are_never_too_many(made: list[tuple[int, int]]) -> None:
    reactions = Reactions()
    for message, second in sorted(made, key=lambda one: one[1]):
        assert reactions.count(Reacted(-1, message, 7, START + timedelta(seconds=second))) == 0


@given(st.floats(0.1, 30))
def test_they_are_too_many_when_a_minute_holds_ten(apart: float) -> None:
    reactions = Reactions()
    pause = timedelta(seconds=apart)
    counts = [reactions.count(Reacted(-1, number, 7, START + number * pause)) for number in range(MANY)]
    assert counts[:-1] == [0] * (MANY - 1)
    assert (counts[-1] == MANY) is ((MANY - 1) * pause < A_MINUTE)
    assert reactions.count(Reacted(-1, 99, 8, START)) == 0
