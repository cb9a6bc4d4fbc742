"""Who may do what."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from bot.chat.said import Said

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""All that a member may be permitted, by Telegram's names."""
EVERYTHING = dict.fromkeys(PERMISSIONS, True)
"""No restriction of one's own: what everybody in the chat may."""
NOTHING = dict.fromkeys(PERMISSIONS, False)


class Role(StrEnum):
    """What a person must be to do something."""

    ANYBODY = "anybody"
    MODERATOR = "moderator"
    HOST = "host"


class Membership(Protocol):
    """Asks Telegram who is what in a chat."""

    async def moderators(self, chat_id: int) -> frozenset[int]:
        """Return the ids of the chat's administrators (which any bot may ask, an administrator or not)."""
        ...

    async def host(self, chat_id: int) -> int | None:
        """Return the id of the chat's owner."""
        ...

    async def is_member(self, chat_id: int, person_id: int) -> bool:
        """Say whether somebody is in a chat."""
        ...


async def may(said: Said, role: Role, membership: Membership) -> bool:
    """Say whether the person has a role in the chat now."""
    if role is Role.HOST:
        return await is_host(said, membership)
    return role is Role.ANYBODY or await is_moderator(said, membership)


async def is_host(said: Said, membership: Membership) -> bool:
    """Say whether the person owns the chat; nobody can tell who of the anonymous admins does."""
    return said.chat.private or said.person.id == await membership.host(said.chat.id)


async def is_moderator(said: Said, membership: Membership) -> bool:
    """Say whether the person moderates the chat now: asked when it is done, not when the button was sent."""
    if said.chat.private:
        return True
    if said.person.speaks_as_chat:
        return said.person.id == said.chat.id
    return said.person.id in await membership.moderators(said.chat.id)
