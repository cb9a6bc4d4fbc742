"""Votes that cannot be read: what a group sees of them by default, whoever votes, comes, goes or is banned meanwhile."""

from __future__ import annotations

import pytest

from bot.playground.telegram.chats import Message
from storage.chat_settings import TotalsShown
from tests.scenarios.debating import COST, WALKING, asked, counted, crowd, opened, presses
from tests.scenarios.newcomers import choose, strangers
from tests.town import Town, labels, text_of

UNTOLD = ["Agree", "Disagree", "Pass"]
A, D, P = UNTOLD


async def vote(town: Town, card: Message, stances: list[str], first: int = 0) -> list[list[str]]:
    """Let people of the group vote one after the other, and return how the card looks after each."""
    looks = []
    for person, stance in zip(crowd(town, first + len(stances))[first:], stances, strict=True):
        await presses(town, person, card, stance)
        looks.append(labels(card))
    return looks


async def test_a_card_moves_with_five_votes_at_a_time(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)

    looks = await vote(town, card, [A, D, A, P, A, D])

    assert looks == [*[UNTOLD] * 4, *[["Agree 3", "Disagree 1", "Pass 1"]] * 2]
    assert "votes so far" not in text_of(card)
    (listed,) = await town.says(town.cast.ana, town.cast.group, "/counterpoints supported")
    assert text_of(listed).endswith(f"#1 {WALKING} (3 agree, 1 disagree)")
