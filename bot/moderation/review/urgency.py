"""Which entry of the review queue comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Urgency(IntEnum):
    """What waits, and how many hours of waiting it is ahead by: what harms people now comes first."""

    REPORTED = 24
    """Reported by enough members, and still to be read."""
    SPAM = 18
    """Spam that still stands."""
    SILENCED = 12
    """An appeal of somebody who cannot write."""
    APPEAL = 8
    """An appeal of a warning."""
    POINTED_TO = 4
    """Reported by one member."""
    HELD = 3
    """A counterpoint that nobody can vote on yet."""
    WATCHED = 2
    """What looks like spam and stands, where the bot was told only to watch."""
    AWAY = 0
    """Spam that is deleted already."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a moderator."""

    kind: Urgency
    since: datetime
    reporters: float = 0
    """Members who reported it, each as their record weighs."""


def urgency(waiting: Waiting, now: datetime) -> float:
    """Return how urgent something is: hours of waiting, ahead by what it is, two more for each reporter.

    So nothing waits for ever: a held counterpoint of yesterday comes before fresh spam.

    Args:
        waiting: What waits.
        now: The moment, aware.
    """
    hours = (now - waiting.since).total_seconds() / 3600
    return waiting.kind + 2 * waiting.reporters + hours
