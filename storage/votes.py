"""Votes: one a person and counterpoint, changeable, counted in the counterpoint's own row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.chats import Discussion
from storage.debate import Barred, Counterpoint, Stance, Tally, Vote, VoteLog, known

WAVERING = timedelta(hours=1)
"""Who changes their mind within so long leaves one line in the log: turning a vote to and fro fills no disk."""


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote of one person."""

    counterpoint_id: int
    person_id: int
    stance: Stance
    at: datetime


async def cast(session: AsyncSession, vote: Cast) -> bool:
    """Count a vote, in place of the person's former one; False when it is the same as before.

    The statements are the same however many votes there are: each finds its rows by an index.
    """
    family = await united_with(session, vote.counterpoint_id)
    former = await stance_of(session, family, vote.person_id)
    if former is vote.stance:
        return False
    line = VoteLog(
        counterpoint_id=vote.counterpoint_id, person_id=vote.person_id, stance=int(vote.stance), voted_at=vote.at
    )
    session.add(line)
    await session.flush()
    await _forget_wavering(session, line)
    news = {"stance": line.stance, "voted_at": line.voted_at, "log_id": line.id}
    await session.exec(
        insert(Vote)
        .values(counterpoint_id=line.counterpoint_id, person_id=line.person_id, **news)
        .on_conflict_do_update(index_elements=["counterpoint_id", "person_id"], set_=news)
    )
    await _count(session, vote.counterpoint_id, former, vote.stance)
    return True


async def _forget_wavering(session: AsyncSession, line: VoteLog) -> None:
    """Let a line of the log stand for those before it that the same person changed their mind about within the hour.

    The new line is there first, so that no number of the log is given twice.
    """
    former = select(Vote.log_id).where(
        Vote.counterpoint_id == line.counterpoint_id,
        Vote.person_id == line.person_id,
        Vote.voted_at > line.voted_at - WAVERING,
    )
    await session.exec(delete(VoteLog).where(col(VoteLog.id).in_(former)))


async def stance_of(session: AsyncSession, family: Sequence[int], person_id: int) -> Stance | None:
    """Return a person's latest vote on a counterpoint or on what was merged into it."""
    found = await session.exec(
        select(Vote.stance)
        .where(col(Vote.counterpoint_id).in_(family), Vote.person_id == person_id)
        .order_by(col(Vote.log_id).desc())
        .limit(1)
    )
    stance = found.first()
    return None if stance is None else Stance(stance)


async def others_voted(session: AsyncSession, counterpoint_id: int, author_id: int) -> bool:
    """Say whether anybody but its author has voted on a counterpoint."""
    found = await session.exec(
        select(Vote.person_id).where(Vote.counterpoint_id == counterpoint_id, Vote.person_id != author_id).limit(1)
    )
    return found.first() is not None


async def united_with(session: AsyncSession, counterpoint_id: int) -> list[int]:
    """Return a counterpoint and all that was merged into it, directly or not."""
    family, fresh = [counterpoint_id], [counterpoint_id]
    while fresh:
        found = await session.exec(select(Counterpoint.id).where(col(Counterpoint.canonical_id).in_(fresh)))
        fresh = [known(number) for number in found]
        family += fresh
    return family


async def recount(session: AsyncSession, counterpoint_id: int) -> Tally:
    """Count the votes of a counterpoint and of what was merged into it again: each person's latest."""
    family = await united_with(session, counterpoint_id)
    latest = (
        select(
            col(Vote.stance).label("stance"),
            func.row_number().over(partition_by=col(Vote.person_id), order_by=col(Vote.log_id).desc()).label("place"),
        )
        .where(col(Vote.counterpoint_id).in_(family), col(Vote.person_id).not_in(barred_here(counterpoint_id)))
        .subquery()
    )
    stance = latest.c.stance
    counts = (func.count().filter(stance == int(one)) for one in (Stance.AGREE, Stance.DISAGREE, Stance.PASS))
    agrees, disagrees, passing = counts
    counted = await session.exec(select(agrees, disagrees, passing).select_from(latest).where(latest.c.place == 1))
    agree, disagree, passes = counted.one()
    await session.exec(
        update(Counterpoint)
        .where(col(Counterpoint.id) == counterpoint_id)
        .values(agree=agree, disagree=disagree, passes=passes)
        .execution_options(synchronize_session=False)
    )
    return Tally(agree, disagree, passes)


async def bar(session: AsyncSession, chat_id: int, person_id: int) -> list[int]:
    """Let nobody's votes count any more in a chat who was put out of it; return the counterpoints voted on."""
    bar_out = insert(Barred).values(chat_id=chat_id, person_id=person_id)
    await session.exec(bar_out.on_conflict_do_nothing(index_elements=["chat_id", "person_id"]))
    return await _voted_on(session, chat_id, person_id)


async def unbar(session: AsyncSession, chat_id: int, person_id: int) -> list[int]:
    """Let somebody's votes count again in a chat; return the counterpoints voted on."""
    await session.exec(delete(Barred).where(col(Barred.chat_id) == chat_id, col(Barred.person_id) == person_id))
    return await _voted_on(session, chat_id, person_id)


def barred_here(counterpoint_id: int) -> SelectOfScalar[int]:
    """Return the question who was put out of the chat of a counterpoint."""
    return (
        select(Barred.person_id)
        .join(Discussion, col(Discussion.chat_id) == col(Barred.chat_id))
        .join(Counterpoint, col(Counterpoint.discussion_id) == col(Discussion.id))
        .where(Counterpoint.id == counterpoint_id)
    )


async def _voted_on(session: AsyncSession, chat_id: int, person_id: int) -> list[int]:
    found = await session.exec(
        select(Vote.counterpoint_id)
        .join(Counterpoint, col(Counterpoint.id) == col(Vote.counterpoint_id))
        .join(Discussion, col(Discussion.id) == col(Counterpoint.discussion_id))
        .where(Vote.person_id == person_id, Discussion.chat_id == chat_id)
    )
    return list(found)


async def _count(session: AsyncSession, counterpoint_id: int, former: Stance | None, stance: Stance) -> None:
    """Move one person from one counter to another, in one statement."""
    changes = {_COLUMNS[stance]: col(getattr(Counterpoint, _COLUMNS[stance])) + 1}
    if former is not None:
        changes[_COLUMNS[former]] = col(getattr(Counterpoint, _COLUMNS[former])) - 1
    await session.exec(
        update(Counterpoint)
        .where(col(Counterpoint.id) == counterpoint_id)
        .values(**changes)
        .execution_options(synchronize_session=False)
    )


_COLUMNS = {Stance.AGREE: "agree", Stance.DISAGREE: "disagree", Stance.PASS: "passes"}
