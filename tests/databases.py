"""A real SQLite file with the tables of this version, copied for each test."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from storage.database import Database
from storage.migrate import migrate
from storage.sqlite_connection import QuickConnection


def url_of(path: Path) -> str:
    """Return the address of a database file."""
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose tables are there and hold nothing."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    asyncio.run(_migrated(path))
    return path


async def _migrated(path: Path) -> None:
    database = Database(url_of(path))
    await migrate(database)
    await database.close()


@pytest_asyncio.fixture
async def database(empty_database: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A database of this test's own, at `tmp_path / "bot.db"`."""
    path = Path(shutil.copy(empty_database, tmp_path / "bot.db"))
    database = Database(url_of(path))
    yield database
    await database.close()


Asked = tuple[str, Any]
"""A statement, and its parameters: of many runs the first."""


@contextmanager
def watching(database: Database, see: Callable[[str, Any], None]) -> Iterator[None]:
    """Be told of each statement of a database and its parameters before it runs; what is raised then is its end."""
    original = QuickConnection.run

    async def run(self: QuickConnection, execute: Any, sql: str, values: Any, size: int) -> Any:
        if self._thread in database._threads:
            see(sql, values)
        return await original(self, execute, sql, values, size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuickConnection, "run", run)
        yield


@contextmanager
def noting(database: Database) -> Iterator[list[Asked]]:
    """Note what a database is asked for as long as the block runs."""
    asked: list[Asked] = []

    def note(statement: str, parameters: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "INSERT", "DELETE")):
            many = bool(parameters) and isinstance(parameters[0], list | tuple)
            asked.append((statement, parameters[0] if many else parameters))

    with watching(database, note):
        yield asked


_LIST = "VIRTUAL TABLE"
"""How SQLite names a list that a statement brings itself."""


async def scans(database: Database, asked: Sequence[Asked]) -> list[tuple[str, str]]:
    """Return (statement, step) of those that go through a whole table instead of using an index."""
    found: list[tuple[str, str]] = []
    async with database.connect() as connection:
        for statement, parameters in asked:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(step[3]) for step in plan.all()]
            found += [(statement, one) for one in steps if one.startswith("SCAN") and _LIST not in one]
    return found
