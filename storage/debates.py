"""The debates of a place: each article that was chosen there has its own, and one of them is current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.articles import SnapshotRow
from storage.chats import Chat, Discussion, Place, Presence, find_discussion
from storage.counterpoints import SHOWN, Counterpoint
from storage.digests import Schedule
from storage.questions import Question
from storage.upsert import change


@dataclass(frozen=True, slots=True)
class DebateSize:
    """How much was said about an article."""

    counterpoints: int = 0
    """Those that people see."""
    questions: int = 0


async def debates_beside(session: AsyncSession, discussion: Discussion) -> list[Discussion]:
    """Return the debates of the place where a discussion is that have an article: the current one, then the newest."""
    query = select(Discussion).where(Discussion.chat_id == discussion.chat_id)
    query = query.where(Discussion.thread_id == discussion.thread_id, col(Discussion.snapshot_id).is_not(None))
    return list(await session.exec(query.order_by(col(Discussion.is_current).desc(), col(Discussion.id).desc())))


async def readable(session: AsyncSession, person_id: int) -> list[tuple[Discussion, Chat]]:
    """Return the current debates of the groups in which somebody was seen, and of their own chat, the newest first."""
    seen = select(Presence.chat_id).where(Presence.person_id == person_id)
    query = select(Discussion, Chat).join_from(Discussion, Chat)
    query = query.where(or_(col(Chat.id).in_(seen), col(Chat.telegram_id) == person_id), col(Discussion.is_current))
    query = query.where(col(Discussion.snapshot_id).is_not(None)).order_by(col(Discussion.id).desc())
    return list(await session.exec(query))


async def find_beside(session: AsyncSession, place: Place, discussion_id: int) -> Discussion | None:
    """Return a debate by its number, if it is one of a place."""
    current = await find_discussion(session, place)
    found = await session.get(Discussion, discussion_id)
    if current is None or found is None:
        return None
    return found if (found.chat_id, found.thread_id) == (current.chat_id, current.thread_id) else None


async def title_of_earlier(session: AsyncSession, discussion_id: int) -> str | None:
    """Return the title of a debate's article where people talk about another one now."""
    query = select(SnapshotRow.title).join(Discussion, col(Discussion.snapshot_id) == SnapshotRow.id)
    return (await session.exec(query.where(Discussion.id == discussion_id, ~col(Discussion.is_current)))).first()


async def titles(session: AsyncSession, discussion_ids: Sequence[int]) -> dict[int, str]:
    """Return the titles of the articles of debates."""
    query = select(Discussion.id, SnapshotRow.title).join(SnapshotRow, col(Discussion.snapshot_id) == SnapshotRow.id)
    return dict((await session.exec(query.where(col(Discussion.id).in_(discussion_ids)))).all())


async def sizes(session: AsyncSession, discussion_ids: Sequence[int]) -> dict[int, DebateSize]:
    """Return how much was said in each of some debates."""
    points = select(Counterpoint.discussion_id, func.count()).where(col(Counterpoint.status).in_(SHOWN))
    points = points.where(col(Counterpoint.discussion_id).in_(discussion_ids)).group_by(col(Counterpoint.discussion_id))
    asked = select(Question.discussion_id, func.count()).where(col(Question.discussion_id).in_(discussion_ids))
    said = dict((await session.exec(points)).all())
    questions = dict((await session.exec(asked.group_by(col(Question.discussion_id)))).all())
    return {one: DebateSize(said.get(one, 0), questions.get(one, 0)) for one in discussion_ids}


async def is_empty(session: AsyncSession, discussion_id: int) -> bool:
    """Say whether nobody has asked or submitted anything in a debate."""
    said = select(Counterpoint.id).where(Counterpoint.discussion_id == discussion_id).exists()
    asked = select(Question.id).where(Question.discussion_id == discussion_id).exists()
    return not (await session.exec(select(said | asked))).one()


async def begin(session: AsyncSession, former: Discussion, now: datetime) -> Discussion:
    """Begin the debate of another article where a discussion is, and make it the current one."""
    values = {name: getattr(former, name) for name in ("chat_id", "thread_id", "premoderation", "topic")}
    new = Discussion(**values, is_current=False, created_at=now)
    session.add(new)
    await session.flush()
    await take_up(session, former, new)
    return new


async def take_up(session: AsyncSession, former: Discussion, again: Discussion) -> None:
    """Make another debate the current one of its place; when digests come there stays as it was chosen."""
    former.is_current = False
    await session.flush()
    again.is_current = True
    again.premoderation = former.premoderation
    await session.flush()
    await _hand_over(session, former.id, again.id)


async def _hand_over(session: AsyncSession, former_id: int, again_id: int) -> None:
    """Let the digests be about another debate, which has editions of its own."""
    query = select(Schedule).where(col(Schedule.discussion_id).in_((former_id, again_id)))
    found = {one.discussion_id: one for one in await session.exec(query)}
    former, again = found.get(former_id), found.get(again_id)
    if former is None:
        await change(session, Schedule, col(Schedule.discussion_id) == again_id, due_at=None)
        return
    chosen = former.model_dump(exclude={"id", "discussion_id"})
    if again is None:
        session.add(Schedule(discussion_id=again_id, **chosen))
    else:
        again.sqlmodel_update(chosen)
    former.due_at = former.pinned_message_id = None
    await session.flush()
