"""Drafts: counterpoints whose author still has to say what they answer, or that they are new."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel, col
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
    person_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    """The message that brought the words."""
    kind: CounterpointKind = Field(sa_type=choice(CounterpointKind))
    parent_id: int | None = Field(default=None, foreign_key="counterpoint.id")
    text: str
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


async def settle(session: AsyncSession, draft_id: int, status: DraftStatus) -> bool:
    """Use or cancel an open draft; False when that was done before."""
    return await change(session, Draft, col(Draft.id) == draft_id, col(Draft.status) == DraftStatus.OPEN, status=status)
