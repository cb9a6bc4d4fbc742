"""Letters: updates as they arrive, before anybody believes them. What could not be kept is taken out at the door."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any

from bot.transport.bot_api import JSON

MAX_NUMBER = 2**52
"""Telegram's numbers have at most 52 bits."""
MAX_DEPTH = 60
"""Things within things; what lies deeper is left out."""
_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode
_RICH = '"rich_message"'
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What no database and no wire takes: U+0000, and halves of pairs without the other half."""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update that can be kept."""

    number: int
    """Its `update_id`."""
    update: JSON
    words: str
    """The same as JSON text."""

    @property
    def is_rich(self) -> bool:
        """Whether it brings a message of so many parts that it takes long to read."""
        return _RICH in self.words


def read_update(update: object) -> RawUpdate | None:
    """Return an update such that it can be kept; None where it has no number to be known by."""
    number = number_of(update)
    if number is None or not isinstance(update, dict):
        return None
    try:
        words = _write(update)
        words.encode()
        if "\\u0000" not in words:
            return RawUpdate(number, update, words)
    except (ValueError, RecursionError):  # half a pair, a number that is none, too deep
        pass
    clean = {**_clean(update, 0), "update_id": number}
    return RawUpdate(number, clean, _write(clean))


def number_of(update: object) -> int | None:
    """Return the number of an update; None where it has none that can be."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and 0 < number < MAX_NUMBER else None


def _clean(value: Any, depth: int) -> Any:
    """Return the same without what cannot be kept."""
    if isinstance(value, str):
        return _UNKEPT.sub("", value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if not isinstance(value, dict | list):
        return value
    if depth == MAX_DEPTH:
        return None
    if isinstance(value, list):
        return [_clean(one, depth + 1) for one in value]
    return {_UNKEPT.sub("", name): _clean(one, depth + 1) for name, one in value.items()}
