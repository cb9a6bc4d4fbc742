"""What a page says twice: pull quotes, summaries, bodies that are served for two widths of screen."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import accumulate

from bot.article.reading.pagewords import key_of

_SHORTEST = 30
"""Letters below which words may come twice in an article by themselves."""
_MOST = 400
"""Blocks of one page that are looked for in the others; with more of them it is no article."""
_LUMP = 3
"""Paragraphs that a block holds when it is no paragraph, but the whole article once more."""


def repeated(texts: Sequence[str], places: Sequence[Hashable], sure: Sequence[bool]) -> list[bool]:
    """Say for each text whether one in another place says all of it: a longer one, or an equal one before it.

    Args:
        texts: The words of the blocks.
        places: Where and as what each stands: an article may repeat itself among its own paragraphs.
        sure: Whether a block surely is the article's; only such a one makes another needless.
    """
    keys = [key_of(text) for text in texts]
    everything, starts = "\n".join(keys), [0, *accumulate(len(key) + 1 for key in keys)]
    holders = [_longer(key, everything, starts) if len(key) >= _SHORTEST else [] for key in keys[:_MOST]]
    held = Counter(at for longer in holders for at in longer)
    lumps = {at for at, count in held.items() if count >= _LUMP}
    first: dict[str, int] = {}
    for at in sorted(range(len(keys)), key=lambda at: (not sure[at], at)):
        first.setdefault(keys[at], at)
    answers: list[bool] = []
    for at, key in enumerate(keys):
        longer = [one for one in (holders[at] if at < _MOST else ()) if sure[one] and one not in lumps]
        other = longer[0] if longer else first[key]
        is_twice = len(key) >= _SHORTEST and other != at and places[other] != places[at]
        answers.append(is_twice or at in lumps)
    return answers


def _longer(key: str, everything: str, starts: list[int]) -> list[int]:
    """Return the texts that hold this one and more."""
    holders: list[int] = []
    found = everything.find(key)
    while found >= 0 and len(holders) < _LUMP:
        at = bisect(starts, found) - 1
        if starts[at + 1] - 1 - starts[at] > len(key):
            holders.append(at)
        found = everything.find(key, starts[at + 1])
    return holders
