"""Strangers who react to many messages at once: their reactions go, and the moderators see who it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.bot_api.methods import METHODS
from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from storage.chat_settings import Screening
from tests.scenarios.moderating import log
from tests.scenarios.moderating_queue import cards, meets, queue, screened, writes
from tests.scenarios.newcomers import strangers
from tests.town import Town, labels, text_of

REMOVED = "deleteAllMessageReactions"


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera)
    await screened(town, Screening.ON)
    return town


def said(town: Town, count: int = 12) -> list[Message]:
    """Let a group have had a talk."""
    return [town.telegram.say(town.cast.vera, town.cast.group, f"Line {number} was late.") for number in range(count)]


async def reacts(town: Town, person: PlaygroundPerson, messages: list[Message], emoji: str = "🔥") -> None:
    for message in messages:
        town.telegram.react(person, message, emoji)
    await town.settle()


def members(town: Town) -> list[PlaygroundPerson]:
    """Let somebody be in the group who has not written yet."""
    found = strangers(town)
    for person in found:
        town.cast.group.members[person.id] = MEMBER
    return found


def left(person: PlaygroundPerson, messages: list[Message]) -> int:
    return sum(person.id in one.reactions for one in messages)


async def test_a_strangers_reactions_go_once_they_are_many_and_each_later_one(town: Town) -> None:
    messages, (stranger,) = said(town, 14), members(town)
    town.telegram.react(town.cast.mara, messages[0], "👍")
    await reacts(town, stranger, messages[:9])
    assert left(stranger, messages) == 9
    await reacts(town, stranger, messages[9:12])
    assert left(stranger, messages) == 0
    await town.advance(minutes=5)
    await reacts(town, stranger, messages[12:])
    assert left(stranger, messages) == 0
    assert messages[0].reactions == {town.cast.mara.id: "👍"}
    (card,) = cards(town, town.cast.vera)
    assert "by somebody new here. They were removed." in text_of(card)
    assert labels(card) == ["Dismiss", "Warn", "Mute", "Ban"]
    assert [one.action for one in await log(town)][-1] == "unreact"
    await town.press(town.cast.vera, card, "Ban")
    assert not town.cast.group.membership(stranger.id, town.clock()).is_present


@pytest.mark.parametrize("why", ["known here", "slowly", "one message", "of the house"])
async def test_other_reactions_stay(town: Town, why: str) -> None:
    messages, (person,) = said(town), members(town)
    if why == "known here":
        for words in ("Good morning", "The tram was on time today", "And so was the bus"):
            await writes(town, person, words)
    if why == "of the house":
        person = town.cast.vera
    for message in messages:
        town.telegram.react(person, messages[0] if why == "one message" else message, "🔥")
        if why == "slowly":
            await town.settle()
            town.clock.at += timedelta(seconds=7)
    await town.settle()
    assert REMOVED not in town.request.methods()
    assert await queue(town) == []


async def test_where_the_bot_only_watches_it_only_says_so(town: Town) -> None:
    await screened(town, Screening.WATCH)
    messages, (stranger,) = said(town), members(town)
    await reacts(town, stranger, messages)
    assert left(stranger, messages) == len(messages)
    (card,) = cards(town, town.cast.vera)
    assert "They stand." in text_of(card)
    await town.press(town.cast.vera, card, "Ban")
    assert left(stranger, messages) == 0


async def test_a_server_that_does_not_know_how_holds_nothing_else_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages, (stranger,) = said(town), members(town)
    monkeypatch.delitem(METHODS, REMOVED.lower())
    await reacts(town, stranger, messages)
    assert list(town.request.methods()).count(REMOVED) == 1
    (card,) = cards(town, town.cast.vera)
    await town.press(town.cast.vera, card, "Ban")
    assert not town.cast.group.membership(stranger.id, town.clock()).is_present
