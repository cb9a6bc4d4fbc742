"""Snapshots, proposals, questions and what people say of the answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest_asyncio
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import articles, chats
from storage import questions as storage_questions
from storage.articles import Proposal, ProposalStatus, SnapshotRow
from storage.chats import Chat, Place
from storage.database import Database
from storage.questions import Feedback, Question

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MARA, JONAS = 7_000_000_001, 7_000_000_002


def a_snapshot(**more: Any) -> SnapshotRow:
    facts = {"sha256": "ab", "title": "Buses", "text": "Buses. They go.", "language": "en", "read_at": NOW}
    return SnapshotRow(**{**facts, **more})


def passages() -> list[tuple[int, str, int, int]]:
    spans = [("headline", 0, 6), ("paragraph", 7, 15)]
    return [(number, kind, start, stop) for number, (kind, start, stop) in enumerate(spans)]


def a_question(discussion: int, snapshot: int, person: int = MARA, **more: Any) -> Question:
    facts = {"message_id": 5, "text": "Why?", "words": "why", "language": "en", "band": "answer", "confidence": 0.5}
    about = {"discussion_id": discussion, "snapshot_id": snapshot, "person_id": person, "asked_at": NOW}
    return Question(**{**facts, **about, **more})


@pytest_asyncio.fixture
async def place(database: Database) -> tuple[int, int]:
    """A discussion and a snapshot, by number."""
    async with database.write() as session:
        await chats.remember_chat(session, Chat(telegram_id=-1, kind="supergroup", seen_at=NOW))
        discussion = await chats.open_discussion(session, Place(-1), NOW)
        snapshot = await articles.store_snapshot(session, a_snapshot(), passages())
    return discussion.id or 0, snapshot


async def test_a_snapshot_is_kept_once_with_its_passages_in_order(database: Database) -> None:
    async with database.write() as session:
        first = await articles.store_snapshot(session, a_snapshot(), passages())
        same = await articles.store_snapshot(session, a_snapshot(), passages())
        elsewhere = await articles.store_snapshot(session, a_snapshot(url="https://example.org"), passages())
        again = await articles.store_snapshot(session, a_snapshot(url="https://example.org"), passages())
        changed = await articles.store_snapshot(session, a_snapshot(sha256="cd"), passages())
    assert first == same
    assert elsewhere == again
    assert len({first, elsewhere, changed}) == 3
    async with database.read() as session:
        snapshot, found = await articles.find_snapshot(session, elsewhere)
    assert snapshot.url == "https://example.org"
    assert [(one.number, one.kind) for one in found] == [(0, "headline"), (1, "paragraph")]


async def test_a_proposal_is_settled_once(database: Database, place: tuple[int, int]) -> None:
    discussion, snapshot = place
    proposal = Proposal(
        discussion_id=discussion, snapshot_id=snapshot, person_id=MARA, proposed_at=NOW, posted_message_id=2**40
    )
    async with database.write() as session:
        session.add(proposal)
        await session.flush()
        number = proposal.id or 0
        assert await articles.find_posting(session, discussion, snapshot) is None
        assert await articles.settle_proposal(session, number, ProposalStatus.USED)
        assert not await articles.settle_proposal(session, number, ProposalStatus.CANCELLED)
        assert not await articles.settle_proposal(session, 999, ProposalStatus.USED)
    async with database.read() as session:
        found = await articles.find_proposal(session, number)
        posting = await articles.find_posting(session, discussion, snapshot)
    assert found is not None
    assert posting is not None
    assert (found.status, posting.posted_message_id) == (ProposalStatus.USED, 2**40)


async def ask(session: AsyncSession, *questions: Question) -> list[int]:
    session.add_all(questions)
    await session.flush()
    return [question.id or 0 for question in questions]


async def test_who_asked_of_late_is_found(database: Database, place: tuple[int, int]) -> None:
    minute = timedelta(minutes=1)
    async with database.write() as session:
        period = (NOW - minute, NOW + minute)
        assert await articles.askers_between(session, place[0], *period) == []
        await ask(
            session,
            a_question(*place),
            a_question(*place),
            a_question(*place, JONAS),
            a_question(*place, asked_at=NOW - 2 * minute),
            a_question(*place, asked_at=NOW + timedelta(days=9)),
        )
        assert sorted(await articles.askers_between(session, place[0], *period)) == sorted([MARA, MARA, JONAS])
        assert await articles.askers_between(session, place[0] + 1, *period) == []


async def test_the_same_question_is_found_where_it_was_asked_lately(database: Database, place: tuple[int, int]) -> None:
    hour = timedelta(hours=1)
    async with database.write() as session:
        old, first, _ = await ask(
            session,
            a_question(*place, asked_at=NOW - 2 * hour),
            a_question(*place, asked_at=NOW - hour / 2),
            a_question(*place, JONAS),
        )
        same = await storage_questions.find_same_question(session, a_question(*place, JONAS), hour)
        assert same is not None
        assert (same.id, old != first) == (first, True)
        assert await storage_questions.find_same_question(session, a_question(*place, words="who"), hour) is None
        assert await storage_questions.find_same_question(session, a_question(place[0], place[1] + 1), hour) is None


async def test_not_an_answer_counts_once_a_person(database: Database, place: tuple[int, int]) -> None:
    async with database.write() as session:
        (number,) = await ask(session, a_question(*place))
        given = [
            await storage_questions.add_feedback(session, Feedback(question_id=number, person_id=person, given_at=NOW))
            for person in (MARA, MARA, JONAS)
        ]
    assert given == [True, False, True]
    async with database.read() as session:
        question = await storage_questions.find_question(session, number)
        assert await storage_questions.find_question(session, 999) is None
    assert question is not None
    assert question.not_an_answer == 2
