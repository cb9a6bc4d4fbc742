"""One process at a time works on a database file: the others wait, and one takes over when it ends."""

from __future__ import annotations

import sqlite3

from sqlalchemy import make_url


class InstanceLock:
    """The right to work on a database. The system takes it back when the process dies, however it dies."""

    def __init__(self, url: str) -> None:
        # SQLite's own lock, on an empty file beside the database: exact, on every system, without code of ours.
        self._path = f"{make_url(url).database}-at-work"
        self._held: sqlite3.Connection | None = None

    def acquire(self) -> bool:
        """Take the right; False while another process has it.

        Raises:
            OperationalError: The file beside the database cannot be written.
        """
        if self._held is not None:
            return True
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise
        self._held = connection
        return True

    def release(self) -> None:
        """Let another process work."""
        if self._held is not None:
            self._held.close()
            self._held = None
