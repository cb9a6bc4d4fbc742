"""The debate: counterpoints, their votes and merges, drafts, and the audit log of what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.engine import Instant, choice


class CounterpointStatus(StrEnum):
    """Where a counterpoint is in its life."""

    HELD = "held"
    OPEN = "open"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class CounterpointKind(StrEnum):
    """What a counterpoint answers: the article, or another counterpoint against or for it."""

    COUNTER = "counter"
    REBUTTAL = "rebuttal"
    SUPPORT = "support"


class Stance(IntEnum):
    """A vote, as Polis exports it."""

    AGREE = 1
    DISAGREE = -1
    PASS = 0


class Counterpoint(SQLModel, table=True):
    """What somebody answers to the article, or to another counterpoint."""

    __table_args__ = (
        UniqueConstraint("discussion_id", "number"),
        Index(None, "discussion_id", "status"),
        Index(None, "discussion_id", "words"),
    )

    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id")
    snapshot_id: int = Field(foreign_key="snapshot.id")
    number: int
    """What people call it: #12. From 1 in each discussion."""
    kind: CounterpointKind = Field(default=CounterpointKind.COUNTER, sa_type=choice(CounterpointKind))
    parent_id: int | None = Field(default=None, foreign_key="counterpoint.id", index=True)
    author_id: int = Field(sa_type=BigInteger, index=True)
    """Telegram id of who submitted it."""
    text: str
    words: str
    """The text normalised, to know the same words again."""
    links: list[str] = Field(default_factory=list, sa_type=JSON)
    start: int | None = None
    """The words it answers, `text[start:stop]` of the snapshot; none: the article as a whole."""
    stop: int | None = None
    status: CounterpointStatus = Field(sa_type=choice(CounterpointStatus))
    reason: str | None = None
    """Why it was rejected."""
    canonical_id: int | None = Field(default=None, foreign_key="counterpoint.id", index=True)
    """What it was merged into."""
    agree: int = 0
    disagree: int = 0
    passes: int = 0
    """The votes that count for it now, those of what was merged into it included."""
    reply: str | None = None
    """What the article's author replied."""
    submitted_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class Vote(SQLModel, table=True):
    """The latest vote of a person on a counterpoint."""

    counterpoint_id: int = Field(foreign_key="counterpoint.id", primary_key=True)
    person_id: int = Field(sa_type=BigInteger, primary_key=True, index=True)
    stance: int = Field(sa_type=SmallInteger)
    voted_at: datetime = Field(sa_type=Instant)


class VoteLog(SQLModel, table=True):
    """Every vote that was ever cast."""

    __tablename__ = "vote_log"

    id: int | None = Field(default=None, primary_key=True)
    counterpoint_id: int = Field(foreign_key="counterpoint.id", index=True)
    person_id: int = Field(sa_type=BigInteger)
    stance: int = Field(sa_type=SmallInteger)
    voted_at: datetime = Field(sa_type=Instant)


class Audit(SQLModel, table=True):
    """The audit log: who did what to what, and why. The database refuses to change or delete it."""

    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id", index=True)
    actor_id: int = Field(sa_type=BigInteger)
    action: str
    subject: str = Field(index=True)
    reason: str | None = None
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people voted how."""

    agree: int = 0
    disagree: int = 0
    passes: int = 0
