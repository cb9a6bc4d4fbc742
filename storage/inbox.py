"""The inbox: every update, kept before Telegram is told that it arrived."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, bindparam, case, text
from sqlmodel import Field, SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.database import ROWS_PER_SLICE, Instant, among, choice, index_where
from storage.prepared import Prepared
from storage.upsert import insert


class InboxStatus(StrEnum):
    """What became of an update."""

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    FAILED = "failed"


WAITS = "status = 'waiting' OR (status = 'ignored' AND finding IS NOT NULL)"
"""Of which updates something is still to be done: they wait, or what was found about them does."""


class InboxRow(SQLModel, table=True):
    """One update. Its words are kept only while something of it waits, or for a while when handling it failed."""

    __tablename__ = "inbox"
    __table_args__ = (index_where("ix_inbox_waiting", WAITS, "update_id"), Index(None, "received_at"))

    update_id: int = Field(sa_type=BigInteger, primary_key=True)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    payload: str | None = None
    status: InboxStatus = Field(sa_type=choice(InboxStatus))
    received_at: datetime = Field(sa_type=Instant)
    finding: str | None = None
    """What a stage of the receiver found about it, as JSON, until that was dealt with: it comes before the update."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update on its way into the inbox and out again: hundreds a second are no rows of an ORM."""

    update_id: int
    status: InboxStatus
    received_at: datetime
    chat_id: int | None = None
    payload: str | None = None
    finding: str | None = None
    update: dict[str, Any] | None = field(default=None, repr=False, compare=False)
    """What the payload says, as long as it need not be read again: until it stands in line."""

    def columns(self, *, done: bool = False) -> dict[str, Any]:
        """Return what its columns hold, by their names; of what is handled as it arrives no words are kept."""
        return {
            "update_id": self.update_id,
            "chat_id": self.chat_id,
            "payload": None if done else self.payload,
            "status": InboxStatus.DONE if done else self.status,
            "received_at": self.received_at,
            "finding": self.finding,
        }

    def turns(self) -> list[Arrival]:
        """Return what is to be handled of it, in order: with what was found about it, and by itself."""
        own = [replace(self, finding=None, update=None)] if self.status is InboxStatus.WAITING else []
        return [replace(self, update=None), *own] if self.finding is not None else own


_INBOX = SQLModel.metadata.tables["inbox"]
_COLUMNS = tuple(_INBOX.columns.keys())
_KEEP = Prepared(insert(_INBOX).on_conflict_do_nothing(), _COLUMNS)
_KNOWN = Prepared(select(InboxRow.update_id).where(among(InboxRow.update_id, "numbers")))
_DONE = Prepared(
    update(InboxRow)
    .where(col(InboxRow.update_id) == bindparam("row"), col(InboxRow.status) != InboxStatus.FAILED)
    .values(status=InboxStatus.DONE, payload=None, finding=None)
    .execution_options(synchronize_session=None)
)


async def store_updates(session: AsyncSession, rows: Sequence[Arrival], done: Collection[int] = ()) -> list[Arrival]:
    """Keep updates in one insert and return what is to be handled of those that are new, in order.

    Args:
        session: An open transaction.
        rows: The updates.
        done: Numbers of those that are handled in this very transaction.
    """
    latest = {row.update_id: row for row in rows}
    turns = [turn for row in latest.values() for turn in row.turns()]
    if turns:
        known = await _KNOWN.run(session, [{"numbers": json.dumps([turn.update_id for turn in turns])}])
        were_there = {number for (number,) in known}
        turns = [turn for turn in turns if turn.update_id not in were_there]
    await _KEEP.run(session, [row.columns(done=row.update_id in done) for row in latest.values()])
    return turns


async def waiting_updates(session: AsyncSession) -> list[Arrival]:
    """Return what was received and not handled, in order."""
    rows = await session.exec(select(InboxRow).where(text(WAITS)).order_by(col(InboxRow.update_id)))
    return [
        turn
        for row in rows
        for turn in Arrival(row.update_id, row.status, row.received_at, row.chat_id, row.payload, row.finding).turns()
    ]


async def mark_done(session: AsyncSession, update_ids: Iterable[int]) -> None:
    """Note that updates were handled, and forget their words; of what failed before they are kept."""
    await _DONE.run(session, [{"row": number} for number in update_ids])


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
    old = _received(before, most, col(InboxRow.status).in_((InboxStatus.DONE, InboxStatus.IGNORED)))
    return (await session.exec(delete(InboxRow).where(col(InboxRow.update_id).in_(old)))).rowcount


async def forget_failed(session: AsyncSession, before: datetime, most: int = ROWS_PER_SLICE) -> int:
    """Forget the words of some of what failed so long ago that nobody repairs it, and count it."""
    old = _received(before, most, col(InboxRow.status) == InboxStatus.FAILED, col(InboxRow.payload).is_not(None))
    emptied = update(InboxRow).where(col(InboxRow.update_id).in_(old)).values(payload=None, finding=None)
    return (await session.exec(emptied)).rowcount


def _received(before: datetime, most: int, *such: ColumnElement[bool]) -> SelectOfScalar[int]:
    """Return the question for the oldest updates of a kind from before a moment, at the most so many."""
    old = select(InboxRow.update_id).where(col(InboxRow.received_at) < before, *such)
    return old.order_by(col(InboxRow.received_at)).limit(most)
