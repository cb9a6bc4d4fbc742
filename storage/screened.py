"""Which chats are screened, by what, and since when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat
from storage.settings import ChatSettings, Screening, choose


async def watched(session: AsyncSession, telegram_ids: Collection[int]) -> dict[int, ChatSettings]:
    """Return what is chosen in the chats of these Telegram ids that are known and screened, by that id."""
    found = await session.exec(
        select(Chat.telegram_id, Chat.id, ChatSettings)
        .join(ChatSettings, col(ChatSettings.chat_id) == col(Chat.id), isouter=True)
        .where(col(Chat.telegram_id).in_(telegram_ids))
    )
    chosen = {number: settings or ChatSettings(chat_id=ours or 0) for number, ours, settings in found.all()}
    return {number: one for number, one in chosen.items() if one.screening is not Screening.OFF}


async def begin_watching(session: AsyncSession, chat_ids: Collection[int], now: datetime) -> None:
    """Note since when chats are screened."""
    for chat_id in sorted(chat_ids):
        await choose(session, chat_id, watched_since=now)


async def watched_since(session: AsyncSession, before: datetime) -> list[tuple[ChatSettings, Chat]]:
    """Return the chats that have only been watched since before a moment, whose moderators were not asked yet."""
    found = await session.exec(
        select(ChatSettings, Chat)
        .join(Chat, col(Chat.id) == col(ChatSettings.chat_id))
        .where(ChatSettings.screening == Screening.WATCH, col(ChatSettings.watched_since) <= before)
        .where(col(ChatSettings.asked_at).is_(None), or_(Chat.kind == "group", Chat.kind == "supergroup"))
        .where(col(Chat.resting).is_(False))
    )
    return list(found.all())
