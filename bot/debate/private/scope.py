"""Which debate somebody reads in private: that of the group from which they came last, until they choose another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import update_wrapper
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event, EventKind
from bot.chat.handler import Handler
from bot.chat.message.digits import digits
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal
from storage import chats, opinions, questions
from storage.chats import Place

COMMANDS = (
    *("ask", "article", "counterpoints", "map", "point", "vote"),
    *("counter", "support", "withdraw", "edit", "reply"),
)
"""What is about that debate in private."""
ABOUT_ANSWERS = ("context", "noanswer")
"""Buttons under answers: each is about the debate in which was asked."""
SCOPED = frozenset(
    {(EventKind.QUESTION, ""), *((EventKind.COMMAND, one) for one in COMMANDS)}
    | {(EventKind.BUTTON, one) for one in ABOUT_ANSWERS}
)


def along(handler: Handler) -> Handler:
    """Return a handler that in private is about the debate that the person reads there; any other as it is."""
    if (handler.kind, handler.word) not in SCOPED:
        return handler
    look, then = handler.prepare, handler.act

    async def prepare(event: Event, telegram: TelegramQueries) -> tuple[Place, Any]:
        there = event.at_place(await _place(event, telegram)) if event.chat.private else event
        return there.place, await look(there, telegram) if look is not None else None

    async def act(event: Event, session: AsyncSession, now: datetime, found: tuple[Place, Any]) -> list[Effect]:
        place, prepared = found
        return await then(event.at_place(place), session, now, prepared)

    update_wrapper(act, then)
    return replace(handler, prepare=prepare, act=act)


async def _place(event: Event, telegram: TelegramQueries) -> Place:
    """Return the place of the debate that something in private is about.

    Raises:
        Refusal: It is that of a group in which the person is no more.
    """
    async with telegram.database.read() as session:
        debate_id = await _debate(event, session)
        found = await chats.get_discussion(session, debate_id) if debate_id is not None else None
    if found is None:
        return event.place
    discussion, chat = found
    if chat.telegram_id != event.person.id and not await is_reader(event, telegram, chat):
        raise Refusal("scope-not-member")
    return Place(chat.telegram_id, discussion.thread_id)


async def is_reader(event: Event, telegram: TelegramQueries, chat: chats.Chat) -> bool:
    """Say whether somebody is in the group of a debate now."""
    return chat.kind != "private" and await telegram.is_member(chat.telegram_id, event.person.id)


async def _debate(event: Event, session: AsyncSession) -> int | None:
    """Return the debate that something is about: of a button that in which was asked, else the one that is read."""
    number = digits(event.text) if event.kind is EventKind.BUTTON else None
    question = await questions.find_question(session, number) if number is not None else None
    return question.discussion_id if question is not None else await opinions.find_walk(session, event.person.id)
