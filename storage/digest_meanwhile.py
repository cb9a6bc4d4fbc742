"""What happened meanwhile in the other debates of a place: the lines of their logs between two marks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import union
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.audit import Audit
from storage.chats import Discussion
from storage.counterpoints import Counterpoint
from storage.digest_periods import Marks, Period, marks_before
from storage.questions import Question
from storage.votes import VoteLog

MAX_MOVED = 12
"""Other debates that an edition looks into, the newest of those where something happened."""
_KEY = "elsewhere-"
"""Begins the names of these marks among those of an edition."""


async def marks_elsewhere(
    session: AsyncSession, discussion: Discussion, after: Marks, moment: datetime | None = None
) -> dict[str, int]:
    """Return the last lines of the logs of the other debates, as `marks_before` does, under names of their own."""
    found = await marks_before(session, _others(discussion), marks_there(after), moment)
    return {_KEY + log: line for log, line in found.items()}


def marks_there(marks: Marks) -> dict[str, int]:
    """Return those of an edition's marks that stand in the logs of other debates; none where it has none."""
    return {log.removeprefix(_KEY): line for log, line in marks.items() if log.startswith(_KEY)}


async def moved(session: AsyncSession, discussion: Discussion, after: Marks, upto: Marks) -> list[Period]:
    """Return the periods of the other debates of a place in whose logs there are lines between two marks."""
    first, last, others = marks_there(after), marks_there(upto), _others(discussion)
    if not last:
        return []
    in_logs = [
        select(Counterpoint.discussion_id)
        .join(VoteLog, col(VoteLog.counterpoint_id) == Counterpoint.id)
        .where(col(VoteLog.id) > first.get("votes", 0), col(Counterpoint.discussion_id).in_(others)),
        select(Audit.discussion_id).where(
            col(Audit.id) > first.get("decisions", 0), col(Audit.discussion_id).in_(others)
        ),
        select(Question.discussion_id).where(
            col(Question.id) > first.get("questions", 0), col(Question.discussion_id).in_(others)
        ),
    ]
    found = (await (await session.connection()).execute(union(*in_logs))).scalars()
    return [Period(one, first, last) for one in sorted(found, reverse=True)[:MAX_MOVED]]


def _others(discussion: Discussion) -> SelectOfScalar[int]:
    query = select(Discussion.id).where(Discussion.chat_id == discussion.chat_id)
    return query.where(Discussion.thread_id == discussion.thread_id, Discussion.id != discussion.id)
