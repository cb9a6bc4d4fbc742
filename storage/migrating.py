"""Bringing a database to the tables of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from storage.engine import Database

_FOLDER = Path(__file__).parent / "migrations"


class NewerDatabaseError(Exception):
    """The database was made by a newer version of Counterpoint; it was left as it was."""


async def migrate(database: Database) -> tuple[str | None, str]:
    """Bring the tables up to date in one transaction and return the revisions before and after.

    Raises:
        NewerDatabaseError: The database is ahead of this program. Nothing was changed.
    """
    async with database.connect() as connection:
        # Alembic is synchronous: it runs inside the greenlet of the open connection.
        return await connection.run_sync(_upgrade)


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
