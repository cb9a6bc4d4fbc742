"""How the counterpoints stand by votes: what the bars and their words both say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.texts.lines import in_one_line

MOST = 8
"""Counterpoints of one picture: so many have room for two lines of text each."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A counterpoint, and how many people agree, disagree and pass."""

    number: int
    text: str
    agree: int
    disagree: int
    passes: int

    @property
    def votes(self) -> int:
        """Return how many people voted on it."""
        return self.agree + self.disagree + self.passes


@dataclass(frozen=True, slots=True)
class Standings:
    """The counterpoints with the most votes, and how many there are in all."""

    title: str
    shown: tuple[Standing, ...]
    """The most voted first; of equals the older first."""
    votes: int
    counterpoints: int
    """Those that anybody voted on."""

    @property
    def worth_drawing(self) -> bool:
        """Tell whether anybody has voted."""
        return bool(self.shown)


def standings_of(title: str, counted: Iterable[Standing]) -> Standings:
    """Choose what is shown of the counterpoints of a discussion.

    Args:
        title: Title of the article.
        counted: All counterpoints whose votes may be seen, in any order, texts as they were written.
    """
    voted = sorted((one for one in counted if one.votes), key=lambda one: (-one.votes, one.number))
    shown = (Standing(one.number, in_one_line(one.text), one.agree, one.disagree, one.passes) for one in voted[:MOST])
    return Standings(in_one_line(title), tuple(shown), sum(one.votes for one in voted), len(voted))
