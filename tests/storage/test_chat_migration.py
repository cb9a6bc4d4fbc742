"""A group that becomes a supergroup, whichever of its ids is heard from first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import (
    articles,
    audit,
    chat_migration,
    chat_settings,
    chats,
    outbox,
    outbox_subjects,
    reviews,
    sanctions,
    told_totals,
    vote_changes,
)
from storage.articles import Proposal, SnapshotRow
from storage.audit import Audit, Filter
from storage.chat_settings import ChatSettings, Screening, TotalsShown
from storage.chats import Chat, Discussion, Place
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance
from storage.database import Database, known
from storage.digests import Schedule
from storage.drafts import Draft
from storage.locks import ChatLock
from storage.newcomers import DoorPost, Newcomer, NewcomerStatus
from storage.outbox import OutboxRow, OutboxStatus
from storage.questions import Question
from storage.reviews import Review, ReviewKind
from storage.sanctions import Sanction, SanctionKind, SanctionStatus
from storage.screening import Standing
from storage.votes import Barred
from tests.storage.groups import NOW, OLD, a_chat, discuss, found

NEW = -1_000_000_004_000
MARA, JONAS = 7_000_000_003, 7_000_000_004


async def test_a_group_that_becomes_a_supergroup_keeps_everything_under_both_ids(database: Database) -> None:
    async with database.write() as session:
        numbers = await discuss(session, OLD, 0)
        await chat_migration.move(session, OLD, NEW)
        await chat_migration.move(session, OLD, NEW)
    assert await found(database, Place(NEW), Place(OLD)) == [numbers[0]] * 2
    async with database.write() as session:
        await chats.remember_chat(session, a_chat(OLD, title="late news"))
        await chats.remember_chat(session, a_chat(NEW, kind="supergroup", title="New"))
    async with database.read() as session:
        chat = (await session.exec(select(Chat))).one()
    assert (chat.telegram_id, chat.former_id, chat.kind, chat.title) == (NEW, OLD, "supergroup", "New")


async def test_a_supergroup_that_was_heard_from_before_the_news_is_united_with_its_group(database: Database) -> None:
    async with database.write() as session:
        old = await discuss(session, OLD, 0, 7)
        await discuss(session, NEW, 0)
        await chat_migration.move(session, OLD, NEW)
    assert await found(database, Place(NEW, 0), Place(NEW, 7)) == [old[0], old[7]]
    assert await found(database, Place(OLD, 0), Place(OLD, 7)) == [old[0], old[7]]
    async with database.read() as session:
        chat = await chats.find_chat(session, OLD)
    assert chat is not None
    assert chat.telegram_id == NEW


async def test_a_supergroups_own_discussion_without_an_article_does_not_hide_the_groups(database: Database) -> None:
    async with database.write() as session:
        old = await discuss(session, OLD, 0)
        await discuss(session, NEW, 0)
        row = SnapshotRow(sha256="x", title="Buses", text="Buses", language="en", read_at=NOW)
        snapshot = await articles.store_snapshot(session, row, [])
        discussion = (await session.exec(select(Discussion).where(Discussion.id == old[0]))).one()
        discussion.snapshot_id = snapshot
        session.add(discussion)
        await session.flush()
        await chat_migration.move(session, OLD, NEW)
    async with database.read() as session:
        kept = await chats.find_discussion(session, Place(NEW))
    assert kept is not None
    assert kept.snapshot_id == snapshot


async def test_a_group_nobody_knew_is_known_by_its_old_id_too(database: Database) -> None:
    async with database.write() as session:
        await chats.remember_chat(session, a_chat(NEW))
        await chat_migration.move(session, OLD, NEW)
        await chat_migration.move(session, -1, -2)
    async with database.read() as session:
        chat = await chats.find_chat(session, OLD)
        assert await chats.find_chat(session, -2) is None
    assert chat is not None
    assert chat.telegram_id == NEW


async def test_two_groups_that_unite_stay_apart(database: Database) -> None:
    async with database.write() as session:
        for old, new in ((-1, -101), (-2, -102), (-3, -103)):
            await discuss(session, old, 0)
            await discuss(session, new, 0)
            await chat_migration.move(session, old, new)
    places = [Place(number) for number in (-101, -102, -103)]
    numbers = await found(database, *places)
    assert len(set(numbers)) == 3
    assert numbers == await found(database, Place(-1), Place(-2), Place(-3))


# Something in every table


async def furnish(session: AsyncSession, telegram_id: int, snapshot: int) -> int:
    """Let a chat have something in every table that refers to chats, about the same people; return our number of it."""
    discussion = known((await discuss(session, telegram_id, 0))[0])
    chat = await chats.find_chat(session, telegram_id)
    assert chat is not None
    number = chat.id
    await chat_settings.choose(session, number, totals=TotalsShown.LIVE)
    await chat_settings.choose(
        session, number, **({"rules": "Be kind."} if telegram_id == OLD else {"blocklist": ["coins"]})
    )
    counterpoint = Counterpoint(
        discussion_id=discussion,
        snapshot_id=snapshot,
        number=1,
        author_id=MARA,
        message_id=12,
        text=f"Said in {telegram_id}.",
        words="said",
        status=CounterpointStatus.OPEN,
        submitted_at=NOW,
        changed_at=NOW,
    )
    session.add(counterpoint)
    await session.flush()
    await vote_changes.cast(session, vote_changes.Ballot(counterpoint.id, JONAS, Stance.AGREE, NOW))
    sanction = Sanction(
        chat_id=number,
        person_id=MARA,
        name="Mara",
        kind=SanctionKind.MUTE,
        actor_id=1,
        message_id=12,
        former={"status": "member", "of": telegram_id},
        decided_at=NOW,
    )
    assert await sanctions.impose(session, sanction)
    for subject in ("message:12", f"spam:{MARA}"):
        review = Review(
            chat_id=number,
            kind=ReviewKind.SPAM,
            subject=subject,
            person_id=MARA,
            name="Mara",
            message_id=12,
            evidence={"messages": [12], "done": "standing"},
            opened_at=NOW,
        )
        assert await reviews.enter(session, review)
    rows: list[SQLModel] = [
        Audit(chat_id=number, discussion_id=discussion, actor_id=1, action="mute", subject="sanction:1", at=NOW),
        Question(
            discussion_id=discussion,
            snapshot_id=snapshot,
            person_id=MARA,
            message_id=12,
            text="?",
            words="",
            language="en",
            band="none",
            reason="none",
            confidence=0,
            asked_at=NOW,
        ),
        Proposal(discussion_id=discussion, snapshot_id=snapshot, person_id=1, posted_message_id=12, proposed_at=NOW),
        Draft(
            discussion_id=discussion,
            snapshot_id=snapshot,
            person_id=MARA,
            message_id=12,
            kind=counterpoint.kind,
            text="…",
            drafted_at=NOW,
        ),
        Schedule(discussion_id=discussion, cron="0 18 * * *", zone="UTC", due_at=NOW, counted_from=NOW, chosen_by=1),
        Newcomer(chat_id=number, person_id=MARA, name="Mara", status=NewcomerStatus.WAITING, late_at=NOW),
        DoorPost(chat_id=number, number=1, shown_at=NOW),
        ChatLock(chat_id=number, what="media", former={"from": telegram_id == OLD}, actor_id=1, set_at=NOW),
        Standing(chat_id=number, person_id=MARA, posts=2, approved=1),
    ]
    for row in rows:
        session.add(row)
        await session.flush()
    if telegram_id == NEW:
        session.add(Barred(chat_id=number, person_id=JONAS))
    await session.flush()
    return number


FURNISHED = [(OLD,), (OLD, NEW), (NEW, OLD), (NEW,)]


@pytest.mark.parametrize("order", FURNISHED, ids=["old alone", "old first", "new first", "new alone"])
async def test_nothing_is_lost_whichever_id_is_heard_from_first(database: Database, order: tuple[int, ...]) -> None:
    async with database.write() as session:
        row = SnapshotRow(sha256="x", title="Buses", text="Buses", language="en", read_at=NOW)
        snapshot = await articles.store_snapshot(session, row, [])
        for telegram_id in order:
            await furnish(session, telegram_id, snapshot)
        await chat_migration.move(session, OLD, NEW)
        await chat_migration.move(session, OLD, NEW)
    async with database.read() as session:
        chat = await chats.find_chat(session, NEW)
        assert chat == await chats.find_chat(session, OLD)
        assert chat is not None
        here = (await session.exec(select(Discussion).where(Discussion.chat_id == chat.id))).one()
        for name, own in (("chat", chat.id), ("discussion", here.id)):
            owners = await belonging(session, name)
            assert {place for place, found in owners.items() if found - {own}} <= LEFT_BEHIND
            assert len([place for place, found in owners.items() if own in found]) >= {"chat": 9, "discussion": 6}[name]
        assert await audit.count(session, Filter(chat.id)) == len(order)
        entries = await audit.entries(session, Filter(chat.id), 0, 9)
        assert [await chats.telegram_chat(session, known(one.chat_id)) for one in entries] == [NEW] * len(order)
        counterpoints = list(await session.exec(select(Counterpoint).order_by(col(Counterpoint.number))))
        assert [one.number for one in counterpoints] == [*range(1, len(order) + 1)]
        assert {one.agree for one in counterpoints} == {1}
        waits = await told_totals.waiting(session, counterpoints[0].id)
        assert waits == ({JONAS: (1, True)} if len(order) == 2 else {})
        assert len(await reviews.waiting(session, [chat.id])) == 2 * len(order)
        standing = (await session.exec(select(Standing).where(Standing.chat_id == chat.id))).one()
        assert (standing.posts, standing.approved) == (2 * len(order), len(order))
        chosen = await chat_settings.settings_of(session, chat.id)
        assert (chosen.rules, chosen.blocklist) == (
            "Be kind." if OLD in order else "",
            ["coins"] if NEW in order else [],
        )


LEFT_BEHIND = {("audit", "chat"), ("audit", "discussion"), ("discussion", "chat"), ("schedule", "discussion")}
"""What may still refer to the new id's own row: the log refuses to be changed, and of two schedules one is off."""


async def belonging(session: AsyncSession, name: str) -> dict[tuple[str, str], set[int]]:
    """Return which chats or discussions the rows of each table belong to, whatever tables there will be."""
    keys = [key for table in SQLModel.metadata.tables.values() for key in table.foreign_keys]
    owners = [key for key in keys if key.column.table.name == name]
    return {(key.parent.table.name, name): set(await session.exec(select(key.parent))) for key in owners}


async def test_of_two_mutes_the_newer_stands_and_leads_back_to_before_both(database: Database) -> None:
    async with database.write() as session:
        snapshot = await articles.store_snapshot(
            session, SnapshotRow(sha256="x", title="B", text="B", language="en", read_at=NOW), []
        )
        for telegram_id in (OLD, NEW):
            await furnish(session, telegram_id, snapshot)
        await chat_migration.move(session, OLD, NEW)
    async with database.read() as session:
        old, new = await session.exec(select(Sanction).order_by(col(Sanction.id)))
    assert (old.status, new.status) == (SanctionStatus.REPLACED, SanctionStatus.ACTIVE)
    assert new.former == {"status": "member", "of": OLD}


async def test_what_was_chosen_before_counts_where_nothing_was_chosen_since(database: Database) -> None:
    async with database.write() as session:
        for telegram_id in (OLD, NEW):
            await chats.remember_chat(session, a_chat(telegram_id))
        old, new = [(await chats.find_chat(session, one)).id for one in (OLD, NEW)]  # type: ignore[union-attr]
        await chat_settings.choose(session, old, screening=Screening.ON, watched_since=NOW, ladder={"mute_at": 5})
        await chat_settings.choose(session, new, watched_since=NOW + timedelta(days=1), totals=TotalsShown.CLOSING)
        await chat_migration.move(session, OLD, NEW)
    async with database.read() as session:
        (chosen,) = list(await session.exec(select(ChatSettings)))
    assert (chosen.chat_id, chosen.screening, chosen.watched_since) == (old, Screening.ON, NOW)
    assert (chosen.ladder, chosen.totals) == ({"mute_at": 5}, TotalsShown.CLOSING)


async def test_messages_of_the_group_are_not_looked_for_in_its_supergroup(database: Database) -> None:
    """A supergroup counts its messages anew: by the old numbers it has others."""
    async with database.write() as session:
        snapshot = await articles.store_snapshot(
            session, SnapshotRow(sha256="x", title="B", text="B", language="en", read_at=NOW), []
        )
        number = await furnish(session, OLD, snapshot)
        rows = [owed(method) for method in ("sendMessage", "deleteMessage", "editMessageText")]
        rows.append(OutboxRow(**{**owed("sendMessage").model_dump(), "status": OutboxStatus.SENT, "message_id": 12}))
        await outbox.store_effects(session, rows)
        await chat_migration.move(session, OLD, NEW)
    async with database.read() as session:
        kept = list(await session.exec(select(OutboxRow).order_by(col(OutboxRow.id))))
        assert [(one.chat_id, one.status) for one in kept[:3]] == [
            (NEW, OutboxStatus.WAITING),
            (OLD, OutboxStatus.DROPPED),
            (OLD, OutboxStatus.DROPPED),
        ]
        assert kept[0].params == {"text": "Hello"}
        assert await outbox_subjects.find_messages(session, "sanction:1") == []
        entries = await reviews.waiting(session, [number])
        assert [(one.message_id, one.evidence) for one in entries] == [(None, {"done": "standing"})] * 2
        assert await reviews.latest(session, number, "message:12") is None
        assert (await session.exec(select(Sanction.message_id))).all() == [None]


def owed(method: str) -> OutboxRow:
    params: dict[str, Any] = {"text": "Hello", "reply_parameters": {"message_id": 12}}
    return OutboxRow(chat_id=OLD, method=method, params=params, subject="sanction:1", due_at=NOW)
