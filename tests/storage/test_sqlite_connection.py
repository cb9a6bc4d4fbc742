"""Statements where they are quick, and in the thread where they may wait."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import bindparam, text
from sqlalchemy import insert as insert_into
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel, select

from storage import sqlite_connection
from storage.database import Database, count_writes
from storage.outbox import OutboxRow
from storage.prepared import Prepared
from storage.sqlite_connection import QuickConnection
from tests.playground_request import START

LONG = (
    "SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n)"
)
"""Counts as far as it is told."""


@pytest_asyncio.fixture
async def connection(tmp_path: Path) -> AsyncIterator[QuickConnection]:
    opened = QuickConnection(
        partial(sqlite3.connect, tmp_path / "quick.db", check_same_thread=False, isolation_level=None)
    )
    await opened
    await run(opened, "PRAGMA journal_mode=WAL")
    await run(opened, "CREATE TABLE shelf (id INTEGER PRIMARY KEY, books INTEGER)")
    yield opened
    await opened.close()


async def run(connection: QuickConnection, sql: str, *values: Any) -> list[Any]:
    cursor = connection.cursor()
    await cursor.execute(sql, values)
    return list(await cursor.fetchall())


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that ran in the event loop's own thread (here) and in another one (there)."""
    seen: list[str] = []
    original = QuickConnection._whole
    own = threading.get_ident()

    def whole(self: QuickConnection, execute: Any, sql: str, values: Any) -> Any:
        outcome = original(self, execute, sql, values)
        seen.append(f"{'here' if threading.get_ident() == own else 'there'}: {sql.split()[0]}")
        return outcome

    monkeypatch.setattr(QuickConnection, "_whole", whole)
    return seen


async def test_what_reads_or_writes_a_row_runs_here_and_what_may_wait_there(
    connection: QuickConnection, threads: list[str]
) -> None:
    await run(connection, "BEGIN IMMEDIATE")
    await run(connection, "INSERT INTO shelf (id, books) VALUES (?, ?)", 1, 10)
    await run(connection, "UPDATE shelf SET books = ? WHERE shelf.id = ?", 11, 1)
    assert await run(connection, "SELECT books FROM shelf WHERE id = ?", 1) == [(11,)]
    await run(connection, "UPDATE shelf SET books = 0")
    await run(connection, "DELETE FROM shelf")
    await connection.commit()
    assert threads == ["here: BEGIN", "here: INSERT", "here: UPDATE", "here: SELECT", "there: UPDATE", "there: DELETE"]


async def test_many_rows_are_written_there(connection: QuickConnection, threads: list[str]) -> None:
    await connection.cursor().executemany(
        "INSERT INTO shelf (id, books) VALUES (?, ?)", [(one, 0) for one in range(999)]
    )
    assert threads == ["there: INSERT"]
    assert await run(connection, "SELECT count(*) FROM shelf") == [(999,)]


async def test_what_reads_for_long_is_begun_anew_there_and_comes_out_the_same(
    connection: QuickConnection, threads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_connection, "MAX_QUICK_SECONDS", 0.0)
    await run(connection, "BEGIN IMMEDIATE")
    await run(connection, "INSERT INTO shelf (id, books) VALUES (?, ?)", 1, 10)
    assert await run(connection, LONG, 50_000) == [(50_000,)]
    assert threads[-1] == "there: SELECT"
    await connection.commit()  # what was written before it stays
    assert await run(connection, "SELECT count(*) FROM shelf") == [(1,)]


async def test_another_process_that_writes_is_waited_for_there(
    connection: QuickConnection, threads: list[str], tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "quick.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.ensure_future(run(connection, "BEGIN IMMEDIATE"))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        other.execute("COMMIT")
        await waiting
    assert threads == ["there: BEGIN"]
    await connection.rollback()


async def test_errors_are_those_of_sqlite_wherever_it_runs(connection: QuickConnection) -> None:
    await run(connection, "INSERT INTO shelf (id, books) VALUES (1, 1)")
    with pytest.raises(sqlite3.IntegrityError):
        await run(connection, "INSERT INTO shelf (id, books) VALUES (?, ?)", 1, 10)
    with pytest.raises(sqlite3.OperationalError):
        await run(connection, "SELECT nothing FROM shelf")
    with pytest.raises(sqlite3.OperationalError):
        await run(connection, "DROP TABLE nothing")


async def test_others_get_their_turn_between_many_quick_statements(connection: QuickConnection) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.ensure_future(others())
    for _ in range(2_000):
        await run(connection, "SELECT 1")
    beside.cancel()
    assert turns > 3


# Prepared statements


async def test_a_prepared_statement_stores_what_the_orm_reads(database: Database) -> None:
    names = [name for name in OutboxRow.model_fields if name != "id"]
    table = SQLModel.metadata.tables["outbox"]
    store = Prepared(insert_into(table).returning(table.c.id), names, returns=True)
    rows = [OutboxRow(chat_id=one, method="sendMessage", params={"text": "ž"}, due_at=START) for one in (1, 2, 3)]
    async with database.write() as session:
        before = count_writes(session)
        stored = await store.run(session, [row.__dict__ for row in rows])
        assert count_writes(session) == before + 1
        assert len({number for (number,) in stored}) == 3
        assert await store.run(session, []) == ()
        count = Prepared(select(OutboxRow.id).where(OutboxRow.method == bindparam("called")))
        assert len(await count.run(session, [{"called": "sendMessage"}])) == 3
        assert count_writes(session) == before + 1
    async with database.read() as session:
        found = list(await session.exec(select(OutboxRow)))
    assert [(row.chat_id, row.params, row.due_at, row.status) for row in found] == [
        (row.chat_id, row.params, row.due_at, row.status) for row in rows
    ]


async def test_what_a_prepared_statement_runs_into_is_told_as_ever_and_without_words(database: Database) -> None:
    lost = Prepared(text("INSERT INTO nowhere (words) VALUES (:words)"))
    with pytest.raises(OperationalError) as raised:
        async with database.write() as session:
            await lost.run(session, [{"words": "private words"}])
    assert "nowhere" in str(raised.value)
    assert "private words" not in str(raised.value)
