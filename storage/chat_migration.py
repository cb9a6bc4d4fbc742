"""A group that becomes a supergroup goes on as what it was, under a new id: nothing of it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel, col, delete, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import debates, locks, outbox, sanctions, vote_changes
from storage.arrivals import ChatArrival
from storage.articles import Proposal, SnapshotRow
from storage.chat_settings import ChatSettings, settings_of
from storage.chats import NOWHERE_ID, Chat, Discussion, Presence
from storage.counterpoints import Counterpoint
from storage.digests import Schedule
from storage.drafts import Draft
from storage.locks import ChatLock
from storage.newcomers import DoorPost, Newcomer
from storage.notices import Notice
from storage.opinions import OpinionState, PublishedMap, Walk
from storage.outbox import OutboxRow
from storage.questions import Question
from storage.reviews import Review, ReviewStatus
from storage.sanctions import LASTING, Sanction, SanctionStatus
from storage.screening import Standing
from storage.silences import Silence
from storage.subjects import Subject
from storage.upsert import change, insert
from storage.votes import Barred

OF_A_CHAT: tuple[type[SQLModel], ...] = (
    *(Discussion, Newcomer, DoorPost, Sanction, Silence, ChatLock, Review, Standing, Presence, ChatArrival),
)
"""What belongs to a chat by our own number and changes hands as it is. The audit log refuses to be changed."""
OF_A_DISCUSSION: tuple[type[SQLModel], ...] = (
    Proposal,
    Question,
    Draft,
    Counterpoint,
    Walk,
    Schedule,
    Notice,
)
"""What belongs to a discussion."""


async def move(session: AsyncSession, old_id: int, new_id: int) -> None:
    """Give a chat the id that it has as a supergroup; everything else refers to our own number and stays.

    What came in under the new id before the news of the move belongs to the chat that moved.
    """
    taken = await _called(session, new_id)
    if taken is not None and taken.former_id == old_id:
        return
    old = await _called(session, old_id)
    if old is not None:
        await _forget_messages(session, old)
        news: dict[str, Any] = {"telegram_id": new_id, "former_id": old_id, "kind": "supergroup"}
        if taken is not None:
            news |= {"title": taken.title, "resting": taken.resting, "seen_at": taken.seen_at}
            await _unite(session, old.id, taken.id)
        await session.exec(update(Chat).where(col(Chat.id) == old.id).values(**news))
    elif taken is not None:
        await session.exec(update(Chat).where(col(Chat.id) == taken.id).values(former_id=old_id))
    await outbox.redirect(session, old_id, new_id)


async def _called(session: AsyncSession, telegram_id: int) -> Chat | None:
    query = select(Chat).where(Chat.telegram_id == telegram_id).execution_options(populate_existing=True)
    return (await session.exec(query)).first()


async def _forget_messages(session: AsyncSession, chat: Chat) -> None:
    """Forget the numbers of a group's messages: its supergroup counts anew, and would have others by them."""
    for review in await session.exec(select(Review).where(Review.chat_id == chat.id)):
        if Subject.parse(review.subject).kind == "message":
            review.subject = _apart(review)
        review.message_id = None
        review.evidence = {name: value for name, value in review.evidence.items() if name != "messages"}
    await session.flush()
    here = select(Discussion.id).where(Discussion.chat_id == chat.id)
    ours = (col(OutboxRow.chat_id) == chat.telegram_id, col(OutboxRow.subject).is_not(None))
    await change(session, Sanction, col(Sanction.chat_id) == chat.id, message_id=None)
    await change(session, Counterpoint, col(Counterpoint.discussion_id).in_(here), message_id=None)
    await change(session, Proposal, col(Proposal.discussion_id).in_(here), posted_message_id=None)
    await change(session, Schedule, col(Schedule.discussion_id).in_(here), pinned_message_id=None)
    await change(session, OutboxRow, *ours, message_id=None)


def _apart(review: Review) -> str:
    """Return a subject that an entry shares with no other."""
    return f"{review.subject}@{review.id}"


async def _unite(session: AsyncSession, kept: int, gone: int) -> None:
    """Let a chat have what came in under its new id; the row of that leads to it from now on."""
    query = update(Chat).where(col(Chat.id) == gone).values(telegram_id=NOWHERE_ID - kept, former_id=None, resting=True)
    await session.exec(query)
    await _unite_settings(session, kept, gone)
    await _unite_discussions(session, kept, gone)
    await _replace_sanctions(session, kept, gone)
    await _hold_restraints(session, kept, gone)
    await _part_reviews(session, kept, gone)
    await _count_together(session, kept, gone)
    await _give_way(session, _table(Newcomer), "person_id", kept, gone)
    await _carry_door(session, kept, gone)
    for model in OF_A_CHAT:
        await _carry(session, _table(model).c.chat_id, gone, kept)
    await _bar_together(session, kept, gone)


def _table(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


async def _carry(session: AsyncSession, column: Any, gone: int, kept: int) -> None:
    """Let rows belong to another; those that it has of its own already stay behind."""
    carried = update(column.table).prefix_with("OR IGNORE").where(column == gone).values({column.name: kept})
    await session.exec(carried.execution_options(synchronize_session=False))


async def _give_way(session: AsyncSession, table: Table, key: str, kept: int, gone: int) -> None:
    """Forget the older of two rows of a key."""
    newer = select(table.c[key]).where(table.c.chat_id == gone)
    older = delete(table).where(table.c.chat_id == kept, table.c[key].in_(newer))
    await session.exec(older.execution_options(synchronize_session=False))


async def _unite_settings(session: AsyncSession, kept: int, gone: int) -> None:
    """Let what was chosen since count, and what was not be as it was."""
    newer = await session.get(ChatSettings, gone)
    if newer is None:
        return
    older = await settings_of(session, kept)
    usual = ChatSettings(chat_id=gone)
    chosen = {name: value for name, value in newer.model_dump().items() if value != getattr(usual, name)}
    moments = {name: getattr(older, name) or getattr(newer, name) for name in ("watched_since", "asked_at")}
    for name, value in {**chosen, **moments}.items():
        setattr(older, name, value)
    session.add(older)
    await session.delete(newer)
    await session.flush()


def _either(model: Any, kept: int, gone: int) -> Any:
    return or_(col(model.chat_id) == kept, col(model.chat_id) == gone)


async def _unite_discussions(session: AsyncSession, kept: int, gone: int) -> None:
    """Let the debates of a thread about one article be one; an article that was chosen since is the current one."""
    query = select(Discussion).where(_either(Discussion, kept, gone)).order_by(col(Discussion.id))
    found = list(await session.exec(query))
    older = [one for one in found if one.chat_id == kept]
    for newer in (one for one in found if one.chat_id == gone):
        beside = [one for one in older if one.thread_id == newer.thread_id]
        if not beside:
            continue
        await _number_on(session, newer.id, [one.id for one in beside])
        current = next(one for one in beside if one.is_current)
        same = current if newer.snapshot_id is None else await _same_article(session, newer, beside)
        if same is not None:
            await _become_one(session, same, newer)
        if newer.is_current and newer.snapshot_id is not None and same is not current:
            await debates.take_up(session, current, same or newer)


async def _same_article(session: AsyncSession, newer: Discussion, beside: Sequence[Discussion]) -> Discussion | None:
    """Return the debate of the same article, or one that has none yet."""
    names = select(SnapshotRow.id, SnapshotRow.url, SnapshotRow.title)
    ids = [one.snapshot_id for one in (newer, *beside)]
    known = {row[0]: row[1:] for row in await session.exec(names.where(col(SnapshotRow.id).in_(ids)))}
    own = known[newer.snapshot_id or 0]
    return next((one for one in beside if one.snapshot_id is None or known[one.snapshot_id] == own), None)


async def _become_one(session: AsyncSession, kept: Discussion, gone: Discussion) -> None:
    kept.snapshot_id = gone.snapshot_id or kept.snapshot_id
    kept.author_id = gone.author_id or kept.author_id
    gone.snapshot_id = None  # what is left of it is no debate
    await session.flush()
    await _carry_discussion(session, kept.id, gone.id)


async def _number_on(session: AsyncSession, discussion_id: int, beside: Sequence[int]) -> None:
    """Let the numbers of a debate's counterpoints go on after those of its place."""
    last = select(func.coalesce(func.max(Counterpoint.number), 0)).where(col(Counterpoint.discussion_id).in_(beside))
    added = (await session.exec(last)).one()
    theirs, number = col(Counterpoint.discussion_id) == discussion_id, col(Counterpoint.number)
    await change(session, Counterpoint, theirs, number=number + added + _NUMBER_OFFSET)
    await change(session, Counterpoint, theirs, number=number - _NUMBER_OFFSET)


async def _carry_discussion(session: AsyncSession, kept: int, gone: int) -> None:
    """Let a discussion have what belongs to another."""
    has_one = select(Schedule.id).where(Schedule.discussion_id == kept).exists()
    await change(session, Schedule, col(Schedule.discussion_id) == gone, has_one, due_at=None)
    for table in (OpinionState, PublishedMap):
        computed = delete(table).where(col(table.discussion_id).in_((kept, gone)))
        await session.exec(computed.execution_options(synchronize_session=False))
    for model in OF_A_DISCUSSION:
        await _carry(session, _table(model).c.discussion_id, gone, kept)


_NUMBER_OFFSET = 2**40
"""Numbers are unique at each step: they go far up first, and then to where they belong."""


async def _replace_sanctions(session: AsyncSession, kept: int, gone: int) -> None:
    """End the mutes and bans of people who got a newer one since, which leads back to what was before both."""
    query = select(Sanction).where(_either(Sanction, kept, gone), Sanction.status == SanctionStatus.ACTIVE)
    found = list(await session.exec(query.where(col(Sanction.kind).in_(LASTING)).order_by(col(Sanction.id))))
    older = {(one.person_id, one.kind): one for one in found if one.chat_id == kept}
    for newer in found:
        former = older.get((newer.person_id, newer.kind))
        if former is None or newer.chat_id == kept:
            continue
        await sanctions.settle(session, former.id, SanctionStatus.REPLACED, newer.actor_id, newer.decided_at)
        await sanctions.correct_former(session, newer.id, former.former)


async def _hold_restraints(session: AsyncSession, kept: int, gone: int) -> None:
    """Let the newer of two locks count, with what the older one took away first."""
    taken = {one.what: one.former for one in await locks.locks_of(session, kept)}
    for newer in await locks.locks_of(session, gone):
        if newer.what in taken:
            newer.former = taken[newer.what]
    await session.flush()
    await _give_way(session, _table(ChatLock), "what", kept, gone)


async def _part_reviews(session: AsyncSession, kept: int, gone: int) -> None:
    """Let two entries about the same wait side by side."""
    waiting = select(Review.subject).where(Review.chat_id == gone, Review.status == ReviewStatus.OPEN)
    both = select(Review).where(Review.chat_id == kept, Review.status == ReviewStatus.OPEN)
    for review in await session.exec(both.where(col(Review.subject).in_(waiting))):
        review.subject = _apart(review)
    await session.flush()


async def _count_together(session: AsyncSession, kept: int, gone: int) -> None:
    """Add up how well people are known."""
    table = _table(Standing)
    theirs = select(Standing.person_id, Standing.posts, Standing.approved).where(Standing.chat_id == gone)
    rows = [
        {"chat_id": kept, "person_id": person_id, "posts": posts, "approved": approved}
        for person_id, posts, approved in (await session.exec(theirs)).all()
    ]
    new = insert(table)
    summed = {name: table.c[name] + new.excluded[name] for name in ("posts", "approved")}
    if rows:
        adding = new.on_conflict_do_update(index_elements=["chat_id", "person_id"], set_=summed)
        await (await session.connection()).execute(adding, rows)
    await session.exec(delete(Standing).where(col(Standing.chat_id) == gone))


async def _carry_door(session: AsyncSession, kept: int, gone: int) -> None:
    """Let the message at the door be known by the number of the chat that it stays in."""
    found = await session.get(DoorPost, gone)
    if found is None:
        return
    await session.exec(delete(DoorPost).where(col(DoorPost.chat_id) == kept))
    subject = DoorPost(chat_id=kept, number=found.number).subject
    await session.exec(update(OutboxRow).where(col(OutboxRow.subject) == found.subject).values(subject=subject))
    session.expunge(found)


async def _bar_together(session: AsyncSession, kept: int, gone: int) -> None:
    """Let nobody's votes count who was put out since."""
    barred = [one.model_dump() for one in await session.exec(select(Barred).where(Barred.chat_id == gone))]
    await session.exec(delete(Barred).where(col(Barred.chat_id) == gone))
    for one in barred:
        await vote_changes.bar(session, Barred(**{**one, "chat_id": kept}))
