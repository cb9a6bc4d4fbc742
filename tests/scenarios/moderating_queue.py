"""What scenarios of the review queue begin with."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.people import PlaygroundPerson
from storage import chat_settings, chats
from storage.chat_settings import Screening
from storage.reviews import Review
from tests.scenarios.debating import buttons
from tests.town import Town, text_of

LINK = "Look at this: https://example.org/offer"


async def screened(town: Town, mode: Screening, **checks: Any) -> None:
    """Choose what is done in the group about messages that look bad."""
    async with town.database.write() as session:
        chat = await chats.find_chat(session, town.cast.group.id)
        assert chat is not None
        await chat_settings.choose(session, chat.id, screening=mode, **checks)


async def meets(town: Town, *people: PlaygroundPerson) -> None:
    """Let people start a private chat with the bot."""
    for person in people:
        await town.says(person, town.telegram.private(person), "/start")


def private(town: Town, person: PlaygroundPerson) -> PlaygroundChat:
    """Return somebody's private chat with the bot."""
    return town.telegram.private(person)


def cards(town: Town, person: PlaygroundPerson) -> list[Message]:
    """Return the cards of the queue that somebody has in private."""
    return [one for one in town.from_bot(private(town, person)) if _is_card(one)]


def _is_card(message: Message) -> bool:
    return any(one.get("callback_data", "").startswith("r") for one in buttons(message)) or " · " in text_of(message)


async def queue(town: Town) -> list[Review]:
    """Return all entries, in order."""
    async with town.database.read() as session:
        return list(await session.exec(select(Review).order_by(Review.id)))


async def writes(town: Town, person: PlaygroundPerson, text: str, **more: Any) -> Message:
    """Let somebody write into the group, and the bot look at it."""
    message = town.telegram.say(person, town.cast.group, text, **more)
    await town.settle()
    return message


def picture(town: Town, person: PlaygroundPerson, caption: str = "", album: str | None = None) -> Message:
    """Let somebody post a picture."""
    photo = town.telegram.files.add("a.png", b"\x89PNG", folder="photos").as_photo()
    content = {"photo": photo} | ({"caption": caption} if caption else {})
    content |= {"media_group_id": album} if album else {}
    return town.telegram.publish(Message(town.cast.group, content, sender=person))
