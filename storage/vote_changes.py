"""Votes as they change: cast, put aside, brought back; what is told of them follows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import told_totals
from storage.chats import Discussion
from storage.counterpoints import Counterpoint, Stance
from storage.upsert import change, put
from storage.votes import Barred, Vote, VoteLog, stance_of

WAVERING_PERIOD = timedelta(hours=1)
"""Who changes their mind within so long leaves one line in the log: turning a vote to and fro fills no disk."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed because somebody's votes count otherwise: the counterpoints they voted on, and those told anew."""

    voted: list[int]
    told: list[int]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote of one person."""

    counterpoint_id: int
    person_id: int
    stance: Stance
    at: datetime


async def cast(session: AsyncSession, vote: Ballot) -> bool:
    """Count a vote, in place of the person's former one; False when it is the same as before.

    The statements are the same however many votes there are: each finds its rows by an index.
    """
    family = await told_totals.united_with(session, vote.counterpoint_id)
    former = await stance_of(session, family, vote.person_id)
    if former is vote.stance:
        return False
    key = {"counterpoint_id": vote.counterpoint_id, "person_id": vote.person_id}
    news: dict[str, Any] = {"stance": int(vote.stance), "voted_at": vote.at}
    line = VoteLog(**{**key, **news})
    session.add(line)
    await session.flush()
    await _forget_wavering(session, line)
    await put(session, Vote, key, log_id=line.id, **news)
    if former is None:
        voted = col(Counterpoint.id) == vote.counterpoint_id
        await change(session, Counterpoint, voted, voters=col(Counterpoint.voters) + 1)
    if not await told_totals.is_barred(session, vote.counterpoint_id, vote.person_id):
        await told_totals.move(session, vote.counterpoint_id, vote.person_id, former, vote.stance)
    return True


async def _forget_wavering(session: AsyncSession, line: VoteLog) -> None:
    """Let a line of the log stand for those before it that the same person changed their mind about within the hour.

    The new line is there first, so that no number of the log is given twice.
    """
    former = select(Vote.log_id).where(Vote.counterpoint_id == line.counterpoint_id, Vote.person_id == line.person_id)
    former = former.where(Vote.voted_at > line.voted_at - WAVERING_PERIOD)
    await session.exec(delete(VoteLog).where(col(VoteLog.id).in_(former)))


async def bar(session: AsyncSession, barred: Barred) -> Changed:
    """Let nobody's votes count any more in a chat who was put out of it."""

    async def put_out() -> None:
        key = {"chat_id": barred.chat_id, "person_id": barred.person_id}
        news = barred.model_dump(include={"until", "looked_at", "is_new"})
        await put(session, Barred, key, **news)

    return await _counted_otherwise(session, barred.chat_id, barred.person_id, put_out)


async def unbar(session: AsyncSession, chat_id: int, person_id: int, *, own: bool = False) -> Changed:
    """Let somebody's votes count (again) in a chat; their `own` doing it is where they had only just come."""

    async def let_in() -> None:
        await session.exec(delete(Barred).where(col(Barred.chat_id) == chat_id, col(Barred.person_id) == person_id))

    return await _counted_otherwise(session, chat_id, person_id, let_in, own=own)


async def hold_for_link(session: AsyncSession, which: int, into: int) -> list[int]:
    """Keep what is told of the voters of a counterpoint, before it is merged into another or parted from it.

    Returns:
        The counterpoints whose totals that concerns; `settle` each of them afterwards.
    """
    family = await told_totals.united_with(session, which)
    people = list(await session.exec(select(Vote.person_id).where(col(Vote.counterpoint_id).in_(family)).distinct()))
    concerned = await told_totals.lines_of(session, [into])
    for number in concerned:
        await told_totals.hold(session, number, people)
    return concerned


async def settle(session: AsyncSession, numbers: Sequence[int]) -> None:
    """Tell what changed of some counterpoints, if enough people changed something."""
    for number in numbers:
        await told_totals.settle(session, number)


async def _counted_otherwise(
    session: AsyncSession, chat_id: int, person_id: int, act: Callable[[], Awaitable[None]], *, own: bool = False
) -> Changed:
    """Change whether somebody's votes count, and what is told of them."""
    voted = await _voted_on(session, chat_id, person_id)
    concerned = await told_totals.lines_of(session, voted)
    for number in concerned:
        await told_totals.hold(session, number, [person_id], own=own)
    await act()
    return Changed(voted, [number for number in concerned if await told_totals.settle(session, number, voted=own)])


async def _voted_on(session: AsyncSession, chat_id: int, person_id: int) -> list[int]:
    query = select(Vote.counterpoint_id).join(Counterpoint).join(Discussion)
    return list(await session.exec(query.where(Vote.person_id == person_id, Discussion.chat_id == chat_id)))
