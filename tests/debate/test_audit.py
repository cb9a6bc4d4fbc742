"""The audit log is only ever added to: the database itself refuses anything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from storage import audit
from storage.audit import Act
from storage.chats import Chat, Discussion
from storage.database import Database
from storage.subjects import Subject

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET reason = 'another'", "DELETE FROM audit", "REPLACE INTO audit SELECT * FROM audit"],
    ids=["changing", "deleting", "writing over"],
)
async def test_no_entry_is_changed_or_deleted(database: Database, statement: str) -> None:
    async with database.write() as session:
        session.add(Chat(telegram_id=-1, kind="supergroup", seen_at=NOW))
        await session.flush()
        session.add(Discussion(chat_id=1, created_at=NOW))
        await session.flush()
        await audit.record(session, Act(7, "open", Subject("counterpoint", 1), discussion_id=1), NOW)

    with pytest.raises(IntegrityError, match="only ever added to"):
        async with database.connect() as connection:
            await connection.exec_driver_sql(statement)

    async with database.read() as session:
        entry = await audit.latest(session, "counterpoint:1")
    assert entry is not None
    assert entry.action == "open"
