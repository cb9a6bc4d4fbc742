"""When a digest is due: a cron rule on the clock of a time zone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from bot.schedule.time_zones import find_zone, rules_of
from bot.texts import Refusal

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIELDS = ("minute", "hour", "day", "month", "weekday")
"""The five fields of a cron rule, in their order."""
USUAL_TIME = "18:00"

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_LONGEST_RULE = 300
_LONGEST_ECHO = 40
_ONE_MINUTE = timedelta(minutes=1)
_SOME_DAY = datetime(2024, 1, 1)  # noqa: DTZ001 - a date for the check of a rule; no zone has a say in it


@dataclass(frozen=True)
class ScheduleRule:
    """When the digests of a discussion are due."""

    cron: str
    """Five fields, as `rule` returns them."""
    zone: str
    """The full name of a time zone, as `find_zone` returns it."""


DEFAULT = ScheduleRule("0 18 * * *", "UTC")


def parse(words: str, former: ScheduleRule = DEFAULT) -> ScheduleRule:
    """Return the schedule that somebody asks for.

    Args:
        words: What follows `/digest`: `daily 18:00`, `weekly mon 09:00`, `cron 0 9 * * mon`, `zone Europe/Vilnius`.
        former: The schedule until now. `zone` changes its zone only, the others everything but the zone.

    Raises:
        Refusal: The words make no schedule, or one with more than a digest an hour.
    """
    first, *others = words.split() or [""]
    reader = _READERS.get(first.lower())
    if reader is None:
        raise Refusal("schedule-unknown")
    return reader(others, former)


def rule(expression: str) -> str:
    """Return a cron rule in its plain form, once it is sure that it comes due.

    A field is `*`, a number, a name (`mon`, `jan`), a range, a step or a list of these; days may be `L` (the last)
    and `LW` (the last from Monday to Friday), weekdays `mon#1` (the first Monday of a month) and `5L` (the last
    Friday). 0 and 7 are both Sunday. Day and weekday together mean, as ever in cron, *either of them* if both are
    restricted; *both of them* if one begins with a star (`*/2`).

    Raises:
        Refusal: It says which field is wrong, or that the rule never comes due.
    """
    fields = expression.lower().split()
    if len(fields) == len(FIELDS) + 1:
        raise Refusal("schedule-seconds")
    if len(fields) != len(FIELDS) or len(expression) > _LONGEST_RULE:
        raise Refusal("schedule-fields")
    for place in range(len(FIELDS)):
        _check_field(fields, place)
    plain = " ".join(fields)
    days = fields[2] + fields[4]
    if "*/" in days and ("l" in days or "#" in days):  # some of these never meet, and cronsim would look for 50 years
        raise Refusal("schedule-mixed")
    try:
        CronSim(plain, _SOME_DAY)
    except CronSimError:
        raise Refusal("schedule-never", rule=plain[:_LONGEST_ECHO]) from None
    return plain


def next_due(schedule: ScheduleRule, after: datetime) -> datetime:
    """Return the first due time after a moment.

    Args:
        schedule: A rule and a zone.
        after: Any moment, aware.

    Returns:
        A moment later than `after`, in UTC; see `due_times`.

    Raises:
        Refusal: None is left in the calendar, which ends with the year 9999.
    """
    due = next(due_times(schedule, after), None)
    if due is None:
        raise Refusal("due-end")
    return due


def due_between(schedule: ScheduleRule, after: datetime, until: datetime, most: int) -> list[datetime]:
    """Return the due times after a moment and up to another, the earliest `most` of them."""
    within = takewhile(lambda due: due <= until, due_times(schedule, after))
    return list(islice(within, most))


def due_times(schedule: ScheduleRule, after: datetime) -> Iterator[datetime]:
    """Go through the due times after a moment, aware, in UTC.

    The one rule: a digest is due **at the first minute at which the zone's clock shows the time of the rule, or a
    later one**. So, whatever the rule and however far a clock is moved:

    - a time that the clock jumps over (spring, a skipped day) is due at the first minute after the jump, and several
      such times make one digest;
    - a time that the clock shows twice (autumn) is due at the first;
    - 29 February is due in leap years only, for there the clock does not jump over anything.

    Due times strictly increase and are computed afresh from `after` alone. So when a zone gets new rules between two
    calls, no due time comes again, and none that follows `after` by the new rules is left out.

    cronsim is asked for the calendar only, on a clock without a zone: in a zone it goes by real time where minute or
    hour is a star, and would give an hourly digest twice in autumn and none for the hour that is jumped over.
    """
    zone = rules_of(schedule.zone)
    try:
        for shown in CronSim(schedule.cron, after.astimezone(zone).replace(tzinfo=None)):
            due = first_minute(shown, zone)
            if due > after:
                yield due
                after = due
    except OverflowError:
        return


def moment(written: str, schedule: ScheduleRule) -> datetime:
    """Return a moment that is written as ISO 8601, on the clock of the schedule's zone where it has no offset.

    Raises:
        Refusal: It cannot be read.
    """
    try:
        read = datetime.fromisoformat(written)
        return (read if read.tzinfo else read.replace(tzinfo=rules_of(schedule.zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal("due-from", written=written[:_LONGEST_ECHO]) from None


def first_minute(shown: datetime, zone: ZoneInfo) -> datetime:
    """Return the first minute at which a zone's clock shows a time or, where that never is, a later one."""
    while True:
        minute = shown.replace(tzinfo=zone).astimezone(UTC)
        if minute.astimezone(zone).replace(tzinfo=None) == shown:
            return minute
        shown += _ONE_MINUTE


def _check_field(fields: list[str], place: int) -> None:
    """Refuse a field that says nothing by itself."""
    alone = ["*"] * len(FIELDS)
    alone[place] = fields[place] if fields[place].isascii() else "?"
    try:
        CronSim(" ".join(alone), _SOME_DAY)
    except CronSimError:
        raise Refusal("schedule-field", field=FIELDS[place], written=fields[place][:_LONGEST_ECHO]) from None


def _daily(words: list[str], former: ScheduleRule) -> ScheduleRule:
    return replace(former, cron=f"{_time(words)} * * *")


def _weekly(words: list[str], former: ScheduleRule) -> ScheduleRule:
    listed = " ".join(words).replace(",", " ").split()
    days = list(takewhile(lambda day: day, map(_weekday, listed)))
    if not days:
        raise Refusal("schedule-weekday")
    return replace(former, cron=f"{_time(listed[len(days) :])} * * {','.join(dict.fromkeys(days))}")


def _cron(words: list[str], former: ScheduleRule) -> ScheduleRule:
    plain = rule(" ".join(words))
    if len(CronSim(plain, _SOME_DAY).minutes) > 1:
        raise Refusal("schedule-often")
    return replace(former, cron=plain)


def _zone(words: list[str], former: ScheduleRule) -> ScheduleRule:
    if not words:
        raise Refusal("schedule-zone-missing")
    return replace(former, zone=find_zone(" ".join(words)))


_READERS: dict[str, Callable[[list[str], ScheduleRule], ScheduleRule]] = {
    "daily": _daily,
    "weekly": _weekly,
    "cron": _cron,
    "zone": _zone,
}


def _time(words: list[str]) -> str:
    """Return the first two fields of a rule for a time of day, the usual one if none is written."""
    written = " ".join(words)
    time = _TIME.fullmatch(written or USUAL_TIME)
    if time is None:
        raise Refusal("schedule-time", written=written[:_LONGEST_ECHO])
    return f"{int(time[2])} {int(time[1])}"


def _weekday(word: str) -> str:
    """Return the three letters of a weekday that is written out or shortened to three letters or more."""
    return next((day[:3] for day in WEEKDAYS if len(word) >= 3 and day.startswith(word.lower())), "")
