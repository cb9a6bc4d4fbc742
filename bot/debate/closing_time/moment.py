"""The moment that somebody means by `fri 18:00`, on the clock of a zone; and when to remind people of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.schedule.due_times import USUAL_TIME, WEEKDAYS, ScheduleRule, first_minute, next_due
from bot.schedule.time_zones import rules_of
from bot.texts import Refusal

MAX_AHEAD = timedelta(days=180)
"""How far away a moment may be."""
REMINDERS = ((timedelta(days=2), timedelta(days=1)), (timedelta(hours=2), timedelta(hours=1)))
"""From how far away people are reminded so long before; of what is nearer half-way."""
_MAX_ECHO_CHARS = 40
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.?(?:\s?([0-9]{4}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def read_moment(words: str, zone: str, now: datetime) -> datetime:
    """Return the moment that is meant.

    Args:
        words: A time, a day, or both: `18:00`, `fri 18:00`, `tomorrow 9:00`, `4.12. 18:00`, `2026-12-04 18:00`. A day
            alone means the usual time of digests, a time alone its next one.
        zone: The full name of a time zone.
        now: The present moment, aware.

    Returns:
        A later moment, in UTC. A time that the clock jumps over is the first minute after it, one that it shows twice
        the first.

    Raises:
        Refusal: It cannot be read, is past, or is too far away.
    """
    day, clock = _parts(words)
    try:
        at = _at(day, clock, zone, now)
    except (ValueError, OverflowError):
        raise _unreadable(words) from None
    if at is None:
        raise _unreadable(words)
    if at <= now:
        raise Refusal("close-past", written=_echo(words), zone=zone)
    if at - now > MAX_AHEAD:
        raise Refusal("close-far", written=_echo(words), days=MAX_AHEAD.days)
    return at


def reminder_before(at: datetime, now: datetime) -> datetime:
    """Return when people are reminded of a moment."""
    return at - next((before for least, before in REMINDERS if at - now >= least), (at - now) / 2)


def _parts(words: str) -> tuple[str, time]:
    """Return what says the day, and the time of day."""
    said = " ".join(words.lower().replace(",", " ").split())
    *days, last = said.split(" ")
    clock = _TIME.fullmatch(last)
    day, written = (" ".join(days), last) if clock is not None else (said, USUAL_TIME)
    hour, minute = written.split(":")
    return day, time(int(hour), int(minute))


def _at(day: str, clock: time, zone: str, now: datetime) -> datetime | None:
    """Return the moment of a time on a day; none where the day cannot be read."""
    weekday = next((one[:3] for one in WEEKDAYS if len(day) >= 3 and one.startswith(day)), "")
    if not day or weekday:
        return next_due(ScheduleRule(f"{clock.minute} {clock.hour} * * {weekday or '*'}", zone), now)
    today = now.astimezone(rules_of(zone)).date()
    for pattern, read in _DAYS:
        found = pattern.fullmatch(day)
        if found is not None:
            return first_minute(datetime.combine(read(found, today), clock), rules_of(zone))
    return None


def _day_first(found: re.Match[str], today: date) -> date:
    """Return a date like 4.12., of this year or, where that is past, of the next."""
    shown = date(int(found[3] or today.year), int(found[2]), int(found[1]))
    return shown.replace(year=shown.year + 1) if found[3] is None and shown < today else shown


_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = (
    (re.compile("today"), lambda _, today: today),
    (re.compile("tomorrow"), lambda _, today: today + timedelta(days=1)),
    (_YEAR_FIRST, lambda found, _: date(int(found[1]), int(found[2]), int(found[3]))),
    (_DAY_FIRST, _day_first),
)
"""How days are written, and which each is."""


def _unreadable(words: str) -> Refusal:
    return Refusal("close-when", written=_echo(words))


def _echo(words: str) -> str:
    return " ".join(words.split())[:_MAX_ECHO_CHARS]
