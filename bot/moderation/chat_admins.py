"""Who runs a chat, and what the bot may do there. Telegram is asked in the chat's own turn, never before."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.event import Event
from bot.chat.members import CAN_DELETE
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal
from config.bounded_cache import BoundedCache

MAX_CHATS = 10_000
"""Chats of which it is remembered who runs them, for when Telegram does not say."""


@dataclass(frozen=True, slots=True)
class ChatAdmins:
    """Who runs a chat, and whether the bot may act there."""

    people: frozenset[int]
    """Administrators, and the linked channel."""
    may_look: bool
    may_delete: bool

    @property
    def moderators(self) -> frozenset[int]:
        """The people among them."""
        return frozenset(one for one in self.people if one > 0)


class ChatAdminsLookup:
    """Asks who runs chats, and goes by the last answer while Telegram does not say."""

    def __init__(self) -> None:
        self._last: BoundedCache[int, ChatAdmins] = BoundedCache(MAX_CHATS)

    async def look(self, event: Event, telegram: TelegramQueries) -> ChatAdmins | None:
        """Read who runs the chat of a message; None where Telegram does not say and never said."""
        chat_id = event.chat.id
        try:
            admins = await telegram.administrators_lately(chat_id)
            linked = await telegram.linked_channel(chat_id)
        except Refusal:
            return self._last.get(chat_id)
        me = next((one for one in admins if one.id == telegram.me), None)
        people = frozenset({one.id for one in admins} | ({linked} if linked is not None else set()))
        self._last[chat_id] = ChatAdmins(people, me is not None, me is not None and me.has_right(CAN_DELETE))
        return self._last[chat_id]


async def moderators_or_nobody(telegram: TelegramQueries, chat_id: int) -> frozenset[int]:
    """Return who moderates a chat, by Telegram's id; nobody where Telegram does not say."""
    try:
        return await telegram.moderators(chat_id)
    except Refusal:
        return frozenset()
