"""What Telegram finds in a text by itself: addresses, commands, mentions, hashtags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.playground import units
from bot.playground.html import Entity

_DOMAINS = "com|org|net|info|io|dev|me|eu|by|ru|pl|lt|ua|de|uk|fr|es|it|cz|lv|ee|app|news|gov|edu"
_PATH = r"[/?#][^\s<>\"«»“”]*"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"(?<![\w@/])https?://[^\s<>\"«»“”]+", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w@.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)),
    ("url", re.compile(rf"(?<![\w@./-])(?:[\w-]+\.)+(?:{_DOMAINS})\b(?![\w@-]|\.\w)(?:{_PATH})?", re.IGNORECASE)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?!\w)")),
    ("cashtag", re.compile(r"(?<!\w)\$[A-Z]{1,8}(?![\w$])")),
)
"""The first in the list is found first; later ones do not overlap it."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Entity]:
    """Find entities in a text.

    Args:
        text: Plain text.
        taken: Spans, in UTF-16 units, in which nothing is to be found.
    """
    spans, found = list(taken), []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            words = without_tail(match.group()) if kind == "url" else match.group()
            start = units.length(text[: match.start()])
            end = start + units.length(words)
            if not any(start < other_end and other_start < end for other_start, other_end in spans):
                spans.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return found


def without_tail(url: str) -> str:
    """Leave the punctuation of the sentence out of an address; a closing bracket stays if one was opened."""
    while url and (url[-1] in ".,:;!?'…*_~" or _is_stray(url)):
        url = url[:-1]
    return url


def _is_stray(url: str) -> bool:
    """Tell whether an address ends with a bracket that it does not open."""
    opening = _BRACKETS.get(url[-1])
    return opening is not None and url.count(url[-1]) > url.count(opening)
