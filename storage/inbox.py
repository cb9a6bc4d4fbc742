"""The inbox: every update, kept before Telegram is told that it arrived."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, and_, bindparam, text
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Field, SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.engine import SLICE, Instant, among, choice


class InboxStatus(StrEnum):
    """What became of an update."""

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    FAILED = "failed"


class InboxRow(SQLModel, table=True):
    """One update. Its words are kept only while it waits, or for a while when handling it failed."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_waiting",
            "update_id",
            sqlite_where=text("status = 'waiting'"),
            postgresql_where=text("status = 'waiting'"),
        ),
        Index(None, "received_at"),
    )

    update_id: int = Field(sa_type=BigInteger, primary_key=True)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    payload: str | None = None
    status: InboxStatus = Field(sa_type=choice(InboxStatus))
    received_at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update on its way into the inbox and out again: hundreds a second are no rows of an ORM."""

    update_id: int
    status: InboxStatus
    received_at: datetime
    chat_id: int | None = None
    payload: str | None = None

    def columns(self) -> dict[str, Any]:
        """Return what its columns hold, by their names."""
        return {name: getattr(self, name) for name in _COLUMNS}


_INBOX = SQLModel.metadata.tables["inbox"]
_COLUMNS = tuple(_INBOX.columns.keys())
_KEEP = insert(_INBOX).on_conflict_do_nothing()
_KNOWN = select(InboxRow.update_id).where(among(InboxRow.update_id, "numbers"))
_MARK = (
    update(InboxRow)
    .where(col(InboxRow.update_id) == bindparam("row"))
    .values(status=bindparam("becomes"), payload=bindparam("keeps"))
    .execution_options(synchronize_session=None)
)


async def store_updates(session: AsyncSession, rows: Sequence[Arrival]) -> list[Arrival]:
    """Keep updates in one insert and return those that are new and wait to be handled."""
    connection = await session.connection()
    latest = {row.update_id: row for row in rows}
    waiting = [row for row in latest.values() if row.status is InboxStatus.WAITING]
    if waiting:
        known = await connection.execute(_KNOWN, {"numbers": json.dumps([row.update_id for row in waiting])})
        were_there = set(known.scalars())
        waiting = [row for row in waiting if row.update_id not in were_there]
    if latest:
        await connection.execute(_KEEP, [row.columns() for row in latest.values()])
    return waiting


async def waiting_updates(session: AsyncSession) -> list[Arrival]:
    """Return what was received and not handled, in order."""
    rows = await session.exec(
        select(InboxRow).where(InboxRow.status == InboxStatus.WAITING).order_by(col(InboxRow.update_id))
    )
    return [Arrival(row.update_id, row.status, row.received_at, row.chat_id, row.payload) for row in rows]


async def mark_done(session: AsyncSession, update_ids: Iterable[int]) -> None:
    """Note that updates were handled, and forget their words."""
    marks = [{"row": number, "becomes": InboxStatus.DONE, "keeps": None} for number in update_ids]
    await (await session.connection()).execute(_MARK, marks)


async def mark_failed(session: AsyncSession, update_id: int) -> None:
    """Note that handling an update failed; its words stay for whoever repairs it."""
    await session.exec(update(InboxRow).where(col(InboxRow.update_id) == update_id).values(status=InboxStatus.FAILED))


async def count_by_status(session: AsyncSession) -> dict[str, int]:
    """Count the updates of each status, also of one that a later version gave."""
    rows = await session.exec(select(InboxRow.status, func.count()).group_by(col(InboxRow.status)))
    return dict(rows.all())


async def withdraw(session: AsyncSession, update_id: int) -> bool:
    """Let an update that waits be nobody's, and forget its words; False when it does not wait."""
    waits = update(InboxRow).where(col(InboxRow.update_id) == update_id, col(InboxRow.status) == InboxStatus.WAITING)
    return bool((await session.exec(waits.values(status=InboxStatus.IGNORED, payload=None))).rowcount)


async def forget_old(session: AsyncSession, before: datetime, most: int = SLICE) -> int:
    """Delete some of what was handled long ago, and count it; Telegram repeats nothing older than a day."""
    old = _received(before, col(InboxRow.status).in_((InboxStatus.DONE, InboxStatus.IGNORED)), most)
    return (await session.exec(delete(InboxRow).where(col(InboxRow.update_id).in_(old)))).rowcount


async def forget_failed(session: AsyncSession, before: datetime, most: int = SLICE) -> int:
    """Forget the words of some of what failed so long ago that nobody repairs it, and count it."""
    keeps_words = and_(col(InboxRow.status) == InboxStatus.FAILED, col(InboxRow.payload).is_not(None))
    old = _received(before, keeps_words, most)
    return (await session.exec(update(InboxRow).where(col(InboxRow.update_id).in_(old)).values(payload=None))).rowcount


def _received(before: datetime, such: ColumnElement[bool], most: int) -> SelectOfScalar[int]:
    """Return the question for the oldest updates of a kind from before a moment, at the most so many."""
    old = select(InboxRow.update_id).where(col(InboxRow.received_at) < before, such)
    return old.order_by(col(InboxRow.received_at)).limit(most)
