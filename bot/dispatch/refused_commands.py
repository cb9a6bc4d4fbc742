"""What was refused of late: whoever edits it then is read again."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.bounded_cache import BoundedCache

EDIT_PERIOD = timedelta(minutes=10)
"""How long something that was refused may be said better by editing it."""
MAX_MESSAGES = 10_000
"""Messages kept in mind; of more, those that were refused first are forgotten."""


class RefusedCommands:
    """Remembers messages, and no words of theirs; a restart forgets them."""

    def __init__(self) -> None:
        self._at: BoundedCache[tuple[int, int], datetime] = BoundedCache(MAX_MESSAGES)

    def keep(self, chat_id: int, message_id: int, now: datetime) -> None:
        """Remember that a message was refused."""
        self._at[chat_id, message_id] = now

    def take(self, chat_id: int, message_id: int, now: datetime) -> bool:
        """Say whether a message was refused of late, and forget it."""
        at = self._at.pop((chat_id, message_id), None)
        return at is not None and abs(now - at) < EDIT_PERIOD
