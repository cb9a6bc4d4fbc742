"""What a post counts for on the way to being known in a chat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b

from bot.debate.duplicates.normal import same_words

SUBSTANTIAL = 12
"""Letters from which a post says something; all shorter ones count as one."""
A_DAY = 5
"""Posts of a day that count: trust takes days, however much somebody writes."""
REMEMBERED = 40
"""Posts that are kept in mind so that the same words do not count twice."""


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
    key = _key(words)
    today = merit.today if merit.day == at.date() else 0
    if key in merit.said or today >= A_DAY:
        return None
    return replace(merit, said=(*merit.said, key)[-REMEMBERED:], day=at.date(), today=today + 1)


def _key(words: str) -> int:
    letters = "".join(filter(str.isalpha, same_words(words)))
    said = letters if len(letters) >= SUBSTANTIAL else ""
    return int.from_bytes(blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
