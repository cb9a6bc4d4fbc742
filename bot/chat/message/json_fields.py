"""Raw updates, read part by part: what is not there, or not of the kind that it must be, is missing and no error.

Telegram adds fields and kinds several times a year, and servers of other versions leave some out. So what a message is
made of is read here and nowhere else believed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

JSON = dict[str, Any]

MAX_NUMBER = 2**52
"""Telegram's numbers have at most 52 bits."""
MAX_MOMENT_SECONDS = 2**33
"""Seconds since 1970, about the year 2242: nothing is dated later."""


class UnreadableError(ValueError):
    """A part without which the whole says nothing is missing, or is of another kind."""


def part(of: JSON, name: str) -> JSON:
    """Return an object of an object; an empty one where there is none."""
    value = of.get(name)
    return value if isinstance(value, dict) else {}


def parts(of: JSON, name: str) -> list[JSON]:
    """Return the objects of a list, without what is none."""
    value = of.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def words(of: JSON, name: str) -> str:
    """Return a text; an empty one where there is none."""
    value = of.get(name)
    return value if isinstance(value, str) else ""


def number(of: JSON, name: str) -> int | None:
    """Return a number that Telegram could have given; None where there is none."""
    value = of.get(name)
    return value if type(value) is int and abs(value) < MAX_NUMBER else None


def flag(of: JSON, name: str) -> bool:
    """Say whether something is said to be so."""
    return of.get(name) is True


def moment(of: JSON, name: str) -> datetime | None:
    """Return a date; None where there is none."""
    value = number(of, name)
    return datetime.fromtimestamp(value, UTC) if value is not None and 0 <= value < MAX_MOMENT_SECONDS else None


def needed(of: JSON, name: str) -> int:
    """Return a number without which nothing can be told.

    Raises:
        UnreadableError: There is none.
    """
    value = number(of, name)
    if value is None:
        raise UnreadableError(f"{name} is no number of Telegram's")
    return value
