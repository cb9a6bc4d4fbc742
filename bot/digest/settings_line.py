"""The line about digests in the panel of settings."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.texts import say
from storage import chats, digests
from storage.chats import Place


async def line(session: AsyncSession, place: Place, language: str) -> str:
    """Return whether digests are on in a discussion, and where that is chosen."""
    discussion = await chats.find_discussion(session, place)
    schedule = await digests.find_schedule(session, discussion.id) if discussion is not None else None
    is_on = schedule is not None and schedule.due_at is not None
    return say("settings-digest", language, on="yes" if is_on else "no")
