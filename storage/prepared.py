"""Statements of the hot path: made once, and run by the driver without SQLAlchemy's steps in between.

Those cost ten times what SQLite itself does.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ClauseElement, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import note_write
from storage.sqlite_connection import QuickConnection

Values = Mapping[str, Any]
_INSERT = re.compile(r"(INSERT .* VALUES )(\(.*\))( RETURNING .*)", re.DOTALL)


class Prepared:
    """A statement with named parameters."""

    def __init__(self, statement: Executable, names: Sequence[str] = (), *, returns: bool = False) -> None:
        """Take a statement.

        Args:
            statement: An insert without values, or anything whose parameters are bound by name.
            names: The columns of an insert.
            returns: Whether it returns something of each row that it inserts.
        """
        self._statement = statement
        self._names = list(names)
        self._returns = returns
        self._made: _SqliteStatement | None = None

    async def run(self, session: AsyncSession, values: Sequence[Values]) -> Sequence[Any]:
        """Run it in a transaction, once for each set of values, and return the rows that it finds or returns.

        Raises:
            SQLAlchemyError: The database does not do it.
        """
        if not values:
            return ()
        connection = session.sync_session.connection()  # a transaction is open, so nothing is waited for
        if self._made is None:
            self._made = _SqliteStatement(self._statement, self._names, connection.dialect)
        if not self._statement.is_select:
            note_write(connection)
        driver = cast("QuickConnection", connection.connection.driver_connection)
        try:
            return await self._made.run(driver, values, returns=self._returns)
        except sqlite3.Error as error:
            raise DBAPIError.instance(self._made.sql, None, error, sqlite3.Error, hide_parameters=True) from None


class _SqliteStatement:
    """A statement as SQLite takes it, with what turns values into what it keeps."""

    def __init__(self, statement: Executable, names: Sequence[str], dialect: Dialect) -> None:
        compiled: Any = cast("ClauseElement", statement).compile(dialect=dialect, column_keys=list(names) or None)
        self.sql = str(compiled)
        self._fixed = {name: one.value for name, one in compiled.binds.items() if not one.required}
        binds = [(name, compiled.binds[name].type.dialect_impl(dialect)) for name in compiled.positiontup]
        self._processes = [(name, kind.bind_processor(dialect)) for name, kind in binds]

    async def run(self, driver: QuickConnection, values: Sequence[Values], *, returns: bool) -> Sequence[Any]:
        rows = [self._in_order(one) for one in values]
        cursor = driver.cursor()
        if len(rows) == 1:
            await cursor.execute(self.sql, rows[0])
        elif returns:  # one statement for all: SQLite's driver returns nothing from many
            await cursor.execute(self._repeated(len(rows)), [value for row in rows for value in row])
        else:
            await cursor.executemany(self.sql, rows)
        return await cursor.fetchall()

    def _in_order(self, values: Values) -> list[Any]:
        given = {**self._fixed, **values} if self._fixed else values
        return [given[name] if process is None else process(given[name]) for name, process in self._processes]

    def _repeated(self, times: int) -> str:
        """Return an insert of so many rows."""
        head, values, tail = _INSERT.fullmatch(self.sql).groups()  # type: ignore[union-attr]
        return f"{head}{', '.join([values] * times)}{tail}"
