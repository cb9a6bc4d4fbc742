"""Migrations: from nothing to the tables of this version, once, and never backwards."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Boolean, Column, DateTime, Float, Integer, LargeBinary, MetaData, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from storage import inbox
from storage.database import Database
from storage.keyboards import stands
from storage.migrate import NewerDatabaseError, configuration, migrate, revisions, run_migrations
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


async def fill(connection: AsyncConnection, rows: Mapping[str, Sequence[tuple[object, ...]]]) -> None:
    """Put rows into tables, each named with its columns."""
    for table, values in rows.items():
        marks = ", ".join("?" * len(values[0]))
        for row in values:
            await connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - our words


async def test_an_empty_file_gets_the_tables_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "new.db"))
    before, head = await migrate(database)
    assert before is None
    first = dump(tmp_path / "new.db")
    assert await migrate(database) == (head, head)
    assert await revisions(database) == (head, head)
    await database.close()
    assert dump(tmp_path / "new.db") == first


@pytest_asyncio.fixture
async def migrated(tmp_path: Path) -> AsyncIterator[Database]:
    """A database that went through all migrations, at `tmp_path / "migrated.db"`."""
    database = Database(url_of(tmp_path / "migrated.db"))
    async with database.connect() as connection:
        await connection.run_sync(run_migrations)
    yield database
    await database.close()


async def test_a_new_database_is_what_the_migrations_make_of_an_empty_one(
    database: Database, migrated: Database, tmp_path: Path
) -> None:
    assert schema(tmp_path / "bot.db") == schema(tmp_path / "migrated.db")


def schema(path: Path) -> dict[str, Any]:
    """Return what a file holds: columns, keys, checks and indexes of each table, in any order, and triggers."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(path)) as file:
        for kind, name, made in file.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        ).fetchall():
            words = " ".join(made.replace('"', "").split())
            if kind != "table":
                found[name] = words
                continue
            found[name] = [
                sorted(row[1:] for row in file.execute(f"PRAGMA table_info({name})")),
                sorted(row[2:] for row in file.execute(f"PRAGMA foreign_key_list({name})")),
                sorted(row[2:] for row in file.execute(f"PRAGMA index_list({name})")),
                sorted(re.findall(r"CHECK \((?:[^()]|\([^()]*\))*\)", words)),
            ]
    return found


@pytest.mark.filterwarnings("ignore:.*expression-based index")
async def test_the_migrations_make_the_tables_of_the_code(migrated: Database) -> None:
    def differences(connection: Connection) -> object:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, SQLModel.metadata)

    async with migrated.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_table_of_the_code_is_known_to_the_migrations(migrated: Database) -> None:
    async with migrated.connect() as connection:
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
        patch.setattr("storage.migrate.newest", stop)
        with pytest.raises(KeyError):
            await migrate(database)
    assert dump(tmp_path / "new.db") == ["BEGIN TRANSACTION;", "COMMIT;"]
    with monkeypatch.context() as patch:
        patch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", stop)
        with pytest.raises(KeyError):
            async with database.connect() as connection:
                await connection.run_sync(run_migrations)
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
        await fill(connection, rows)
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


AT = "2026-11-16 10:00:00.000000"
MIXED: dict[str, list[dict[str, object]]] = {
    "snapshot": [
        {"id": 11, "sha256": "a", "title": "Buses", "url": "https://example.org/buses"},
        {"id": 12, "sha256": "b", "title": "Trees", "url": "https://example.org/trees"},
        {"id": 13, "sha256": "c", "title": "Buses, corrected", "url": "https://example.org/buses"},
    ],
    "discussion": [{"id": 11, "chat_id": 1, "thread_id": 7, "snapshot_id": 12}],
    "counterpoint": [
        {"id": 11, "discussion_id": 11, "snapshot_id": 12, "number": 1, "original": {"snapshot": 11}},
        {"id": 12, "discussion_id": 11, "snapshot_id": 13, "number": 2},
        {"id": 13, "discussion_id": 11, "snapshot_id": 12, "number": 3},
        {"id": 14, "discussion_id": 11, "snapshot_id": 12, "number": 4, "parent_id": 12},
        {"id": 15, "discussion_id": 11, "snapshot_id": 11, "number": 5, "canonical_id": 13},
    ],
    "question": [
        {"id": 11, "discussion_id": 11, "snapshot_id": 11},
        {"id": 12, "discussion_id": 11, "snapshot_id": 12},
    ],
    "schedule": [{"id": 11, "discussion_id": 11}],
    "opinion_state": [{"discussion_id": 11}],
}
"""A group that discussed an article, its correction, and another article: all in one discussion."""
EMPTY = {"parent_id", "canonical_id", "original"}
"""Columns that mean something else where there is something in them."""


def rows_of_before(connection: Connection) -> dict[str, int]:
    """Put a row into every table there is, and a mixed debate; return how many rows each has."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name == "alembic_version":
            continue
        for place, row in enumerate([{}, *MIXED.get(table.name, [])]):
            given = {column.name: _value(column, place + 1) for column in table.columns if column.name not in EMPTY}
            connection.execute(table.insert().values({**given, **row}))
    return counts(connection)


def counts(connection: Connection) -> dict[str, int]:
    tables = MetaData()
    tables.reflect(connection)
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables.sorted_tables
    }


def _value(column: Column[Any], place: int) -> object:
    if column.foreign_keys:
        return 1
    kinds: dict[type, object] = {
        JSON: {},
        Boolean: False,
        LargeBinary: b"",
        DateTime: datetime(2026, 11, 16, 10, tzinfo=UTC),
        Float: 0.0,
        Integer: place,
    }
    found = [value for kind, value in kinds.items() if isinstance(column.type, kind)]
    return found[0] if found else f"{AT}" if column.name.endswith("_at") else str(place)


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
async def test_a_mixed_debate_is_parted_and_nothing_is_lost(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "old.db"))
    async with database.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0022"))
        before = await connection.run_sync(rows_of_before)

    await migrate(database)

    async with database.connect() as connection:
        after = await connection.run_sync(counts)
        found = await connection.exec_driver_sql(
            "SELECT number, snapshot.title, discussion.is_current, discussion.thread_id FROM counterpoint "
            "JOIN discussion ON discussion.id = discussion_id JOIN snapshot ON snapshot.id = discussion.snapshot_id "
            "WHERE counterpoint.id > 10 ORDER BY number"
        )
        assert [tuple(row) for row in found] == [
            (1, "Buses, corrected", 0, 7),
            (2, "Buses, corrected", 0, 7),
            (3, "Trees", 1, 7),
            (4, "Buses, corrected", 0, 7),
            (5, "Trees", 1, 7),  # its votes count for #3
        ]
        asked = await connection.exec_driver_sql(
            "SELECT question.id, discussion.is_current FROM question JOIN discussion ON discussion.id = discussion_id "
            "WHERE question.id > 10 ORDER BY 1"
        )
        assert [tuple(row) for row in asked] == [(11, 0), (12, 1)]
    assert after == {**before, **{one: after[one] for one in after.keys() - before.keys()}} | {
        "discussion": before["discussion"] + 1,
        "opinion_state": before["opinion_state"] - 1,
    }
    await database.close()


async def test_what_was_chosen_and_told_of_before_votes_came_in_batches(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "old.db"))
    at = "2026-11-16"
    rows = {
        "chat (id, telegram_id, kind, title, resting, seen_at)": [
            (chat, -chat, "group", "", 0, at) for chat in (5, 6)
        ],
        "chat_settings (chat_id, hide_totals, moderators_thread_id, screening, checks, blocklist, ladder, door, "
        "rules)": [
            (chat, hidden, 0, "watch", "{}", "[]", "{}", "open", "") for chat, hidden in ((5, 0), (6, 1))
        ],
        "snapshot (id, sha256, title, text, language, authors, dropped, read_at)": [
            (3, "", "", "", "en", "[]", "[]", at)
        ],
        "discussion (id, chat_id, thread_id, snapshot_id, created_at)": [(9, 5, 0, 3, at)],
        "counterpoint (id, discussion_id, snapshot_id, number, kind, author_id, text, words, links, status, agree, "
        "disagree, passes, submitted_at, changed_at)": [
            (1, 9, 3, 1, "counter", 7, "", "", "[]", "open", 1, 1, 0, at, at)
        ],
        "vote (counterpoint_id, person_id, stance, log_id, voted_at)": [
            (1, person, stance, line, at) for person, stance, line in ((7, 1, 1), (8, -1, 2), (9, 0, 3))
        ],
        "unpublished (counterpoint_id, person_id, stance, forced)": [(1, 9, None, 1)],
    }  # fmt: skip
    async with database.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0023"))
        await fill(connection, rows)
    await migrate(database)
    async with database.connect() as connection:
        chosen = await connection.exec_driver_sql("SELECT chat_id, totals FROM chat_settings ORDER BY chat_id")
        assert [tuple(row) for row in chosen] == [(5, "batches"), (6, "closing")]
        told = await connection.exec_driver_sql("SELECT person_id, told_id FROM vote ORDER BY person_id")
        assert [tuple(row) for row in told] == [(7, 1), (8, 2), (9, None)]
        (points,) = await connection.exec_driver_sql("SELECT agree, disagree, passes, voters FROM counterpoint")
        assert tuple(points) == (1, 1, 0, 2)
    await database.close()
