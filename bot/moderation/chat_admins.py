"""The house: who runs a chat, and what the bot may do there. Telegram is asked in the chat's own lane, never before."""

from __future__ import annotations

from dataclasses import dataclass

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

    async def of(self, chat_id: int, telegram: TelegramQueries) -> ChatAdmins | None:
        """Return who runs a chat; None where Telegram does not say and never said."""
        try:
            admins = await telegram.administrators_lately(chat_id)
            linked = await telegram.linked_channel(chat_id)
        except Refusal:
            return self._last.get(chat_id)
        me = next((one for one in admins if one.id == telegram.me), None)
        people = frozenset({one.id for one in admins} | ({linked} if linked is not None else set()))
        self._last[chat_id] = ChatAdmins(people, me is not None, me is not None and me.has_right(CAN_DELETE))
        return self._last[chat_id]
