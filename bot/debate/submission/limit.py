"""How many counterpoints a person may have waiting: ten, and one comes back every 2.4 hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

MAX_PENDING_COUNTERPOINTS = 10
"""Counterpoints of a person that wait, at the most."""
REGAIN_PERIOD = timedelta(hours=2, minutes=24)
"""How long it takes until one of them counts no more."""
DAY = MAX_PENDING_COUNTERPOINTS * REGAIN_PERIOD


def free_at(submitted: Sequence[datetime], now: datetime) -> datetime:
    """Return when a person may submit again: now, or later.

    Args:
        submitted: When the person submitted what was not accepted, over the last day, oldest first.
        now: The moment that is asked about.
    """
    return now + max(0.0, _level(submitted, now) - (MAX_PENDING_COUNTERPOINTS - 1)) * REGAIN_PERIOD


def _level(submitted: Sequence[datetime], now: datetime) -> float:
    """Return how full a bucket is that holds one more with each submission and leaks one every `REGAIN_PERIOD`."""
    level, since = 0.0, None
    for moment in submitted:
        level = _leaked(level, since, moment) + 1
        since = moment
    return _leaked(level, since, now)


def _leaked(level: float, since: datetime | None, until: datetime) -> float:
    return level if since is None else max(0.0, level - (until - since) / REGAIN_PERIOD)
