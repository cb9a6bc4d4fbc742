"""What people wrote, fit to stand in a line of ours."""

from __future__ import annotations

import unicodedata

_LEFT_TO_RIGHT = "\u200e"  # not the isolating marks, which Telegram shows as boxes
_DIRECTIONS = "\u200e\u200f"
"""Of several in a row Telegram keeps the last one alone."""
_JOINERS = "\u200c\u200d"


def in_one_line(text: str) -> str:
    """Return text without line breaks and without invisible characters that turn or hide what stands beside them."""
    seen = (char if char.isspace() or char in _JOINERS or unicodedata.category(char)[0] != "C" else "" for char in text)
    return " ".join("".join(seen).split())


def apart(text: str) -> str:
    """Return text as it is, or between marks that keep right-to-left writing from turning what stands around it."""
    turns = not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"{_LEFT_TO_RIGHT}{text.strip(_DIRECTIONS)}{_LEFT_TO_RIGHT}" if turns else text
