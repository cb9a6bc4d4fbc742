"""Letters: updates as they arrive, before anybody believes them. What could not be kept is taken out at the door."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.transport.request import JSON

WIDEST = 2**52
"""Telegram's numbers have at most 52 bits."""
DEEPEST = 60
"""Things within things; what lies deeper is left out."""
_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What no database and no wire takes: U+0000, and halves of pairs without the other half."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An update that can be kept."""

    number: int
    """Its `update_id`."""
    update: JSON

    @property
    def words(self) -> str:
        """The same as JSON text."""
        return _write(self.update)


def open_letters(updates: Sequence[object]) -> list[Letter]:
    """Return updates such that they can be kept, without those that have no number to be known by.

    Hardly any holds what cannot be kept, so they are looked at together first.
    """
    numbered = [(number, one) for one in updates if (number := number_of(one)) is not None and isinstance(one, dict)]
    if _is_clean([one for _, one in numbered]):
        return [Letter(number, one) for number, one in numbered]
    return [
        Letter(number, one if _is_clean(one) else {**_clean(one, 0), "update_id": number}) for number, one in numbered
    ]


def _is_clean(value: Any) -> bool:
    """Say whether something can be kept as it is."""
    try:
        words = _write(value)
        words.encode()
    except (ValueError, RecursionError):  # half a pair, a number that is none, too deep
        return False
    return "\\u0000" not in words


def number_of(update: object) -> int | None:
    """Return the number of an update; None where it has none that can be."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and 0 < number < WIDEST else None


def _clean(value: Any, depth: int) -> Any:
    """Return the same without what cannot be kept."""
    if isinstance(value, str):
        return _UNKEPT.sub("", value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if not isinstance(value, dict | list):
        return value
    if depth == DEEPEST:
        return None
    if isinstance(value, list):
        return [_clean(one, depth + 1) for one in value]
    return {_UNKEPT.sub("", name): _clean(one, depth + 1) for name, one in value.items()}
