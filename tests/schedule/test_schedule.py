"""Schedules: what people write, what they are told, and how due times follow each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.due_times import DEFAULT, ScheduleRule, due_between, next_due, parse, rule
from bot.schedule.time_zones import find_zone
from bot.schedule.words import echo
from bot.texts import Refusal

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
VILNIUS = ScheduleRule("0 18 * * *", "Europe/Vilnius")


@pytest.mark.parametrize(
    ("words", "cron"),
    [
        ("daily", "0 18 * * *"),
        ("Daily 9:05", "5 9 * * *"),
        ("daily 00:00", "0 0 * * *"),
        ("weekly mon 09:00", "0 9 * * mon"),
        ("weekly Monday", "0 18 * * mon"),
        ("weekly tues, THU 23:59", "59 23 * * tue,thu"),
        ("weekly sun sun 7:00", "0 7 * * sun"),
        ("cron 0 9 * * MON", "0 9 * * mon"),
        ("cron  0  9-17/4 1,15 jan-mar *", "0 9-17/4 1,15 jan-mar *"),
        ("cron */60 9 * * 7", "*/60 9 * * 7"),
        ("cron 0 * * * *", "0 * * * *"),
        ("cron 0 0 29 2 *", "0 0 29 2 *"),
        ("cron 0 0 L * *", "0 0 l * *"),
    ],
)
def test_what_people_write_is_a_rule(words: str, cron: str) -> None:
    assert parse(words, VILNIUS) == ScheduleRule(cron, "Europe/Vilnius")


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("zone Europe/Vilnius", "Europe/Vilnius"),
        ("zone europe/vilnius", "Europe/Vilnius"),
        ("ZONE VILNIUS", "Europe/Vilnius"),
        ("zone New York", "America/New_York"),
        ("zone istanbul", "Europe/Istanbul"),
        ("zone buenos aires", "America/Argentina/Buenos_Aires"),
        ("zone kiev", "Europe/Kiev"),
        ("zone utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(words: str, zone: str) -> None:
    assert parse(words, DEFAULT) == ScheduleRule(DEFAULT.cron, zone)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Write when the digest is due: “daily 18:00”"),
        ("hourly", "Write when the digest is due: “daily 18:00”"),
        ("daily 6pm", "I cannot read the time “6pm”"),
        ("daily 24:00", "I cannot read the time “24:00”"),
        ("daily 9:5", "I cannot read the time “9:5”"),
        ("daily ٠٩:٠٠", "I cannot read the time “٠٩:٠٠”"),
        ("weekly", "Which day of the week?"),
        ("weekly mo 9:00", "Which day of the week?"),
        ("weekly mon tueday 9:00", "I cannot read the time “tueday 9:00”"),
        ("cron", "A rule has five fields, with spaces"),
        ("cron @daily", "A rule has five fields, with spaces"),
        ("cron 0 0 9 * * mon", "A rule has five fields, and this one has six: leave out the seconds"),
        ("cron 60 9 * * *", "I cannot read “60”. The first field is the minute"),
        ("cron 0 25 * * *", "I cannot read “25”. The second field is the hour"),
        ("cron 0 9 0 * *", "I cannot read “0”. The third field is the day of the month"),
        ("cron 0 9 * 13 *", "I cannot read “13”. The fourth field is the month"),
        ("cron 0 9 * * 8", "I cannot read “8”. The fifth field is the weekday"),
        ("cron 0 9 * * monday", "I cannot read “monday”. The fifth field is the weekday"),
        ("cron 0 9 5-1 * *", "I cannot read “5-1”. The third field"),
        ("cron 0 */0 * * *", "I cannot read “*/0”. The second field"),
        ("cron ² 9 * * *", "I cannot read “²”. The first field"),
        ("cron 0 9 1,,2 * *", "I cannot read “1,,2”. The third field"),
        (f"cron {'1' * 250} 9 * * *", "I cannot read “1111"),
        (f"cron {'1' * 5000} 9 * * *", "A rule has five fields"),
        ("cron 0 0 30 2 *", "The rule “0 0 30 2 *” never comes due: the third field"),
        ("cron 0 0 31 4,6,9,11 *", "The rule “0 0 31 4,6,9,11 *” never comes due"),
        ("cron 0 0 */15 * mon#2", "Steps like “*/2” do not go together with “L” or “#”"),
        ("cron 0 0 LW * */7", "Steps like “*/2” do not go together with “L” or “#”"),
        ("cron */30 9 * * *", "The first field, the minute, must be one number: a digest an hour is the most"),
        ("cron 0,1 9 * * *", "The first field, the minute, must be one number: a digest an hour is the most"),
        ("cron * * * * *", "The first field, the minute, must be one number: a digest an hour is the most"),
        ("zone", "Which time zone?"),
        ("zone Europe/Vilnus", "I know no time zone “Europe/Vilnus”. Nearest by name: Europe/Vilnius."),
        ("zone Eastern", "I know no time zone “Eastern”. Nearest by name: Canada/Eastern, US/Eastern"),
        ("zone UTC+3", "I know no time zone “UTC+3”: write region and city"),
        ("zone GMT+3", "I know no time zone “GMT+3”: write region and city"),
        ("zone ../../etc/passwd", "I know no time zone “../../etc/passwd”"),
        (f"zone {'x/' * 2000}", "I know no time zone “x/x/"),
    ],
)
def test_what_makes_no_schedule_is_refused_in_one_sentence(words: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(words, VILNIUS)
    assert str(refused.value).startswith(sentence)
    assert len(str(refused.value)) < 250


@given(st.text() | st.text("0123456789*/,-L#W montuesdy:", max_size=40))
def test_any_words_make_a_schedule_or_are_refused(words: str) -> None:
    for first in ("daily", "weekly", "cron", "zone"):
        try:
            schedule = parse(f"{first} {words}", VILNIUS)
        except Refusal:
            continue
        assert next_due(schedule, NOW) > NOW
        assert echo(schedule, NOW)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "daily 09:00",
            "Every day at 09:00 (Europe/Vilnius)."
            " Next: Thu 26 November, 09:00 · Fri 27 November, 09:00 · Sat 28 November, 09:00",
        ),
        (
            "weekly mon 09:00",
            "Every Monday at 09:00 (Europe/Vilnius)."
            " Next: Mon 30 November, 09:00 · Mon 7 December, 09:00 · Mon 14 December, 09:00",
        ),
        (
            "weekly sun fri sat",
            "Every Friday, Saturday and Sunday at 18:00 (Europe/Vilnius)."
            " Next: Fri 27 November, 18:00 · Sat 28 November, 18:00 · Sun 29 November, 18:00",
        ),
        (
            "cron 5 8 1 * *",
            "By the rule <code>5 8 1 * *</code> (Europe/Vilnius)."
            " Next: Tue 1 December, 08:05 · Fri 1 January 2027, 08:05 · Mon 1 February 2027, 08:05",
        ),
        (
            "cron 0 9 1-31 * mon",
            "By the rule <code>0 9 1-31 * mon</code> (Europe/Vilnius)."
            " Next: Thu 26 November, 09:00 · Fri 27 November, 09:00 · Sat 28 November, 09:00",
        ),
        (
            "cron 0 9 * * 0-7",
            "Every day at 09:00 (Europe/Vilnius)."
            " Next: Thu 26 November, 09:00 · Fri 27 November, 09:00 · Sat 28 November, 09:00",
        ),
        (
            "cron 0 9 * * mon#1",
            "By the rule <code>0 9 * * mon#1</code> (Europe/Vilnius)."
            " Next: Mon 7 December, 09:00 · Mon 4 January 2027, 09:00 · Mon 1 February 2027, 09:00",
        ),
    ],
)
def test_a_schedule_is_echoed_in_words_with_its_next_dates(words: str, said: str) -> None:
    assert echo(parse(words, VILNIUS), NOW) == said


def test_the_echo_shows_a_time_that_the_clock_jumps_over_where_it_lands() -> None:
    in_march = datetime(2027, 3, 27, 12, tzinfo=UTC)
    said = echo(parse("daily 3:30", VILNIUS), in_march)
    assert said.endswith("Sun 28 March, 04:00 · Mon 29 March, 03:30 · Tue 30 March, 03:30")


@pytest.mark.parametrize(
    ("cron", "zone", "after", "due"),
    [
        ("30 3 * * *", "Europe/Vilnius", "2026-03-29T00:00+02:00", "2026-03-29T04:00+03:00"),
        ("30 3 * * *", "Europe/Vilnius", "2026-10-25T00:00+03:00", "2026-10-25T03:30+03:00"),
        ("30 3 * * *", "Europe/Vilnius", "2026-10-25T03:30+03:00", "2026-10-26T03:30+02:00"),
        ("0 * * * *", "Europe/Vilnius", "2026-10-25T03:00+03:00", "2026-10-25T04:00+02:00"),
        ("0 * * * *", "Europe/Vilnius", "2026-03-29T02:00+02:00", "2026-03-29T04:00+03:00"),
        ("15 2 * * *", "Australia/Lord_Howe", "2026-10-04T00:00+10:30", "2026-10-04T02:30+11:00"),
        ("45 1 * * *", "Australia/Lord_Howe", "2026-04-05T00:00+11:00", "2026-04-05T01:45+11:00"),
        ("0 0 * * *", "America/Sao_Paulo", "2018-11-03T12:00-03:00", "2018-11-04T01:00-02:00"),
        ("0 0 * * fri", "Africa/Cairo", "2026-04-23T12:00+02:00", "2026-04-24T01:00+03:00"),
        ("0 9 * * fri", "Pacific/Apia", "2011-12-29T12:00-10:00", "2011-12-31T00:00+14:00"),
        ("0 0 29 2 *", "UTC", "2026-01-01T00:00+00:00", "2028-02-29T00:00+00:00"),
    ],
)
def test_clocks_that_are_moved(cron: str, zone: str, after: str, due: str) -> None:
    assert next_due(ScheduleRule(rule(cron), zone), datetime.fromisoformat(after)) == datetime.fromisoformat(due)


MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
SCHEDULES = st.builds(
    ScheduleRule,
    st.sampled_from(["30 2 * * *", "0 0 * * *", "0 * * * *", "5 0 * * sun", "45 1 1 * fri", "*/20 0-3 * * *"]),
    st.sampled_from(["Europe/Vilnius", "Pacific/Apia", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Gaza", "UTC"]),
)


@given(SCHEDULES, MOMENTS, st.floats(0, 20), st.floats(0, 20))
def test_no_due_time_is_lost_or_given_twice_where_a_period_is_cut(
    schedule: ScheduleRule, start: datetime, first: float, second: float
) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    whole = due_between(schedule, start, end, 10**4)
    assert due_between(schedule, start, middle, 10**4) + due_between(schedule, middle, end, 10**4) == whole
    assert whole == sorted(set(whole))


@given(st.lists(SCHEDULES, min_size=2, max_size=12), MOMENTS)
def test_due_times_increase_and_none_is_left_out_when_the_rules_change_in_between(
    schedules: list[ScheduleRule], after: datetime
) -> None:
    for schedule in schedules:
        due = next_due(schedule, after)
        assert due > after
        assert due_between(schedule, after, due, 10) == [due]
        after = due


def test_no_more_due_times_are_returned_than_asked_for() -> None:
    week = NOW + timedelta(days=7)
    assert len(due_between(VILNIUS, NOW, week, 3)) == 3
    assert due_between(VILNIUS, NOW, NOW, 3) == []


def test_the_calendar_ends() -> None:
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(Refusal, match="The calendar ends here"):
        next_due(VILNIUS, last)


def test_every_zone_can_be_found_and_read() -> None:
    for zone in ("Etc/GMT+3", "Asia/Kathmandu", "America/Argentina/Buenos_Aires"):
        assert find_zone(zone.upper()) == zone
        assert next_due(ScheduleRule("0 0 * * *", zone), NOW) > NOW
