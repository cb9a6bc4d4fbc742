"""Telegram's lengths: UTF-16 units, counted after the markup is taken away."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

MESSAGE = 4096
"""UTF-16 units of a message, at the most."""
POPUP = 200
"""Characters of the answer to a button, at the most."""

_TAG = re.compile(r"<[^<>]*>")


def units(text: str) -> int:
    """Return the length of plain text in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def units_of_html(text: str) -> int:
    """Return the length that Telegram counts of a message in its HTML."""
    return units(unescape(_TAG.sub("", text)))


def shorten(text: str, most: int) -> str:
    """Cut plain text to at most `most` characters at a space, with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return head[: max(head.rfind(" "), most // 2)].rstrip(" ,;:–—-") + "…"


def within(text: str, most: int) -> int:
    """Return how many characters of plain text, from its beginning, fit into so many UTF-16 units."""
    used = 0
    for count, char in enumerate(text[: most + 1]):
        used += units(char)
        if used > most:
            return count
    return min(len(text), most)


def brief(text: str, most: int) -> str:
    """Cut plain text to at most `most` UTF-16 units, as `shorten` does."""
    return shorten(text, within(text, most))


def in_one_line(text: str) -> str:
    """Return text without line breaks and without invisible characters that turn or hide what stands beside them."""
    joiners = "\u200c\u200d"
    seen = (char if char.isspace() or char in joiners or unicodedata.category(char)[0] != "C" else "" for char in text)
    return " ".join("".join(seen).split())


def apart(text: str) -> str:
    """Return text as it is, or between marks that keep right-to-left writing from turning what stands around it."""
    turns = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    return f"\u2068{text}\u2069" if turns else text
