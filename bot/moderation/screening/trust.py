"""What a post counts for on the way to being known in a chat."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

SUBSTANTIAL_LETTERS = 12
"""Letters from which a post says something; all shorter ones count as one."""
A_DAY = 5
"""Posts of a day that count: trust takes days, however much somebody writes."""
MAX_REMEMBERED_POSTS = 40
"""Posts that are kept in mind so that the same words do not count twice."""
_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Merit:
    """What somebody's posts have counted for, as far as it is kept in mind: numbers, no words."""

    said: tuple[int, ...] = ()
    """The latest posts that counted, as keys of their letters."""
    day: date | None = None
    today: int = 0
    """Posts of that day that counted."""


NOTHING = Merit()


def count(merit: Merit, words: str, at: datetime) -> Merit | None:
    """Count a post that nothing speaks against.

    Args:
        merit: What counted before.
        words: All that the post says.
        at: When it was written, aware.

    Returns:
        What counts now; None where the post adds nothing: its letters were there before, it is one more that says
        hardly anything, or enough has counted today.
    """
    day = at.date()
    today = merit.today if merit.day == day else 0
    if today >= A_DAY:
        return None
    key = _key(words)
    return None if key in merit.said else Merit((*merit.said, key)[-MAX_REMEMBERED_POSTS:], day, today + 1)


def _key(words: str) -> int:
    letters = _NO_LETTERS.sub("", unicodedata.normalize("NFKC", words)).casefold()
    said = letters if len(letters) >= SUBSTANTIAL_LETTERS else ""
    return int.from_bytes(blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
