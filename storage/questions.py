"""What the people of a discussion asked, however often, and what became of it; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Select, UniqueConstraint
from sqlalchemy import select as sa_select
from sqlmodel import Field, SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Instant
from storage.upsert import add_new


class Which(StrEnum):
    """Which of the questions asked."""

    ALL = "all"
    UNANSWERED = "unanswered"
    """The article was looked through and does not say it; in a language that cannot be matched nobody has looked."""
    DISPUTED = "disputed"
    """Somebody said of an answer that it is none."""


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A question of a discussion, however often it was asked and in whatever spelling; nobody is named."""

    text: str
    """As it was asked last."""
    band: str
    """How it was answered last."""
    reason: str | None
    times: int
    not_an_answer: int
    """How often people said that an answer to it is none."""


class Question(SQLModel, table=True):
    """A question asked of an article, and how it was answered."""

    __table_args__ = (Index(None, "discussion_id", "asked_at"),)

    id: int = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id")
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    person_id: int = Field(sa_type=BigInteger)
    """Telegram id of the asker."""
    message_id: int = Field(sa_type=BigInteger)
    text: str
    words: str
    """The text normalised, to know the same question again."""
    language: str
    band: str
    reason: str | None = None
    confidence: float
    quotes: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Places of the quotes: {"start", "stop"} in code points of the snapshot."""
    not_an_answer: int = 0
    """How many people said that it is none."""
    asked_at: datetime = Field(sa_type=Instant)


class Feedback(SQLModel, table=True):
    """One person's word that a question was not answered."""

    __table_args__ = (UniqueConstraint("question_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id")
    person_id: int = Field(sa_type=BigInteger)
    given_at: datetime = Field(sa_type=Instant)


async def latest(
    session: AsyncSession, discussion_id: int, which: Which = Which.ALL, *, first: int = 0, most: int = 100
) -> list[QuestionSummary]:
    """Return what was asked in a discussion, what was asked last first; `most` of it from the place `first` on."""
    page = _asked(discussion_id, which).order_by(col(Question.id).desc()).offset(first).limit(most)
    rows = await (await session.connection()).execute(page)
    return [QuestionSummary(*row) for row in rows]


async def count(session: AsyncSession, discussion_id: int, which: Which) -> int:
    """Count the different questions of a discussion."""
    query = select(func.count()).select_from(_asked(discussion_id, which).subquery())
    return (await session.exec(query)).one()


def _asked(discussion_id: int, which: Which) -> Select[Any]:
    """Select questions grouped by their normalised words, each with its latest wording and answer."""
    disputed, last = func.sum(Question.not_an_answer).label("disputed"), func.max(Question.id).label("last_id")
    groups = sa_select(func.count().label("times"), disputed, last).where(col(Question.discussion_id) == discussion_id)
    numbers = groups.group_by(col(Question.words)).subquery().c
    shown = (col(Question.text), col(Question.band), col(Question.reason), numbers.times, numbers.disputed)
    found = sa_select(*shown).where(col(Question.id) == numbers.last_id)
    if which is Which.UNANSWERED:
        looked = col(Question.reason).is_distinct_from("other-language")
        return found.where(col(Question.band) == "refusal", looked)
    return found.where(numbers.disputed > 0) if which is Which.DISPUTED else found


async def find_same_question(session: AsyncSession, question: Question, within: timedelta) -> Question | None:
    """Return the first time that the same words were asked of the same snapshot here, if it was lately."""
    query = select(Question).where(Question.discussion_id == question.discussion_id)
    query = query.where(Question.snapshot_id == question.snapshot_id, Question.words == question.words)
    query = query.where(Question.asked_at > question.asked_at - within).order_by(col(Question.id)).limit(1)
    return (await session.exec(query)).first()


async def find_question(session: AsyncSession, question_id: int) -> Question | None:
    """Return a question."""
    return await session.get(Question, question_id)


async def add_feedback(session: AsyncSession, feedback: Feedback) -> bool:
    """Count a person's *Not an answer* once; False when it was counted before."""
    if not await add_new(session, feedback):
        return False
    counted = update(Question).where(col(Question.id) == feedback.question_id)
    await session.exec(counted.values(not_an_answer=col(Question.not_an_answer) + 1))
    return True
