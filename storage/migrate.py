"""Bringing a database to the tables of this version."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from config.lazy import lazy
from storage.database import Database

if TYPE_CHECKING:
    from alembic import command, config, script
    from alembic.config import Config
    from alembic.runtime import migration
else:
    command, config, script = lazy("alembic.command"), lazy("alembic.config"), lazy("alembic.script")
    migration = lazy("alembic.runtime.migration")

log = logging.getLogger(__name__)

PRIVATE_MODE = 0o600
"""The mode of the files: nobody else on the machine may read them."""
_FOLDER = Path(__file__).parent / "migrations"
_VERSIONS = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""Alembic's own table, as it makes it."""


class NewerDatabaseError(Exception):
    """The database was made by a newer version of Counterpoint; it was left as it was."""


class OlderDatabaseError(Exception):
    """The tables are those of an older version, or there are none; they were left as they were."""


class LostReferencesError(Exception):
    """Rows of these tables would have referred to others that are not there; the database was left as it was."""


async def migrate(database: Database) -> tuple[str | None, str]:
    """Bring the tables up to date in one transaction and return the revisions before and after.

    Raises:
        NewerDatabaseError: The database is ahead of this program. Nothing was changed.
    """
    _make_private(database)
    async with database.connect() as connection:
        # Alembic is synchronous: it runs inside the greenlet of the open connection.
        before, head = await connection.run_sync(_upgrade)
    if before not in (None, head):
        await _write_anew(database)
    return before, head


async def _write_anew(database: Database) -> None:
    """Leave nothing in the file that was deleted before this version, and let nobody else read it.

    Without that the bot works all the same.
    """
    path = str(database.engine.url.database)
    try:
        for name in (path, f"{path}-wal", f"{path}-shm"):
            await asyncio.to_thread(os.chmod, name, PRIVATE_MODE)
        await database.rewrite()
    except (OSError, sqlite3.Error) as error:
        log.warning("the database file could not be written anew: %s", error)


def _make_private(database: Database) -> None:
    """Make the file, if there is none, so that nobody else may read it; SQLite's other files get the same mode."""
    path = database.engine.url.database
    if path and path != ":memory:":
        with suppress(OSError):  # SQLite says better what is wrong
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, PRIVATE_MODE))


async def require_tables(database: Database) -> None:
    """Make sure that the tables are those of this version, for a tool that changes none.

    Raises:
        NewerDatabaseError: The database is ahead of this program.
        OlderDatabaseError: It is behind.
    """
    at, head = await revisions(database)
    if at != head:
        raise OlderDatabaseError(at or "–")


async def revisions(database: Database) -> tuple[str | None, str]:
    """Return the revision of the database and that of this program.

    Raises:
        NewerDatabaseError: The database is ahead of this program.
    """
    async with database.connect() as connection:
        return await connection.run_sync(_revisions)


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for an open connection."""
    made = config.Config()
    made.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _revisions(connection: Connection) -> tuple[str | None, str]:
    known = script.ScriptDirectory.from_config(configuration(connection))
    at = migration.MigrationContext.configure(connection).get_current_revision()
    if at is not None and at not in {one.revision for one in known.walk_revisions()}:
        raise NewerDatabaseError(at)
    return at, str(known.get_current_head())


def newest() -> str:
    """Return the revision of this program: the migrations are numbered by their files."""
    return max(path.name[:4] for path in (_FOLDER / "versions").glob("[0-9]*.py"))


def _is_newest(connection: Connection) -> bool:
    """Say whether the tables are those of this program, without Alembic, which most starts have no need of."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all() == [newest()]


def _upgrade(connection: Connection) -> tuple[str | None, str]:
    if _is_newest(connection):
        return newest(), newest()
    if not inspect(connection).get_table_names():
        _create(connection)
        return None, newest()
    return run_migrations(connection)


def _create(connection: Connection) -> None:
    """Make the tables in an empty database: as the migrations leave them, and in a tenth of the time."""
    for module in iter_modules([str(_FOLDER.parent)], "storage."):
        import_module(module.name)
    SQLModel.metadata.create_all(connection)
    connection.exec_driver_sql(_VERSIONS)
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{newest()}')")  # noqa: S608 - a file's name


def run_migrations(connection: Connection) -> tuple[str | None, str]:
    """Run the migrations that a database lacks and return the revisions before and after.

    Raises:
        NewerDatabaseError: The database is ahead of this program.
        LostReferencesError: It would refer to what is not there.
    """
    before, head = _revisions(connection)
    if before != head:
        command.upgrade(configuration(connection), "head")
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise LostReferencesError(sorted({row[0] for row in lost}))
    return before, head
