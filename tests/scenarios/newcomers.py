"""What scenarios of a door begin with."""

from __future__ import annotations

from typing import Any

from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import ChatMembership
from bot.playground.telegram.messaging import data_of
from bot.playground.telegram.people import PlaygroundPerson
from storage import chat_settings, chats
from storage.chat_settings import ChatSettings
from tests.town import Town, labels, text_of

PRESS, ACCEPT = "I am here to discuss", "I accept the rules"


async def choose(town: Town, chat: PlaygroundChat | None = None, **chosen: Any) -> None:
    """Choose settings of the group, or of another chat that the bot knows."""
    async with town.database.write() as session:
        known = await chats.find_chat(session, (chat or town.cast.group).id)
        assert known is not None
        assert known.id is not None
        await chat_settings.choose(session, known.id, **chosen)


async def chosen(town: Town, chat: PlaygroundChat | None = None) -> ChatSettings:
    """Return the settings of the group, or of another chat."""
    async with town.database.read() as session:
        known = await chats.find_chat(session, (chat or town.cast.group).id)
        assert known is not None
        assert known.id is not None
        return await chat_settings.settings_of(session, known.id)


def strangers(town: Town, count: int = 1) -> list[PlaygroundPerson]:
    """Let so many people have accounts who are in no chat."""
    first = 7_200_000_000 + len(town.telegram.people)
    return [town.telegram.add_person(PlaygroundPerson(first + one, f"Newcomer {one + 1}")) for one in range(count)]


def rank(town: Town, person: PlaygroundPerson, chat: PlaygroundChat | None = None) -> ChatMembership:
    """Return what somebody is in the group now."""
    return (chat or town.cast.group).membership(person.id, town.clock())


def posts(town: Town, chat: PlaygroundChat | None = None) -> list[Message]:
    """Return the messages at the door that are in the group now."""
    return [one for one in town.from_bot(chat or town.cast.group) if labels(one)[:1] in ([PRESS], [ACCEPT])]


def post(town: Town, chat: PlaygroundChat | None = None) -> Message:
    """Return the one message at the door."""
    (one,) = posts(town, chat)
    return one


async def presses(town: Town, person: PlaygroundPerson, message: Message) -> str:
    """Let somebody press the button of a message at a door, and return the bot's answer."""
    answer = await town.telegram.press(person, message, data_of(message)[0])
    await town.settle()
    return str(answer.get("text", ""))


def words(message: Message) -> str:
    """Return the words of a message in one line."""
    return " ".join(text_of(message).split())
