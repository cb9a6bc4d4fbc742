"""Who may do what."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from bot.chat.event import Event
from bot.chat.members import CAN_DELETE, CAN_RESTRICT, Member
from bot.texts import Refusal


class Role(StrEnum):
    """What a person must be to do something."""

    ANYBODY = "anybody"
    MODERATOR = "moderator"
    RESTRICTER = "moderator who may ban users"
    CLEANER = "moderator who may delete messages"
    HOST = "host"


RIGHTS = {Role.RESTRICTER: CAN_RESTRICT, Role.CLEANER: CAN_DELETE}
"""The right that Telegram knows such a moderator by: nobody gains one through the bot."""


ONLY = {
    Role.MODERATOR: "moderators-only",
    Role.RESTRICTER: "restricters-only",
    Role.CLEANER: "cleaners-only",
    Role.HOST: "hosts-only",
}
"""What is said to those who may not."""


class ModeratorQueries(Protocol):
    """Asks Telegram who is what in a chat."""

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        """Return the chat's administrators (which any bot may ask, an administrator or not), the bot among them."""
        ...

    async def moderators(self, chat_id: int) -> frozenset[int]:
        """Return the ids of the chat's administrators."""
        ...

    async def host(self, chat_id: int) -> int | None:
        """Return the id of the chat's owner."""
        ...

    async def is_member(self, chat_id: int, person_id: int) -> bool:
        """Say whether somebody is in a chat."""
        ...


async def may(event: Event, role: Role, membership: ModeratorQueries, about: int | None = None) -> bool:
    """Say whether the person has a role in the chat now: asked when it is done, not when the button was sent.

    Args:
        event: What they said or pressed.
        role: What they must be.
        membership: Who is what.
        about: Telegram's id of the chat that it is about, where that is another one.

    Raises:
        Refusal: It is said in private, where nobody can be banned and nothing be locked.
    """
    chat_id = event.chat.id if about is None else about
    if role is Role.ANYBODY:
        return True
    if event.chat.private and chat_id == event.chat.id:
        if role in RIGHTS:
            raise Refusal("in-groups-only")
        return True
    if role is Role.HOST:
        return event.person.id == await membership.host(chat_id)
    if role is Role.MODERATOR:
        return await moderates(event, chat_id, membership)
    return await _has_right(event, chat_id, RIGHTS[role], membership)


async def moderates(event: Event, chat_id: int, membership: ModeratorQueries) -> bool:
    """Say whether the person is an administrator of a chat; as the chat itself only its anonymous admins speak."""
    if event.person.speaks_as_chat:
        return event.person.id == chat_id == event.chat.id
    return event.person.id in await membership.moderators(chat_id)


async def _has_right(event: Event, chat_id: int, right: str, membership: ModeratorQueries) -> bool:
    """Say whether an administrator has a right. Who of the anonymous ones speaks is not told: all must have it."""
    admins = await membership.administrators(chat_id)
    if not event.person.speaks_as_chat:
        return any(one.id == event.person.id and one.has_right(right) for one in admins)
    hidden = [one for one in admins if one.is_anonymous and not one.is_bot]
    return event.person.id == chat_id == event.chat.id and bool(hidden) and all(one.has_right(right) for one in hidden)
