"""The database: one writer at a time, readers beside it, moments in UTC."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from threading import Thread
from time import monotonic
from typing import Any, TypeVar, cast
from weakref import WeakSet

import aiosqlite
from sqlalchemy import ColumnElement, DateTime, Dialect, Enum, Index, bindparam, event, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as SqlTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.sqlite_connection import BEGIN_WRITING, BUSY_TIMEOUT, QuickConnection

T = TypeVar("T")
InTransaction = Callable[[AsyncSession], Awaitable[None]]
"""Something that is kept in a transaction with something else."""

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
"""Seconds before something is tried again that the database did not do."""
PASSING = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT),
        *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_SCHEMA),
    }
)
"""What may get well by itself, by SQLite's primary codes: the same statement may succeed later."""
CLOSING = 5.0
"""Seconds for which a closing database waits for what still works on it."""
ROWS_PER_SLICE = 200
"""Rows that are tidied away in one transaction: few enough that nobody waits for it."""
WRITES = "writes"
"""Under which a connection counts the statements that wrote."""
WAL_LIMIT = 4 * 2**20
"""Bytes that the write-ahead log keeps on the disk once what it held is in the file."""

PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "secure_delete=ON",
    f"journal_size_limit={WAL_LIMIT}",
)

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
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[StrEnum]):
    """One of some words. A word of a later version is read as it stands: it spoils its own row, not a whole answer."""

    impl = Enum
    cache_ok = True

    def __init__(self, kinds: type[StrEnum]) -> None:
        super().__init__(kinds, native_enum=False, length=20, values_callable=lambda all_: [one.value for one in all_])
        self._kinds = kinds

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> StrEnum | None:
        """Refuse to keep a word that is none of these."""
        return value if value is None or type(value) is self._kinds else self._kinds(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read past `Enum`, which raises at a word that it does not know."""
        known: dict[Any, StrEnum] = {one.value: one for one in self._kinds}
        return lambda value: known.get(value, value)


def choice(kinds: type[StrEnum]) -> Choice:
    """Return the column type of a status: its value as text, so that a new one needs no change of the table."""
    return Choice(kinds)


def index_where(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    """Return an index of the rows that meet a condition, which a query has to spell alike."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition))


@dataclass(frozen=True, slots=True)
class Languages:
    """What the bot speaks."""

    operators: str = "en"
    """Where nothing else was chosen."""
    spoken: frozenset[str] = frozenset({"en"})

    def choose(self, own: str | None, chosen: str | None) -> str:
        """Return the language of a chat: in private the person's own, if the bot speaks it, else what was chosen."""
        tongue = (own or "").partition("-")[0].lower()
        return tongue if tongue in self.spoken else chosen or self.operators


def among(column: Any, name: str) -> ColumnElement[bool]:
    """Say whether a number is one of those that a parameter lists as JSON.

    Such a statement is the same however many they are: it is made once, and not filled with a parameter for each.
    """
    listed = select(func.json_each(bindparam(name)).table_valued("value").c.value)
    found: ColumnElement[bool] = column.in_(listed)
    return found


class Database:
    """An open database."""

    def __init__(self, url: str, *, survives_power_cut: bool = True) -> None:
        """Open one; it is quicker where what was committed need only survive a crash of the program."""
        # People's words are parameters: an error that shows them would bring them into the log.
        self.engine: AsyncEngine = create_async_engine(
            url, hide_parameters=True, connect_args={"async_creator_fn": self._connection}
        )
        self.languages = Languages()
        """Known to every session: which language a chat reads is asked of the chat, and then of these."""
        self._threads: WeakSet[Thread] = WeakSet()
        self._writing = self.engine.execution_options(begin=BEGIN_WRITING)
        self._one_writer = asyncio.Lock()
        event.listen(self.engine.sync_engine, "connect", partial(_prepare_connection, survives_power_cut))
        event.listen(self.engine.sync_engine, "begin", _begin)
        event.listen(self.engine.sync_engine, "before_cursor_execute", _count_write)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session that sees one consistent state and writes nothing."""
        async with AsyncSession(self.engine, autoflush=False, info={"languages": self.languages}) as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction: committed at the end, rolled back when something is raised.

        Writers of this process queue here in order, instead of polling SQLite's lock.
        """
        known = {"languages": self.languages}
        session = AsyncSession(self._writing, expire_on_commit=False, info=known)
        async with self._one_writer, session, session.begin():
            await session.connection()
            yield session

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Open a bare writing transaction, for migrations: tables that others refer to may be made anew in it."""
        async with self._one_writer, self._writing.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            await cast(aiosqlite.Connection, driver).execute("PRAGMA foreign_keys=OFF")
            try:
                async with connection.begin():
                    yield connection
            finally:
                await cast(aiosqlite.Connection, driver).execute("PRAGMA foreign_keys=ON")

    async def shrink(self) -> bool:
        """Bring what is in the write-ahead log into the file and empty the log, where deleted words stay until then.

        Returns:
            Whether it is empty; somebody may have been reading.
        """
        async with self._bare() as connection:
            await connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            async with self._one_writer:
                found = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        return not next(iter(found))[0]

    async def rewrite(self) -> None:
        """Write the whole file anew, without what was deleted before deleted words were overwritten."""
        async with self._bare() as connection, self._one_writer:
            await connection.execute("VACUUM")
        await self.shrink()

    @asynccontextmanager
    async def _bare(self) -> AsyncIterator[Any]:
        """Take the driver's own connection, on which no transaction is open, and wait there for nobody."""
        async with self.engine.connect() as pooled:
            connection: Any = (await pooled.get_raw_connection()).driver_connection
            await connection.execute("PRAGMA busy_timeout=0")
            try:
                yield connection
            finally:
                await connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")

    async def close(self) -> None:
        """Close every connection, and wait for those that were broken off at work or while they were being opened.

        Their threads would otherwise tell an event loop that is no more what they found.
        """
        await _wait(lambda: not cast(QueuePool, self.engine.pool).checkedout())
        await self.engine.dispose()
        await _wait(lambda: not any(thread.is_alive() for thread in self._threads))

    def _connection(self, *args: Any, **more: Any) -> aiosqlite.Connection:
        """Make a connection whose thread is known, be it ever opened or not."""
        connection = QuickConnection(partial(sqlite3.connect, *args, **more | {"check_same_thread": False}))
        thread = connection._thread  # SQLAlchemy reaches for it too
        thread.daemon = True
        self._threads.add(thread)
        return connection


async def until_database_answers(work: Callable[[], Awaitable[T]], *, breakable: bool = False) -> T:
    """Do something with the database until it succeeds, as long as what stands in the way may pass.

    Args:
        work: What is done.
        breakable: Whether a stop may break it off. A transaction that writes is better let finish.

    Raises:
        OperationalError: The database will never do it, such as for a table that it does not have.
    """
    while True:
        try:
            return await (work() if breakable else _unbroken(work()))
        except (OperationalError, SqlTimeoutError) as error:
            if not is_passing(error):
                raise
            log.error("the database does not answer (%s); trying again", error)  # noqa: TRY400 - the sentence is enough
            await asyncio.sleep(RETRY_SECONDS)


def is_passing(error: BaseException) -> bool:
    """Say whether an error of the database may get well by itself: a full disk, a file that is locked."""
    if isinstance(error, SqlTimeoutError):
        return True
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", sqlite3.SQLITE_BUSY)
    return isinstance(error, OperationalError) and code & 0xFF in PASSING


async def _wait(ended: Callable[[], bool]) -> None:
    until = monotonic() + CLOSING
    while not ended() and monotonic() < until:  # noqa: ASYNC110 - neither a pool nor a thread tells when it is done
        await asyncio.sleep(0.002)


async def _unbroken(work: Awaitable[T]) -> T:
    """Let a transaction finish before a cancellation takes effect: broken off, it can keep SQLite's lock for ever."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise


def _prepare_connection(survives_power_cut: bool, connection: Any, _record: object) -> None:
    """Set SQLite up.

    WAL lets readers work beside the writer, FULL keeps what was committed through a power cut, and what is deleted is
    overwritten.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (*PRAGMAS, f"synchronous={'FULL' if survives_power_cut else 'NORMAL'}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def count_writes(session: AsyncSession) -> int:
    """Count the statements that wrote in the open transaction, to compare two moments of it."""
    return int(session.sync_session.connection().info.get(WRITES, 0))


def note_write(connection: Connection) -> None:
    """Count a statement that writes."""
    connection.info[WRITES] = connection.info.get(WRITES, 0) + 1


def _count_write(connection: Connection, *told: Any) -> None:
    """Count what runs unless it only reads."""
    context = told[3]
    if context is None or not context.compiled or context.isinsert or context.isupdate or context.isdelete:
        note_write(connection)


def known(number: int | None) -> int:
    """Return the number of a stored row."""
    if number is None:
        raise LookupError("the row is not stored")
    return number
