"""An independent reckoning of due times: the minutes of ten years, one after the other, on the clock of a zone.

It shares no code with `bot.digest`: the clock is zoneinfo's, the calendar numpy's, and what a rule means is written
out as a condition on the minutes that the clock shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

MINUTES = NDArray[np.int64]
YEARS = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_HOUR = 60
_MARGIN = 2 * 24 * _HOUR
"""A clock is never further from UTC than this."""


@dataclass(frozen=True)
class Calendar:
    """What a clock shows in each of many minutes: arrays of one length."""

    minute: NDArray[np.int16]
    hour: NDArray[np.int16]
    day: NDArray[np.int16]
    month: NDArray[np.int16]
    weekday: NDArray[np.int16]
    """0 is Sunday."""
    days_left: NDArray[np.int16]
    """Days that follow in the same month."""


Condition = Callable[[Calendar], NDArray[np.bool_]]


class Decade:
    """Ten years on the clock of a zone.

    Args:
        zone: The name of the zone.
        year: The first of the years; they begin at midnight UTC.
    """

    def __init__(self, zone: str, year: int) -> None:
        with files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as file:
            self.zone = ZoneInfo.from_file(file)
        self.name = zone
        self.start = datetime(year, 1, 1, tzinfo=UTC)
        self.end = datetime(year + YEARS, 1, 1, tzinfo=UTC)
        self._first = _minutes_of(self.start)
        self._last = _minutes_of(self.end)

    def due(self, condition: Condition) -> MINUTES:
        """Return the minutes (of UTC, since 1970) after the first at which the clock reached a minute of the rule."""
        reached = np.searchsorted(self._furthest, shown_at(condition, self._first - _MARGIN, self._last + _MARGIN))
        return self._first + np.unique(reached[(reached > 0) & (reached < len(self._furthest))])

    @cached_property
    def _furthest(self) -> MINUTES:
        """Return the latest minute that the clock has shown until each minute of UTC, the last one included."""
        return np.maximum.accumulate(self._shown())

    def _shown(self) -> MINUTES:
        """Return what the clock shows at each minute: hour by hour, and each minute where the hour changes it."""
        minutes = np.arange(self._first, self._last + 1)
        at_hours = np.array([self._offset(int(minute)) for minute in minutes[::_HOUR]])
        offsets = np.repeat(at_hours, _HOUR)[: len(minutes)]
        for hour in np.flatnonzero(np.diff(at_hours)):
            for place in range(hour * _HOUR, (hour + 1) * _HOUR):
                offsets[place] = self._offset(int(minutes[place]))
        return minutes + offsets

    def _offset(self, minute: int) -> int:
        local = moment(minute).astimezone(self.zone)
        offset = local.utcoffset()
        assert offset is not None
        assert offset % _MINUTE == timedelta(0)
        return offset // _MINUTE


@cache
def shown_at(condition: Condition, first: int, last: int) -> MINUTES:
    """Return the minutes of a clock at which a rule says that something is due."""
    return first + np.flatnonzero(condition(calendar(first, last)))


@lru_cache(maxsize=1)
def calendar(first: int, last: int) -> Calendar:
    """Return what a clock without a zone shows from one minute to another."""
    minutes = np.arange(first, last)
    days = (minutes // 1440).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    next_months = (months + 1).astype("datetime64[D]")
    return Calendar(
        minute=(minutes % 60).astype(np.int16),
        hour=(minutes // 60 % 24).astype(np.int16),
        day=((days - months.astype("datetime64[D]")).astype(np.int64) + 1).astype(np.int16),
        month=(months.astype(np.int64) % 12 + 1).astype(np.int16),
        weekday=((days.astype(np.int64) + 4) % 7).astype(np.int16),  # 1 January 1970 was a Thursday
        days_left=((next_months - days).astype(np.int64) - 1).astype(np.int16),
    )


def moment(minute: int) -> datetime:
    """Return a minute since 1970 as a moment."""
    return _EPOCH + minute * _MINUTE


def _minutes_of(when: datetime) -> int:
    return (when - _EPOCH) // _MINUTE
