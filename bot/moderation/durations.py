"""How long a sanction lasts: `30m`, `2h`, `7d`, `1w`."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.texts import Refusal, tell

SHORTEST = timedelta(minutes=1)
"""Telegram takes less than 30 seconds, as it reads them, for ever; half a minute is left for the way."""
LONGEST = timedelta(days=365)
"""Telegram takes more than 366 days for ever."""

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_SPAN = re.compile(r"([0-9]{1,6})([smhdw])", re.IGNORECASE | re.ASCII)
_NAMED = (("week", "w"), ("day", "d"), ("hour", "h"), ("minute", "m"), ("second", "s"))


def looks_like_span(word: str) -> bool:
    """Say whether a word is meant to be a length of time, a right one or not."""
    return bool(re.match(r"[+-]?[0-9]", word))


def read_span(word: str) -> timedelta:
    """Return the length of time that a word names, such as `2h`.

    Raises:
        Refusal: It names none, or one that is too short or too long to be kept.
    """
    span = parse(word)
    if span < SHORTEST:
        raise Refusal("span-too-short")
    if span > LONGEST:
        raise Refusal("span-too-long")
    return span


def parse(word: str) -> timedelta:
    """Return the length of time that a word names, however long.

    Raises:
        Refusal: It names none.
    """
    found = _SPAN.fullmatch(word)
    if found is None:
        raise Refusal("span-unclear", words=word[:40])
    return int(found[1]) * _UNITS[found[2].lower()]


def name_span(span: timedelta, language: str) -> str:
    """Return a length of time in words, in the largest unit that counts it whole.

    Args:
        span: Whole seconds.
        language: Whose words.
    """
    unit, letter = next((unit, letter) for unit, letter in _NAMED if not span % _UNITS[letter])
    return tell("span", language, unit=unit, count=span // _UNITS[letter])
