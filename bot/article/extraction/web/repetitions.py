"""What a page says twice: pull quotes, summaries, bodies that are served for two widths of screen."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import accumulate

from bot.article.extraction.web.metadata.element_text import key_of

_MIN_REPEATED_LETTERS = 30
"""Letters below which words may come twice in an article by themselves."""
_MAX_BLOCKS = 400
"""Blocks of one page that are looked for in the others; with more of them it is no article."""
_LUMP_PARAGRAPHS = 3
"""Paragraphs that a block holds when it is no paragraph, but the whole article once more."""


def repeated(
    texts: Sequence[str], kinds: Sequence[Hashable], places: Sequence[Hashable], sure: Sequence[bool]
) -> list[bool]:
    """Say for each text whether another one says all of it: a longer one, or an equal one before it.

    Only a text of another kind is needless then, or one in a place whose texts are all said elsewhere, if they are
    several, or if it is said in several places: an article may repeat itself.

    Args:
        texts: The words of the blocks.
        kinds: As what each stands: the names of the elements around it.
        places: Where each stands.
        sure: Whether a block surely is the article's; only such a one makes another needless.
    """
    keys = [key_of(text) for text in texts]
    everything, starts = "\n".join(keys), [0, *accumulate(len(key) + 1 for key in keys)]
    counted = [len(key) >= _MIN_REPEATED_LETTERS for key in keys]
    holders = [_longer(key, everything, starts) if counted[at] else [] for at, key in enumerate(keys[:_MAX_BLOCKS])]
    held = Counter(at for longer in holders for at in longer)
    lumps = {at for at, count in held.items() if count >= _LUMP_PARAGRAPHS}
    first: dict[str, int] = {}
    for at in sorted(range(len(keys)), key=lambda at: (not sure[at], at)):
        first.setdefault(keys[at], at)
    others: list[int | None] = []
    for at, key in enumerate(keys):
        longer = [one for one in (holders[at] if at < _MAX_BLOCKS else ()) if sure[one] and one not in lumps]
        other = longer[0] if longer else first[key]
        others.append(other if counted[at] and places[other] != places[at] else None)
    spread = Counter(key for key, _ in {*zip(keys, places, strict=True)})
    copies = _copies(others, places, counted)
    return [
        at in lumps
        or (other is not None and (kinds[other] != kinds[at] or _is_copy(copies[places[at]], spread[keys[at]])))
        for at, other in enumerate(others)
    ]


def _is_copy(count: int, spread: int) -> bool:
    """Say whether a place whose texts are all said elsewhere is needless: it has several, or they are said often."""
    return count > 0 and count + spread > _LUMP_PARAGRAPHS


def _copies(others: Sequence[int | None], places: Sequence[Hashable], counted: Sequence[bool]) -> Counter[Hashable]:
    """Return how many texts each place has whose texts are all said elsewhere."""
    own = Counter(place for place, is_counted in zip(places, counted, strict=True) if is_counted)
    twice = Counter(place for place, other in zip(places, others, strict=True) if other is not None)
    return Counter({place: count for place, count in own.items() if twice[place] == count})


def _longer(key: str, everything: str, starts: list[int]) -> list[int]:
    """Return the texts that hold this one and more."""
    holders: list[int] = []
    found = everything.find(key)
    while found >= 0 and len(holders) < _LUMP_PARAGRAPHS:
        at = bisect(starts, found) - 1
        if starts[at + 1] - 1 - starts[at] > len(key):
            holders.append(at)
        found = everything.find(key, starts[at + 1])
    return holders
