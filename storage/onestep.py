"""A connection to SQLite that takes one step to its thread for a statement.

aiosqlite takes four: for the cursor, the statement, the rows and the end of the cursor. Each step wakes the thread and
then the event loop, which costs more than what SQLite does in between.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self

import aiosqlite

Row = tuple[Any, ...]


class OneStepConnection(aiosqlite.Connection):
    """A connection whose cursors are opened, read and closed in one step."""

    def cursor(self) -> OneStepCursor:  # type: ignore[override] # SQLAlchemy enters it, as it does aiosqlite's
        """Return a cursor, which is not opened yet."""
        return OneStepCursor(self)


class OneStepCursor:
    """What SQLAlchemy asks of a cursor; all rows are there when a statement was executed."""

    def __init__(self, connection: OneStepConnection) -> None:
        self._connection = connection
        self._rows: list[Row] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """Open nothing."""
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> Self:
        """Execute a statement and fetch its rows."""
        return await self._do(lambda cursor: cursor.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Any) -> Self:
        """Execute a statement once for each set of parameters."""
        return await self._do(lambda cursor: cursor.executemany(sql, parameters))

    async def fetchall(self) -> Sequence[Row]:
        """Return the rows."""
        return self._rows

    async def close(self) -> None:
        """Close nothing: it was closed when the rows were fetched."""

    async def _do(self, work: Callable[[sqlite3.Cursor], object]) -> Self:
        await self._connection._execute(self._run, work)  # type: ignore[no-untyped-call] # aiosqlite has no types here
        return self

    def _run(self, work: Callable[[sqlite3.Cursor], object]) -> None:
        """Do all that concerns the database; runs in the connection's thread."""
        cursor = self._connection._conn.cursor()
        try:
            work(cursor)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


def connecting(path: str, **options: Any) -> OneStepConnection:
    """Return a connection that is opened when it is awaited; its thread never outlives the process."""
    connection = OneStepConnection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection
