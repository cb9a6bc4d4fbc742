"""Dates as newspapers write them, in the languages of the region and its neighbours."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = """
jan feb mar apr may jun jul aug sep oct nov dec
янв фев мар апр мая июн июл авг сен окт ноя дек
сту лют сак кра май чэр ліп жні вер кас ліс сне
січ лют бер кві тра чер лип сер вер жов лис гру
sty lut mar kwi maj cze lip sie wrz paź lis gru
sau vas kov bal geg bir lie rugp rugs spa lap gru
jan feb mar apr mai jūn jūl aug sep okt nov dec
jän feb mär apr mai jun jul aug sep okt nov dez
jän feb mrz apr mai jun jul aug sep okt nov dez
ledn úno bře dub kvě červ července srp zář říj list pros
lede úno bře dub kvě červ červenec srp zář říj list pros
ene feb mar abr may jun jul ago sep oct nov dic
jan fév mar avr mai juin juil aoû sep oct nov déc
gen feb mar apr mag giu lug ago sett ott nov dic
jan fev mar abr mai jun jul ago setem out nov dez
jan feb maa apr mei jun jul aug sep okt nov dec
"""
"""The beginnings of the months: en, ru, be, uk, pl, lt, lv, de, cs (both cases), es, fr, it, pt, nl."""
_BEGINNINGS = {name: month for line in _MONTHS.strip().splitlines() for month, name in enumerate(line.split(), 1)}
_LONGEST_BEGINNING = max(map(len, _BEGINNINGS))

_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|-га|-го)?"
_MONTH = r"[^\W\d_]{3,12}\.?"
_YEAR = r"(?:19|20)\d\d"
_S = r"[ \xa0]"
PATTERN = (
    rf"(?:{_YEAR}-\d\d-\d\d(?:T[\d:.]{{4,12}}(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|{_YEAR}年{_S}?\d{{1,2}}月{_S}?\d{{1,2}}日|{_YEAR}년{_S}?\d{{1,2}}월{_S}?\d{{1,2}}일"
    rf"|{_YEAR}\.{_S}?\d{{1,2}}\.{_S}?\d{{1,2}}(?!\d)\.?|{_YEAR}/\d{{1,2}}/\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}\.{_S}?\d{{1,2}}\.{_S}?{_YEAR}|\d{{1,2}}/\d{{1,2}}/{_YEAR}|\d{{1,2}}-\d{{1,2}}-{_YEAR}"
    rf"|{_YEAR}{_S}m\.{_S}{_MONTH}{_S}\d{{1,2}}{_S}d\.|{_YEAR}\.{_S}gada{_S}\d{{1,2}}\.{_S}{_MONTH}"
    rf"|{_DAY}{_S}(?:de{_S}|of{_S})?{_MONTH},?{_S}(?:del?{_S})?{_YEAR}"
    rf"(?:{_S}(?:года|году|року|roku|[гр]\.?|r\.)(?!\w))?"
    rf"|{_MONTH}{_S}{_DAY},?{_S}{_YEAR})"
)
"""A date, for use inside a larger pattern; bounded, so that it cannot run away."""

DATE = re.compile(PATTERN, re.IGNORECASE)
_DATE = re.compile(rf"(?<!\d){PATTERN}", re.IGNORECASE)
_STAMP = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]{3,12}")
_EITHER_FIRST = re.compile(r"\d[/-]\d")
"""Between numbers these marks stand in dates that begin with the day and in dates that begin with the month."""


def read_date(words: str) -> str | None:
    """Return the ISO date that a match of `PATTERN` says, or None where it is impossible or could be two days."""
    numbers = [int(number) for number in _NUMBERS.findall(words.partition("T")[0])]
    month = next((found for word in _WORDS.findall(words) if (found := month_of(word))), None)
    if month is not None and len(numbers) == 2:
        day, year = sorted(numbers)
        return _iso(year, month, day)
    if len(numbers) != 3 or month is not None:
        return None
    if numbers[0] > 31:
        return _iso(*numbers)
    if _EITHER_FIRST.search(words):
        if numbers[1] > 12:
            return _iso(numbers[2], numbers[0], numbers[1])
        if numbers[0] <= 12 and numbers[0] != numbers[1]:
            return None
    return _iso(numbers[2], numbers[1], numbers[0])


def read_moment(words: str) -> str | None:
    """Return the ISO date of a moment as machines or people write it, with its time or without; None if it is none."""
    stamp = _STAMP.match(words)
    if stamp:
        return _iso(*map(int, stamp.groups()))
    date_said = find_date(words)
    return date_said[0] if date_said else None


def find_date(words: str) -> tuple[str, int, int] | None:
    """Return the first date of a text as an ISO date, with where it begins and ends, or None."""
    found = _DATE.finditer(words)
    return next(((said, *one.span()) for one in found if (said := read_date(one[0])) is not None), None)


def month_of(word: str) -> int | None:
    """Return the month, from 1, that a word names in any of the languages."""
    name = word.lower()
    beginnings = (name[:size] for size in range(min(len(name), _LONGEST_BEGINNING), 2, -1))
    return next((month for beginning in beginnings if (month := _BEGINNINGS.get(beginning))), None)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
