"""A connection to SQLite that crosses to its thread once for a statement.

SQLAlchemy opens a cursor, runs it, reads it and closes it, and aiosqlite crosses for each of the four: at a hundred
updates a second, people waited for little else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import aiosqlite

Values = Sequence[Any]
"""The parameters of a statement."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a statement came to, as DB-API names it."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Sequence[Any] = ()


class WholeCursor:
    """A cursor that runs a statement and reads all that it finds at once; nothing of it stays open."""

    arraysize = 1

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run
        self._outcome = Outcome()

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, values: Values = ()) -> None:
        """Run a statement.

        Raises:
            sqlite3.Error: SQLite refuses it, or cannot.
        """
        self._outcome = await self._run(sqlite3.Connection.execute, sql, values)

    async def executemany(self, sql: str, values: Sequence[Values]) -> None:
        """Run a statement once for each set of parameters.

        Raises:
            sqlite3.Error: SQLite refuses it, or cannot.
        """
        self._outcome = await self._run(sqlite3.Connection.executemany, sql, values)

    @property
    def description(self) -> Any:
        """The names of the columns."""
        return self._outcome.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._outcome.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was inserted last."""
        return self._outcome.lastrowid

    async def fetchall(self) -> Sequence[Any]:
        """Return the rows that were found."""
        return self._outcome.rows

    async def close(self) -> None:
        """Do nothing more: SQLite's own cursor is closed."""


class WholeConnection(aiosqlite.Connection):
    """A connection with such cursors."""

    def cursor(self) -> WholeCursor:  # type: ignore[override] # the cursor of SQLAlchemy's protocol
        """Return a cursor; nothing has to be done for it yet."""
        return WholeCursor(partial(self._execute, self._run))

    def _run(self, execute: Callable[..., sqlite3.Cursor], sql: str, values: Values) -> Outcome:
        """Run a statement in the thread."""
        cursor = execute(self._conn, sql, values)
        try:
            return Outcome(cursor.description, cursor.rowcount, cursor.lastrowid, cursor.fetchall())
        finally:
            cursor.close()


def connect(path: str, **more: Any) -> WholeConnection:
    """Return a connection that opens when it is awaited."""
    return WholeConnection(lambda: sqlite3.connect(path, **more), iter_chunk_size=64)
