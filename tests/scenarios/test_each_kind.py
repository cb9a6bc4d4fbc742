"""Whatever a message is made of: words on the blocklist are found in it, taken away and shown to the moderators."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.members import MEMBER
from bot.playground.messages import Message
from bot.playground.people import Person
from storage.settings import Screening
from tests.chat.places import PLACES, SHOP, TELLS_LINKS
from tests.scenarios.moderating import orders
from tests.scenarios.moderating_queue import cards, meets, queue, screened
from tests.scenarios.newcomers import strangers
from tests.town import Town, text_of

WANTED = "cheap pearls"


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera)
    return town


def members(town: Town, count: int) -> list[Person]:
    found = strangers(town, count)
    town.cast.group.members.update({person.id: MEMBER for person in found})
    return found


async def sends(town: Town, person: Person, place: str, words: str) -> Message:
    """Let a message arrive that holds words in a place, ten minutes after the last one."""
    town.clock.at += timedelta(minutes=10)
    message = town.telegram.publish(Message(town.cast.group, PLACES[place](words), sender=person))
    await town.settle()
    return message


@pytest.mark.parametrize("words", [WANTED, f"Come to {SHOP} today"], ids=["word", "link"])
async def test_what_is_on_the_blocklist_is_deleted_and_shown_wherever_it_stands(town: Town, words: str) -> None:
    await screened(town, Screening.ON, blocklist=[WANTED, "pearls.lt"])
    people = members(town, len(PLACES))
    for number, (place, person) in enumerate(zip(PLACES, people, strict=True), 1):
        message = await sends(town, person, place, words)
        assert message.is_deleted, place
        assert len(await queue(town)) == number, place
        assert words in text_of(cards(town, town.cast.vera)[-1]), place


async def test_a_link_is_under_the_lock_wherever_it_stands(town: Town) -> None:
    await orders(town, "/lock links")
    people = members(town, len(TELLS_LINKS))
    kept = [
        place
        for place, person in zip(sorted(TELLS_LINKS), people, strict=True)
        if not (await sends(town, person, place, f"Come to {SHOP} today")).is_deleted
    ]
    assert kept == []


async def test_an_edit_into_another_kind_is_looked_at(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=[WANTED])
    kinds = ("rich_message", "poll", "checklist", "contact")
    for place, person in zip(kinds, members(town, len(kinds)), strict=True):
        message = await sends(town, person, "text", "Good morning to all of you")
        town.telegram.revise(message, PLACES[place](WANTED))
        await town.settle()
        assert message.is_deleted, place


async def test_a_kind_of_tomorrow_is_kept_as_evidence(town: Town) -> None:
    message = town.telegram.publish(Message(town.cast.group, {"hologram": {"of": "a pearl"}}, sender=town.cast.mara))
    for reporter in (town.cast.jonas, town.cast.ana):
        town.telegram.say(reporter, town.cast.group, "/report", reply_to=message)
        await town.settle()
    assert "forwardMessage" in town.request.methods()
    assert len(cards(town, town.cast.vera)) == 1
