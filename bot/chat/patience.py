"""Patience: a person's mistakes are answered a few times a minute, so that nobody fills a group with errors."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

PERIOD = timedelta(minutes=1)
MOST = 5
"""Errors to one person in one chat within the period; further ones are passed over in silence."""
REMEMBERED = 10_000
"""People kept in mind before those who have been quiet are forgotten."""


class Patience:
    """Counts the errors that were answered."""

    def __init__(self) -> None:
        self._answered: dict[tuple[int, int], deque[datetime]] = {}

    def lasts(self, chat_id: int, person_id: int, now: datetime) -> bool:
        """Say whether this error is to be answered, and count it if so."""
        if len(self._answered) > REMEMBERED:
            self._answered = {who: times for who, times in self._answered.items() if now - times[-1] < PERIOD}
        times = self._answered.setdefault((chat_id, person_id), deque(maxlen=MOST))
        if len(times) == MOST and now - times[0] < PERIOD:
            return False
        times.append(now)
        return True
