"""`/close 12 fri 18:00`: the voting ends then by itself, with one reminder before."""

from __future__ import annotations

import pytest

from bot.playground.telegram.chats import Message
from tests.scenarios.debating import WALKING, asked, opened, presses
from tests.town import Town, labels, text_of


@pytest.fixture
async def card(town: Town) -> Message:
    await town.says(town.cast.vera, town.cast.group, "/digest zone Europe/Vilnius")
    return await opened(town, town.cast.mara, WALKING)


def said_lately(town: Town, since: int) -> list[str]:
    return [text_of(one) for one in town.from_bot(town.cast.group) if one.id > since]


async def plan(town: Town, words: str = "/close 1 fri 18:00") -> Message:
    return (await town.says(town.cast.vera, town.cast.group, words))[0]


async def test_voting_ends_at_its_time_with_one_reminder_before(town: Town, card: Message) -> None:
    planned = await plan(town)
    assert text_of(planned) == (
        "Voting on #1 closes Fri 20 November, 18:00 (Europe/Vilnius). I remind the group Thu 19 November, 18:00."
    )
    await town.advance(days=3, hours=6)
    assert said_lately(town, planned.id) == []

    await town.restart()
    await town.advance(hours=1)
    soon = f"Voting on #1 closes Fri 20 November, 18:00 (Europe/Vilnius): “{WALKING}”"
    assert said_lately(town, planned.id) == [soon]
    assert town.from_bot(town.cast.group)[-1].reply_to is card
    await town.restart()
    await town.advance(hours=23, minutes=59)
    assert labels(card) == ["Agree", "Disagree", "Pass"]
    await town.advance(minutes=1)

    told = "Voting on your counterpoint #1 is closed."
    assert set(said_lately(town, planned.id)) == {soon, told, "Voting on #1 is closed, as planned."}
    assert labels(card) == ["Undo"]
    await presses(town, town.cast.vera, card, "Undo")
    await town.advance(days=8)
    assert labels(card) == ["Agree", "Disagree", "Pass"]


async def test_whoever_closes_it_by_hand_is_first(town: Town, card: Message) -> None:
    await plan(town)
    closed = await plan(town, "/close 1")
    await town.advance(hours=1, minutes=5)

    await town.advance(days=5)

    assert said_lately(town, closed.id + 1) == []


async def test_closing_by_hand_undone_leaves_the_plan_as_it_was(town: Town, card: Message) -> None:
    await plan(town)
    await plan(town, "/close 1")
    await presses(town, town.cast.vera, card, "Undo")

    await town.advance(days=4, hours=7)

    assert said_lately(town, card.id)[-1] == "Voting on #1 is closed, as planned."


async def test_the_plan_is_undone_by_its_button(town: Town, card: Message) -> None:
    planned = await plan(town)
    no = await presses(town, town.cast.jonas, planned, "Undo")
    assert no["text"] == "Only a moderator of this group can do that."

    await presses(town, town.cast.vera, planned, "Undo")

    assert text_of(planned) == "Voting on #1 goes on: it does not close by itself any more."
    await town.advance(days=5)
    assert said_lately(town, planned.id) == []
    assert labels(card) == ["Agree", "Disagree", "Pass"]


async def test_a_later_choice_stands_in_place_of_an_earlier(town: Town, card: Message) -> None:
    await plan(town)
    await plan(town, "/close 1 wed 10:00")

    await town.advance(days=2)

    assert said_lately(town, card.id)[-1] == "Voting on #1 is closed, as planned."


async def test_a_bot_that_was_away_ends_it_when_it_is_back(town: Town, card: Message) -> None:
    await plan(town, "/close 1 18:00")
    town.clock.at = town.clock.at.replace(hour=20)
    await town.restart()

    await town.advance(seconds=1)

    lately = said_lately(town, card.id)
    assert lately[-1] == "Voting on #1 is closed, as planned."
    assert not [words for words in lately if "“" in words]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        pytest.param("/close 1 whenever", "I cannot read “whenever”.", id="nonsense"),
        pytest.param("/close 1 today 9:00", "“today 9:00” is past already (Europe/Vilnius).", id="past"),
        pytest.param("/close 1 2031-01-01", "“2031-01-01” is more than 180 days away.", id="far"),
        pytest.param("/close 7 fri 18:00", "There is no counterpoint #7 here.", id="unknown"),
        pytest.param("/close fri 18:00", "A number is missing", id="no number"),
    ],
)
async def test_what_cannot_be_done_is_said(town: Town, card: Message, words: str, answer: str) -> None:
    said = await plan(town, words)
    assert text_of(said).startswith(answer)
    await town.advance(days=9)
    assert labels(card) == ["Agree", "Disagree", "Pass"]


async def test_what_is_not_open_does_not_close_later(town: Town, card: Message) -> None:
    await plan(town, "/close 1")
    said = await plan(town)
    assert text_of(said) == "Vera closed #1 already."


async def test_a_reply_to_the_card_needs_no_number(town: Town, card: Message) -> None:
    await asked(town)
    said = (await town.says(town.cast.vera, town.cast.group, "/close 20.11. 18:00", reply_to=card))[0]
    assert text_of(said).startswith("Voting on #1 closes Fri 20 November, 18:00 (Europe/Vilnius).")
