"""What stands in a button: numbers and words between colons, that anybody may have forged."""

from __future__ import annotations

from bot.chat.event import Event
from bot.chat.message.digits import digits
from bot.texts import Refusal


def fields(event: Event, count: int) -> list[str]:
    """Return the fields of a button.

    Raises:
        Refusal: There are more or fewer.
    """
    found = event.text.split(":")
    if len(found) != count:
        raise Refusal("button-old")
    return found


def number(event: Event, place: int = 0) -> int:
    """Return the number in a field of a button.

    Raises:
        Refusal: It is no number.
    """
    found = event.text.split(":")
    value = digits(found[place]) if place < len(found) else None
    if value is None:
        raise Refusal("button-old")
    return value
