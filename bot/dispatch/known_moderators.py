"""Who was found to moderate a chat of late: for what goes first, never for what somebody may do."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat.bounded_cache import BoundedCache

MODERATOR_BELIEVED = timedelta(hours=1)
"""How long somebody who was found to moderate is taken to do so."""
NO_MODERATOR_BELIEVED = timedelta(minutes=1)
"""How long somebody who was found not to is not asked about again."""
MAX_PEOPLE = 10_000
"""People kept in mind; of more, those who were found out first are forgotten."""


class KnownModerators:
    """Remembers what Telegram said about people."""

    def __init__(self) -> None:
        self._found: BoundedCache[tuple[int, int], tuple[datetime, bool]] = BoundedCache(MAX_PEOPLE)

    def keep(self, chat_id: int, person_id: int, now: datetime, *, moderates: bool) -> None:
        """Remember what somebody was found to be in a chat."""
        self._found[chat_id, person_id] = (now, moderates)

    def moderates(self, chat_id: int, person_id: int, now: datetime) -> bool | None:
        """Say whether somebody moderates a chat; None where that was not found out of late."""
        if person_id == chat_id:  # an anonymous admin
            return True
        at, moderates = self._found.get((chat_id, person_id), (None, False))
        if at is None or abs(now - at) > (MODERATOR_BELIEVED if moderates else NO_MODERATOR_BELIEVED):
            return None
        return moderates
