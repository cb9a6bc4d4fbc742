"""A real SQLite file with the tables of this version, copied for each test."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.engine import Database
from storage.migrating import migrate


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
