"""Whatever a message is made of: words on the blocklist are found in it, taken away and shown to the moderators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.web.page_actions import ACTIONS, perform
from bot.playground.web.page_request import Request
from storage.chat_settings import Screening
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


def members(town: Town, count: int) -> list[PlaygroundPerson]:
    found = strangers(town, count)
    town.cast.group.members.update({person.id: MEMBER for person in found})
    return found


async def sends(town: Town, person: PlaygroundPerson, place: str, words: str) -> Message:
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


async def do(town: Town, what: str, person: PlaygroundPerson, **values: Any) -> dict[str, Any]:
    """Do something as the page of the playground does, and return the message as it shows it."""
    request = Request(town.telegram, {"person": person.id, "chat": town.cast.group.id, **values}, {})
    shown: dict[str, Any] = (await perform(ACTIONS[what], request))["message"]
    await town.settle()
    return shown


LINES = {
    "rich": f"# News\n- {WANTED}",
    "poll": f"Which?\nNone\n{WANTED}",
    "quiz": f"Which?\nNone\nAll\n{WANTED}",
    "checklist": f"To do\n{WANTED}",
    "contact": f"{WANTED}\n+370 600 00000",
    "venue": f"{WANTED}\nMill Street",
    "story": WANTED,
}


async def test_what_the_playground_sends_is_heard(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=[WANTED])
    heard = {}
    for (kind, lines), person in zip(LINES.items(), members(town, len(LINES)), strict=True):
        message = await do(town, "share", person, kind=kind, text=lines)
        heard[kind] = message["message_id"] not in town.cast.group.messages
        good = town.telegram.say(person, town.cast.group, "Good morning")
        await do(town, "share", person, kind=kind, text=lines, message=good.id)
        heard[f"an edit into {kind}"] = good.is_deleted
        town.clock.at += timedelta(minutes=10)
    assert [kind for kind, is_heard in heard.items() if not is_heard] == []


async def test_what_is_written_in_unusual_ways_is_heard_as_whose_it_is(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=[WANTED])
    cast = town.cast
    await do(town, "apart", cast.mara, text=f"Here are {WANTED}", **{"as": "guest"})
    poll = await do(town, "share", cast.vera, kind="poll", text="Which?\nNone")
    await do(town, "line", cast.jonas, message=poll["message_id"], text=WANTED)
    post = town.telegram.post(cast.ana, cast.channel, f"We sell {WANTED}")
    where = {"chat": cast.channel.id, "message": post.id, "to": cast.group.id}
    await do(town, "elsewhere", cast.alena, text="Look", quote=WANTED, **where)  # of the house
    await do(town, "elsewhere", cast.ana, text="Look", quote=WANTED, **where)
    assert [one.name for one in await queue(town)] == ["Mara", "Jonas", "Ana Berg"]
    await do(town, "apart", cast.mara, text="/help", **{"as": "alone"})
    assert town.from_bot(cast.group) != []
    letter = await do(town, "apart", cast.mara, chat=cast.channel.id, text="/help", **{"as": "letter"})
    assert [one.correspondent for one in town.from_bot(town.telegram.chat(letter["chat"]["id"]))] == [cast.mara]
