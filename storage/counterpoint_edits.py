"""Counterpoints said in other words by their author."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint
from storage.upsert import change


async def brought_by(session: AsyncSession, telegram_chat: int, message_id: int, author_id: int) -> Counterpoint | None:
    """Return the counterpoint that a message of its author brought in a chat, by Telegram's id of it."""
    query = select(Counterpoint).join(Discussion).join(Chat).where(Chat.telegram_id == telegram_chat)
    query = query.where(Counterpoint.author_id == author_id, Counterpoint.message_id == message_id)
    return (await session.exec(query.execution_options(populate_existing=True))).first()


async def is_answered(session: AsyncSession, counterpoint_id: int) -> bool:
    """Say whether anything answers a counterpoint, is drafted to, or was merged into it, whatever became of that."""
    tied = or_(col(Counterpoint.parent_id) == counterpoint_id, col(Counterpoint.canonical_id) == counterpoint_id)
    return (await session.exec(select(Counterpoint.id).where(tied).limit(1))).first() is not None


async def reword(
    session: AsyncSession, counterpoint: Counterpoint, text: str, words: str, links: Sequence[str], now: datetime
) -> None:
    """Change what a counterpoint says."""
    news = {"text": text, "words": words, "links": list(links), "changed_at": now}
    await change(session, Counterpoint, col(Counterpoint.id) == counterpoint.id, **news)
