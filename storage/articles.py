"""Snapshots of articles, their passages, and what was proposed where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, case, delete, exists, or_
from sqlmodel import Field, SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Instant, choice
from storage.questions import Question
from storage.upsert import change, insert


class SnapshotRow(SQLModel, table=True):
    """One version of an article, as it was read once; never changed."""

    __tablename__ = "snapshot"

    id: int = Field(default=None, primary_key=True)
    sha256: str = Field(index=True)
    title: str
    text: str
    language: str
    standfirst: str | None = None
    authors: list[str] = Field(default_factory=list, sa_type=JSON)
    published: str | None = None
    section: str | None = None
    url: str | None = None
    dropped: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    speech: list[list[Any]] | None = Field(default=None, sa_type=JSON)
    """[start, stop, who says it or null] a sentence; none where nobody has found out yet."""
    read_at: datetime = Field(sa_type=Instant)


class PassageRow(SQLModel, table=True):
    """A passage of a snapshot: `text[start:stop]` in code points."""

    __tablename__ = "passage"

    snapshot_id: int = Field(foreign_key="snapshot.id", primary_key=True)
    number: int = Field(primary_key=True)
    """From 0, in reading order."""
    kind: str
    start: int
    stop: int


class ProposalStatus(StrEnum):
    """What became of a proposed article."""

    OPEN = "open"
    USED = "used"
    CANCELLED = "cancelled"


class Proposal(SQLModel, table=True):
    """An article that a moderator has in preview for a discussion."""

    __table_args__ = (Index(None, "status", "proposed_at"),)

    id: int = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id", index=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    person_id: int = Field(sa_type=BigInteger)
    """Telegram id of the moderator."""
    status: ProposalStatus = Field(default=ProposalStatus.OPEN, sa_type=choice(ProposalStatus))
    posted_message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message of this chat that holds the article's words, where it was posted as one."""
    posted_text: str | None = None
    proposed_at: datetime = Field(sa_type=Instant)


class Reading(SQLModel, table=True):
    """An article that was read for somebody; kept for a day, to know how many there were."""

    __table_args__ = (Index(None, "chat_id", "read_at"), Index(None, "person_id", "read_at"))

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    person_id: int = Field(sa_type=BigInteger)
    """Both as Telegram numbers them."""
    read_at: datetime = Field(sa_type=Instant, index=True)


class Numbering(SQLModel, table=True):
    """The last number given to a row of a kind: buttons and memories go by numbers, so none is given twice."""

    kind: str = Field(primary_key=True)
    last: int


Place = tuple[int, str, int, int]
"""A passage as it is stored and read in bulk: number, kind, start, stop."""
OPEN_AT_ONCE = 3
"""Proposals of a discussion that stay open; the oldest makes room for another."""
FORGOTTEN_AT_ONCE = 20
"""Proposals that are forgotten in one transaction, with texts of up to half a megabyte."""
AT_ONCE = 250
"""Passages in one insert: few enough that the event loop is not held up."""
_PLACE = ("number", "kind", "start", "stop")
_PASSAGES = SQLModel.metadata.tables["passage"]


async def store_snapshot(session: AsyncSession, snapshot: SnapshotRow, passages: Sequence[Place]) -> int:
    """Keep a snapshot with its passages and return its id; the same version twice is kept once."""
    query = select(SnapshotRow.id).where(SnapshotRow.sha256 == snapshot.sha256, SnapshotRow.title == snapshot.title)
    found = (await session.exec(query.where(col(SnapshotRow.url).is_not_distinct_from(snapshot.url)))).first()
    if found is not None:
        return found
    snapshot.id = await _next_number(session, SnapshotRow)
    session.add(snapshot)
    await session.flush()
    connection = await session.connection()
    for first in range(0, len(passages), AT_ONCE):
        rows = [dict(zip(_PLACE, place, strict=True)) for place in passages[first : first + AT_ONCE]]
        await connection.execute(_PASSAGES.insert(), [{"snapshot_id": snapshot.id, **row} for row in rows])
    return snapshot.id


async def keep_speech(session: AsyncSession, snapshot_id: int, speech: list[list[Any]]) -> None:
    """Keep who says what in a snapshot."""
    await session.exec(update(SnapshotRow).where(col(SnapshotRow.id) == snapshot_id).values(speech=speech))


async def find_snapshot(session: AsyncSession, snapshot_id: int) -> tuple[SnapshotRow, list[Place]]:
    """Return a snapshot and the places of its passages in order."""
    query = select(PassageRow.number, PassageRow.kind, PassageRow.start, PassageRow.stop)
    query = query.where(PassageRow.snapshot_id == snapshot_id).order_by(col(PassageRow.number))
    return await session.get_one(SnapshotRow, snapshot_id), list(await session.exec(query))


async def find_proposal(session: AsyncSession, proposal_id: int) -> Proposal | None:
    """Return a proposal."""
    return await session.get(Proposal, proposal_id)


async def keep_proposal(session: AsyncSession, proposal: Proposal) -> int:
    """Keep a proposal and return its number; of the open ones of its discussion only the newest stay."""
    proposal.id = await _next_number(session, Proposal)
    session.add(proposal)
    await session.flush()
    open_ones = select(col(Proposal.id)).where(Proposal.discussion_id == proposal.discussion_id)
    open_ones = open_ones.where(Proposal.status == ProposalStatus.OPEN)
    await _forget(session, open_ones.order_by(col(Proposal.id).desc()).offset(OPEN_AT_ONCE))
    return proposal.id


async def forget_proposal(session: AsyncSession, proposal_id: int) -> None:
    """Forget a proposal that was cancelled, and its snapshot if nothing else needs it."""
    cancelled = Proposal.status == ProposalStatus.CANCELLED
    await _forget(session, select(col(Proposal.id)).where(col(Proposal.id) == proposal_id, cancelled))


async def forget_proposals(session: AsyncSession, before: datetime, most: int = FORGOTTEN_AT_ONCE) -> int:
    """Forget some of the proposals that were cancelled, or that nobody has taken up since a moment; count them."""
    outdated = or_(
        col(Proposal.status) == ProposalStatus.CANCELLED,
        (col(Proposal.status) == ProposalStatus.OPEN) & (col(Proposal.proposed_at) < before),
    )
    return await _forget(session, select(col(Proposal.id)).where(outdated).limit(min(most, FORGOTTEN_AT_ONCE)))


async def _forget(session: AsyncSession, which: Any) -> int:
    """Delete proposals, and those of their snapshots that nothing refers to; count the proposals."""
    gone = list(await session.exec(which))
    rows = await session.exec(delete(Proposal).where(col(Proposal.id).in_(gone)).returning(col(Proposal.snapshot_id)))
    snapshots = {snapshot_id for (snapshot_id,) in rows}
    unused = select(col(SnapshotRow.id)).where(col(SnapshotRow.id).in_(snapshots))
    unused = unused.where(*(~exists().where(one == col(SnapshotRow.id)) for one in _references()))
    ids = list(await session.exec(unused))
    await session.exec(delete(PassageRow).where(col(PassageRow.snapshot_id).in_(ids)))
    await session.exec(delete(SnapshotRow).where(col(SnapshotRow.id).in_(ids)))
    return len(gone)


def _references() -> list[Column[Any]]:
    """Return the columns, of whatever table, that refer to snapshots; passages are a part of theirs."""
    own = SQLModel.metadata.tables["snapshot"]
    keys = (key for table in SQLModel.metadata.tables.values() if table is not _PASSAGES for key in table.foreign_keys)
    return [key.parent for key in keys if key.column.table is own]


async def _next_number(session: AsyncSession, kind: type[SnapshotRow] | type[Proposal]) -> int:
    """Return a number that no row of a kind ever had; SQLite would give that of a deleted row again."""
    highest = select(func.coalesce(func.max(kind.id), 0)).scalar_subquery()
    last = col(Numbering.last)
    given = await session.exec(
        insert(Numbering)
        .values(kind=str(kind.__tablename__), last=highest + 1)
        .on_conflict_do_update(index_elements=["kind"], set_={"last": case((last > highest, last), else_=highest) + 1})
        .returning(last)
    )
    return int(given.one()[0])


async def count_readings(
    session: AsyncSession, chat_id: int, person_id: int, since: datetime, until: datetime
) -> tuple[int, int]:
    """Count the articles that were read within a period: for this person, and in this chat."""
    lately = col(Reading.read_at).between(since, until)
    by_person = select(func.count()).where(Reading.person_id == person_id, lately)
    by_chat = select(func.count()).where(Reading.chat_id == chat_id, lately)
    return (await session.exec(by_person)).one(), (await session.exec(by_chat)).one()


async def note_reading(session: AsyncSession, reading: Reading, forget_before: datetime) -> None:
    """Note that an article is read for somebody, and forget those of long ago."""
    await session.exec(delete(Reading).where(col(Reading.read_at) < forget_before))
    session.add(reading)


async def settle_proposal(session: AsyncSession, proposal_id: int, status: ProposalStatus) -> bool:
    """Use or cancel an open proposal; False when somebody did so before."""
    which = (col(Proposal.id) == proposal_id, col(Proposal.status) == ProposalStatus.OPEN)
    return await change(session, Proposal, *which, status=status)


async def find_posting(session: AsyncSession, discussion_id: int, snapshot_id: int) -> Proposal | None:
    """Return the used proposal whose article was posted as a message of the chat."""
    query = select(Proposal).where(Proposal.discussion_id == discussion_id, Proposal.snapshot_id == snapshot_id)
    query = query.where(Proposal.status == ProposalStatus.USED, col(Proposal.posted_message_id).is_not(None))
    return (await session.exec(query.order_by(col(Proposal.id).desc()).limit(1))).first()


async def askers_between(session: AsyncSession, discussion_id: int, since: datetime, until: datetime) -> list[int]:
    """Return who asked in a discussion within a period, once for each question."""
    query = select(Question.person_id).where(Question.discussion_id == discussion_id, Question.asked_at > since)
    return list(await session.exec(query.where(Question.asked_at < until)))
