"""The review queue: what moderators look at, who reported what, and how well people of a chat are known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, case, false
from sqlmodel import Field, SQLModel, col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.database import Instant, choice, index_where
from storage.sanctions import LASTING, Sanction, SanctionStatus
from storage.upsert import add_new, change


class ReviewKind(StrEnum):
    """What an entry of the queue came from; held counterpoints stand in the queue by themselves."""

    REPORT = "report"
    SPAM = "spam"
    APPEAL = "appeal"


class ReviewStatus(StrEnum):
    """Whether an entry waits."""

    OPEN = "open"
    SETTLED = "settled"


class Ruling(StrEnum):
    """What a moderator decided about an entry."""

    REJECT = "reject"
    """The message was taken away, nothing else."""
    WARN = "warn"
    MUTE = "mute"
    BAN = "ban"
    DISMISS = "dismiss"
    """Nothing was wrong with the message; or, of an appeal, the sanction stays."""
    UNDO = "undo"
    """The sanction was lifted: on an appeal; or, of another entry, elsewhere than on its card."""
    OVER = "over"
    """Of an appeal: the sanction ended before anybody decided."""


class Review(SQLModel, table=True):
    """An entry of the queue."""

    __table_args__ = (
        index_where("uq_review_open", "status = 'open'", "chat_id", "subject", unique=True),
        Index(None, "chat_id", "kind", "status"),
        Index(None, "chat_id", "kind", "opened_at"),
        Index(None, "chat_id", "subject"),
        Index(None, "kind", "chat_id"),
        Index(None, "status", "opened_at"),
    )

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    kind: ReviewKind = Field(sa_type=choice(ReviewKind))
    subject: str
    """What it is about, of which one entry is open at a time: `message:12`, `spam:<person>`, `sanction:12`."""
    version: int = 0
    """Grows with each decision: a button of an older one decides nothing."""
    status: ReviewStatus = Field(default=ReviewStatus.OPEN, sa_type=choice(ReviewStatus))
    ruling: Ruling | None = Field(default=None, sa_type=choice(Ruling))
    person_id: int = Field(sa_type=BigInteger, index=True)
    """Telegram id of whom it is about; a channel's is negative."""
    name: str
    """What they were called then."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message in the group that it is about."""
    thread_id: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    """The thread in which it stood."""
    topic: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether the thread is a topic of a forum."""
    words: str = ""
    """What the message says; of an appeal, what the person writes."""
    evidence: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    sanction_id: int | None = Field(default=None, foreign_key="sanction.id", index=True)
    """The sanction that is appealed, or that was decided on."""
    reason: str | None = None
    """Why the message was taken away, where a moderator said why: a name that `reason-name` knows."""
    answer: str = ""
    """What the moderators wrote to the person."""
    opened_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_by: int | None = Field(default=None, sa_type=BigInteger)


class Report(SQLModel, table=True):
    """Somebody who reported a message."""

    review_id: int = Field(foreign_key="review.id", primary_key=True)
    reporter_id: int = Field(sa_type=BigInteger, primary_key=True, index=True)
    words: str = ""
    at: datetime = Field(sa_type=Instant)


class Reminder(SQLModel, table=True):
    """What moderators were reminded of, once: `review:12`, `counterpoint:7`."""

    subject: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)


async def enter(session: AsyncSession, review: Review) -> bool:
    """Put an entry into the queue and give it its id; False when one of its subject is open already."""
    return await add_new(session, review)


async def get(session: AsyncSession, review_id: int) -> Review | None:
    """Return an entry as the database has it now."""
    return await session.get(Review, review_id, populate_existing=True)


async def latest(session: AsyncSession, chat_id: int, subject: str) -> Review | None:
    """Return the newest entry about a subject in a chat."""
    query = select(Review).where(Review.chat_id == chat_id, Review.subject == subject)
    newest = query.order_by(col(Review.id).desc()).limit(1).execution_options(populate_existing=True)
    return (await session.exec(newest)).first()


async def settle(
    session: AsyncSession, review: Review, ruling: Ruling, by: int, now: datetime, reason: str | None = None
) -> bool:
    """Decide an entry that is as it was read; False when somebody else was first."""
    news = {"status": ReviewStatus.SETTLED, "ruling": ruling, "reason": reason, "settled_by": by, "settled_at": now}
    return await _change(session, review, ReviewStatus.OPEN, news)


async def overrule(session: AsyncSession, review: Review, by: int, now: datetime) -> bool:
    """Note that the sanction of a decided entry was taken back elsewhere; False when it is not as it was read."""
    news = {"ruling": Ruling.UNDO, "settled_by": by, "settled_at": now}
    return await _change(session, review, ReviewStatus.SETTLED, news)


async def note_sanction(session: AsyncSession, review_id: int, sanction_id: int) -> None:
    """Note which sanction an entry was decided with."""
    await amend(session, review_id, sanction_id=sanction_id)


async def reopen(session: AsyncSession, review: Review, by: int, now: datetime) -> bool:
    """Let a decided entry that is as it was read wait again; False when somebody else was first."""
    news = {"status": ReviewStatus.OPEN, "ruling": None, "reason": None, "settled_by": by, "settled_at": now}
    if review.kind is not ReviewKind.APPEAL:
        news["sanction_id"] = None
    return await _change(session, review, ReviewStatus.SETTLED, news)


async def _change(session: AsyncSession, review: Review, was: ReviewStatus, news: dict[str, Any]) -> bool:
    which = (col(Review.id) == review.id, col(Review.version) == review.version, col(Review.status) == was)
    return await change(session, Review, *which, version=review.version + 1, **news)


async def amend(session: AsyncSession, review_id: int, **news: Any) -> None:
    """Change what is known about an entry; who decides is not concerned."""
    await change(session, Review, col(Review.id) == review_id, **news)


async def waiting(session: AsyncSession, chat_ids: Collection[int]) -> list[Review]:
    """Return the entries of chats that wait, oldest first."""
    query = select(Review).where(col(Review.chat_id).in_(chat_ids), Review.status == ReviewStatus.OPEN)
    return list(await session.exec(query.order_by(col(Review.id))))


async def held(session: AsyncSession, chat_ids: Collection[int]) -> list[tuple[Counterpoint, int]]:
    """Return the held counterpoints of chats, each with our number of its chat, oldest first."""
    query = select(Counterpoint, Discussion.chat_id).join_from(Counterpoint, Discussion)
    query = query.where(col(Discussion.chat_id).in_(chat_ids), Counterpoint.status == CounterpointStatus.HELD)
    return list(await session.exec(query.order_by(col(Counterpoint.id))))


async def busy_chats(session: AsyncSession, since: datetime | None = None) -> list[Chat]:
    """Return the groups in which anything waits for a moderator, since some moment at the latest."""
    of_reviews = select(Review.chat_id).where(Review.status == ReviewStatus.OPEN)
    of_held = select(Discussion.chat_id).join(Counterpoint).where(Counterpoint.status == CounterpointStatus.HELD)
    if since is not None:
        of_reviews = of_reviews.where(Review.opened_at <= since)
        of_held = of_held.where(Counterpoint.submitted_at <= since)
    query = select(Chat).where(col(Chat.id).in_(of_reviews.union(of_held)), Chat.kind != "private")
    return list(await session.exec(query.order_by(col(Chat.id))))


async def entered_between(
    session: AsyncSession, chat_id: int, kind: ReviewKind, since: datetime, until: datetime
) -> int:
    """Count the entries of a kind that came into a chat's queue within a period."""
    query = select(func.count()).select_from(Review).where(Review.chat_id == chat_id, Review.kind == kind)
    return int((await session.exec(query.where(col(Review.opened_at).between(since, until)))).one())


async def remind_once(session: AsyncSession, subject: str, now: datetime) -> bool:
    """Note that moderators are reminded of something; False when they were before."""
    return await add_new(session, Reminder(subject=subject, at=now))


async def forget_reminder(session: AsyncSession, subject: str) -> None:
    """Let moderators be reminded of something once more."""
    await session.exec(delete(Reminder).where(col(Reminder.subject) == subject))


async def reminded(session: AsyncSession, subjects: Sequence[str]) -> set[str]:
    """Return of which subjects moderators were reminded."""
    return set(await session.exec(select(Reminder.subject).where(col(Reminder.subject).in_(subjects))))


# Reports


async def add_report(session: AsyncSession, report: Report) -> bool:
    """Keep a report; False when the person reported the same before."""
    return await add_new(session, report)


async def reports_of(session: AsyncSession, review_id: int) -> list[Report]:
    """Return the reports of an entry, oldest first."""
    return list(await session.exec(select(Report).where(Report.review_id == review_id).order_by(col(Report.at))))


async def reports_between(session: AsyncSession, reporter_id: int, since: datetime, until: datetime) -> int:
    """Count what somebody reported within a period."""
    query = select(func.count()).select_from(Report).where(Report.reporter_id == reporter_id)
    return int((await session.exec(query.where(col(Report.at).between(since, until)))).one())


async def records(session: AsyncSession, chat_id: int, reporters: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return of reporters how many of their reports in a chat were (upheld, dismissed)."""
    dismissed = func.sum(case((col(Review.ruling) == Ruling.DISMISS, 1), else_=0))
    query = select(Report.reporter_id, func.count(), dismissed).join(Review)
    query = query.where(Review.chat_id == chat_id, Review.status == ReviewStatus.SETTLED)
    query = query.where(col(Report.reporter_id).in_(reporters)).group_by(col(Report.reporter_id))
    return {person: (count - int(wrong), int(wrong)) for person, count, wrong in (await session.exec(query)).all()}


# What is on record


async def history(session: AsyncSession, chat_id: int, person_id: int) -> dict[str, int]:
    """Count what is on record about a person in a chat: sanctions by kind that were not taken back, counterpoints."""
    query = select(Sanction.kind, func.count()).where(Sanction.chat_id == chat_id, Sanction.person_id == person_id)
    query = query.where(col(Sanction.status).not_in((SanctionStatus.UNDONE, SanctionStatus.REFUSED)))
    sanctions = await session.exec(query.group_by(col(Sanction.kind)))
    theirs = select(Counterpoint.status, func.count()).join(Discussion).group_by(col(Counterpoint.status))
    theirs = theirs.where(Discussion.chat_id == chat_id, Counterpoint.author_id == person_id)
    by_status = {CounterpointStatus(status): count for status, count in await session.exec(theirs)}
    accepted = (CounterpointStatus.OPEN, CounterpointStatus.CLOSED, CounterpointStatus.MERGED)
    return {
        **{str(kind): count for kind, count in sanctions.all()},
        "accepted": sum(by_status.get(one, 0) for one in accepted),
        "rejected": by_status.get(CounterpointStatus.REJECTED, 0),
    }


# Appeals, and what became of sanctions


async def appealable(session: AsyncSession, person_id: int) -> list[tuple[Sanction, Chat]]:
    """Return the sanction that a person would appeal in each chat, with the chat.

    One that moderators have not looked at again before one that they have; a mute or ban before a warning; then the
    newest.
    """
    query = select(Sanction, Chat).join_from(Sanction, Chat).where(Sanction.person_id == person_id)
    found = await session.exec(query.where(Sanction.status == SanctionStatus.ACTIVE, Sanction.kind != "kick"))
    settled = select(Review.sanction_id).where(Review.person_id == person_id, Review.kind == ReviewKind.APPEAL)
    decided = set(await session.exec(settled.where(Review.status == ReviewStatus.SETTLED)))

    def rank(one: tuple[Sanction, Chat]) -> tuple[bool, bool, int]:
        return one[0].id not in decided, one[0].kind in LASTING, one[0].id or 0

    first = {sanction.chat_id: (sanction, chat) for sanction, chat in sorted(found.all(), key=rank)}
    return list(first.values())


async def overtaken(session: AsyncSession) -> list[Review]:
    """Return the appeals that wait and whose sanction has ended, and decided entries whose sanction was taken back."""
    pairs = select(Review).join(Sanction)
    waits = pairs.where(Review.status == ReviewStatus.OPEN, Review.kind == ReviewKind.APPEAL)
    decided = pairs.where(Sanction.status == SanctionStatus.UNDONE, Review.kind != ReviewKind.APPEAL)
    found = [
        *await session.exec(waits.where(Sanction.status != SanctionStatus.ACTIVE)),
        *await session.exec(decided.where(col(Review.ruling).in_((Ruling.WARN, Ruling.MUTE, Ruling.BAN)))),
    ]
    return sorted(found, key=lambda review: review.id or 0)
