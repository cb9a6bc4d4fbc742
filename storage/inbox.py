"""The inbox: every update, kept before Telegram is told that it arrived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ColumnElement, Index, and_, bindparam, case, insert, text
from sqlmodel import Field, SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.database import ROWS_PER_SLICE, FastRow, Instant, choice, index_where


class InboxStatus(StrEnum):
    """What became of an update."""

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    FAILED = "failed"


WAITS = "status = 'waiting' OR (status = 'ignored' AND finding IS NOT NULL)"
"""Of which updates something is still to be done: they wait, or what was found about them does."""


class InboxRow(FastRow, table=True):
    """One update. Its words are kept only while something of it waits, or for a while when handling it failed."""

    __tablename__ = "inbox"
    __table_args__ = (
        index_where("ix_inbox_waiting", WAITS, "update_id"),
        Index(None, "received_at"),
    )

    update_id: int = Field(sa_type=BigInteger, primary_key=True)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    payload: str | None = None
    status: InboxStatus = Field(sa_type=choice(InboxStatus))
    received_at: datetime = Field(sa_type=Instant)
    finding: str | None = None
    """What a stage of the receiver found about it, as JSON, until that was dealt with: it comes before the update."""

    def turns(self) -> list[InboxRow]:
        """Return what is to be handled of it, in order: with what was found about it, and by itself."""
        own = [InboxRow(**{**self.columns(), "finding": None})] if self.status is InboxStatus.WAITING else []
        return [self, *own] if self.finding is not None else own


_INBOX = SQLModel.metadata.tables["inbox"]
_DONE = (
    update(InboxRow)
    .where(col(InboxRow.update_id) == bindparam("row"), col(InboxRow.status) != InboxStatus.FAILED)
    .values(status=InboxStatus.DONE, payload=None, finding=None)
    .execution_options(synchronize_session=None)
)


async def store_updates(session: AsyncSession, rows: Sequence[InboxRow]) -> list[InboxRow]:
    """Keep updates in one insert and return what is to be handled of those that are new."""
    ids = [row.update_id for row in rows]
    known = set(await session.exec(select(InboxRow.update_id).where(col(InboxRow.update_id).in_(ids))))
    new = list({row.update_id: row for row in rows if row.update_id not in known}.values())
    if new:
        connection = await session.connection()
        await connection.execute(insert(_INBOX), [row.columns() for row in new])
    return [turn for row in new for turn in row.turns()]


async def waiting_updates(session: AsyncSession) -> list[InboxRow]:
    """Return what was received and not handled, in order."""
    rows = await session.exec(select(InboxRow).where(text(WAITS)).order_by(col(InboxRow.update_id)))
    return [turn for row in rows for turn in row.turns()]


async def mark_done(session: AsyncSession, update_ids: Iterable[int]) -> None:
    """Note that updates were handled, and forget their words; of what failed before they are kept."""
    await (await session.connection()).execute(_DONE, [{"row": number} for number in update_ids])


async def forget_findings(session: AsyncSession, update_ids: Iterable[int]) -> None:
    """Note that what was found about updates was dealt with; the words of those that nobody else handles go too."""
    words = case((col(InboxRow.status) == InboxStatus.WAITING, col(InboxRow.payload)), else_=None)
    found = update(InboxRow).where(col(InboxRow.update_id).in_(update_ids))
    await session.exec(found.values(finding=None, payload=words).execution_options(synchronize_session=False))


async def mark_failed(session: AsyncSession, update_id: int) -> None:
    """Note that handling an update failed; its words stay for whoever repairs it."""
    await session.exec(update(InboxRow).where(col(InboxRow.update_id) == update_id).values(status=InboxStatus.FAILED))


async def count_by_status(session: AsyncSession) -> dict[str, int]:
    """Count the updates of each status, also of one that a later version gave."""
    rows = await session.exec(select(InboxRow.status, func.count()).group_by(col(InboxRow.status)))
    return dict(rows.all())


async def forget_old(session: AsyncSession, before: datetime, most: int = ROWS_PER_SLICE) -> int:
    """Delete some of what was handled long ago, and count it; Telegram repeats nothing older than a day."""
    old = _received(before, col(InboxRow.status).in_((InboxStatus.DONE, InboxStatus.IGNORED)), most)
    return (await session.exec(delete(InboxRow).where(col(InboxRow.update_id).in_(old)))).rowcount


async def forget_failed(session: AsyncSession, before: datetime, most: int = ROWS_PER_SLICE) -> int:
    """Forget the words of some of what failed so long ago that nobody repairs it, and count it."""
    keeps_words = and_(col(InboxRow.status) == InboxStatus.FAILED, col(InboxRow.payload).is_not(None))
    old = _received(before, keeps_words, most)
    return (
        await session.exec(update(InboxRow).where(col(InboxRow.update_id).in_(old)).values(payload=None, finding=None))
    ).rowcount


def _received(before: datetime, such: ColumnElement[bool], most: int) -> SelectOfScalar[int]:
    """Return the question for the oldest updates of a kind from before a moment, at the most so many."""
    old = select(InboxRow.update_id).where(col(InboxRow.received_at) < before, such)
    return old.order_by(col(InboxRow.received_at)).limit(most)
