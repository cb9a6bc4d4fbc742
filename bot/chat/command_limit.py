"""Command limits: what people ask, and get wrong, is answered a few times a minute, and nobody takes others' room."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from config.bounded_cache import BoundedCache

LIMIT_PERIOD = timedelta(minutes=1)
ERRORS_PER_MINUTE = 5
"""Errors to one person in one chat within the period; further ones are passed over in silence."""
COMMANDS_PER_MINUTE = 15
"""Commands and questions of one group within the period: Telegram lets the bot say twenty things a minute there."""
PRIVATE_COMMANDS_PER_MINUTE = 30
"""Commands and questions of one person in private within the period, for which something is looked up or worked out."""
PRESSES_PER_MINUTE = 40
"""Buttons that one person presses in one chat within the period."""
MAX_CHATS = 10_000
"""Chats kept in mind; of more, those that were quiet for longest are forgotten."""
MAX_COUNTED_PER_CHAT = 200
"""Things kept in mind of one chat: more than is ever answered within the period."""


def is_fair(own: int, everybody: int, people: int, most: int) -> bool:
    """Say whether one person may have one thing more of what a group shares.

    Until it is used up, anybody may. From then on each has an equal share, with one left over for whoever comes new;
    so nobody waits because others were first, and everybody has one.

    Args:
        own: What the person had within the period.
        everybody: What all had together.
        people: How many had something, the person among them.
        most: What there is to share.
    """
    return own == 0 or everybody < most or own < most // (people + 1)


class RateLimiter:
    """Counts what was answered, chat by chat.

    Moments are compared by how far they are apart, so that one which a wrong clock gave counts for nobody.

    Args:
        most: So much is answered within the period.
        apiece: To each person, whatever the others ask; else to all of a chat, in fair shares.
    """

    def __init__(self, most: int, *, apiece: bool = False) -> None:
        self._most = most
        self._apiece = apiece
        self._chats: BoundedCache[int, deque[tuple[datetime, int]]] = BoundedCache(MAX_CHATS)

    def allows(self, chat_id: int, person_id: int, now: datetime) -> bool:
        """Say whether this is to be answered, and count it if so."""
        if not self._would_allow(chat_id, person_id, now):
            return False
        answered = self._chats.get(chat_id, deque(maxlen=MAX_COUNTED_PER_CHAT))
        answered.append((now, person_id))
        self._chats[chat_id] = answered
        return True

    def is_short(self, chat_id: int, person_id: int, now: datetime) -> bool:
        """Say whether what there is has been used up: by the person, or by the chat where it is shared."""
        lately = self._lately(chat_id, now)
        return (lately.count(person_id) if self._apiece else len(lately)) >= self._most

    def _would_allow(self, chat_id: int, person_id: int, now: datetime) -> bool:
        lately = self._lately(chat_id, now)
        own = lately.count(person_id)
        if self._apiece:
            return own < self._most
        return is_fair(own, len(lately), len({*lately, person_id}), self._most)

    def _lately(self, chat_id: int, now: datetime) -> list[int]:
        """Return who was answered in a chat within the period, once for each answer."""
        return [person for at, person in self._chats.get(chat_id, ()) if abs(now - at) < LIMIT_PERIOD]
