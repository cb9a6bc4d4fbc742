"""What happened in a discussion between two marks: the lines of its logs of votes, decisions and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CTE, String, cast, literal, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.audit import Audit
from storage.chats import Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.questions import Question
from storage.votes import Vote, VoteLog

NOT_THERE = "not-in-article"
"""Why a question was refused that the article itself leaves open."""
REFUSAL = "refusal"
"""How a question was answered that nothing was quoted for."""

Marks = Mapping[str, int]
"""The last line of each log that counts: {"votes", "decisions", "questions"}."""


@dataclass(frozen=True, slots=True)
class Period:
    """The lines of the logs of one discussion after some marks, up to others."""

    discussion_id: int
    after: Marks
    upto: Marks


@dataclass(frozen=True, slots=True)
class PeriodQuestion:
    """A question that people asked, in the words of who asked it first."""

    text: str
    times: int
    people: int
    unanswered: bool
    """Whether the article never answered it."""
    refused: int = 0
    """Times that it was not answered, for whatever reason."""

    @property
    def missed(self) -> int:
        """Return how often somebody who asked it went without an answer."""
        return self.times if self.unanswered else self.refused


async def marks_before(
    session: AsyncSession, debates: SelectOfScalar[int], after: Marks, moment: datetime | None = None
) -> dict[str, int]:
    """Return the last lines of the logs that are older than a moment, or of all; never earlier ones than `after`.

    Args:
        session: An open session.
        debates: The ids of the discussions whose logs are meant.
        after: Marks that are not gone behind.
        moment: Nothing that happened from then on counts.

    Marks are line numbers and no moments: a clock that is set back brings no line into two periods, or into none.
    """
    own = select(Counterpoint.id).where(col(Counterpoint.discussion_id).in_(debates))
    logs = {
        "votes": (col(VoteLog.id), col(VoteLog.voted_at), col(VoteLog.counterpoint_id).in_(own)),
        "decisions": (col(Audit.id), col(Audit.at), col(Audit.discussion_id).in_(debates)),
        "questions": (col(Question.id), col(Question.asked_at), col(Question.discussion_id).in_(debates)),
    }
    wanted = []
    for log, (line, at, is_own) in logs.items():
        lines = sa_select(func.max(line)).where(line > after.get(log, 0), is_own)
        wanted.append((lines if moment is None else lines.where(at < moment)).scalar_subquery())
    found = (await (await session.connection()).execute(sa_select(*wanted))).one()
    return {log: last or after.get(log, 0) for log, last in zip(logs, found, strict=True)}


def only(discussion_id: int) -> SelectOfScalar[int]:
    """Return one debate, where several could be asked for."""
    return select(Discussion.id).where(Discussion.id == discussion_id)


async def count_votes(session: AsyncSession, period: Period) -> tuple[int, int]:
    """Count the votes that people were told of in a period, in the totals, and the people who cast them.

    A vote that was turned is one vote; votes on what was merged count for what it was merged into, one a person; votes
    on what people do not see do not count.
    """
    families = _families(period.discussion_id)
    told = col(Vote.told_id)
    votes = (
        sa_select(families.c.root, col(Vote.person_id).label("person"))
        .join(families, families.c.id == col(Vote.counterpoint_id))
        .where(told > period.after.get("votes", 0), told <= period.upto["votes"])
        .distinct()
        .subquery()
    )
    query = select(func.count(), func.count(votes.c.person.distinct())).select_from(votes)
    cast, people = (await session.exec(query)).one()
    return cast, people


def _families(discussion_id: int) -> CTE:
    """Return every counterpoint that people see, and all that was merged into it, with the one that people see."""
    seen = (CounterpointStatus.OPEN, CounterpointStatus.CLOSED)
    roots = (
        sa_select(col(Counterpoint.id).label("id"), col(Counterpoint.id).label("root"))
        .where(col(Counterpoint.discussion_id) == discussion_id, col(Counterpoint.status).in_(seen))
        .cte("family", recursive=True)
    )
    merged = sa_select(col(Counterpoint.id), roots.c.root).where(col(Counterpoint.canonical_id) == roots.c.id)
    return roots.union_all(merged)


async def decisions(session: AsyncSession, period: Period) -> list[Audit]:
    """Return what was decided in a period, in order."""
    own = select(literal("counterpoint:").concat(cast(col(Counterpoint.id), String)))
    own = own.where(Counterpoint.discussion_id == period.discussion_id)
    about = or_(~col(Audit.subject).startswith("counterpoint:"), col(Audit.subject).in_(own))
    query = select(Audit).where(Audit.discussion_id == period.discussion_id, about)
    query = query.where(col(Audit.id) > period.after.get("decisions", 0), col(Audit.id) <= period.upto["decisions"])
    return list(await session.exec(query.order_by(col(Audit.id))))


async def questions(session: AsyncSession, period: Period) -> list[PeriodQuestion]:
    """Return what was asked in a period, the same words once, the most asked first."""
    times, first = func.count(), func.min(Question.id)
    same = (
        sa_select(
            first.label("first"),
            times.label("times"),
            func.count(col(Question.person_id).distinct()).label("people"),
            func.count().filter(col(Question.reason) == NOT_THERE).label("not_there"),
            func.count().filter(col(Question.band) == REFUSAL).label("refused"),
        )
        .where(col(Question.discussion_id) == period.discussion_id)
        .where(col(Question.id) > period.after.get("questions", 0), col(Question.id) <= period.upto["questions"])
        .group_by(col(Question.words))
        .subquery()
    )
    found = await (await session.connection()).execute(
        sa_select(col(Question.text), same.c.times, same.c.people, same.c.not_there, same.c.refused)
        .join(same, same.c.first == col(Question.id))
        .order_by(same.c.times.desc(), same.c.first)
    )
    return [
        PeriodQuestion(text, times, people, unanswered=not_there == times, refused=refused)
        for text, times, people, not_there, refused in found.all()
    ]
