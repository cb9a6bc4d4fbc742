"""How the counterpoints stand by votes: what the bars and their words both say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.texts.lines import in_one_line

MAX_BARS = 8
"""Counterpoints of one picture: so many have room for two lines of text each."""


@dataclass(frozen=True, slots=True)
class VoteBar:
    """A counterpoint, and how many people agree, disagree and pass."""

    number: int
    text: str
    agree: int
    disagree: int
    passes: int
    news: int = 0
    """Votes by which it stands differently than at the last digest."""

    @property
    def votes(self) -> int:
        """Return how many people voted on it."""
        return self.agree + self.disagree + self.passes


@dataclass(frozen=True, slots=True)
class VoteBars:
    """The counterpoints with the most votes, and how many there are in all."""

    title: str
    shown: tuple[VoteBar, ...]
    """The most voted first; of equals the older first."""
    votes: int
    counterpoints: int
    """Those that anybody voted on."""
    moved: bool = False
    """Whether those that moved most since the last digest are shown, and not the most voted."""

    @property
    def worth_drawing(self) -> bool:
        """Tell whether anybody has voted."""
        return bool(self.shown)


def standings_of(title: str, counted: Iterable[VoteBar]) -> VoteBars:
    """Choose what is shown of the counterpoints of a discussion.

    Args:
        title: Title of the article.
        counted: All counterpoints whose votes may be seen, in any order, texts as they were written.
    """
    voted = sorted((one for one in counted if one.votes), key=lambda one: (-one.news, -one.votes, one.number))
    moved = [one for one in voted if one.news]
    shown = (replace(one, text=in_one_line(one.text)) for one in (moved or voted)[:MAX_BARS])
    return VoteBars(in_one_line(title), tuple(shown), sum(one.votes for one in voted), len(voted), bool(moved))
