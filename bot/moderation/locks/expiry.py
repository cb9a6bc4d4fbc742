"""Slow modes and locks that end by themselves, looked for by the clock, also after the bot was down."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Send
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.locks import commands as lock_commands
from bot.texts import say
from storage import chats
from storage.chat_settings import language_of
from storage.chats import Place
from storage.locks import ChatLock


async def look(lock: ChatLock, telegram: TelegramQueries) -> dict[str, bool]:
    """Read what members may do now."""
    async with telegram.database.read() as session:
        chat_id = await chats.telegram_chat(session, lock.chat_id)
    return await telegram.permissions(chat_id)


async def release(lock: ChatLock, session: AsyncSession, now: datetime, allowed: dict[str, bool]) -> list[Effect]:
    """End slow mode or a lock, and say so in the chat."""
    chat = await chats.get_chat(session, lock.chat_id)
    if chat is None:
        return []
    ends = await lock_commands.end(session, lock_commands.Ending(chat, [lock], BOT_ACTOR_ID, now), allowed)
    key = "slow-ended" if lock.what == lock_commands.SLOW else "unlocked"
    words = say(key, await language_of(session, chat.telegram_id), what=lock.what)
    return [*ends, Send(Place(chat.telegram_id), words, silent=True)]
