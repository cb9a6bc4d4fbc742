"""Who may do what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum

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


AskAdministrators = Callable[[int], Awaitable[tuple[Member, ...]]]
"""Returns a chat's administrators (which any bot may ask, an administrator or not), the bot among them."""


async def may(event: Event, role: Role, administrators: AskAdministrators, about: int | None = None) -> bool:
    """Say whether the person has a role in the chat now: asked when it is done, not when the button was sent.

    Args:
        event: What they said or pressed.
        role: What they must be.
        administrators: Says who runs a chat.
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
    if role is Role.MODERATOR:
        return await moderates(event, chat_id, administrators)
    admins = await administrators(chat_id)
    if role is Role.HOST:
        return any(one.id == event.person.id and one.status == "creator" for one in admins)
    return _has_right(event, chat_id, RIGHTS[role], admins)


async def moderates(event: Event, chat_id: int, administrators: AskAdministrators) -> bool:
    """Say whether the person is an administrator of a chat; as the chat itself only its anonymous admins speak."""
    if event.person.speaks_as_chat:
        return event.person.id == chat_id == event.chat.id
    return any(event.person.id == one.id for one in await administrators(chat_id))


def _has_right(event: Event, chat_id: int, right: str, admins: tuple[Member, ...]) -> bool:
    """Say whether an administrator has a right. Who of the anonymous ones speaks is not told: all must have it."""
    if not event.person.speaks_as_chat:
        return any(one.id == event.person.id and one.has_right(right) for one in admins)
    hidden = [one for one in admins if one.is_anonymous and not one.is_bot]
    return event.person.id == chat_id == event.chat.id and bool(hidden) and all(one.has_right(right) for one in hidden)
