"""What Telegram finds in a text by itself: addresses, commands, mentions, hashtags."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playground.telegram.text import tdlib
from bot.playground.telegram.text.tdlib import Entity


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Entity]:
    """Find entities in a text.

    Args:
        text: Plain text.
        taken: Spans, in UTF-16 units, in which nothing is to be found.
    """
    return [
        entity
        for entity in tdlib.find_entities(text)
        if not any(entity["offset"] < end and start < entity["offset"] + entity["length"] for start, end in taken)
    ]
