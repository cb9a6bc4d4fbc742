"""Values that a bot sends, read as what they are to be: JSON values, or strings that hold JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.telegram.errors import bad_request


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a call, or the fields of an object among them."""

    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a string, or nothing where it was not given.

        Raises:
            ApiError: There is half a character in it.
        """
        value = self.values.get(name)
        text = "" if value is None else str(value)
        if any("\ud800" <= character < "\ue000" for character in text):
            raise bad_request("strings must be encoded in UTF-8")
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Return a number; what is none counts as not given, as in Telegram."""
        return integer(self.values.get(name)) or default

    def flag(self, name: str) -> bool:
        """Return yes or no."""
        return str(self.values.get(name, "")).lower() in ("true", "yes", "1")

    def object(self, name: str) -> Parameters | None:
        """Return the fields of an object, or None where it was not given.

        Raises:
            ApiError: It is something else.
        """
        value = self._structure(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise bad_request(f"can't parse {name}: expected an Object")
        return Parameters(value)

    def array(self, name: str) -> list[Any] | None:
        """Return a list, or None where it was not given.

        Raises:
            ApiError: It is something else.
        """
        value = self._structure(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name}: expected an Array")
        return value

    def objects(self, name: str) -> list[Parameters]:
        """Return a list of objects, empty where it was not given.

        Raises:
            ApiError: It is something else.
        """
        values = self.array(name) or []
        if not all(isinstance(value, Mapping) for value in values):
            raise bad_request(f"can't parse {name}: expected an Array of Objects")
        return [Parameters(value) for value in values]

    def _structure(self, name: str) -> Any:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {name} JSON object") from None


def integer(value: Any) -> int:
    """Return a number, or 0 where it is none."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
