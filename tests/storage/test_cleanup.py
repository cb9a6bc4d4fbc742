"""Tidying: what is old goes in slices, by indexes, and its words leave the files too."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import event
from sqlmodel import select

from storage import inbox, outbox
from storage.cleanup import FIRST_SLICE_ROWS, KEPT_PERIOD, REPAIR_PERIOD, SLICE_SECONDS, next_slice, tidy
from storage.database import ROWS_PER_SLICE, Database
from storage.inbox import Arrival, InboxRow, InboxStatus
from storage.migrate import configuration, migrate
from storage.outbox import OutboxRow, OutboxStatus
from tests.databases import noting, scans, url_of

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)
WORDS = "quince marmalade"
BROKEN = (OutboxStatus.FAILED, OutboxStatus.UNCLEAR)


@pytest.fixture(autouse=True)
def breathless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait between slices."""
    monkeypatch.setattr("storage.cleanup.SLICE_PAUSE_SECONDS", 0)


def received(number: int, status: InboxStatus, at: datetime) -> Arrival:
    return Arrival(update_id=number, payload=f'"{WORDS}"', status=status, received_at=at)


def owed(status: OutboxStatus, due_at: datetime, **more: Any) -> OutboxRow:
    params = {"text": WORDS}
    return OutboxRow(chat_id=-1, method="sendMessage", params=params, due_at=due_at, status=status, **more)


async def kept(database: Database, updates: list[Arrival], effects: list[OutboxRow] | None = None) -> None:
    async with database.write() as session:
        await inbox.store_updates(session, updates)
        await outbox.store_effects(session, effects or [])


async def words_kept(database: Database) -> int:
    """Count the updates and effects that have words or files still."""
    async with database.read() as session:
        updates = await session.exec(select(InboxRow).where(InboxRow.payload.is_not(None)))  # type: ignore[union-attr]  # a column
        effects = await session.exec(select(OutboxRow))
        return len(list(updates)) + sum(bool(one.params or one.file or one.instead) for one in effects)


@contextmanager
def commits(database: Database) -> Iterator[list[object]]:
    """Note every commit of a database as long as the block runs."""
    seen: list[object] = []

    def note(connection: object) -> None:
        seen.append(connection)

    event.listen(database.engine.sync_engine, "commit", note)
    yield seen
    event.remove(database.engine.sync_engine, "commit", note)


async def test_what_is_old_goes_some_rows_at_a_time(database: Database) -> None:
    old = [received(number, InboxStatus.DONE, NOW - KEPT_PERIOD - A_DAY) for number in range(1, 2 * ROWS_PER_SLICE + 2)]
    await kept(database, [*old, received(9_999, InboxStatus.DONE, NOW)])
    async with database.write() as session:
        assert await inbox.forget_old(session, NOW - KEPT_PERIOD) == ROWS_PER_SLICE
    with commits(database) as committed, noting(database) as asked:
        await tidy(database, NOW)
    gone = [statement for statement, _ in asked if statement.startswith("DELETE FROM inbox")]
    assert len(gone) >= 3  # a first slice, more of them, and the look that finds nothing more
    assert len(committed) >= len(gone)
    assert await words_kept(database) == 1


async def test_nothing_is_looked_for_through_a_whole_table_that_grows(database: Database) -> None:
    await kept(
        database,
        [received(number, status, NOW - REPAIR_PERIOD - A_DAY) for number, status in enumerate(InboxStatus, 1)],
        [owed(status, NOW - REPAIR_PERIOD - A_DAY) for status in OutboxStatus],
    )
    with noting(database) as asked:
        await tidy(database, NOW)
    slow = [step for _, step in await scans(database, asked)]
    assert [step for step in slow if not step.startswith(("SCAN CONSTANT", "SCAN (subquery"))] == []


@pytest.mark.parametrize(
    ("rows", "times", "after"),
    [(FIRST_SLICE_ROWS, 0, 2 * FIRST_SLICE_ROWS), (100, 1, 100), (100, 4, 25), (1, 50, 1), (150, 0.1, ROWS_PER_SLICE)],
    ids=["quick", "just right", "slow", "never none", "never too many"],
)
def test_a_slice_is_as_large_as_its_time_allows(rows: int, times: float, after: int) -> None:
    assert next_slice(rows, times * SLICE_SECONDS) == after


async def test_what_failed_keeps_its_words_for_thirty_days(database: Database) -> None:
    lately, long_ago = NOW - REPAIR_PERIOD + A_DAY, NOW - REPAIR_PERIOD - A_DAY
    files = {"file": b"a picture", "instead": {"text": WORDS}}
    for number, at in enumerate((lately, long_ago), 1):
        rows = [owed(status, at, subject=f"card:{number}", **files) for status in BROKEN]
        await kept(database, [received(number, InboxStatus.FAILED, at)], rows)
    await tidy(database, NOW)
    assert await words_kept(database) == 3
    async with database.read() as session:
        assert await inbox.count_by_status(session) == {InboxStatus.FAILED: 2}
        assert await outbox.count_by_status(session) == dict.fromkeys(BROKEN, 2)
    await tidy(database, NOW + 2 * A_DAY)
    assert await words_kept(database) == 0


async def test_words_that_went_are_in_no_file(database: Database, tmp_path: Path) -> None:
    await kept(
        database,
        [received(number, InboxStatus.WAITING, NOW) for number in range(1, 40)],
        [owed(OutboxStatus.SENT, NOW) for _ in range(40)],
    )
    async with database.write() as session:
        await inbox.mark_done(session, range(1, 40))
    await tidy(database, NOW + KEPT_PERIOD + A_DAY)
    assert (await asyncio.to_thread(contents, tmp_path))["bot.db-wal"] == b""
    assert [name for name, said in contents(tmp_path).items() if WORDS.encode() in said] == []


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.glob("bot.db*")}


def open_to_all(folder: Path) -> None:
    for one in folder.glob("new.db*"):
        one.chmod(0o644)


def modes(folder: Path) -> dict[str, str]:
    return {one.name: oct(stat.S_IMODE(one.stat().st_mode)) for one in folder.glob("new.db*")}


@pytest.mark.parametrize("is_old", [False, True], ids=["made now", "made by an older version"])
async def test_nobody_else_may_read_the_files(tmp_path: Path, *, is_old: bool) -> None:
    database = Database(url_of(tmp_path / "new.db"))
    if is_old:
        async with database.connect() as connection:
            await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0012"))
        open_to_all(tmp_path)
    await migrate(database)
    await kept(database, [received(1, InboxStatus.DONE, NOW)])
    assert modes(tmp_path) == dict.fromkeys(("new.db", "new.db-wal", "new.db-shm"), "0o600")
    await database.close()
