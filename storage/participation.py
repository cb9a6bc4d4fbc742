"""What somebody took part in: their counterpoints and votes, debate by debate."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.articles import SnapshotRow
from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, Stance
from storage.votes import Vote


@dataclass(frozen=True, slots=True)
class OwnDebate:
    """A debate that somebody takes part in."""

    id: int
    title: str
    """Of the article."""
    chat: Chat
    counterpoints: int
    """How many they submitted."""
    votes: int
    """On how many counterpoints they voted, those that were merged each by itself."""


async def debates_of(session: AsyncSession, person_id: int) -> list[OwnDebate]:
    """Return the debates in which somebody submitted or voted, the newest first."""
    said = select(Counterpoint.discussion_id, func.count()).where(Counterpoint.author_id == person_id)
    voted = select(Counterpoint.discussion_id, func.count()).join(Vote).where(Vote.person_id == person_id)
    points = dict((await session.exec(said.group_by(col(Counterpoint.discussion_id)))).all())
    votes = dict((await session.exec(voted.group_by(col(Counterpoint.discussion_id)))).all())
    query = select(Discussion.id, SnapshotRow.title, Chat).join_from(Discussion, Chat)
    query = query.join(SnapshotRow, col(Discussion.snapshot_id) == SnapshotRow.id)
    ids = or_(col(Discussion.id).in_(points), col(Discussion.id).in_(votes))
    found = await session.exec(query.where(ids).order_by(col(Discussion.id).desc()))
    return [OwnDebate(one, title, chat, points.get(one, 0), votes.get(one, 0)) for one, title, chat in found]


async def counterpoints_of(session: AsyncSession, person_id: int, discussion_id: int) -> list[Counterpoint]:
    """Return what somebody submitted in a debate, the newest first."""
    query = select(Counterpoint).where(Counterpoint.author_id == person_id)
    query = query.where(Counterpoint.discussion_id == discussion_id)
    return list(await session.exec(query.order_by(col(Counterpoint.number).desc())))


async def votes_of(session: AsyncSession, person_id: int, discussion_id: int) -> list[tuple[Counterpoint, Stance]]:
    """Return how somebody voted in a debate, their latest vote first."""
    query = select(Counterpoint, Vote.stance).join_from(Vote, Counterpoint).where(Vote.person_id == person_id)
    query = query.where(Counterpoint.discussion_id == discussion_id).order_by(col(Vote.log_id).desc())
    return [(counterpoint, Stance(stance)) for counterpoint, stance in await session.exec(query)]
