"""Inbox and outbox: what is owed, what is settled, what is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from storage import inbox, outbox, outbox_subjects
from storage.database import Database
from storage.inbox import Arrival, InboxRow, InboxStatus
from storage.outbox import Delivery, OutboxRow, OutboxStatus

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)


def received(number: int, status: InboxStatus = InboxStatus.WAITING, **more: Any) -> Arrival:
    return Arrival(**{"update_id": number, "payload": "{}", "status": status, "received_at": NOW, **more})


def owed(chat: int | None = -1, **more: Any) -> OutboxRow:
    return OutboxRow(**{"chat_id": chat, "method": "sendMessage", "params": {"text": "hi"}, "due_at": NOW, **more})


async def kept(database: Database, *rows: OutboxRow) -> list[OutboxRow]:
    async with database.write() as session:
        await outbox.store_effects(session, rows)
    return list(rows)


async def statuses(database: Database) -> list[OutboxStatus]:
    async with database.read() as session:
        return list(await session.exec(select(OutboxRow.status).order_by(col(OutboxRow.id))))


async def test_updates_wait_in_the_order_in_which_they_came(database: Database) -> None:
    async with database.write() as session:
        new = await inbox.store_updates(session, [received(3), received(1), received(2, InboxStatus.IGNORED)])
        assert [row.update_id for row in new] == [3, 1]
        assert await inbox.store_updates(session, [received(1), received(4)]) != []
    async with database.read() as session:
        assert [row.update_id for row in await inbox.waiting_updates(session)] == [1, 3, 4]


async def test_what_is_handled_loses_its_words_and_what_failed_keeps_them(database: Database) -> None:
    async with database.write() as session:
        await inbox.store_updates(session, [received(number) for number in range(1, 5)])
        await inbox.mark_done(session, [1, 2])
        await inbox.mark_failed(session, 3)
    async with database.read() as session:
        rows = (await session.exec(select(InboxRow).order_by(col(InboxRow.update_id)))).all()
        assert await inbox.count_by_status(session) == {
            InboxStatus.DONE: 2,
            InboxStatus.FAILED: 1,
            InboxStatus.WAITING: 1,
        }
    assert [row.payload for row in rows] == [None, None, "{}", "{}"]


async def test_a_finding_waits_before_its_update_and_is_forgotten_with_the_words_of_what_nobody_handles(
    database: Database,
) -> None:
    async with database.write() as session:
        rows = [received(1, finding="{}"), received(2, InboxStatus.IGNORED, finding="{}"), received(3, finding="{}")]
        new = await inbox.store_updates(session, rows)
        assert [(row.update_id, row.finding) for row in new] == [(1, "{}"), (1, None), (2, "{}"), (3, "{}"), (3, None)]
        await inbox.forget_findings(session, [1, 2])
        await inbox.mark_failed(session, 3)
        await inbox.mark_done(session, [3])
    async with database.read() as session:
        assert [(row.update_id, row.finding) for row in await inbox.waiting_updates(session)] == [(1, None)]
        kept = await session.exec(select(InboxRow.payload, InboxRow.finding).order_by(col(InboxRow.update_id)))
        assert kept.all() == [("{}", None), (None, None), ("{}", "{}")]


async def test_what_a_later_version_made_of_rows_is_counted_too(database: Database) -> None:
    async with database.write() as session:
        await inbox.store_updates(session, [received(1), received(2)])
        await outbox.store_effects(session, [owed()])
        connection = await session.connection()
        for table in ("inbox WHERE update_id = 1", "outbox WHERE id = 1"):
            name, _, which = table.partition(" ")
            await connection.exec_driver_sql(f"UPDATE {name} SET status = 'shelved' {which}")  # noqa: S608 - our words
        assert await inbox.count_by_status(session) == {"shelved": 1, InboxStatus.WAITING: 1}
        assert await outbox.count_by_status(session) == {"shelved": 1}


async def test_only_what_is_settled_is_forgotten(database: Database) -> None:
    async with database.write() as session:
        rows = [received(number, status, received_at=LONG_AGO) for number, status in enumerate(InboxStatus, 1)]
        await inbox.store_updates(session, [*rows, received(9, InboxStatus.DONE)])
        await inbox.forget_old(session, NOW - timedelta(days=3))
    async with database.read() as session:
        left = (await session.exec(select(InboxRow.update_id, InboxRow.status))).all()
    assert set(left) == {(1, InboxStatus.WAITING), (4, InboxStatus.FAILED), (9, InboxStatus.DONE)}


async def test_effects_get_their_numbers_in_order(database: Database) -> None:
    rows = await kept(database, *(owed(params={"text": str(number)}) for number in range(50)))
    numbers = [row.id or 0 for row in rows]
    assert numbers == sorted(set(numbers))
    async with database.read() as session:
        waiting = await outbox.waiting_effects(session)
    assert [(row.id, row.params) for row in waiting] == [(row.id, row.params) for row in rows]
    await kept(database)


async def test_what_was_being_sent_is_in_doubt(database: Database) -> None:
    rows = await kept(database, owed(once=True), owed(), owed(once=True))
    async with database.write() as session:
        for row in (rows[0], rows[2]):
            await outbox.begin_sending(session, [row.id or 0])
        await outbox.wait_again(session, rows[2])
        assert await outbox.doubt_interrupted(session) == 1
    assert await statuses(database) == [OutboxStatus.UNCLEAR, OutboxStatus.WAITING, OutboxStatus.WAITING]


async def test_marks_say_what_became_of_rows(database: Database) -> None:
    rows = await kept(database, owed(), owed(), owed())
    async with database.write() as session:
        marks = [
            Delivery(rows[0].id or 0, OutboxStatus.SENT, NOW, message=2**40),
            Delivery(rows[1].id or 0, OutboxStatus.FAILED, NOW, why="chat not found"),
        ]
        await outbox.mark(session, marks)
        assert await outbox.count_by_status(session) == {
            OutboxStatus.SENT: 1,
            OutboxStatus.FAILED: 1,
            OutboxStatus.WAITING: 1,
        }
    async with database.read() as session:
        sent, failed, _ = (await session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))).all()
    assert (sent.message_id, sent.sent_at, sent.error) == (2**40, NOW, None)
    assert failed.error == "chat not found"


async def test_what_was_sent_lately_is_known_by_chat(database: Database) -> None:
    rows = await kept(database, owed(-1), owed(-2), owed(None), owed(-3), owed(-4, method="deleteMessage"))
    moments = [NOW, NOW - timedelta(seconds=30), NOW, NOW - timedelta(seconds=61), NOW]
    async with database.write() as session:
        marks = [Delivery(row.id or 0, OutboxStatus.SENT, at) for row, at in zip(rows, moments, strict=True)]
        await outbox.mark(session, marks)
        since = NOW - timedelta(minutes=1)
        lately = await outbox.sent_since(session, since, {"deleteMessage"})
        assert [(row.chat_id, row.sent_at) for row in lately] == [(-2, moments[1]), (-1, NOW)]
        assert len(await outbox.sent_since(session, since)) == 3


async def test_only_what_waits_for_a_chat_is_dropped_or_redirected(database: Database) -> None:
    sent = owed(-1, status=OutboxStatus.SENT)
    await kept(database, sent, owed(-1), owed(-2), owed(-3))
    async with database.write() as session:
        await outbox.drop_for(session, -1, "blocked")
        await outbox.redirect(session, -2, -22)
    assert await statuses(database) == [
        OutboxStatus.SENT,
        OutboxStatus.DROPPED,
        OutboxStatus.WAITING,
        OutboxStatus.WAITING,
    ]
    async with database.read() as session:
        assert [row.chat_id for row in await outbox.waiting_effects(session)] == [-22, -3]


async def test_the_first_message_that_shows_a_subject_is_found(database: Database) -> None:
    row, again, unsent = await kept(
        database, owed(subject="question:1"), owed(subject="question:1"), owed(subject="question:2")
    )
    async with database.write() as session:
        marks = [
            Delivery(again.id or 0, OutboxStatus.SENT, NOW, message=51),
            Delivery(row.id or 0, OutboxStatus.SENT, NOW, message=50),
        ]
        await outbox.mark(session, marks)
        assert await outbox_subjects.find_message(session, "question:1") == 50
        assert await outbox_subjects.find_message(session, unsent.subject or "") is None


async def test_what_can_still_be_pressed_or_repaired_is_not_forgotten(database: Database) -> None:
    old = {"due_at": LONG_AGO}
    await kept(
        database,
        *(owed(status=status, **old) for status in OutboxStatus),
        owed(status=OutboxStatus.SENT, subject="question:1", **old),
        owed(status=OutboxStatus.SENT),
    )
    async with database.write() as session:
        await outbox.forget_old(session, NOW - timedelta(days=3))
    assert await statuses(database) == [
        OutboxStatus.WAITING,
        OutboxStatus.SENDING,
        OutboxStatus.UNCLEAR,
        OutboxStatus.FAILED,
        OutboxStatus.SENT,
        OutboxStatus.SENT,
    ]
    async with database.read() as session:
        found = await session.exec(
            select(OutboxRow.subject, OutboxRow.params).where(OutboxRow.status == OutboxStatus.SENT)
        )
    assert [(subject, bool(params)) for subject, params in found.all()] == [("question:1", False), (None, True)]
