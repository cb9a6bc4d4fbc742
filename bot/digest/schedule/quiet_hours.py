"""Quiet hours: when an edition makes no sound."""

from __future__ import annotations

from datetime import datetime

from bot.digest.schedule.time_zones import rules_of
from storage.digests import Schedule


def is_quiet(schedule: Schedule, at: datetime) -> bool:
    """Say whether the zone's clock shows a quiet hour; the hours may run over midnight."""
    first, last = schedule.quiet_from, schedule.quiet_until
    if first is None or last is None:
        return False
    hour = at.astimezone(rules_of(schedule.zone)).hour
    return first <= hour < last if first <= last else hour >= first or hour < last
