"""The people who run a chat: whether somebody is one of them, and where they read what is for them alone."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.permissions import Membership
from bot.chat.said import Said
from bot.texts import Refusal
from storage import chats
from storage.chats import Place


async def require_moderator_of(chat_id: int, said: Said, membership: Membership) -> None:
    """Refuse a button or command about another chat to those who do not moderate that chat now.

    Raises:
        Refusal: The person is no moderator there.
    """
    if said.chat.id == chat_id and said.person.speaks_as_chat and said.person.id == chat_id:
        return
    if said.person.speaks_as_chat or said.person.id not in await membership.moderators(chat_id):
        raise Refusal("moderators-only")


async def where_moderators_read(session: AsyncSession, place: Place, moderators: Collection[int]) -> list[Place]:
    """Return the private chats of the moderators who know the bot; the discussion itself where none does."""
    own = await chats.private_chats(session, moderators)
    return [Place(one) for one in own] or [place]
