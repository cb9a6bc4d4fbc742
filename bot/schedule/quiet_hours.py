"""Quiet hours: when nothing makes a sound, or nothing is sent at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.schedule.due_times import ScheduleRule, next_due
from bot.schedule.time_zones import rules_of


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of each day, on the clock of a zone; they may run over midnight."""

    first: int | None
    """The hour with which they begin; none where no hour is quiet."""
    until: int | None
    """The hour with which they end."""
    zone: str
    """The full name of a time zone, as `find_zone` returns it."""

    def hold(self, at: datetime) -> bool:
        """Say whether the zone's clock shows a quiet hour."""
        if self.first is None or self.until is None:
            return False
        hour = at.astimezone(rules_of(self.zone)).hour
        if self.first <= self.until:
            return self.first <= hour < self.until
        return hour >= self.first or hour < self.until

    def next_free(self, at: datetime) -> datetime:
        """Return the first moment from `at` on, `at` itself included, that is in no quiet hour."""
        while self.hold(at):
            at = next_due(ScheduleRule(f"0 {self.until} * * *", self.zone), at)
        return at
