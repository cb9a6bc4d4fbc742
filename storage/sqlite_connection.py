"""A connection to SQLite that does what is quick where it stands, and the rest in its thread.

SQLAlchemy opens a cursor, runs it, reads it and closes it, and aiosqlite crosses to its thread for each of the four:
at a hundred updates a second people waited for little else. Here a statement that reads, or writes a row or two, runs
in the event loop, which takes a few hundredths of a millisecond; one that turns out to read for long is begun anew in
the thread, where everything goes that may wait for the disk or for another process.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, Self

import aiosqlite

from config.turns import TURN_SECONDS

Values = Sequence[Any]
"""The parameters of a statement."""

MAX_QUICK_SECONDS = 0.001
"""For how long a statement may read in the event loop."""
STEPS_BETWEEN_LOOKS = 5_000
"""Steps of SQLite's machine, some tenths of a millisecond, after which it is looked how long that is."""
MAX_QUICK_VALUES = 800
"""Values that a statement may write in the event loop: two dozen rows."""
BUSY_TIMEOUT = 5000
"""Milliseconds for which a statement in the thread waits for another process."""
BEGIN_WRITING = "BEGIN IMMEDIATE"
_READS = re.compile(r"\s*SELECT\b")
_WRITES_ROWS = re.compile(r"INSERT INTO \w+ \([^)]*\) VALUES |UPDATE \w+ SET [^()]* WHERE \w+\.(\w+_)?id = \?(?! OR)")
"""What writes the rows that it names, and no others."""


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

    def __init__(self, connection: QuickConnection) -> None:
        self._connection = connection
        self._outcome = Outcome()

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, values: Values = ()) -> None:
        """Run a statement.

        Raises:
            sqlite3.Error: SQLite refuses it, or cannot.
        """
        self._outcome = await self._connection.run(sqlite3.Connection.execute, sql, values, len(values))

    async def executemany(self, sql: str, values: Sequence[Values]) -> None:
        """Run a statement once for each set of parameters.

        Raises:
            sqlite3.Error: SQLite refuses it, or cannot.
        """
        size = sum(map(len, values))
        self._outcome = await self._connection.run(sqlite3.Connection.executemany, sql, values, size)

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


class QuickConnection(aiosqlite.Connection):
    """A connection with such cursors; one transaction at a time, as its pool sees to."""

    def __init__(self, open_it: Callable[[], sqlite3.Connection]) -> None:
        """Make one that opens when it is awaited."""
        super().__init__(open_it, iter_chunk_size=64)
        self._is_writing = False
        self._deadline: float | None = None
        self._turn_began = 0.0

    async def _connect(self) -> Self:
        await super()._connect()
        self._conn.set_progress_handler(self._takes_too_long, STEPS_BETWEEN_LOOKS)
        self._conn.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        return self

    def cursor(self) -> WholeCursor:  # type: ignore[override] # the cursor of SQLAlchemy's protocol
        """Return a cursor; nothing has to be done for it yet."""
        return WholeCursor(self)

    async def commit(self) -> None:
        """Commit, in the thread where the disk is waited for."""
        await self._end(super().commit, self._conn.commit)

    async def rollback(self) -> None:
        """Roll back, in the thread where anything may have been written."""
        await self._end(super().rollback, self._conn.rollback)

    async def run(self, execute: Callable[..., sqlite3.Cursor], sql: str, values: Values, size: int) -> Outcome:
        """Run a statement.

        Args:
            execute: How: once, or once for each set of parameters.
            sql: The statement.
            values: Its parameters.
            size: How many of them there are in all.

        Raises:
            sqlite3.Error: SQLite refuses it, or cannot.
        """
        if sql.startswith("BEGIN"):
            self._is_writing = sql == BEGIN_WRITING
        work = partial(self._whole, execute, sql, values)
        if size <= MAX_QUICK_VALUES:
            with suppress(_NotQuickError):
                return await self._at_once(sql, work)
        outcome: Outcome = await self._execute(work)  # type: ignore[no-untyped-call]
        return outcome

    async def _at_once(self, sql: str, work: Callable[[], Outcome]) -> Outcome:
        """Run a statement where it stands.

        Raises:
            _NotQuickError: It belongs into the thread, and did nothing yet.
        """
        if perf_counter() - self._turn_began > TURN_SECONDS:
            await asyncio.sleep(0)
            self._turn_began = perf_counter()
        if _READS.match(sql):
            return self._read(work)
        if sql == BEGIN_WRITING:
            return self._begin_writing(work)
        if sql == "BEGIN" or _WRITES_ROWS.match(sql):
            return work()
        raise _NotQuickError

    def _read(self, work: Callable[[], Outcome]) -> Outcome:
        self._deadline = perf_counter() + MAX_QUICK_SECONDS
        try:
            return work()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise _NotQuickError from None
            raise
        finally:
            self._deadline = None

    def _begin_writing(self, work: Callable[[], Outcome]) -> Outcome:
        """Begin to write unless another process does: for that one it is waited in the thread."""
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            return work()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise _NotQuickError from None
            raise
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")

    async def _end(self, in_thread: Callable[[], Awaitable[None]], at_once: Callable[[], None]) -> None:
        if self._is_writing:
            await in_thread()
        else:
            at_once()
        self._is_writing = False

    def _whole(self, execute: Callable[..., sqlite3.Cursor], sql: str, values: Values) -> Outcome:
        """Run a statement to its end."""
        cursor = execute(self._conn, sql, values)
        try:
            return Outcome(cursor.description, cursor.rowcount, cursor.lastrowid, cursor.fetchall())
        finally:
            cursor.close()

    def _takes_too_long(self) -> bool:
        """Say whether what runs in the event loop is to be broken off."""
        return self._deadline is not None and perf_counter() > self._deadline


class _NotQuickError(Exception):
    """This belongs into the thread."""
