"""Due times of ten years in many zones, each compared with an independent reckoning minute by minute.

uv run pytest -n 0 -s tests/schedule/test_due_times.py     says how many were compared
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle

import numpy as np
import pytest

from bot.cli import main
from bot.schedule.due_times import ScheduleRule, due_between, next_due, rule
from tests.digest.reckoning import MINUTES, Calendar, Condition, Decade, moment


def at(c: Calendar, hour: int, minute: int) -> np.ndarray:
    return (c.hour == hour) & (c.minute == minute)


RULES: dict[str, Condition] = {
    "30 2 * * *": lambda c: at(c, 2, 30),
    "0 0 * * *": lambda c: at(c, 0, 0),
    "59 23 * * *": lambda c: at(c, 23, 59),
    "15 3 * * *": lambda c: at(c, 3, 15),
    "0 9 * * mon": lambda c: at(c, 9, 0) & (c.weekday == 1),
    "5 0 * * 0": lambda c: at(c, 0, 5) & (c.weekday == 0),
    "5 0 * * 7": lambda c: at(c, 0, 5) & (c.weekday == 0),
    "0 1 * * 5-7": lambda c: at(c, 1, 0) & np.isin(c.weekday, (5, 6, 0)),
    "30 0 1,15 * *": lambda c: at(c, 0, 30) & np.isin(c.day, (1, 15)),
    "0 6 29 2 *": lambda c: at(c, 6, 0) & (c.day == 29) & (c.month == 2),
    "0 2 13 * fri": lambda c: at(c, 2, 0) & ((c.day == 13) | (c.weekday == 5)),
    "0 2 */2 * 1-5": lambda c: at(c, 2, 0) & (c.day % 2 == 1) & (c.weekday >= 1) & (c.weekday <= 5),
    "0 2 30 2 sun": lambda c: at(c, 2, 0) & (c.month == 2) & (c.weekday == 0),
    "0 2 * * sun#1": lambda c: at(c, 2, 0) & (c.weekday == 0) & (c.day <= 7),
    "0 2 * * 0L": lambda c: at(c, 2, 0) & (c.weekday == 0) & (c.days_left < 7),
    "0 0 L * *": lambda c: at(c, 0, 0) & (c.days_left == 0),
    "45 */6 * mar-apr,oct *": lambda c: (c.hour % 6 == 0) & (c.minute == 45) & np.isin(c.month, (3, 4, 10)),
    "30 * * 3,10 *": lambda c: (c.minute == 30) & np.isin(c.month, (3, 10)),
    "*/20 0-3 * 3-4,9-11 0,5,6": lambda c: (
        (c.minute % 20 == 0) & (c.hour <= 3) & ~np.isin(c.month, (1, 2, 5, 6, 7, 8, 12)) & np.isin(c.weekday, (0, 5, 6))
    ),
}
ZONES = {
    "a day that was skipped": ("Pacific/Apia", 2006),
    "shifts at one past midnight": ("America/St_Johns", 2006),
    "midnight gaps in Brazil": ("America/Sao_Paulo", 2006),
    "half an hour for good": ("America/Caracas", 2006),
    "summer for good, then winter": ("Europe/Moscow", 2006),
    "half an hour before midnight": ("Asia/Pyongyang", 2016),
    "midnight gaps in Egypt": ("Africa/Cairo", 2016),
    "midnight gaps in Lebanon": ("Asia/Beirut", 2016),
    "new rules every year": ("Asia/Gaza", 2016),
    "rules by the moon": ("Africa/Casablanca", 2016),
    "summer time until 2022": ("Asia/Tehran", 2016),
    "another offset since 2024": ("America/Scoresbysund", 2016),
    "no summer time": ("UTC", 2026),
    "a quarter of an hour": ("Asia/Kathmandu", 2026),
    "clocks changed at three": ("Europe/Vilnius", 2026),
    "clocks changed at one": ("Europe/London", 2026),
    "winter time as the exception": ("Europe/Dublin", 2026),
    "clocks changed at two": ("America/New_York", 2026),
    "midnight gaps in Cuba": ("America/Havana", 2026),
    "half-hour shifts": ("Australia/Lord_Howe", 2026),
    "two-hour shifts": ("Antarctica/Troll", 2026),
}


@pytest.fixture(scope="module", params=ZONES.values(), ids=ZONES.keys())
def decade(request: pytest.FixtureRequest) -> Decade:
    """Ten years of a zone."""
    return Decade(*request.param)


@pytest.fixture(scope="module")
def reckoned(decade: Decade) -> dict[str, MINUTES]:
    """All due times of the ten years by the independent reckoning."""
    return {cron: decade.due(condition) for cron, condition in RULES.items()}


@pytest.fixture(scope="module")
def compared() -> Iterator[Counter[str]]:
    """Count what was compared, and say it at the end."""
    counter: Counter[str] = Counter()
    yield counter
    sys.stdout.write("\n" + "".join(f"{count:,} {what}\n" for what, count in counter.items()))


def test_every_due_time_of_ten_years_is_right(
    decade: Decade, reckoned: dict[str, MINUTES], compared: Counter[str]
) -> None:
    for cron, minutes in reckoned.items():
        found = due_between(ScheduleRule(rule(cron), decade.name), decade.start, decade.end, 10**6)
        assert found
        assert found == [moment(int(minute)) for minute in minutes], cron
        compared["due times compared"] += len(found)


def test_on_every_day_of_ten_years_the_next_due_time_is_right(
    decade: Decade, reckoned: dict[str, MINUTES], compared: Counter[str]
) -> None:
    schedules = [ScheduleRule(rule(cron), decade.name) for cron in RULES]
    for after, schedule, minutes in zip(days(decade), cycle(schedules), cycle(reckoned.values()), strict=False):
        following = next_in(minutes, after)
        if following is not None:
            assert next_due(schedule, after) == following, (schedule.cron, after)
            compared["next due times, each reckoned afresh"] += 1


def test_the_command_line_prints_the_same(
    decade: Decade,
    reckoned: dict[str, MINUTES],
    compared: Counter[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for cron in ("30 2 * * *", "0 2 13 * fri"):
        lines = [moment(int(minute)).astimezone(decade.zone).isoformat() for minute in reckoned[cron]]
        words = ["due", cron, "--zone", decade.name, "--from", decade.start.isoformat(), "--count", str(len(lines))]
        monkeypatch.setattr(sys, "argv", ["counterpoint", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        assert (ended.value.code or 0, printed.err) == (0, "")
        assert printed.out.splitlines() == lines, cron
        compared["lines of the command line compared"] += len(lines)


def days(decade: Decade) -> Iterator[datetime]:
    """Go through the days of a decade, each at another minute of the day."""
    for day in range((decade.end - decade.start).days):
        yield decade.start + timedelta(days=day, minutes=day * 37 % 1440)


def next_in(reckoned: MINUTES, after: datetime) -> datetime | None:
    """Return the first reckoned minute after a moment, if the ten years have one."""
    place = np.searchsorted(reckoned, int(after.timestamp()) // 60, side="right")
    return moment(int(reckoned[place])) if place < len(reckoned) else None
