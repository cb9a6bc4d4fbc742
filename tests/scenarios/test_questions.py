"""Moderators see what was asked, how it was answered, and what people say of the answers."""

from __future__ import annotations

import pytest

from bot.playground.telegram.chats import Message
from tests.scenarios.debating import SHOES, asked, buttons, crowd, use_in_topic
from tests.scenarios.moderating import offered
from tests.town import Town, labels, text_of

WALL = "How long is the Great Wall of China?"
GONE = "This button belongs to something that is no longer here."
ONLY = "Only a moderator of this group can do that."


async def listed(town: Town, words: str = "") -> Message:
    """Let the moderator ask for a list."""
    return (await town.says(town.cast.vera, town.cast.group, f"/questions {words}"))[-1]


async def tapped(town: Town, message: Message, data: str) -> str | None:
    """Let the moderator press a button that the bot never gave, and return the pop-up."""
    return (await offered(town, town.cast.vera, message, data)).get("text")


async def ask_many(town: Town, count: int) -> None:
    """Let many people ask different questions."""
    for number, person in enumerate(crowd(town, count)):
        await town.says(person, town.cast.group, f"/ask Who counted the {'very ' * number}many riders?")
        await town.advance(minutes=1)


async def test_a_moderator_sees_what_was_asked_and_no_names(town: Town) -> None:
    answer = await asked(town)
    await town.press(town.cast.jonas, answer, "Not an answer")
    await town.press(town.cast.mara, answer, "Not an answer")
    await town.says(town.cast.jonas, town.cast.group, f"/ask {WALL}")
    await town.says(town.cast.mara, town.cast.group, f"/ask {WALL.upper()}")

    shown = await listed(town)

    assert text_of(shown) == (
        "Asked here · 2 questions\n"
        f"• {WALL.upper()} – no answer, asked 2 times\n"
        f"• {SHOES} – answered, 2 people say it is no answer"
    )
    assert labels(shown) == ["Unanswered", "Disputed"]
    await town.press(town.cast.vera, shown, "Unanswered")
    assert text_of(shown).split("\n") == [
        "Without an answer in the article · 1 question",
        f"• {WALL.upper()} – no answer, asked 2 times",
    ]
    await town.press(town.cast.vera, shown, "Disputed")
    assert text_of(shown).split("\n")[1:] == [f"• {SHOES} – answered, 2 people say it is no answer"]
    assert labels(shown) == ["All", "Unanswered"]


async def test_pages_are_turned(town: Town) -> None:
    await ask_many(town, 19)

    shown = await listed(town)
    assert text_of(shown).endswith("page 1 of 3")
    assert len(text_of(shown).split("\n")) == 10
    assert labels(shown) == ["Unanswered", "Disputed", "›"]
    await town.press(town.cast.vera, shown, "›")
    assert labels(shown)[2:] == ["‹", "›"]
    await town.press(town.cast.vera, shown, "›")
    assert text_of(shown).endswith("page 3 of 3")
    assert labels(shown)[2:] == ["‹"]
    assert text_of(await listed(town, "2")).endswith("page 2 of 3")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("unanswered", "The article had an answer to every question so far."),
        ("DISPUTED 7", "Nobody has disputed an answer so far."),
        ("999999999", "Asked here · 1 question"),
        ("0", "Asked here · 1 question"),
        ("nonsense", "I know these lists:"),
        ("unanswered -1", "I know these lists:"),
        ("1 2", "I know these lists:"),
        ("99999999999999999999", "I know these lists:"),
        ("²", "I know these lists:"),
    ],
)
async def test_whatever_is_asked_for_gets_a_clear_answer(town: Town, words: str, begins: str) -> None:
    await asked(town)

    assert text_of(await listed(town, words)).startswith(begins)


async def test_nobody_has_asked_yet(town: Town) -> None:
    assert text_of(await listed(town)) == "Nobody has asked anything here yet."


@pytest.mark.parametrize(
    "data",
    [
        *("questions:all", "questions:", "questions:mine:1", "questions:all:-1", "questions:all:1:1"),
        *("questions:all:1e3", "questions:all:9999999999", "questions:all:²"),
    ],
)
async def test_a_forged_button_does_nothing(town: Town, data: str) -> None:
    await asked(town)
    shown = await listed(town)
    before = text_of(shown)

    assert await tapped(town, shown, data) == GONE
    assert text_of(shown) == before


async def test_a_page_that_is_not_there_any_more_is_the_last_one(town: Town) -> None:
    await ask_many(town, 9)
    shown = await listed(town)

    assert await tapped(town, shown, "questions:all:999") is None
    assert text_of(shown).endswith("page 2 of 2")
    assert await tapped(town, shown, "questions:all:0") is None
    assert text_of(shown).endswith("page 1 of 2")


async def test_members_neither_ask_for_it_nor_turn_it(town: Town) -> None:
    await asked(town)
    (refused,) = await town.says(town.cast.mara, town.cast.group, "/questions")
    shown = await listed(town)

    said = await town.press(town.cast.mara, shown, "Unanswered")

    assert text_of(refused) == ONLY
    assert said["text"] == ONLY
    assert text_of(shown).startswith("Asked here · 1 question")


async def test_each_topic_lists_its_own(town: Town) -> None:
    forum = town.cast.forum
    buses, bicycles = forum.topics
    await use_in_topic(town, forum, buses)
    await use_in_topic(town, forum, bicycles)
    await town.says(town.cast.mara, forum, f"/ask {SHOES}", thread=buses)

    (here,) = await town.says(town.cast.vera, forum, "/questions", thread=buses)
    (there,) = await town.says(town.cast.vera, forum, "/questions", thread=bicycles)
    await tapped(town, there, next(one["callback_data"] for one in buttons(here)))

    assert text_of(here).startswith("Asked here · 1 question")
    assert text_of(there) == "The article had an answer to every question so far."


async def test_a_hostile_question_is_shown_as_it_is_and_fits(town: Town) -> None:
    for number, person in enumerate(crowd(town, 8)):
        await town.says(person, town.cast.group, f"/ask <b>Who</b> & \u202ewhy {number} {'🚌 riders ' * 80}?")
        await town.advance(minutes=1)

    shown = await listed(town)

    assert text_of(shown).startswith("Asked here · 8 questions")
    assert "<b>Who</b> & " in text_of(shown)
