"""The group that a command, a button or a job is about."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal
from storage import chats
from storage.chats import Chat


async def group_of(event: Event, session: AsyncSession) -> Chat:
    """Return the group in which something was said.

    Raises:
        Refusal: It was said in private.
    """
    chat = await chats.find_chat(session, event.chat.id)
    if chat is None or event.chat.private:
        raise Refusal("in-groups-only")
    return chat


async def chat_numbered(session: AsyncSession, chat_id: int) -> Chat:
    """Return the chat that a button names by our number.

    Raises:
        Refusal: There is none.
    """
    chat = await chats.get_chat(session, chat_id)
    if chat is None:
        raise Refusal("button-old")
    return chat


async def chat_of_button(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat whose number a button begins with."""
    async with telegram.database.read() as session:
        return (await chat_numbered(session, number(event))).telegram_id
