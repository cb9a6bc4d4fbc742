"""Telegram's lengths: UTF-16 units, counted after the markup is taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING

from config.lazy import lazy

if TYPE_CHECKING:
    import regex
else:
    regex = lazy("regex")

MAX_MESSAGE_UNITS = 4096
"""UTF-16 units of a message, at the most."""
MAX_CAPTION_UNITS = 1024
"""UTF-16 units of a picture's caption, at the most."""
MAX_POPUP_CHARS = 200
"""Characters of the answer to a button, at the most."""

TEXT_LENGTHS = (240, 160, 120, 90, 60, 40, 25, 12, 1)
"""Lengths of people's texts in words of ours that are tried, until everything fits."""

_TAG = re.compile(r"<[^<>]*>")


def units(text: str) -> int:
    """Return the length of plain text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def units_of_html(text: str) -> int:
    """Return the length that Telegram counts of a message in its HTML."""
    return units(unescape(_TAG.sub("", text)))


def shorten(text: str, most: int) -> str:
    """Cut plain text to at most `most` characters at a space, with an ellipsis where it was cut.

    What people see as one character is never cut in two.
    """
    if len(text) <= most:
        return text
    head = text[: max(grapheme_ends(text, 0, most - 1), default=0)]
    space = head.rfind(" ", most // 2)
    return (head[:space] if space > 0 else head).rstrip(" ,;:–—-") + "…"


def within(text: str, most: int) -> int:
    """Return how many characters of plain text, from its beginning, fit into so many UTF-16 units."""
    begun = text[:most].encode("utf-16-le", "surrogatepass")[: 2 * most]
    return len(begun.decode("utf-16-le", "ignore"))


def brief(text: str, most: int) -> str:
    """Cut plain text to at most `most` UTF-16 units, as `shorten` does."""
    return shorten(text, within(text, most))


def grapheme_ends(text: str, begin: int, farthest: int) -> list[int]:
    """Return where plain text may be cut without cutting in two what people see as one character.

    Args:
        text: The whole text.
        begin: Where to begin; it cuts none.
        farthest: The last place that is asked about.

    Source: Unicode Standard Annex 29, extended grapheme clusters; whether one ends shows in the next character.
    """
    lengths = map(len, regex.findall(r"\X", text, pos=begin, endpos=farthest + 1))
    return [end for end in accumulate(lengths, initial=begin) if begin < end <= farthest]


def fitting(said: Callable[[int], str], room: int) -> str:
    """Return words in Telegram's HTML with people's texts as long as there is room for.

    Args:
        said: Says it with each text cut to at most so many characters.
        room: UTF-16 units there are.
    """
    words = ""
    for length in TEXT_LENGTHS:
        words = said(length)
        if units_of_html(words) <= room:
            break
    return words
