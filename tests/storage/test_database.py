"""The database: moments in UTC, one writer, readers beside it, several processes."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError, StatementError
from sqlmodel import SQLModel, col, func, select

from storage.chats import Chat, find_chat
from storage.database import Choice, Database, Instant, until_database_answers
from storage.inbox import InboxRow, InboxStatus

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
PROJECT = Path(__file__).parent.parent.parent
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def an_update(number: int, at: datetime = NOW) -> InboxRow:
    return InboxRow(update_id=number, status=InboxStatus.IGNORED, received_at=at)


@given(st.datetimes(timezones=zones).filter(lambda moment: 1 < moment.year < 9999))
def test_a_moment_comes_back_as_the_same_moment_in_utc(moment: datetime) -> None:
    kept = Instant().process_bind_param(moment, sqlite.dialect())
    assert kept is not None
    back = Instant().process_result_value(kept.replace(tzinfo=None), sqlite.dialect())
    assert back == moment
    assert back.tzinfo is UTC


async def test_moments_survive_the_file(database: Database) -> None:
    local = datetime(2026, 3, 29, 3, 30, 0, 123456, tzinfo=timezone(timedelta(hours=3)))
    async with database.write() as session:
        session.add(an_update(1, local))
    async with database.read() as session:
        row = (await session.exec(select(InboxRow))).one()
    assert row.received_at == local
    assert row.received_at.utcoffset() == timedelta(0)


async def test_moments_are_compared_as_moments(database: Database) -> None:
    async with database.write() as session:
        session.add(an_update(1, NOW))
    later = (NOW + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-9)))
    async with database.read() as session:
        assert len((await session.exec(select(InboxRow).where(col(InboxRow.received_at) < later))).all()) == 1


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="a moment needs a time zone"):
        async with database.write() as session:
            session.add(an_update(1, NOW.replace(tzinfo=None)))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("busy_timeout", 5000), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
async def test_how_sqlite_is_set_up(database: Database, pragma: str, value: object) -> None:
    async with database.read() as session:
        connection = await session.connection()
        assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar() == value


async def test_what_is_raised_in_a_transaction_undoes_it(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            session.add(an_update(1))
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.read() as session:
        assert (await session.exec(select(InboxRow))).all() == []


async def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    count = select(func.count()).select_from(InboxRow)
    async with database.read() as reader:
        assert (await reader.exec(count)).one() == 0
        async with database.write() as session:
            session.add(an_update(1))
        assert (await reader.exec(count)).one() == 0
    async with database.read() as reader:
        assert (await reader.exec(count)).one() == 1


async def test_writers_of_one_process_queue(database: Database) -> None:
    async def add(number: int) -> None:
        async with database.write() as session:
            highest = (await session.exec(select(func.max(InboxRow.update_id)))).one() or 0
            await asyncio.sleep(0)
            session.add(an_update(highest + 1))

    await asyncio.gather(*(add(number) for number in range(20)))
    async with database.read() as session:
        assert (await session.exec(select(func.max(InboxRow.update_id)))).one() == 20


WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from sqlmodel import func, select
from storage.database import Database
from storage.inbox import InboxRow, InboxStatus

async def main(url):
    database = Database(url)
    for _ in range(25):
        async with database.write() as session:
            highest = (await session.exec(select(func.max(InboxRow.update_id)))).one() or 0
            now = datetime(2026, 1, 1, tzinfo=UTC)
            session.add(InboxRow(update_id=highest + 1, status=InboxStatus.IGNORED, received_at=now))
    await database.close()

asyncio.run(main(sys.argv[1]))
"""


async def test_two_processes_that_write_lose_nothing(database: Database, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/bot.db"
    command = [sys.executable, "-c", WRITER, url]
    writers = [subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE) for _ in range(2)]  # noqa: S603, ASYNC220 - our own program, and nothing else runs here
    said = [writer.communicate()[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], said
    async with database.read() as session:
        assert (await session.exec(select(func.max(InboxRow.update_id)))).one() == 50


LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT count(*) FROM n"


@pytest.mark.parametrize("rows", [1, 3_000_000], ids=["while it is opened", "at work"])
@pytest.mark.parametrize("often", [0, 1, 2, 3])
async def test_what_was_broken_off_has_ended_when_the_database_is_closed(tmp_path: Path, rows: int, often: int) -> None:
    def at_work() -> set[threading.Thread]:
        return {one for one in threading.enumerate() if "_connection_worker_thread" in one.name}

    async def ask() -> None:
        async with database.engine.connect() as connection:
            await connection.exec_driver_sql(LONG.format(rows))

    before, database = at_work(), Database(f"sqlite+aiosqlite:///{tmp_path}/bot.db")
    asking = asyncio.ensure_future(ask())
    while at_work() == before:
        await asyncio.sleep(0)
    await asyncio.sleep(0.1 if rows > 1 else 0)
    for _ in range(often):
        asking.cancel()
        await asyncio.sleep(0)
    await database.close()
    assert at_work() == before
    await asyncio.gather(asking, return_exceptions=True)


async def test_ids_of_telegram_are_wider_than_32_bits(database: Database) -> None:
    async with database.write() as session:
        session.add(Chat(telegram_id=-(2**52), former_id=-(2**40), kind="supergroup", seen_at=NOW))
    async with database.read() as session:
        chat = await find_chat(session, -(2**52))
        assert chat is not None
        assert chat.former_id == -(2**40)


async def test_a_database_that_is_locked_is_waited_for(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("storage.database.RETRY_SECONDS", 0.0)
    async with database.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    other, tries = sqlite3.connect(tmp_path / "bot.db", isolation_level=None), 0
    other.execute("BEGIN IMMEDIATE")

    async def add() -> None:
        nonlocal tries
        tries += 1
        if tries == 3:
            other.execute("COMMIT")
        async with database.write() as session:
            session.add(an_update(1))

    await until_database_answers(add)
    other.close()
    assert tries == 3
    assert caplog.text.count("the database does not answer") == 2
    async with database.read() as session:
        assert len((await session.exec(select(InboxRow))).all()) == 1


async def test_what_the_database_will_never_do_is_tried_once(database: Database) -> None:
    tries = 0

    async def fail() -> None:
        nonlocal tries
        tries += 1
        async with database.write() as session:
            await (await session.connection()).exec_driver_sql("UPDATE nowhere SET text = 1")

    with pytest.raises(OperationalError, match="no such table"):
        await until_database_answers(fail)
    assert tries == 1


def choices() -> list[tuple[str, Choice]]:
    columns = [column for table in SQLModel.metadata.tables.values() for column in table.columns]
    return [(str(column), column.type) for column in columns if isinstance(column.type, Choice)]


@pytest.mark.parametrize("kind", [one for _, one in choices()], ids=[name for name, _ in choices()])
def test_a_word_of_a_later_version_is_read_as_it_stands_and_never_written(kind: Choice) -> None:
    read = kind.result_processor(sqlite.dialect(), None)
    assert read("of tomorrow") == "of tomorrow"
    assert read(None) is None
    with pytest.raises(ValueError, match="of tomorrow"):
        kind.process_bind_param("of tomorrow", sqlite.dialect())


async def test_an_error_of_the_database_shows_nobodys_words(database: Database) -> None:
    async with database.engine.connect() as connection:
        with pytest.raises(OperationalError) as caught:
            await connection.execute(text("UPDATE nothing SET text = :words"), {"words": "private words"})
    assert "private words" not in str(caught.value)
