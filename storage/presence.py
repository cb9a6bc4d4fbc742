"""Presence: whether the records of a chat show that somebody was ever seen in it."""

from __future__ import annotations

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Presence
from storage.newcomers import Newcomer
from storage.reviews import Review
from storage.sanctions import Sanction
from storage.screening import Standing

_KEPT = (Presence, Standing, Newcomer, Sanction, Review)
"""Each has the chat and the person that it is about."""


async def was_seen(session: AsyncSession, chat_id: int, person_id: int) -> bool:
    """Say whether somebody wrote, came, or was decided about in a chat.

    Args:
        session: An open transaction.
        chat_id: Our number of the chat.
        person_id: Telegram's id of the person.
    """
    for table in _KEPT:
        query = select(table.chat_id).where(table.chat_id == chat_id, table.person_id == person_id).limit(1)
        found = await session.exec(query)
        if found.first() is not None:
            return True
    return False
