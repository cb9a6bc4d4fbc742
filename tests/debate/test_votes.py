"""Votes: counted by difference, whatever is merged and parted meanwhile; found by indexes alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import debate, votes
from storage.articles import SnapshotRow
from storage.chats import Chat, Discussion
from storage.debate import Counterpoint, CounterpointStatus, Stance, Vote, VoteLog
from storage.engine import Database
from storage.votes import Cast
from tests.databases import noting, scans

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest_asyncio.fixture
async def debated(database: Database) -> Database:
    """A database with four open counterpoints, numbered from 1 as their ids are."""
    async with database.write() as session:
        session.add(Chat(telegram_id=-1, kind="supergroup", seen_at=NOW))
        session.add(SnapshotRow(sha256="", title="", text="", language="en", read_at=NOW))
        await session.flush()
        session.add(Discussion(chat_id=1, snapshot_id=1, created_at=NOW))
        await session.flush()
        for _ in range(4):
            await debate.store(session, a_counterpoint())
    return database


def a_counterpoint() -> Counterpoint:
    return Counterpoint(
        discussion_id=1,
        snapshot_id=1,
        number=0,
        author_id=1,
        text="",
        words="",
        status=CounterpointStatus.OPEN,
        submitted_at=NOW,
        changed_at=NOW,
    )


async def merge(session: AsyncSession, which: int, into: int | None) -> None:
    one = await debate.get(session, which)
    assert one is not None
    former = one.canonical_id
    status = CounterpointStatus.OPEN if into is None else CounterpointStatus.MERGED
    assert await debate.move(session, one, status, canonical_id=into)
    for changed in {into, former, which} - {None}:
        await votes.recount(session, changed or 0)


async def counters(session: AsyncSession, counterpoint: int) -> tuple[int, int, int]:
    one = await debate.get(session, counterpoint)
    assert one is not None
    return one.agree, one.disagree, one.passes


VOTE = st.tuples(st.just("vote"), st.integers(1, 4), st.integers(1, 5), st.sampled_from(list(Stance)))
MERGE = st.tuples(st.just("merge"), st.sampled_from([(2, 1), (3, 1), (4, 3)]))
PART = st.tuples(st.just("part"), st.integers(2, 4))


@given(st.lists(st.one_of(VOTE, VOTE, MERGE, PART), max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_counters_are_what_counting_everybodys_latest_vote_gives(debated: Database, deeds: list) -> None:  # type: ignore[type-arg]
    async with AsyncSession(debated.engine, expire_on_commit=False) as session:
        await session.begin()
        for deed in deeds:
            await _do(session, deed)
        for number in range(1, 5):
            one = await debate.get(session, number)
            if one is not None and one.status is CounterpointStatus.OPEN:
                before = await counters(session, number)
                tally = await votes.recount(session, number)
                assert before == (tally.agree, tally.disagree, tally.passes)
        await session.rollback()


async def _do(session: AsyncSession, deed: tuple) -> None:  # type: ignore[type-arg]
    match deed:
        case ("vote", number, person, stance):
            one = await debate.get(session, number)
            if one is not None and one.status is CounterpointStatus.OPEN:
                await votes.cast(session, Cast(number, person, stance, NOW))
        case ("merge", (which, into)):
            one, root = await debate.get(session, which), await debate.get(session, into)
            if one and root and one.status is root.status is CounterpointStatus.OPEN:
                await merge(session, which, into)
        case ("part", which):
            one = await debate.get(session, which)
            root = await debate.get(session, one.canonical_id or 0) if one else None
            if one and root and root.status is CounterpointStatus.OPEN:
                await merge(session, which, None)


async def test_of_a_persons_votes_on_merged_ones_the_latest_counts_and_an_undo_brings_both_back(
    debated: Database,
) -> None:
    async with debated.write() as session:
        await votes.cast(session, Cast(1, 7, Stance.AGREE, NOW))
        await votes.cast(session, Cast(2, 7, Stance.DISAGREE, NOW))
        await votes.cast(session, Cast(2, 8, Stance.AGREE, NOW))
        await merge(session, 2, 1)
        assert await counters(session, 1) == (1, 1, 0)
        await votes.cast(session, Cast(1, 7, Stance.PASS, NOW))
        assert await counters(session, 1) == (1, 0, 1)
        await merge(session, 2, None)
        assert await counters(session, 1) == (0, 0, 1)
        assert await counters(session, 2) == (1, 1, 0)


async def test_the_same_vote_twice_is_one_vote(debated: Database) -> None:
    async with debated.write() as session:
        assert await votes.cast(session, Cast(1, 7, Stance.AGREE, NOW))
        assert not await votes.cast(session, Cast(1, 7, Stance.AGREE, NOW))
        assert len((await session.exec(select(Vote))).all()) == 1


async def test_a_vote_finds_every_row_by_an_index(debated: Database) -> None:
    with noting(debated) as asked:
        async with debated.write() as session:
            await votes.cast(session, Cast(1, 7, Stance.AGREE, NOW))
    assert len(asked) >= 4
    assert await scans(debated, asked) == []


async def test_turning_a_vote_to_and_fro_leaves_one_line_an_hour_and_never_an_old_number(debated: Database) -> None:
    numbers = []
    async with debated.write() as session:
        for minute in range(150):
            at = NOW + timedelta(minutes=minute)
            await votes.cast(session, Cast(1, 7, (Stance.AGREE, Stance.DISAGREE)[minute % 2], at))
            numbers.append(max(await session.exec(select(VoteLog.id))) or 0)
        await votes.cast(session, Cast(1, 8, Stance.PASS, NOW))
        await votes.cast(session, Cast(2, 7, Stance.PASS, NOW))
        lines = (await session.exec(select(VoteLog.counterpoint_id, VoteLog.person_id))).all()
        (latest,) = await session.exec(select(Vote).where(Vote.counterpoint_id == 1, Vote.person_id == 7))
    assert numbers == sorted(set(numbers))
    assert latest.log_id == numbers[-1]
    assert [lines.count(one) for one in ((1, 7), (1, 8), (2, 7))] == [1, 1, 1]


async def test_votes_that_are_hours_apart_stay_in_the_log(debated: Database) -> None:
    async with debated.write() as session:
        for hour, stance in ((0, Stance.AGREE), (2, Stance.DISAGREE), (4, Stance.PASS)):
            await votes.cast(session, Cast(1, 7, stance, NOW + timedelta(hours=hour)))
        assert list(await session.exec(select(VoteLog.stance).order_by(VoteLog.id))) == [1, -1, 0]
