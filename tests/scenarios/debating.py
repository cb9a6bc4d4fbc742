"""What scenarios of a debate begin with."""

from __future__ import annotations

from typing import Any

from sqlmodel import select, update

from bot.article import discussion_article
from bot.article.discussion_article import Suggestion
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from storage import chats, told_totals
from storage.chats import Discussion, Place, Premoderation
from storage.counterpoints import Counterpoint
from tests.town import Town, sample

SHOES = "Who says that the riders left their shoes by the door?"
WALKING = "Walking hardly changed in the whole city."
COST = "Parking fees cannot pay for the buses for long."
NOISE = "Electric engines would have helped the air far more."


async def premoderate(town: Town, rule: Premoderation) -> None:
    """Choose whose counterpoints wait for a moderator."""
    async with town.database.write() as session:
        await session.exec(update(Discussion).values(premoderation=rule))


async def asked(town: Town) -> Message:
    """Return an answer of the bot in the group."""
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")
    return answer


async def submitted(town: Town, person: PlaygroundPerson, text: str, *, on: Message | None = None) -> Message:
    """Let somebody counter an answer, and return the card; of one that is held, that of the moderator in private."""
    answer, desk = on or await asked(town), await desk_of(town)
    before = set(desk.messages)
    said = await town.says(person, town.cast.group, f"/counter {text}", reply_to=answer)
    return [*[one for one in town.from_bot(desk) if one.id not in before], *said][0]


async def desk_of(town: Town) -> PlaygroundChat:
    """Return the private chat in which a moderator reads what is held, open for the bot."""
    desk = town.telegram.private(town.cast.vera)
    if not desk.messages:
        await town.says(town.cast.vera, desk, "/help")
    return desk


async def opened(town: Town, person: PlaygroundPerson, text: str, *, on: Message | None = None) -> Message:
    """Let somebody counter an answer where nothing is held, and return the card."""
    await premoderate(town, Premoderation.NONE)
    answer = on or await asked(town)
    return (await town.says(person, town.cast.group, f"/counter {text}", reply_to=answer))[0]


def crowd(town: Town, count: int) -> list[PlaygroundPerson]:
    """Bring so many more people into the group."""
    people = [
        town.telegram.add_person(PlaygroundPerson(7100000000 + place, f"Voter {place}", language_code="en"))
        for place in range(count)
    ]
    for person in people:
        town.cast.group.members[person.id] = MEMBER
    return people


def button(message: Message, label: str) -> str:
    """Return the data of a button by the beginning of its label."""
    return next(one["callback_data"] for one in buttons(message) if one["text"].startswith(label))


def buttons(message: Message) -> list[dict[str, Any]]:
    """Return the buttons under a message."""
    return [one for row in (message.keyboard or {}).get("inline_keyboard", []) for one in row]


async def presses(town: Town, person: PlaygroundPerson, message: Message, label: str) -> dict[str, Any]:
    """Let somebody press the button whose label begins like this, and return the bot's answer."""
    answer = await town.telegram.press(person, message, button(message, label))
    await town.settle()
    return answer


async def use_in_topic(town: Town, forum: PlaygroundChat, topic: int) -> None:
    """Make the sample article that of a topic."""
    now, suggestion = town.clock(), Suggestion(Place(forum.id, topic), 1, sample())
    async with town.database.write() as session:
        await chats.remember_chat(session, chats.Chat(telegram_id=forum.id, kind="supergroup", seen_at=now))
        await discussion_article.choose(session, suggestion, now)


async def kept(town: Town) -> list[Counterpoint]:
    """Return the counterpoints in the database, in order."""
    async with town.database.read() as session:
        return list(await session.exec(select(Counterpoint).order_by(Counterpoint.id)))


async def counted(town: Town, number: int = 1) -> dict[int, int]:
    """Return whose vote on a counterpoint counts now, and how they voted: the truth, which nobody is told."""
    async with town.database.read() as session:
        return await told_totals.counting(session, number)
