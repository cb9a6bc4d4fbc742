"""Migrations: from nothing to the tables of this version, once, and never backwards."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from storage import inbox
from storage.database import Database
from storage.keyboards import stands
from storage.migrate import NewerDatabaseError, configuration, migrate, revisions
from tests.databases import url_of

PROJECT = Path(__file__).parent.parent.parent
MIGRATOR = """
import asyncio, sys
from storage.database import Database
from storage.migrate import migrate

async def main(url):
    database = Database(url)
    print(await migrate(database))
    await database.close()

asyncio.run(main(sys.argv[1]))
"""


def dump(path: Path) -> list[str]:
    """Return everything in a database as SQL."""
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


async def test_an_empty_file_gets_the_tables_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "new.db"))
    before, head = await migrate(database)
    assert before is None
    first = dump(tmp_path / "new.db")
    assert await migrate(database) == (head, head)
    assert await revisions(database) == (head, head)
    await database.close()
    assert dump(tmp_path / "new.db") == first


@pytest.mark.filterwarnings("ignore:.*expression-based index")
async def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    def differences(connection: Connection) -> object:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, SQLModel.metadata)

    async with database.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_table_of_the_code_is_known_to_the_migrations(database: Database) -> None:
    async with database.connect() as connection:
        found = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {str(name) for (name,) in found} - {"alembic_version"}
    assert tables == set(SQLModel.metadata.tables)


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(empty_database: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty_database, tmp_path / "newer.db"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("CREATE TABLE tomorrow (words TEXT)")
    connection.close()
    before = dump(path)
    database = Database(url_of(path))
    with pytest.raises(NewerDatabaseError, match="9999"):
        await migrate(database)
    await database.close()
    assert dump(path) == before


async def test_a_migration_that_breaks_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(url_of(tmp_path / "new.db"))

    def stop(*_: object) -> None:
        raise KeyError("the process is killed here")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", stop)
        with pytest.raises(KeyError):
            await migrate(database)
    assert dump(tmp_path / "new.db") == ["BEGIN TRANSACTION;", "COMMIT;"]
    assert (await migrate(database))[0] is None
    await database.close()


@pytest.mark.parametrize("folder", ["plain", "with spaces & 100% ünusual"])
async def test_a_database_may_lie_anywhere(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "new.db"
    database = Database(url_of(path))
    await migrate(database)
    await database.close()
    assert path.exists()


async def test_two_processes_that_start_at_once_both_end_well(tmp_path: Path) -> None:
    program = [sys.executable, "-c", MIGRATOR, url_of(tmp_path / "new.db")]
    options = {"cwd": PROJECT, "stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    starting = [asyncio.create_subprocess_exec(*program, **options) for _ in range(2)]
    processes = await asyncio.gather(*starting)
    said = [tuple(text.decode() for text in await process.communicate()) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert sorted("None" in out for out, _ in said) == [False, True]


async def test_an_audit_log_of_before_is_kept_and_still_only_added_to(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "old.db"))

    def to_third(connection: Connection) -> None:
        command.upgrade(configuration(connection), "0003")

    async with database.connect() as connection:
        await connection.run_sync(to_third)
        for statement in (
            "INSERT INTO chat (id, telegram_id, kind, title, resting, seen_at) VALUES (5, -1, '', '', 0, '2026-01-01')",
            "INSERT INTO discussion (id, chat_id, thread_id, created_at) VALUES (9, 5, 0, '2026-01-01')",
            "INSERT INTO audit (discussion_id, actor_id, action, subject, at) VALUES (9, 7, 'open', 'x', '2026-01-01')",
        ):
            await connection.exec_driver_sql(statement)
    await migrate(database)
    async with database.connect() as connection:
        found = await connection.exec_driver_sql("SELECT chat_id, discussion_id, action FROM audit")
        assert [tuple(row) for row in found] == [(5, 9, "open")]
    for statement in ("UPDATE audit SET action = 'closed'", "DELETE FROM audit"):
        with pytest.raises(IntegrityError, match="only ever added to"):
            async with database.connect() as connection:
                await connection.exec_driver_sql(statement)
    await database.close()


async def test_what_is_known_of_people_outlives_the_new_order_of_their_table(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "old.db"))
    rows = [(-100, 7, 3, 0), (-100, 8, 20, 1)]
    async with database.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0009"))
        await connection.exec_driver_sql("INSERT INTO chat VALUES (-100, -1, 'group', '', '2026-11-16', 0, 0)")
        for row in rows:
            await connection.exec_driver_sql("INSERT INTO standing VALUES (?, ?, ?, ?)", row)
    assert await migrate(database) == ("0009", (await revisions(database))[1])
    async with database.connect() as connection:
        kept = await connection.exec_driver_sql("SELECT chat_id, person_id, posts, approved FROM standing")
        assert [tuple(row) for row in kept] == rows
    await database.close()


async def test_totals_that_a_missed_unban_made_wrong_are_counted_anew(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "old.db"))
    at = "2026-11-16"
    rows = {
        "chat (id, telegram_id, kind, title, resting, seen_at)": [(5, -1, "group", "", 0, at)],
        "snapshot (id, sha256, title, text, language, authors, dropped, read_at)": [
            (3, "", "", "", "en", "[]", "[]", at)
        ],
        "discussion (id, chat_id, thread_id, snapshot_id, created_at)": [(9, 5, 0, 3, at)],
        "counterpoint (id, discussion_id, snapshot_id, number, kind, author_id, text, words, links, status, agree, "
        "disagree, passes, canonical_id, submitted_at, changed_at)": [
            (one, 9, 3, one, "counter", 7, "", "", "[]", status, -1, 4, 0, root, at, at)
            for one, status, root in ((1, "open", None), (2, "merged", 1), (3, "open", None))
        ],
        "vote (counterpoint_id, person_id, stance, log_id, voted_at)": [
            (1, 7, 1, 1, at), (2, 7, -1, 2, at), (2, 8, 1, 3, at), (1, 9, 0, 4, at)
        ],
        "barred (chat_id, person_id)": [(5, 9)],
    }  # fmt: skip
    async with database.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0012"))
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            for row in values:
                await connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - our words
    await migrate(database)
    async with database.connect() as connection:
        found = await connection.exec_driver_sql("SELECT agree, disagree, passes FROM counterpoint ORDER BY id")
        assert [tuple(row) for row in found] == [(1, 1, 0), (1, 1, 0), (0, 0, 0)]
        barred = await connection.exec_driver_sql("SELECT person_id, until, looked_at FROM barred")
        assert [tuple(row) for row in barred] == [(9, None, None)]
    await database.close()


async def test_buttons_of_before_are_known_by_the_outbox_and_by_what_their_messages_show(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "old.db"))
    under = '{"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "list:open:2"}]]}}'
    changed = (
        '{"message_id": 40, "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "list:open:3"}]]}}'
    )
    rows = [
        (-1, "sendMessage", under, None, 40),
        (-1, "editMessageText", changed, None, None),
        (-1, "sendMessage", "{}", "counterpoint:7", 41),
        (-1, "sendMessage", "{}", "edition:7", 42),
        (None, "answerCallbackQuery", "{}", None, None),
    ]
    async with database.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0012"))
        for row in rows:
            await connection.exec_driver_sql(
                "INSERT INTO outbox (chat_id, method, params, subject, message_id, priority, once, status, due_at, "
                "attempts, fades_alone) VALUES (?, ?, ?, ?, ?, 0, 0, 'sent', '2026-11-01', 1, 0)",
                row,
            )
    await migrate(database)
    asked = {(40, "list:open:3"), (40, "list:open:2"), (41, "vote:7:-1"), (41, "vote:8:-1"), (42, "vote:7:-1")}
    async with database.read() as session:
        known = {(message, data) for message, data in asked if await stands(session, -1, message, data)}
    assert known == {(40, "list:open:3"), (41, "vote:7:-1")}
    await database.close()


async def test_what_was_found_before_is_handled_once_before_its_update(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "old.db"))
    rows = [
        (-8, '{"update_id": -8, "message": {"text": "/ask"}, "screened": {"check": "coins"}}', "waiting"),
        (8, '{"update_id": 8, "message": {"text": "/ask"}}', "waiting"),
        (-9, '{"update_id": -9, "message": {"text": "no"}, "disorderly": {"what": "links"}}', "waiting"),
        (9, None, "ignored"),
        (-7, None, "done"),
    ]
    async with database.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0021"))
        for row in rows:
            await connection.exec_driver_sql("INSERT INTO inbox VALUES (?, -1, ?, ?, '2026-11-16')", row)
    await migrate(database)
    async with database.read() as session:
        turns = await inbox.waiting_updates(session)
    assert [(one.update_id, json.loads(one.finding or "null"), json.loads(one.payload or "null")) for one in turns] == [
        (8, {"screened": {"check": "coins"}}, {"update_id": 8, "message": {"text": "/ask"}}),
        (8, None, {"update_id": 8, "message": {"text": "/ask"}}),
        (9, {"disorderly": {"what": "links"}}, {"update_id": 9, "message": {"text": "no"}}),
    ]
    await database.close()
