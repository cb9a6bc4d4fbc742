"""What scenarios of moderation begin with."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from bot.playground.bot_api.api import Answer
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.members import Status
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.telegram.state import Query
from storage import keyboards
from storage.audit import Audit
from tests.town import Town, text_of


def status(town: Town, person: PlaygroundPerson) -> Status:
    """Return what somebody is in the group."""
    return town.cast.group.membership(person.id, town.clock()).status


async def orders(town: Town, text: str, about: Message | None = None, by: PlaygroundPerson | None = None) -> list[str]:
    """Let a moderator write a command in the group and return what the bot says."""
    more = {"reply_to": about} if about is not None else {}
    said = await town.says(by or town.cast.vera, town.cast.group, text, **more)
    return [text_of(one) for one in said if text_of(one)]


async def written(
    town: Town, person: PlaygroundPerson, text: str = "Buy my coins.", chat: PlaygroundChat | None = None
) -> Message:
    """Let somebody write something, and wait until the bot has seen it."""
    message = town.telegram.say(person, chat or town.cast.group, text)
    await town.settle()
    return message


async def meets_privately(town: Town, person: PlaygroundPerson) -> PlaygroundChat:
    """Let somebody open a private chat with the bot."""
    chat = town.telegram.private(person)
    await town.says(person, chat, "/start")
    return chat


async def log(town: Town) -> list[Audit]:
    """Return the audit log, oldest entry first."""
    async with town.database.read() as session:
        return list(await session.exec(select(Audit).order_by(Audit.id)))


def before(town: Town, method: str, deed: Any) -> None:
    """Let something happen just before a call of a method arrives."""
    call = town.api.call

    async def interrupted(token: str, name: str, *more: Any) -> Answer:
        if name == method:
            deed()
        return await call(token, name, *more)

    town.api.call = interrupted  # type: ignore[method-assign]  # the town's own


async def offered(town: Town, person: PlaygroundPerson, message: Message, data: str) -> dict[str, Any]:
    """Let somebody press a button as if the bot had put it under a message, and return the bot's answer."""
    async with town.database.write() as session:
        await keyboards.show(session, [(message.chat.id, message.id, data)])
    return await forges(town, person, message, data)


async def forges(town: Town, person: PlaygroundPerson, message: Message, data: str) -> dict[str, Any]:
    """Let a forged client press a button that is not there, and return the bot's answer."""
    query = forged(town, person, message, data)
    await town.settle()
    return query.answer or {}


def forged(town: Town, person: PlaygroundPerson, message: Message, data: str) -> Query:
    """Let a forged client send that somebody pressed a button under a message, whatever stands there."""
    telegram, bot = town.telegram, town.cast.bot
    number = str(5_000_000_000 + len(telegram.queries))
    query = telegram.queries[number] = Query(bot, telegram.clock())
    pressed = {"id": number, "from": person.as_user(), "message": message.as_json(), "data": data}
    telegram.queues[bot.id].add("callback_query", pressed | {"chat_instance": str(message.chat.id)})
    return query
