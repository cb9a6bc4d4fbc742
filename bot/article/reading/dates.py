"""Dates as newspapers write them, in the languages of the region."""

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
jän feb mär apr mai jun jul aug sep okt nov dez
"""
"""The beginnings of the months: en, ru, be, uk, pl, lt, de."""
_BEGINNINGS = {name: month for line in _MONTHS.strip().splitlines() for month, name in enumerate(line.split(), 1)}

_DAY = r"\d{1,2}(?:st|nd|rd|th|\.|-га|-го)?"
_MONTH = r"[^\W\d_]{3,12}\.?"
_YEAR = r"(?:19|20)\d\d"
PATTERN = (
    rf"(?:{_YEAR}-\d\d-\d\d(?:T[\d:.]{{4,12}}(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|\d{{1,2}}\.\d{{1,2}}\.{_YEAR}|\d{{1,2}}/\d{{1,2}}/{_YEAR}"
    rf"|{_YEAR}[ \xa0]m\.[ \xa0]{_MONTH}[ \xa0]\d{{1,2}}[ \xa0]d\."
    rf"|{_DAY}[ \xa0](?:de[ \xa0]|of[ \xa0])?{_MONTH},?[ \xa0]{_YEAR}"
    rf"(?:[ \xa0](?:года|году|року|roku|[гр]\.?|r\.)(?!\w))?"
    rf"|{_MONTH}[ \xa0]{_DAY},?[ \xa0]{_YEAR})"
)
"""A date, for use inside a larger pattern; bounded, so that it cannot run away."""

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]{3,12}")


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
    if "/" in words and numbers[1] > 12:
        return _iso(numbers[2], numbers[0], numbers[1])
    if "/" in words and numbers[0] <= 12 and numbers[0] != numbers[1]:
        return None
    return _iso(numbers[2], numbers[1], numbers[0])


def month_of(word: str) -> int | None:
    """Return the month, from 1, that a word names in any of the languages."""
    name = word.lower()
    return _BEGINNINGS.get(name[:3]) or _BEGINNINGS.get(name[:4])


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
