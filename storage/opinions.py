"""Opinion groups as they were found last, and as people were shown them last, so that their names stay."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, exists
from sqlmodel import Field, SQLModel, col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.audit import Audit
from storage.chats import Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus, Unpublished, roots_of
from storage.database import Instant
from storage.upsert import change, insert, put
from storage.votes import Barred, Vote, VoteLog


class OpinionState(SQLModel, table=True):
    """What was computed of a discussion's votes, and from how many."""

    __tablename__ = "opinion_state"

    discussion_id: int = Field(foreign_key="discussion.id", primary_key=True)
    seen: int = 0
    """Up to which vote of the log it counts."""
    decided: int = 0
    """Up to which entry of the audit log."""
    groups: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    computed_at: datetime = Field(sa_type=Instant)


class PublishedMap(SQLModel, table=True):
    """The opinion map as people were shown it last."""

    __tablename__ = "published_map"

    discussion_id: int = Field(foreign_key="discussion.id", primary_key=True)
    seen: int = 0
    """Up to which vote of the log it counts: each state that is shown counts more than the one before."""
    report: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    tallies: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The told totals of that moment: {number: [agree, disagree, passes]}."""
    former: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """The groups as they were called when people saw some last, and which way the picture lay: {"groups":
    {person: group}, "components": {number: [x, y]}}."""


class Walk(SQLModel, table=True):
    """Whose counterpoints a person walks through in private."""

    person_id: int = Field(sa_type=BigInteger, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id")


async def find_state(session: AsyncSession, discussion_id: int) -> OpinionState | None:
    """Return what was computed last."""
    return await session.get(OpinionState, discussion_id)


async def keep_state(session: AsyncSession, state: OpinionState) -> None:
    """Keep what was computed now, in place of what was."""
    news = state.model_dump(exclude={"discussion_id"})
    await put(session, OpinionState, {"discussion_id": state.discussion_id}, **news)


async def find_map(session: AsyncSession, discussion_id: int) -> PublishedMap | None:
    """Return the map as it was shown last."""
    return await session.get(PublishedMap, discussion_id)


async def publish_map(session: AsyncSession, new: PublishedMap, former: PublishedMap | None) -> bool:
    """Let a map be the one that is shown, in place of a former one; False where another was published since."""
    news = new.model_dump(exclude={"discussion_id"})
    keep = insert(PublishedMap).values(discussion_id=new.discussion_id, **news)
    if former is None:
        return (await session.exec(keep.on_conflict_do_nothing(index_elements=["discussion_id"]))).rowcount == 1
    which = (col(PublishedMap.discussion_id) == new.discussion_id, col(PublishedMap.seen) == former.seen)
    return await change(session, PublishedMap, *which, **news)


async def voters_since(session: AsyncSession, discussion_id: int, seen: int, upto: int) -> int:
    """Count the people who voted after one vote of the log, up to another."""
    own = select(Counterpoint.id).where(Counterpoint.discussion_id == discussion_id)
    query = select(func.count(col(VoteLog.person_id).distinct())).where(col(VoteLog.id) > seen, col(VoteLog.id) <= upto)
    return (await session.exec(query.where(col(VoteLog.counterpoint_id).in_(own)))).one()


async def begin_walk(session: AsyncSession, person_id: int, discussion_id: int) -> None:
    """Note whose counterpoints a person walks through in private."""
    await put(session, Walk, {"person_id": person_id}, discussion_id=discussion_id)


async def find_walk(session: AsyncSession, person_id: int) -> int | None:
    """Return the discussion that a person walks through in private."""
    return (await session.exec(select(Walk.discussion_id).where(Walk.person_id == person_id))).first()


async def end_walk(session: AsyncSession, person_id: int) -> None:
    """Note that a person reads no debate of a group in private any more."""
    await session.exec(delete(Walk).where(col(Walk.person_id) == person_id))


async def latest_change(session: AsyncSession, discussion_id: int) -> tuple[int, int]:
    """Return the newest vote and the newest decision of a discussion, by their numbers in the logs."""
    own = select(Counterpoint.id).where(Counterpoint.discussion_id == discussion_id)
    votes = await session.exec(select(func.max(VoteLog.id)).where(col(VoteLog.counterpoint_id).in_(own)))
    decisions = await session.exec(select(func.max(Audit.id)).where(Audit.discussion_id == discussion_id))
    return votes.one() or 0, decisions.one() or 0


async def all_votes(session: AsyncSession, discussion_id: int) -> list[tuple[int, int, int, datetime]]:
    """Return (counterpoint, person, stance, moment) of every latest vote in a discussion."""
    here = col(Barred.chat_id) == col(Discussion.chat_id)
    put_out = exists().where(here, col(Barred.person_id) == col(Vote.person_id))
    query = select(Vote.counterpoint_id, Vote.person_id, Vote.stance, Vote.voted_at).join(Counterpoint).join(Discussion)
    query = query.where(Counterpoint.discussion_id == discussion_id, ~put_out).order_by(col(Vote.log_id))
    return list(await session.exec(query))


async def told_votes(session: AsyncSession, discussion_id: int) -> list[tuple[int, int, int, datetime]]:
    """Return the same of the votes that are in the told totals: what waits to be told is in no map and no export."""
    roots = await _roots(session, discussion_id)
    here = select(Counterpoint.id).where(Counterpoint.discussion_id == discussion_id)
    waits = select(Unpublished.counterpoint_id, Unpublished.person_id, Unpublished.stance)
    found = (await session.exec(waits.where(col(Unpublished.counterpoint_id).in_(here)))).all()
    untold = {(root, person): stance for root, person, stance in found if roots[root] == root}
    theirs = select(Vote.counterpoint_id, Vote.person_id, Vote.voted_at).where(col(Vote.counterpoint_id).in_(here))
    somebody = select(Unpublished.person_id).where(col(Unpublished.counterpoint_id).in_(here))
    cast = (await session.exec(theirs.where(col(Vote.person_id).in_(somebody)))).all()
    moments: dict[tuple[int, int], datetime] = {}
    for counterpoint, person, moment in cast:
        key = (roots[counterpoint], person)
        moments[key] = max(moment, moments.get(key, moment))
    told = [one for one in await all_votes(session, discussion_id) if (roots[one[0]], one[1]) not in untold]
    return told + [(*key, stance, moments[key]) for key, stance in untold.items() if stance is not None]


async def arrivals(session: AsyncSession, discussion_id: int) -> dict[int, int]:
    """Return with which line of the log each person first voted in a discussion."""
    own = select(Counterpoint.id).where(Counterpoint.discussion_id == discussion_id)
    query = select(VoteLog.person_id, func.min(VoteLog.id)).where(col(VoteLog.counterpoint_id).in_(own))
    return dict((await session.exec(query.group_by(col(VoteLog.person_id)))).all())


async def _roots(session: AsyncSession, discussion_id: int) -> dict[int, int]:
    """Return for each counterpoint the one under which its votes count, by id."""
    links = select(Counterpoint.id, Counterpoint.canonical_id).where(Counterpoint.discussion_id == discussion_id)
    return roots_of(dict((await session.exec(links)).all()))


async def votes_of(session: AsyncSession, discussion_id: int, person_id: int) -> list[int]:
    """Return the numbers of the counterpoints of a discussion on which a person has voted."""
    query = select(Counterpoint.number).join(Vote, col(Vote.counterpoint_id) == Counterpoint.id)
    return list(
        await session.exec(query.where(Counterpoint.discussion_id == discussion_id, Vote.person_id == person_id))
    )


async def unseen(session: AsyncSession, discussion_id: int, person_id: int) -> list[Counterpoint]:
    """Return the open counterpoints on which a person has not voted, in order."""
    voted = select(Vote.counterpoint_id).where(Vote.person_id == person_id)
    query = select(Counterpoint).where(Counterpoint.discussion_id == discussion_id, col(Counterpoint.id).not_in(voted))
    query = query.where(Counterpoint.status == CounterpointStatus.OPEN).order_by(col(Counterpoint.number))
    return list(await session.exec(query))
