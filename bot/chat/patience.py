"""Patience: what a person asks, and gets wrong, is answered a few times a minute: nobody fills a group with answers."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

PERIOD = timedelta(minutes=1)
MISTAKES = 5
"""Errors to one person in one chat within the period; further ones are passed over in silence."""
WISHES = 15
"""Commands and questions of one person in one group within the period that are answered: Telegram lets the bot say
twenty things a minute there."""
REMEMBERED = 10_000
"""People kept in mind before those who have been quiet are forgotten."""


class Patience:
    """Counts what was answered.

    Args:
        most: So much is answered to one person in one chat within the period.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answered: dict[tuple[int, int], deque[datetime]] = {}

    def lasts(self, chat_id: int, person_id: int, now: datetime) -> bool:
        """Say whether this is to be answered, and count it if so."""
        if len(self._answered) > REMEMBERED:
            self._answered = {who: times for who, times in self._answered.items() if now - times[-1] < PERIOD}
        times = self._answered.setdefault((chat_id, person_id), deque(maxlen=self._most))
        if len(times) == self._most and now - times[0] < PERIOD:
            return False
        times.append(now)
        return True
