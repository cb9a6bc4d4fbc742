"""The ladder of sanctions: so many warnings in so many days are a mute, one more is a ban."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

SAME_WARNING_MINUTES = 1
SAME_WARNING_PERIOD = timedelta(minutes=SAME_WARNING_MINUTES)
"""Two warnings of one person within it are one: two moderators saw the same message."""


class LadderStep(StrEnum):
    """What follows from a warning."""

    WARN = "warn"
    MUTE = "mute"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Ladder:
    """At how many warnings what is done; 0 leaves a step out."""

    days: int = 30
    """For how long a warning counts."""
    mute_at: int = 3
    mute_hours: int = 12
    ban_at: int = 4

    @property
    def mute(self) -> timedelta:
        """How long the mute lasts."""
        return timedelta(hours=self.mute_hours)


BOUNDS: Mapping[str, tuple[int, int]] = {
    "days": (1, 365),
    "mute_at": (0, 10),
    "mute_hours": (1, 365 * 24),
    "ban_at": (0, 20),
}
"""The least and the most of each step."""


def ladder_of(chosen: Mapping[str, Any]) -> Ladder:
    """Return the ladder that a chat has chosen: what differs from the usual one, within bounds.

    Args:
        chosen: `ChatSettings.ladder`: any of `days`, `mute_at`, `mute_hours`, `ban_at`; the rest is passed over.
    """
    return Ladder(**within(BOUNDS, chosen))


def within(bounds: Mapping[str, tuple[int, int]], chosen: Mapping[str, Any]) -> dict[str, int]:
    """Return the numbers of a choice that have bounds, none of them beyond its own."""
    numbers = {name: chosen[name] for name in bounds if isinstance(chosen.get(name), int)}
    return {name: min(bounds[name][1], max(bounds[name][0], one)) for name, one in numbers.items()}


def counting(warned: Sequence[datetime], ladder: Ladder, now: datetime) -> int:
    """Return how many warnings count.

    Args:
        warned: When a person was warned, aware; warnings that were taken back left out.
        ladder: The chat's.
        now: The moment, aware.
    """
    since = now - timedelta(days=ladder.days)
    return sum(since < at <= now for at in warned)


def climb(count: int, ladder: Ladder) -> LadderStep:
    """Return what follows from a warning.

    Args:
        count: How many warnings count, this one included; from 1.
        ladder: The chat's.
    """
    if ladder.ban_at and count >= ladder.ban_at:
        return LadderStep.BAN
    return LadderStep.MUTE if ladder.mute_at and count >= ladder.mute_at else LadderStep.WARN
