"""Which article a text is: a version of one that is known, or another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.article.quoting.reanchor import is_version
from bot.article.ranking.tokens import tokens
from bot.article.snapshot import Snapshot

SHINGLE_WORDS = 5
"""Words in a row that two texts have in common by chance only where they quote the same."""
MIN_SHARED_OF_VERSION = 0.05
"""Share of the shorter text's shingles under which one address or title does not make two texts one article."""
MIN_SHARED_IN_DOUBT = 0.25
"""Share from which two texts may be one article although address and title say otherwise."""


class Kinship(Enum):
    """What two snapshots are to each other."""

    VERSION = "version"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Lineage:
    """To which of the debates of a place an article belongs."""

    discussion_id: int | None = None
    """None: to none of them; it is another article."""
    is_unsure: bool = False
    """Whether a moderator has to say: it may belong to that debate, or be another article."""


def kinship(old: Snapshot, new: Snapshot) -> Kinship:
    """Tell whether two snapshots are of one article: by address and title, where their words do not say otherwise."""
    shared = shared_words(old.text, new.text)
    if is_version(old, new):
        return Kinship.VERSION if shared >= MIN_SHARED_OF_VERSION else Kinship.UNSURE
    return Kinship.UNSURE if shared >= MIN_SHARED_IN_DOUBT else Kinship.OTHER


def lineage_of(new: Snapshot, known: Mapping[int, Snapshot]) -> Lineage:
    """Find the debate to which an article belongs.

    Args:
        new: The article.
        known: The latest version of the article of each debate of the place, by the debate's id, the current one first.
    """
    found = {number: kinship(old, new) for number, old in known.items()}
    for kind in (Kinship.VERSION, Kinship.UNSURE):
        for number, what in found.items():
            if what is kind:
                return Lineage(number, kind is Kinship.UNSURE)
    return Lineage()


def shared_words(one: str, other: str) -> float:
    """Return which share of the shorter text's rows of words stands in the other one, 0 to 1."""
    ours, theirs = _shingles(one), _shingles(other)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0


def _shingles(text: str) -> set[int]:
    words = [word.casefold() for word in tokens(text)]
    size = min(SHINGLE_WORDS, len(words))
    return {hash(tuple(words[place : place + size])) for place in range(len(words) - size + 1)} if size else set()
