"""Whether one of two texts denies what the other says.

A count of denying words is not enough: whoever drops words or types badly loses a *not* among others. So the texts are
laid side by side, and each denial too many is asked whether it was only misspelt, or lost with much else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from bot.debate.duplicates.alignment import Gap, distance, gaps
from bot.debate.duplicates.negator_words import affirmed, is_negator, unprefixed

SLIPS_PER_LETTER = 0.4
"""Slips a letter up to which a stretch of words is a misspelling of another."""
MAX_MISSPELT_LETTERS = 60
"""Letters of a stretch that is looked at for misspellings; longer ones were rewritten."""
DENIAL_REACH_WORDS = 2
"""Words after a denial that it is taken to deny."""
MIN_SCATTERED_WORDS = 2
"""Other words lost here and there, at the least, for a denial to be lost by carelessness."""


Facing = AbstractSet[str]
"""The words that only the other text has."""


def denies(one: Sequence[str], other: Sequence[str], lithuanian: bool) -> bool:
    """Tell whether two texts differ in what they deny, as far as words show it.

    Args:
        one: Words of a text, as `normalise.words` gives them.
        other: Words of the other.
        lithuanian: Whether the texts are in Lithuanian.
    """
    parted = gaps(one, other)
    if not parted:
        return _moved(one, other, lithuanian)
    facing = ({word for gap in parted for word in gap.other}, {word for gap in parted for word in gap.one})
    surplus = sum(_surplus(gap, facing, lithuanian) for gap in parted)
    if surplus == 0:
        return False
    return not _thinned(parted if surplus > 0 else [gap.turned() for gap in parted], lithuanian)


def _moved(one: Sequence[str], other: Sequence[str], lithuanian: bool) -> bool:
    """Tell whether the same words in another order deny another thing: not dear but slow, dear but not slow."""
    here, there = _denied(one, lithuanian), _denied(other, lithuanian)
    return not (here <= there or there <= here)


def _denied(words: Sequence[str], lithuanian: bool) -> set[str]:
    """Return the words that follow closely on a denial."""
    places = [place for place, word in enumerate(words) if is_negator(word, lithuanian)]
    return {word for place in places for word in words[place + 1 : place + 1 + DENIAL_REACH_WORDS]}


def _surplus(gap: Gap, facing: tuple[Facing, Facing], lithuanian: bool) -> int:
    """Return how many more denials the first text has at a place, less than 0 where the second has more."""
    here, there = _denials(gap.one, facing[0], lithuanian), _denials(gap.other, facing[1], lithuanian)
    if len(here) < len(there):
        return -_surplus(gap.turned(), facing[::-1], lithuanian)
    return len([word for word in here if not _misspelt(word, gap)][len(there) :])


def _denials(words: Iterable[str], facing: Facing, lithuanian: bool) -> list[str]:
    """Return the words that deny, and those that are the other text's with a denying beginning."""
    return [word for word in words if is_negator(word, lithuanian) or unprefixed(word) & facing]


def _misspelt(word: str, gap: Gap) -> bool:
    """Tell whether the other text has the denying word too, spelt badly or run together with its neighbours."""
    here, there = "".join(gap.one), "".join(gap.other)
    if not there or max(len(here), len(there)) > MAX_MISSPELT_LETTERS or affirmed(word) & set(gap.other):
        return False
    at = gap.one.index(word)
    missing = "".join(gap.one[:at] + gap.one[at + 1 :])
    slips = distance(here, there)
    return slips <= SLIPS_PER_LETTER * len(here) and slips < distance(missing, there)


def _thinned(gaps: Sequence[Gap], lithuanian: bool) -> bool:
    """Tell whether the second text is the first with words left out here and there, the denial among them."""
    scattered = sum(gap.inner and not any(is_negator(word, lithuanian) for word in gap.one) for gap in gaps)
    return scattered >= MIN_SCATTERED_WORDS and not any(gap.other for gap in gaps)
