"""Told totals: what people know of the votes, apart from how the votes stand.

A total that moves when one person is banned, or when two counterpoints are merged, tells how that person voted. So such
changes wait (`hold` before, `settle` after) until they can be told together with what others changed; while any wait,
new votes on the same counterpoint wait with them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlmodel import SQLModel, col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.chats import Discussion
from storage.counterpoints import Counterpoint, Stance, Tally, Unpublished
from storage.upsert import change, insert
from storage.votes import Barred, Vote

MIN_CHANGED_PEOPLE = 5
"""People who changed something, so that the totals are told anew."""
FEWEST_ALIKE = 8
"""The same where all of them changed the same: fewer would tell how each of them votes."""
AT_ONCE = 500
"""People who are asked for by their ids; of more, all are read."""

_COLUMNS = {Stance.AGREE: "agree", Stance.DISAGREE: "disagree", Stance.PASS: "passes"}
_TABLE = SQLModel.metadata.tables["unpublished"]
_KEY = ["counterpoint_id", "person_id"]


def may_be_told(changes: Collection[tuple[int | None, int | None]]) -> bool:
    """Say whether changes may be told together: nobody can reckon from them how one person votes.

    Args:
        changes: Of each person who counts otherwise by now: the stance that was told, and the one that counts.
    """
    return len(changes) >= FEWEST_ALIKE or (len(changes) >= MIN_CHANGED_PEOPLE and len(set(changes)) > 1)


async def counting(session: AsyncSession, counterpoint_id: int, people: Sequence[int] | None = None) -> dict[int, int]:
    """Return each person's latest vote on a counterpoint or what was merged into it, but for who was put out.

    Args:
        session: An open session.
        counterpoint_id: Which.
        people: Of whom; of everybody without.
    """
    family = await united_with(session, counterpoint_id)
    query = select(Vote.person_id, Vote.stance).where(col(Vote.counterpoint_id).in_(family))
    query = query.where(col(Vote.person_id).not_in(barred_here(counterpoint_id))).order_by(col(Vote.log_id))
    if people is not None and len(people) <= AT_ONCE:
        query = query.where(col(Vote.person_id).in_(people))
    return dict((await session.exec(query)).all())


async def waiting(session: AsyncSession, counterpoint_id: int) -> dict[int, tuple[int | None, bool]]:
    """Return the told stance of everybody who counts otherwise by now, and whether that was forced upon them."""
    query = select(Unpublished.person_id, Unpublished.stance, Unpublished.forced)
    found = await session.exec(query.where(Unpublished.counterpoint_id == counterpoint_id))
    return {person_id: (stance, forced) for person_id, stance, forced in found}


async def hold(session: AsyncSession, counterpoint_id: int, people: Sequence[int]) -> None:
    """Keep what is told of people whose votes are about to count otherwise, by no deed of their own."""
    now = await counting(session, counterpoint_id, people)
    same = {"counterpoint_id": counterpoint_id, "forced": True}
    rows = [{**same, "person_id": one, "stance": now.get(one)} for one in people]
    if rows:
        keep = insert(_TABLE).on_conflict_do_update(index_elements=_KEY, set_={"forced": True})
        await (await session.connection()).execute(keep, rows)


async def settle(session: AsyncSession, counterpoint_id: int) -> bool:
    """Tell what waits, if enough people changed something or nothing forced is among it; say whether it was told."""
    was = await waiting(session, counterpoint_id)
    now = await counting(session, counterpoint_id, list(was)) if was else {}
    changes = {one: (stance, now.get(one)) for one, (stance, _) in was.items() if stance != now.get(one)}
    forced = any(was[one][1] for one in changes)
    if changes and (may_be_told(changes.values()) or not forced):
        await recount(session, counterpoint_id)
        return True
    await _forget(session, counterpoint_id, list(was.keys() - changes.keys()))
    return False


async def close(session: AsyncSession, counterpoint_id: int, *, hidden: bool) -> None:
    """Tell what people voted themselves, when the voting ends; all that waits where nothing was told so far."""
    if hidden:
        await recount(session, counterpoint_id)
        return
    was = await waiting(session, counterpoint_id)
    own = {one: stance for one, (stance, forced) in was.items() if not forced}
    now = await counting(session, counterpoint_id, list(own)) if own else {}
    for one, stance in own.items():
        await _count(session, counterpoint_id, _stance(stance), Stance(now[one]))
    await _forget(session, counterpoint_id, list(own))


async def move(
    session: AsyncSession, counterpoint_id: int, person_id: int, before: Stance | None, after: Stance
) -> None:
    """Let the told totals follow a vote that was cast: at once, or with what waits.

    Args:
        session: An open transaction.
        counterpoint_id: Which.
        person_id: Whose.
        before: The stance that counted before; none: there was none.
        after: The one that counts now.
    """
    was = await waiting(session, counterpoint_id)
    if was.keys() - {person_id}:
        row = {"counterpoint_id": counterpoint_id, "person_id": person_id, "stance": before}
        own = insert(_TABLE).values(forced=False, **row)
        await session.exec(own.on_conflict_do_update(index_elements=_KEY, set_={"forced": False}))
        await settle(session, counterpoint_id)
        return
    if person_id in was:
        before = _stance(was[person_id][0])
        await _forget(session, counterpoint_id, [person_id])
    await _count(session, counterpoint_id, before, after)


async def recount(session: AsyncSession, counterpoint_id: int) -> Tally:
    """Count the votes that are for a counterpoint now, tell those totals from now on, and return them."""
    family = await united_with(session, counterpoint_id)
    place = func.row_number().over(partition_by=col(Vote.person_id), order_by=col(Vote.log_id).desc())
    votes: Any = select(col(Vote.stance).label("stance"), place.label("place"))
    votes = votes.where(col(Vote.counterpoint_id).in_(family))
    latest = votes.where(col(Vote.person_id).not_in(barred_here(counterpoint_id))).subquery()
    agrees, disagrees, passing = (func.count().filter(latest.c.stance == int(one)) for one in _COLUMNS)
    query = select(agrees, disagrees, passing).select_from(latest).where(latest.c.place == 1)
    tally = Tally(*(await session.exec(query)).one())
    await change(session, Counterpoint, col(Counterpoint.id) == counterpoint_id, **asdict(tally))
    await session.exec(delete(Unpublished).where(col(Unpublished.counterpoint_id) == counterpoint_id))
    return tally


async def united_with(session: AsyncSession, counterpoint_id: int) -> list[int]:
    """Return a counterpoint and all that was merged into it, directly or not."""
    family, fresh = [counterpoint_id], [counterpoint_id]
    while fresh:
        found = await session.exec(select(Counterpoint.id).where(col(Counterpoint.canonical_id).in_(fresh)))
        fresh = list(found)
        family += fresh
    return family


async def lines_of(session: AsyncSession, numbers: Collection[int]) -> list[int]:
    """Return counterpoints and all that they were merged into, directly or not, in order."""
    lines, fresh = set(numbers), set(numbers)
    while fresh:
        found = await session.exec(select(Counterpoint.canonical_id).where(col(Counterpoint.id).in_(fresh)))
        fresh = {number for number in found if number is not None} - lines
        lines |= fresh
    return sorted(lines)


def barred_here(counterpoint_id: int) -> SelectOfScalar[int]:
    """Return the question who was put out of the chat of a counterpoint."""
    query = select(Barred.person_id).join(Discussion, col(Discussion.chat_id) == col(Barred.chat_id))
    return query.join(Counterpoint).where(Counterpoint.id == counterpoint_id)


async def is_barred(session: AsyncSession, counterpoint_id: int, person_id: int) -> bool:
    """Say whether somebody was put out of the chat of a counterpoint."""
    question = barred_here(counterpoint_id).where(Barred.person_id == person_id)
    return (await session.exec(question)).first() is not None


def _stance(number: int | None) -> Stance | None:
    return None if number is None else Stance(number)


async def _forget(session: AsyncSession, counterpoint_id: int, people: Sequence[int]) -> None:
    """Let the told totals be right about people again."""
    gone = delete(Unpublished).where(col(Unpublished.counterpoint_id) == counterpoint_id)
    await session.exec(gone.where(col(Unpublished.person_id).in_(people)))


async def _count(session: AsyncSession, counterpoint_id: int, before: Stance | None, after: Stance) -> None:
    """Move one person from one counter to another, in one statement."""
    if before is after:
        return
    changes = {_COLUMNS[after]: col(getattr(Counterpoint, _COLUMNS[after])) + 1}
    if before is not None:
        changes[_COLUMNS[before]] = col(getattr(Counterpoint, _COLUMNS[before])) - 1
    await change(session, Counterpoint, col(Counterpoint.id) == counterpoint_id, **changes)
