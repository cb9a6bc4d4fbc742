"""Bringing a database to the tables of this version."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from storage.database import Database

log = logging.getLogger(__name__)

PRIVATE_MODE = 0o600
"""The mode of the files: nobody else on the machine may read them."""
_FOLDER = Path(__file__).parent / "migrations"


class NewerDatabaseError(Exception):
    """The database was made by a newer version of Counterpoint; it was left as it was."""


class OlderDatabaseError(Exception):
    """The tables are those of an older version, or there are none; they were left as they were."""


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
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _revisions(connection: Connection) -> tuple[str | None, str]:
    known = ScriptDirectory.from_config(configuration(connection))
    at = MigrationContext.configure(connection).get_current_revision()
    if at is not None and at not in {script.revision for script in known.walk_revisions()}:
        raise NewerDatabaseError(at)
    return at, str(known.get_current_head())


def _upgrade(connection: Connection) -> tuple[str | None, str]:
    before, head = _revisions(connection)
    if before != head:
        command.upgrade(configuration(connection), "head")
    return before, head
