"""Votes: counted by difference, whatever is merged and parted meanwhile; found by indexes alone."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import counterpoints, opinions, told_totals, vote_changes
from storage.articles import SnapshotRow
from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance
from storage.database import Database
from storage.vote_changes import Ballot
from storage.votes import Barred, Vote, VoteLog
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
            await counterpoints.store(session, a_counterpoint())
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
    one = await counterpoints.get(session, which)
    assert one is not None
    status = CounterpointStatus.OPEN if into is None else CounterpointStatus.MERGED
    concerned = await vote_changes.hold_for_link(session, which, into or one.canonical_id or 0)
    assert await counterpoints.move(session, one, status, canonical_id=into)
    await vote_changes.settle(session, concerned)


async def counters(session: AsyncSession, counterpoint: int) -> tuple[int, int, int]:
    one = await counterpoints.get(session, counterpoint)
    assert one is not None
    return one.agree, one.disagree, one.passes


VOTE = st.tuples(st.just("vote"), st.integers(1, 4), st.integers(1, 9), st.sampled_from(list(Stance)))
MERGE = st.tuples(st.just("merge"), st.sampled_from([(2, 1), (3, 1), (4, 3)]))
PART = st.tuples(st.just("part"), st.integers(2, 4))
BAR = st.tuples(st.sampled_from(["bar", "unbar"]), st.integers(1, 9))


@given(st.lists(st.one_of(VOTE, VOTE, VOTE, VOTE, MERGE, PART, BAR), max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_told_totals_are_the_votes_but_for_those_who_wait_and_nobody_else_moves_them_alone(
    debated: Database, deeds: list[tuple[Any, ...]]
) -> None:
    async with AsyncSession(debated.engine, expire_on_commit=False) as session:
        await session.begin()
        for deed in deeds:
            before = {number: (await known_of(session, number), await counters(session, number)) for number in ALL}
            await _do(session, deed)
            for number in ALL:
                ballots, told = await known_of(session, number), await counters(session, number)
                assert told == totals(ballots)
                was, told_before = before[number]
                changed = {one for one in {*was, *ballots} if was.get(one) != ballots.get(one)}
                assert told == told_before or deed[0] == "vote" or len(changed) >= told_totals.MIN_CHANGED_PEOPLE
        await session.rollback()


ALL = range(1, 5)


async def known_of(session: AsyncSession, number: int) -> dict[int, int]:
    """Return the ballots that are in the told totals."""
    waits = await told_totals.waiting(session, number)
    ballots = {**await told_totals.counting(session, number), **{one: stance for one, (stance, _) in waits.items()}}
    return {one: stance for one, stance in ballots.items() if stance is not None}


def totals(ballots: dict[int, int]) -> tuple[int, int, int]:
    counts = Counter(ballots.values())
    return counts[1], counts[-1], counts[0]


async def _do(session: AsyncSession, deed: tuple[Any, ...]) -> None:
    match deed:
        case ("vote", number, person, stance):
            if await is_open(session, number):
                await vote_changes.cast(session, Ballot(number, person, stance, NOW))
        case ("bar", person):
            await vote_changes.bar(session, Barred(chat_id=1, person_id=person, looked_at=NOW))
        case ("unbar", person):
            await vote_changes.unbar(session, 1, person)
        case ("merge", (which, into)):
            if await is_open(session, which) and await is_open(session, into):
                await merge(session, which, into)
        case ("part", which):
            await part(session, which)


async def part(session: AsyncSession, which: int) -> None:
    one = await counterpoints.get(session, which)
    if one is not None and await is_open(session, one.canonical_id or 0):
        await merge(session, which, None)


async def is_open(session: AsyncSession, number: int) -> bool:
    one = await counterpoints.get(session, number)
    return one is not None and one.status is CounterpointStatus.OPEN


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ([(None, 1)] * 2 + [(None, -1)] * 2, False),
        ([(None, 1)] * 4 + [(1, None)], True),
        ([(None, 1)] * 5, False),
        ([(None, 1)] * 8, True),
    ],
    ids=["four people", "five who differ", "five who all agree", "eight who all agree"],
)
def test_when_changes_may_be_told(changes: list[tuple[int | None, int | None]], may: bool) -> None:
    assert told_totals.may_be_told(changes) is may


async def test_a_ban_is_told_with_what_four_others_change_and_their_votes_wait_for_it(debated: Database) -> None:
    async with debated.write() as session:
        for person in range(1, 7):
            await vote_changes.cast(session, Ballot(1, person, Stance.AGREE, NOW))
        await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
        for person in (7, 8, 9):
            await vote_changes.cast(session, Ballot(1, person, Stance.DISAGREE, NOW))
            assert await counters(session, 1) == (6, 0, 0)
        await vote_changes.cast(session, Ballot(1, 10, Stance.PASS, NOW))
        assert await counters(session, 1) == (5, 3, 1)
        await vote_changes.cast(session, Ballot(1, 11, Stance.PASS, NOW))
        assert await counters(session, 1) == (5, 3, 2)


async def test_an_export_holds_the_ballots_that_are_in_the_told_totals(debated: Database) -> None:
    async with debated.write() as session:
        await vote_changes.cast(session, Ballot(1, 1, Stance.AGREE, NOW))
        await vote_changes.cast(session, Ballot(2, 2, Stance.PASS, NOW))
        before = await opinions.told_votes(session, 1)
        await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
        await vote_changes.cast(session, Ballot(1, 3, Stance.DISAGREE, NOW))
        await merge(session, 2, 1)
        assert sorted(await opinions.told_votes(session, 1)) == sorted(one for one in before if one[0] == 1)
        assert {person for _, person, *_ in await opinions.all_votes(session, 1)} == {2, 3}


async def test_votes_that_waited_for_a_ban_are_told_when_it_is_taken_back_or_the_voting_ends(
    debated: Database,
) -> None:
    async with debated.write() as session:
        for number in (1, 2):
            await vote_changes.cast(session, Ballot(number, 1, Stance.AGREE, NOW))
            await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
            await vote_changes.cast(session, Ballot(number, 2, Stance.DISAGREE, NOW))
            if number == 1:
                await vote_changes.unbar(session, 1, 1)
            else:
                await told_totals.close(session, number, hidden=False)
            assert await counters(session, number) == (1, 1, 0)
            assert await known_of(session, number) == {1: 1, 2: -1}


async def test_totals_that_nobody_saw_are_told_whole_at_the_end(debated: Database) -> None:
    async with debated.write() as session:
        await vote_changes.cast(session, Ballot(1, 1, Stance.AGREE, NOW))
        await vote_changes.cast(session, Ballot(1, 2, Stance.AGREE, NOW))
        await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
        await told_totals.close(session, 1, hidden=True)
        assert await counters(session, 1) == (1, 0, 0)


async def test_a_vote_of_somebody_who_is_banned_changes_no_total(debated: Database) -> None:
    async with debated.write() as session:
        await vote_changes.cast(session, Ballot(1, 1, Stance.AGREE, NOW))
        await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
        await vote_changes.cast(session, Ballot(1, 1, Stance.DISAGREE, NOW))
        assert await counters(session, 1) == (1, 0, 0)
        assert await told_totals.counting(session, 1) == {}


async def test_of_a_persons_votes_on_merged_ones_the_latest_counts_and_an_undo_brings_both_back(
    debated: Database,
) -> None:
    async with debated.write() as session:
        await vote_changes.cast(session, Ballot(1, 7, Stance.AGREE, NOW))
        await vote_changes.cast(session, Ballot(2, 7, Stance.DISAGREE, NOW))
        await vote_changes.cast(session, Ballot(2, 8, Stance.AGREE, NOW))
        await merge(session, 2, 1)
        assert totals(await told_totals.counting(session, 1)) == (1, 1, 0)
        assert await counters(session, 1) == (1, 0, 0)
        await vote_changes.cast(session, Ballot(1, 7, Stance.PASS, NOW))
        assert totals(await told_totals.counting(session, 1)) == (1, 0, 1)
        await merge(session, 2, None)
        assert totals(await told_totals.counting(session, 1)) == (0, 0, 1)
        assert await counters(session, 2) == (1, 1, 0)


async def test_the_same_vote_twice_is_one_vote(debated: Database) -> None:
    async with debated.write() as session:
        assert await vote_changes.cast(session, Ballot(1, 7, Stance.AGREE, NOW))
        assert not await vote_changes.cast(session, Ballot(1, 7, Stance.AGREE, NOW))
        assert len((await session.exec(select(Vote))).all()) == 1


async def test_a_vote_finds_every_row_by_an_index(debated: Database) -> None:
    with noting(debated) as asked:
        async with debated.write() as session:
            await vote_changes.cast(session, Ballot(1, 7, Stance.AGREE, NOW))
    assert len(asked) >= 4
    assert await scans(debated, asked) == []


async def test_turning_a_vote_to_and_fro_leaves_one_line_an_hour_and_never_an_old_number(debated: Database) -> None:
    numbers = []
    async with debated.write() as session:
        for minute in range(150):
            at = NOW + timedelta(minutes=minute)
            await vote_changes.cast(session, Ballot(1, 7, (Stance.AGREE, Stance.DISAGREE)[minute % 2], at))
            numbers.append(max(await session.exec(select(VoteLog.id))) or 0)
        await vote_changes.cast(session, Ballot(1, 8, Stance.PASS, NOW))
        await vote_changes.cast(session, Ballot(2, 7, Stance.PASS, NOW))
        lines = (await session.exec(select(VoteLog.counterpoint_id, VoteLog.person_id))).all()
        (latest,) = await session.exec(select(Vote).where(Vote.counterpoint_id == 1, Vote.person_id == 7))
    assert numbers == sorted(set(numbers))
    assert latest.log_id == numbers[-1]
    assert [lines.count(one) for one in ((1, 7), (1, 8), (2, 7))] == [1, 1, 1]


async def test_votes_that_are_hours_apart_stay_in_the_log(debated: Database) -> None:
    async with debated.write() as session:
        for hour, stance in ((0, Stance.AGREE), (2, Stance.DISAGREE), (4, Stance.PASS)):
            await vote_changes.cast(session, Ballot(1, 7, stance, NOW + timedelta(hours=hour)))
        assert list(await session.exec(select(VoteLog.stance).order_by(VoteLog.id))) == [1, -1, 0]
