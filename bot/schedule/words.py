"""A schedule in words: the rule, the zone, and the next three dates."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from cronsim import CronSim

from bot.schedule.due_times import WEEKDAYS, ScheduleRule, due_times
from bot.schedule.time_zones import rules_of
from bot.texts import FALLBACK, Html, say, tell

_SHOWN_DATES = 3


def echo(schedule: ScheduleRule, now: datetime, language: str = FALLBACK) -> Html:
    """Return a schedule in words, for people to see that it is what they meant.

    Args:
        schedule: A rule and a zone.
        now: The dates are those after this moment, aware.
        language: The language of the words.
    """
    dates = " · ".join(dates_of(schedule, now, language))
    weekdays = _weekdays(schedule.cron)
    minute, hour, *_ = schedule.cron.split()
    if not weekdays:
        return Html(say("schedule-rule", language, rule=schedule.cron, zone=schedule.zone, dates=dates))
    time = f"{int(hour):02}:{int(minute):02}"
    if len(weekdays) == len(WEEKDAYS):
        return Html(say("schedule-daily", language, time=time, zone=schedule.zone, dates=dates))
    days = _listed([tell("schedule-weekday-name", language, weekday=day) for day in weekdays], language)
    return Html(say("schedule-weekly", language, days=days, time=time, zone=schedule.zone, dates=dates))


def dates_of(schedule: ScheduleRule, now: datetime, language: str = FALLBACK) -> list[str]:
    """Return the next three due times as the zone's clock shows them, with the year where it is not this one."""
    return [date_of(due, now, schedule.zone, language) for due in islice(due_times(schedule, now), _SHOWN_DATES)]


def date_of(at: datetime, now: datetime, zone: str, language: str = FALLBACK) -> str:
    """Return a moment as the clock of a zone shows it, with the year where it is not this one."""
    shown = at.astimezone(rules_of(zone))
    year = "same" if shown.year == now.astimezone(rules_of(zone)).year else str(shown.year)
    weekday, day, month = shown.isoweekday(), shown.day, shown.month
    return tell("schedule-date", language, weekday=weekday, day=day, month=month, year=year, time=f"{shown:%H:%M}")


def _weekdays(cron: str) -> list[int]:
    """Return the weekdays, 1 for Monday, of a rule that says no more than one time of day and weekdays."""
    minute, hour, day, month, _ = cron.split()
    weekdays = CronSim(cron, datetime(2024, 1, 1)).weekdays  # noqa: DTZ001 - any date does
    plain = minute.isdigit() and hour.isdigit() and day == month == "*"
    return sorted({(one - 1) % 7 + 1 for one in weekdays if isinstance(one, int)}) if plain else []


def _listed(days: list[str], language: str) -> str:
    *earlier, last = days
    return tell("schedule-and", language, earlier=", ".join(earlier), last=last) if earlier else last
