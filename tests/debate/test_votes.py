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

from storage import chat_settings, counterpoints, opinions, told_totals, vote_changes
from storage.articles import SnapshotRow
from storage.chat_settings import TotalsShown
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


@pytest_asyncio.fixture
async def live(debated: Database) -> Database:
    """The same where votes are shown at once."""
    async with debated.write() as session:
        await chat_settings.choose(session, 1, totals=TotalsShown.LIVE)
    return debated


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


CHOOSE = st.tuples(st.just("choose"), st.sampled_from(list(TotalsShown)))


@given(st.sampled_from(list(TotalsShown)), st.lists(st.one_of(*[VOTE] * 8, MERGE, PART, BAR, CHOOSE), max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_told_totals_are_the_votes_but_for_those_who_wait_and_nobody_is_told_of_alone(
    debated: Database, at_first: TotalsShown, deeds: list[tuple[Any, ...]]
) -> None:
    async with AsyncSession(debated.engine, expire_on_commit=False) as session:
        await session.begin()
        now = {number: await _state(session, number) for number in ALL}
        for deed in [("choose", at_first), *deeds]:
            before = now
            await _do(session, deed)
            now = {number: await _state(session, number) for number in ALL}
            when = await chat_settings.totals_shown(session, 1)
            for number in ALL:
                was, told_before, waited = before[number]
                ballots, told, _ = now[number]
                assert told == totals(ballots)
                changes = {
                    one: (was.get(one), ballots.get(one))
                    for one in {*was, *ballots}
                    if was.get(one) != ballots.get(one)
                }
                assert not changes or when is TotalsShown.LIVE or (when is TotalsShown.BATCHES and deed[0] == "vote")
                live = when is TotalsShown.LIVE and deed[0] == "vote"
                alone = {
                    one for one in changes if waited.get(one, (None, not live))[1] and not (live and one == deed[2])
                }
                assert not alone or (told_totals.may_be_told(changes.values()) and sum(told) >= told_totals.MIN_VOTERS)
                assert changes or told == told_before
        await session.rollback()


async def _state(
    session: AsyncSession, number: int
) -> tuple[dict[int, int], tuple[int, int, int], dict[int, tuple[int | None, bool]]]:
    """Return the ballots that people are told of, the told totals, and who waits."""
    return await known_of(session, number), await counters(session, number), await told_totals.waiting(session, number)


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
        case ("choose", when):
            await chat_settings.choose(session, 1, totals=when)
        case ("vote", number, person, stance):
            if await is_open(session, number):
                await vote_changes.cast(session, Ballot(number, person, stance, NOW))
        case ("bar", person):
            await vote_changes.bar(session, Barred(chat_id=1, person_id=person, looked_at=NOW))
        case ("unbar", person):
            await vote_changes.unbar(session, 1, person)
        case ("merge", (which, into)):
            await merge_open(session, which, into)
        case ("part", which):
            await part(session, which)


async def merge_open(session: AsyncSession, which: int, into: int) -> None:
    if await is_open(session, which) and await is_open(session, into):
        await merge(session, which, into)


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


async def test_a_ban_is_told_with_what_four_others_change_and_their_votes_wait_for_it(live: Database) -> None:
    async with live.write() as session:
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


async def test_an_export_holds_the_ballots_that_are_in_the_told_totals(live: Database) -> None:
    async with live.write() as session:
        await vote_changes.cast(session, Ballot(1, 1, Stance.AGREE, NOW))
        await vote_changes.cast(session, Ballot(2, 2, Stance.PASS, NOW))
        before = await opinions.told_votes(session, 1)
        await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
        await vote_changes.cast(session, Ballot(1, 3, Stance.DISAGREE, NOW))
        await merge(session, 2, 1)
        assert sorted(await opinions.told_votes(session, 1)) == sorted(one for one in before if one[0] == 1)
        assert {person for _, person, *_ in await opinions.all_votes(session, 1)} == {2, 3}


async def test_votes_that_waited_for_a_ban_are_told_when_it_is_taken_back_or_the_voting_ends(
    live: Database,
) -> None:
    async with live.write() as session:
        for number in (1, 2):
            await vote_changes.cast(session, Ballot(number, 1, Stance.AGREE, NOW))
            await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
            await vote_changes.cast(session, Ballot(number, 2, Stance.DISAGREE, NOW))
            if number == 1:
                await vote_changes.unbar(session, 1, 1)
            else:
                await told_totals.close(session, number)
            assert await counters(session, number) == (1, 1, 0)
            assert await known_of(session, number) == {1: 1, 2: -1}


async def vote_in_turn(session: AsyncSession, stances: str, first: int = 1) -> list[tuple[int, int, int]]:
    """Let people vote on #1, one after the other, and return what people are told after each vote."""
    told = []
    for person, stance in enumerate(stances, first):
        await vote_changes.cast(session, Ballot(1, person, STANCES[stance], NOW))
        told.append(await counters(session, 1))
    return told


STANCES = {"+": Stance.AGREE, "-": Stance.DISAGREE, "0": Stance.PASS}
NOTHING = (0, 0, 0)


async def test_a_split_is_told_from_five_voters_on_and_anew_with_five_changes(debated: Database) -> None:
    async with debated.write() as session:
        assert await vote_in_turn(session, "+-+0+") == [*[NOTHING] * 4, (3, 1, 1)]
        assert await vote_in_turn(session, "-", first=1) == [(3, 1, 1)]
        assert await vote_in_turn(session, "++-0", first=6) == [*[(3, 1, 1)] * 3, (4, 3, 2)]


async def test_new_votes_that_are_all_alike_are_told_from_eight_on(debated: Database) -> None:
    async with debated.write() as session:
        assert await vote_in_turn(session, "++++++++") == [*[NOTHING] * 7, (8, 0, 0)]
        assert await vote_in_turn(session, "------+", first=9) == [*[(8, 0, 0)] * 6, (9, 6, 0)]


async def test_where_totals_are_told_at_the_end_they_are_told_then_and_anew_after_five_changes(
    debated: Database,
) -> None:
    async with debated.write() as session:
        await chat_settings.choose(session, 1, totals=TotalsShown.CLOSING)
        assert await vote_in_turn(session, "+-+0++-+++") == [NOTHING] * 10
        for told, changed in (((7, 2, 1), "-"), ((7, 2, 1), "---0"), ((3, 6, 1), "")):
            await become(session, CounterpointStatus.CLOSED)
            await told_totals.close(session, 1)
            assert await counters(session, 1) == told
            await become(session, CounterpointStatus.OPEN)
            first = 1 if changed == "-" else 3
            assert await vote_in_turn(session, changed, first=first) == [told] * len(changed)


async def become(session: AsyncSession, status: CounterpointStatus) -> None:
    one = await counterpoints.get(session, 1)
    assert one is not None
    assert await counterpoints.move(session, one, status)


async def test_a_ban_moves_no_number_even_with_four_votes_that_wait(debated: Database) -> None:
    async with debated.write() as session:
        assert await vote_in_turn(session, "+-+0++-++") == [*[NOTHING] * 4, *[(3, 1, 1)] * 5]
        await vote_changes.bar(session, Barred(chat_id=1, person_id=2, looked_at=NOW))
        assert await counters(session, 1) == (3, 1, 1)
        await vote_changes.unbar(session, 1, 2)
        assert await counters(session, 1) == (3, 1, 1)
        assert await vote_in_turn(session, "-", first=10) == [(6, 3, 1)]


async def test_after_the_end_of_few_votes_no_split_is_told(debated: Database) -> None:
    async with debated.write() as session:
        await vote_in_turn(session, "+-0-")
        await become(session, CounterpointStatus.CLOSED)
        await told_totals.close(session, 1)
        assert await counters(session, 1) == NOTHING


async def test_bans_leave_no_split_of_fewer_than_five(debated: Database) -> None:
    async with debated.write() as session:
        await vote_in_turn(session, "+++--")
        for person in range(1, 6):
            await vote_changes.bar(session, Barred(chat_id=1, person_id=person, looked_at=NOW))
            assert await counters(session, 1) == (3, 2, 0)
        assert await vote_in_turn(session, "+-+--", first=6) == [*[(3, 2, 0)] * 4, (2, 3, 0)]


async def test_a_vote_of_somebody_who_is_banned_changes_no_total(live: Database) -> None:
    async with live.write() as session:
        await vote_changes.cast(session, Ballot(1, 1, Stance.AGREE, NOW))
        await vote_changes.bar(session, Barred(chat_id=1, person_id=1, looked_at=NOW))
        await vote_changes.cast(session, Ballot(1, 1, Stance.DISAGREE, NOW))
        assert await counters(session, 1) == (1, 0, 0)
        assert await told_totals.counting(session, 1) == {}


async def test_of_a_persons_votes_on_merged_ones_the_latest_counts_and_an_undo_brings_both_back(
    live: Database,
) -> None:
    async with live.write() as session:
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
