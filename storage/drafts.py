"""Drafts: counterpoints whose author still has to say what they answer, or that they are new."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, false
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.counterpoints import CounterpointKind
from storage.database import Instant, choice
from storage.upsert import change


class DraftStatus(StrEnum):
    """What became of a draft."""

    OPEN = "open"
    USED = "used"
    CANCELLED = "cancelled"


class Draft(SQLModel, table=True):
    """Words that are to become a counterpoint. It waits in the database, so a restart loses none."""

    id: int = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    person_id: int = Field(sa_type=BigInteger, index=True)
    message_id: int = Field(sa_type=BigInteger)
    """The message that brought the words; 0 where they are still to come."""
    from_private: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether it is written in private, where nobody else sees who writes."""
    listens_since: datetime | None = Field(default=None, sa_type=Instant)
    """Since when the next words that its author says in private are its words; none where it waits for none."""
    answers_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message of the group that its card is to answer."""
    rewords_id: int | None = Field(default=None, foreign_key="counterpoint.id")
    """The counterpoint that is to read so; none: it is to be a new one."""
    kind: CounterpointKind = Field(sa_type=choice(CounterpointKind))
    parent_id: int | None = Field(default=None, foreign_key="counterpoint.id")
    text: str = ""
    links: list[str] = Field(default_factory=list, sa_type=JSON)
    nudges: list[str] = Field(default_factory=list, sa_type=JSON)
    """Names of the messages that tell its author how it could be better."""
    anchored: bool = False
    """Whether its author has said what it answers."""
    start: int | None = None
    stop: int | None = None
    offered: list[dict[str, int]] = Field(default_factory=list, sa_type=JSON)
    """The passages that its author may choose from: {"start", "stop"}."""
    status: DraftStatus = Field(default=DraftStatus.OPEN, sa_type=choice(DraftStatus))
    drafted_at: datetime = Field(sa_type=Instant)


async def store(session: AsyncSession, draft: Draft) -> int:
    """Keep a draft and return its number."""
    session.add(draft)
    await session.flush()
    return draft.id


async def find(session: AsyncSession, draft_id: int) -> Draft | None:
    """Return a draft."""
    return await session.get(Draft, draft_id)


async def anchor(session: AsyncSession, draft: Draft, start: int | None, stop: int | None) -> None:
    """Note which words a draft answers."""
    draft.anchored, draft.start, draft.stop = True, start, stop
    session.add(draft)
    await session.flush()


async def ask_anew(session: AsyncSession, draft: Draft, snapshot_id: int, offered: list[dict[str, int]]) -> None:
    """Note that the words that a draft answers are gone from the article: its author chooses others."""
    draft.anchored, draft.start, draft.stop = False, None, None
    draft.snapshot_id, draft.offered = snapshot_id, offered
    session.add(draft)
    await session.flush()


async def settle(session: AsyncSession, draft_id: int, status: DraftStatus) -> bool:
    """Use or cancel an open draft; False when that was done before."""
    return await change(session, Draft, col(Draft.id) == draft_id, col(Draft.status) == DraftStatus.OPEN, status=status)


async def listening(session: AsyncSession, person_id: int, since: datetime) -> Draft | None:
    """Return the draft that waits for words of a person in private, if it has begun to since some moment."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.status == DraftStatus.OPEN)
    query = query.where(col(Draft.listens_since) >= since).order_by(
        col(Draft.listens_since).desc(), col(Draft.id).desc()
    )
    return (await session.exec(query.limit(1))).first()


async def listen(session: AsyncSession, draft: Draft, now: datetime) -> None:
    """Let a draft have the next words that its author says in private, and no other draft of theirs."""
    others = (col(Draft.person_id) == draft.person_id, col(Draft.listens_since).is_not(None))
    await change(session, Draft, *others, listens_since=None)
    draft.listens_since = now
    session.add(draft)
    await session.flush()


async def said_in(session: AsyncSession, person_id: int, message_id: int) -> Draft | None:
    """Return the open draft whose words a message of its author in private brought."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.message_id == message_id)
    return (await session.exec(query.where(Draft.status == DraftStatus.OPEN, Draft.from_private))).first()


async def unposted(session: AsyncSession, person_id: int) -> list[Draft]:
    """Return the open drafts of a person in private that have words, oldest first."""
    query = select(Draft).where(Draft.person_id == person_id, Draft.status == DraftStatus.OPEN)
    query = query.where(col(Draft.from_private).is_(True), Draft.text != "").order_by(col(Draft.id))
    return list(await session.exec(query))
