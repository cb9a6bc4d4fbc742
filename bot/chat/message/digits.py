"""Numbers that people type, or that stand in buttons and links, which anybody may have forged."""

from __future__ import annotations

MAX_DIGITS = 15
"""Digits of a number of ours, or of an id of Telegram's, at the most."""
MAX_TYPED_DIGITS = 9
"""Digits of a number that somebody types, at the most."""


def digits(words: str, most: int = MAX_DIGITS) -> int | None:
    """Return the number that words are, written in plain digits; None where they are none, or a longer one."""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= most else None
