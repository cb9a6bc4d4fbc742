"""The database: one writer at a time, readers beside it, moments in UTC."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, Enum, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as SqlTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

T = TypeVar("T")

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds before something is tried again that the database did not do."""

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment: aware, kept in UTC on every database (SQLite itself forgets time zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; keep the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kinds: type[StrEnum]) -> Enum:
    """Return the column type of a status: its value as text, so that a new one needs no change of the table."""
    return Enum(kinds, native_enum=False, length=20, values_callable=lambda all_: [one.value for one in all_])


class Database:
    """An open database."""

    def __init__(self, url: str) -> None:
        # People's words are parameters: an error that shows them would bring them into the log.
        self.engine: AsyncEngine = create_async_engine(url, hide_parameters=True)
        self._writing = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        self._one_writer = asyncio.Lock()
        event.listen(self.engine.sync_engine, "connect", _prepare_connection)
        event.listen(self.engine.sync_engine, "begin", _begin)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session that sees one consistent state and writes nothing."""
        async with AsyncSession(self.engine, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction: committed at the end, rolled back when something is raised.

        Writers of this process queue here in order, instead of polling SQLite's lock.
        """
        async with self._one_writer, AsyncSession(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Open a bare writing transaction, for migrations."""
        async with self._one_writer, self._writing.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


async def persistently(work: Callable[[], Awaitable[T]], *, breakable: bool = False) -> T:
    """Do something with the database until it succeeds: a full disk or a locked file may get well again.

    Args:
        work: What is done.
        breakable: Whether a stop may break it off. A transaction that writes is better let finish.
    """
    while True:
        try:
            return await (work() if breakable else _unbroken(work()))
        except (OperationalError, SqlTimeoutError) as error:
            log.error("the database does not answer (%s); trying again", error)  # noqa: TRY400 - the sentence is enough
            await asyncio.sleep(PAUSE)


async def _unbroken(work: Awaitable[T]) -> T:
    """Let a transaction finish before a cancellation takes effect: broken off, it can keep SQLite's lock for ever."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise


def _prepare_connection(connection: Any, _record: object) -> None:
    """Set SQLite up: WAL lets readers work beside the writer; FULL keeps what was committed through a power cut."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=5000", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
