"""What an edition is made of: plain values, read from one state of the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from storage.digest_periods import PeriodQuestion

__all__ = ["Decided", "Material", "PeriodQuestion", "Point"]


@dataclass(frozen=True, slots=True)
class Point:
    """A counterpoint as an edition speaks of it."""

    number: int
    text: str
    agree: int
    disagree: int
    passes: int
    anchor: str = ""
    """The words of the article that it answers, in one line; none for the article as a whole."""
    paragraph: int = 0
    parent: int = 0
    """The number of the counterpoint that it answers; 0 where it answers the article."""
    supports: bool = False
    """Whether it answers that counterpoint with a reason for it."""
    more: int = 0
    """How many more people agree than at the last edition."""
    gain: int = 0
    """The same, less how many more disagree."""
    moved: int = 0
    """Votes by which it stands differently than at the last edition."""
    across: bool = False
    """Whether every opinion group mostly agrees."""
    discount: float = 0.0
    """By how much less it is supported, beside others, than the votes say."""
    votable: bool = True
    """Whether people can vote on it now."""
    reply: str = ""
    """What the article's author replied."""
    replied_by: str = ""

    @property
    def votes(self) -> int:
        """Return how many people voted on it."""
        return self.agree + self.disagree + self.passes


@dataclass(frozen=True, slots=True)
class Decided:
    """How many counterpoints moderators decided about."""

    accepted: int = 0
    rejected: int = 0
    merged: int = 0
    closed: int = 0

    def __bool__(self) -> bool:
        """Say whether there is anything to tell."""
        return bool(self.accepted or self.rejected or self.merged or self.closed)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What happened in a debate about an earlier article of the place."""

    title: str
    new: int = 0
    """Counterpoints that became open."""
    votes: int = 0
    questions: int = 0

    def __bool__(self) -> bool:
        """Say whether there is anything to tell."""
        return bool(self.new or self.votes or self.questions)


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that an edition may tell of its period."""

    title: str
    since: datetime
    until: datetime
    """The period, on the clock of the discussion's zone."""
    points: tuple[Point, ...] = ()
    """Every counterpoint that people see, in order."""
    new: tuple[Point, ...] = ()
    """Those that became open in the period, the best supported first."""
    replied: tuple[Point, ...] = ()
    """Those that the author replied to in the period."""
    agreed: tuple[Point, ...] = ()
    """Where the opinion groups agree, or most people where there are no groups; only what the last one did not tell."""
    divides: tuple[Point, ...] = ()
    """What divides people most; the same."""
    groups: int = 0
    """Opinion groups that may be spoken of as those that agree or differ; 0 where there are not two large ones."""
    small_groups: int = 0
    """Groups beside them that are on the map and too small to have a say there."""
    alike: int = 0
    """People of a small group who gave the very same votes; 0 where there is none."""
    votes: int = 0
    voters: int = 0
    questions: tuple[PeriodQuestion, ...] = ()
    """What was asked in the period, the most asked first."""
    decided: Decided = field(default=Decided())
    meanwhile: tuple[Meanwhile, ...] = ()
    """What happened in other debates of the place; it makes no edition by itself."""
    totals: bool = True
    """Whether people may see how many voted how."""

    @property
    def unanswered(self) -> tuple[PeriodQuestion, ...]:
        """Return the questions that the article did not answer."""
        return tuple(one for one in self.questions if one.unanswered)

    @property
    def empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.new or self.replied or self.votes or self.questions or self.decided)
