"""Who may do what."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from bot.chat.said import Said


class Role(StrEnum):
    """What a person must be to do something."""

    ANYBODY = "anybody"
    MODERATOR = "moderator"


class Membership(Protocol):
    """Asks Telegram who is what in a chat."""

    async def moderators(self, chat_id: int) -> frozenset[int]:
        """Return the ids of the chat's administrators (which any bot may ask, an administrator or not)."""
        ...


async def is_moderator(said: Said, membership: Membership) -> bool:
    """Say whether the person moderates the chat now: asked when it is done, not when the button was sent."""
    if said.chat.private:
        return True
    if said.person.speaks_as_chat:
        return said.person.id == said.chat.id
    return said.person.id in await membership.moderators(said.chat.id)
