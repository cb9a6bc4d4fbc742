"""Votes: one a person and counterpoint, changeable; the told totals stand in the counterpoint's own row."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import telling
from storage.chats import Chat, Discussion
from storage.debate import Barred, Counterpoint, Stance, Tally, Vote, VoteLog


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed because somebody's votes count otherwise: the counterpoints they voted on, and those told anew."""

    voted: list[int]
    told: list[int]


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
    family = await telling.united_with(session, vote.counterpoint_id)
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
    if not await telling.is_barred(session, vote.counterpoint_id, vote.person_id):
        await telling.move(session, vote.counterpoint_id, vote.person_id, (former, vote.stance))
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


async def recount(session: AsyncSession, counterpoint_id: int) -> Tally:
    """Count the votes of a counterpoint and of what was merged into it again, and tell those totals."""
    return await telling.recount(session, counterpoint_id)


async def bar(session: AsyncSession, barred: Barred) -> Changed:
    """Let nobody's votes count any more in a chat who was put out of it."""

    async def put_out() -> None:
        news = {"until": barred.until, "looked_at": barred.looked_at}
        row = insert(Barred).values(chat_id=barred.chat_id, person_id=barred.person_id, **news)
        await session.exec(row.on_conflict_do_update(index_elements=["chat_id", "person_id"], set_=news))

    return await _counted_otherwise(session, barred.chat_id, barred.person_id, put_out)


async def unbar(session: AsyncSession, chat_id: int, person_id: int) -> Changed:
    """Let somebody's votes count again in a chat."""

    async def let_in() -> None:
        await session.exec(delete(Barred).where(col(Barred.chat_id) == chat_id, col(Barred.person_id) == person_id))

    return await _counted_otherwise(session, chat_id, person_id, let_in)


async def find_barred(session: AsyncSession, chat_id: int, person_id: int) -> Barred | None:
    """Return that somebody was put out of a chat."""
    question = select(Barred).where(Barred.chat_id == chat_id, Barred.person_id == person_id)
    return (await session.exec(question.execution_options(populate_existing=True))).first()


async def barred_to_look_at(session: AsyncSession, now: datetime, before: datetime, most: int) -> list[Barred]:
    """Return some who were put out and may be let in by now: the ban has run out, or nobody has looked for long."""
    found = await session.exec(
        select(Barred)
        .join(Chat, col(Chat.id) == col(Barred.chat_id))
        .where(or_(col(Barred.until) <= now, col(Barred.looked_at).is_(None), col(Barred.looked_at) <= before))
        .where(col(Chat.resting).is_(False))
        .order_by(col(Barred.looked_at), col(Barred.person_id))
        .limit(most)
    )
    return list(found)


async def hold_for_link(session: AsyncSession, which: int, into: int) -> list[int]:
    """Keep what is told of the voters of a counterpoint, before it is merged into another or parted from it.

    Returns:
        The counterpoints whose totals that concerns; `settle` each of them afterwards.
    """
    family = await telling.united_with(session, which)
    people = list(await session.exec(select(Vote.person_id).where(col(Vote.counterpoint_id).in_(family)).distinct()))
    concerned = await telling.lines_of(session, [into])
    for number in concerned:
        await telling.hold(session, number, people)
    return concerned


async def settle(session: AsyncSession, numbers: Sequence[int]) -> None:
    """Tell what changed of some counterpoints, if enough people changed something."""
    for number in numbers:
        await telling.settle(session, number)


async def _counted_otherwise(
    session: AsyncSession, chat_id: int, person_id: int, change: Callable[[], Awaitable[None]]
) -> Changed:
    """Change whether somebody's votes count, and what is told of them."""
    voted = await _voted_on(session, chat_id, person_id)
    concerned = await telling.lines_of(session, voted)
    for number in concerned:
        await telling.hold(session, number, [person_id])
    await change()
    return Changed(voted, [number for number in concerned if await telling.settle(session, number)])


async def _voted_on(session: AsyncSession, chat_id: int, person_id: int) -> list[int]:
    found = await session.exec(
        select(Vote.counterpoint_id)
        .join(Counterpoint, col(Counterpoint.id) == col(Vote.counterpoint_id))
        .join(Discussion, col(Discussion.id) == col(Counterpoint.discussion_id))
        .where(Vote.person_id == person_id, Discussion.chat_id == chat_id)
    )
    return list(found)
