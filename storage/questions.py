"""What the people of a discussion asked, however often, and what became of it; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as sa_select
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.articles import Question


class Which(StrEnum):
    """Which of the questions asked."""

    ALL = "all"
    UNANSWERED = "unanswered"
    """The article was looked through and does not say it; in a language that cannot be matched nobody has looked."""
    DISPUTED = "disputed"
    """Somebody said of an answer that it is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a discussion, however often it was asked and in whatever spelling; nobody is named."""

    text: str
    """As it was asked last."""
    band: str
    """How it was answered last."""
    reason: str | None
    times: int
    not_an_answer: int
    """How often people said that an answer to it is none."""


async def latest(
    session: AsyncSession, discussion_id: int, which: Which = Which.ALL, *, first: int = 0, most: int = 100
) -> list[Asked]:
    """Return what was asked in a discussion, what was asked last first; `most` of it from the place `first` on."""
    page = _asked(discussion_id, which).order_by(col(Question.id).desc()).offset(first).limit(most)
    rows = await (await session.connection()).execute(page)
    return [Asked(*row) for row in rows]


async def count(session: AsyncSession, discussion_id: int, which: Which) -> int:
    """Count the different questions of a discussion."""
    counted = await (await session.connection()).execute(
        select(func.count()).select_from(_asked(discussion_id, which).subquery())
    )
    return int(counted.scalar_one())


def _asked(discussion_id: int, which: Which) -> Select[Any]:
    """Select questions grouped by their normalised words, each with its latest wording and answer."""
    groups = (
        sa_select(
            func.count().label("times"),
            func.sum(Question.not_an_answer).label("disputed"),
            func.max(Question.id).label("last_id"),
        )
        .where(col(Question.discussion_id) == discussion_id)
        .group_by(col(Question.words))
        .subquery()
    )
    numbers = groups.c
    found = sa_select(
        col(Question.text),
        col(Question.band),
        col(Question.reason),
        numbers.times,
        numbers.disputed,
    ).join(groups, col(Question.id) == numbers.last_id)
    if which is Which.UNANSWERED:
        looked = col(Question.reason).is_distinct_from("other-language")
        return found.where(col(Question.band) == "refusal", looked)
    return found.where(numbers.disputed > 0) if which is Which.DISPUTED else found
