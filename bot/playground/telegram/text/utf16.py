"""UTF-16 code units: what Telegram counts offsets and lengths in."""

from __future__ import annotations


def length(text: str) -> int:
    """Return how many units a text has."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, offset: int, units: int) -> str:
    """Return the piece of a text that an entity covers."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + units)].decode("utf-16-le", "surrogatepass")
