"""How long a sanction lasts: `30m`, `2h`, `7d`, `1w`, also `1h30m` and `2 hours`."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.chat.message.written_text import behind_mark
from bot.texts import Refusal, tell

MIN_SANCTION = timedelta(minutes=1)
"""Telegram takes less than 30 seconds, as it reads them, for ever; half a minute is left for the way."""
MAX_SANCTION = timedelta(days=365)
"""Telegram takes more than 366 days for ever."""

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_ONE = r"([0-9]{1,6})\s?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
_AND = r"(?:\s*(?:[,&+]|and\b))?\s*"
_PART = re.compile(_ONE, re.IGNORECASE | re.ASCII)
_JOINED = re.compile(rf"{_AND}(?:{_ONE}){{1,4}}(?=[\s,;:.!?…—]|$)", re.IGNORECASE | re.ASCII)
_ALL = re.compile(rf"{_ONE}(?:{_AND}{_ONE}){{0,4}}[\s,;:.!?…]*", re.IGNORECASE | re.ASCII)
_BETWEEN = " \t\n,;:."
"""What may stand around the words after a length of time."""
_NAMED = (("week", "w"), ("day", "d"), ("hour", "h"), ("minute", "m"), ("second", "s"))


def looks_like_span(words: str) -> bool:
    """Say whether words are meant to begin with a length of time, a right one or not."""
    return bool(re.match(r"[+-]?[0-9]", words))


def split_span(words: str) -> tuple[str, str]:
    """Return the length of time that words begin with, as it is written, and the rest; nothing where none is.

    It goes on as long as its units become smaller: `1h 30m spam` is an hour and a half, `2h 3 days of spam` two hours.
    """
    end, smallest = 0, timedelta.max
    while found := _JOINED.match(words, end):
        units = [_UNITS[unit[0].lower()] for _, unit in _PART.findall(found[0])]
        if max(units) >= smallest:
            break
        end, smallest = found.end(), min(units)
    return words[:end], words[behind_mark(words, end) :].strip(_BETWEEN) if end else words


def take_span(words: str) -> tuple[timedelta | None, str]:
    """Return the length of time that words begin with, if they do, and the rest: `2h off topic`, `1h 30m`.

    Raises:
        Refusal: They begin with a number that is no length of time, or one that is too short or too long to be kept.
    """
    if not looks_like_span(words):
        return None, words
    if _ALL.fullmatch(words):
        return read_span(words), ""
    written, rest = split_span(words)
    return read_span(written or words.split()[0].rstrip(_BETWEEN)), rest


def read_span(words: str) -> timedelta:
    """Return the length of time that words name, such as `2h`.

    Raises:
        Refusal: They name none, or one that is too short or too long to be kept.
    """
    span = parse(words)
    if span < MIN_SANCTION:
        raise Refusal("span-too-short", minutes=MIN_SANCTION // timedelta(minutes=1))
    if span > MAX_SANCTION:
        raise Refusal("span-too-long", days=MAX_SANCTION.days)
    return span


def parse(words: str) -> timedelta:
    """Return the length of time that words name, however long; all that they name counts together.

    Raises:
        Refusal: They name none.
    """
    if _ALL.fullmatch(words) is None:
        raise Refusal("span-unclear", words=words[:40])
    return sum((int(count) * _UNITS[unit[0].lower()] for count, unit in _PART.findall(words)), timedelta())


def name_span(span: timedelta, language: str) -> str:
    """Return a length of time in words, in the largest unit that counts it whole.

    Args:
        span: Whole seconds.
        language: Whose words.
    """
    unit, letter = next((unit, letter) for unit, letter in _NAMED if not span % _UNITS[letter])
    return tell("span", language, unit=unit, count=span // _UNITS[letter])
