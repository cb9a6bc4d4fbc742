"""The dispatcher: in order within a chat, chats side by side, nobody held up by another."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from bot.dispatch.dispatcher import AT_ONCE, UPDATES_PER_TRANSACTION, Dispatcher
from storage.database import InTransaction
from storage.inbox import Arrival, InboxStatus
from tests.patience import PATIENCE
from tests.playground_request import START


@dataclass(frozen=True)
class Job:
    """An update that is understood."""

    row: Arrival
    slow: bool = False
    is_prepared: bool = False


@dataclass
class Office:
    """What stands around a dispatcher: who is slow, and what was done."""

    slow: frozenset[int] = frozenset()
    gates: dict[int, asyncio.Event] = field(default_factory=dict)
    """Preparations that wait until a test opens them."""
    handling: Callable[[Sequence[Job]], Awaitable[None]] | None = None
    failing: frozenset[int] = frozenset()
    """What cannot be handled as it arrives."""
    kept: list[int] = field(default_factory=list)
    understood: list[int] = field(default_factory=list)
    prepared: list[int] = field(default_factory=list)
    groups: list[list[int]] = field(default_factory=list)

    def understand(self, row: Arrival) -> Job:
        self.understood.append(row.update_id)
        return Job(row, row.update_id in self.slow)

    async def prepare(self, job: Job) -> Job:
        self.prepared.append(job.row.update_id)
        if job.row.update_id in self.gates:
            await self.gates[job.row.update_id].wait()
        return replace(job, is_prepared=True)

    async def keep(
        self, rows: Sequence[Arrival], jobs: Mapping[int, Job], learnt: InTransaction | None
    ) -> list[Arrival]:
        """Keep rows, and handle jobs at once unless one of them fails."""
        await asyncio.sleep(0)
        self.kept += [row.update_id for row in rows]
        at_once = {} if self.failing & jobs.keys() else jobs
        assert not any(job.slow for job in at_once.values())
        self.groups.append(list(at_once))
        return [row for row in rows if row.status is InboxStatus.WAITING and row.update_id not in at_once]

    async def handle(self, jobs: Sequence[Job]) -> None:
        if self.handling is not None:
            await self.handling(jobs)
        await asyncio.sleep(0)
        assert all(job.is_prepared == job.slow for job in jobs)
        self.groups.append([job.row.update_id for job in jobs])

    @property
    def handled(self) -> list[int]:
        return [number for group in self.groups for number in group]

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Dispatcher[Job]]:
        dispatcher: Dispatcher[Job] = Dispatcher(self.understand, self.prepare, self.handle, self.keep)
        running = asyncio.ensure_future(dispatcher.run())
        try:
            async with asyncio.timeout(PATIENCE):
                yield dispatcher
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def updates(*chats: int | None, first: int = 1) -> list[Arrival]:
    """Return one update for each chat named."""
    waiting = InboxStatus.WAITING
    return [
        Arrival(update_id=number, chat_id=chat, status=waiting, received_at=START)
        for number, chat in enumerate(chats, first)
    ]


async def turns(count: int = 50) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_updates_of_a_chat_are_handled_in_order_under_slow_preparations() -> None:
    office = Office(slow=frozenset({2, 4}), gates={2: asyncio.Event()})
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(1, 1, 1, 1, 1))
        await turns()
        assert office.handled == [1]
        assert office.prepared == [2]
        office.gates[2].set()
        await dispatcher.settled()
    assert office.handled == [1, 2, 3, 4, 5]


async def test_a_slow_update_is_prepared_after_those_before_it_were_handled() -> None:
    gate = asyncio.Event()

    async def handling(jobs: Sequence[Job]) -> None:
        if jobs[0].row.update_id == 1:
            await gate.wait()

    office = Office(slow=frozenset({2}), handling=handling)
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(1, 1))
        await turns()
        assert office.prepared == []
        gate.set()
        await dispatcher.settled()
    assert office.handled == [1, 2]


async def test_chats_are_prepared_side_by_side() -> None:
    gates = {number: asyncio.Event() for number in range(1, 9)}
    office = Office(slow=frozenset(gates), gates=gates)
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(*range(1, 9)))
        await turns()
        assert sorted(office.prepared) == list(range(1, 9))
        for number in reversed(range(1, 9)):
            gates[number].set()
            await turns(5)
        await dispatcher.settled()
    assert office.handled == list(reversed(range(1, 9)))


async def test_one_slow_chat_holds_nobody_up() -> None:
    office = Office(slow=frozenset({1}), gates={1: asyncio.Event()})
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(1, *[1, 2, 3] * 30))
        while len(office.handled) < 60:
            await asyncio.sleep(0)
        assert 1 not in office.handled
        office.gates[1].set()
        await dispatcher.settled()
    assert len(office.handled) == 91


async def test_a_busy_chat_leaves_room_for_the_others() -> None:
    office = Office()
    async with office.open() as dispatcher:
        dispatcher.deliver([*updates(*[1] * 2000), *updates(2, first=5000)])
        await dispatcher.settled()
    place = next(number for number, group in enumerate(office.groups) if 5000 in group)
    assert place <= 3
    assert [number for number in office.handled if number < 5000] == list(range(1, 2001))


async def test_a_late_comer_does_not_wait_behind_a_backlog() -> None:
    office = Office()
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(*[1] * 2000))
        await turns(40)
        before = len(office.groups)
        assert before < 300
        dispatcher.deliver(updates(2, first=5000))
        await dispatcher.settled()
    place = next(number for number, group in enumerate(office.groups) if 5000 in group)
    assert place - before <= 3


async def test_groups_are_small_and_full_when_there_is_much_to_do() -> None:
    office = Office()
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(*range(1, 201)))
        await dispatcher.settled()
    assert max(map(len, office.groups)) <= UPDATES_PER_TRANSACTION
    assert len(office.groups) <= 200 / UPDATES_PER_TRANSACTION + 2


async def test_a_group_holds_few_updates_of_one_chat() -> None:
    office = Office()
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(*[1] * 100))
        await dispatcher.settled()
    assert max(map(len, office.groups)) <= AT_ONCE


async def test_the_event_loop_is_not_held_up_by_a_flood() -> None:
    office, most = Office(), 0
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(*range(1000)))
        done = asyncio.ensure_future(dispatcher.settled())
        while not done.done():
            before = len(office.understood)
            await asyncio.sleep(0)
            most = max(most, len(office.understood) - before)
    assert 0 < most <= UPDATES_PER_TRANSACTION


async def test_what_was_handled_before_a_stop_is_not_handled_again_and_the_rest_stays() -> None:
    office = Office(slow=frozenset({3}), gates={3: asyncio.Event()})
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(1, 1, 1, 1))
        await turns()
    assert office.handled == [1, 2]


async def test_a_database_that_does_not_answer_delays_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.RETRY_SECONDS", 0)
    failures = 3

    async def handling(_jobs: Sequence[Job]) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise OperationalError("COMMIT", {}, Exception("disk is full"))

    office = Office(handling=handling)
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(1, 1, 2))
        await dispatcher.settled()
    assert sorted(office.handled) == [1, 2, 3]


async def test_updates_without_a_chat_are_handled_too() -> None:
    office = Office()
    async with office.open() as dispatcher:
        dispatcher.deliver(updates(None, 1, None))
        await dispatcher.settled()
    assert sorted(office.handled) == [1, 2, 3]


async def test_a_dispatcher_with_nothing_to_do_is_settled_and_remembers_no_chat() -> None:
    office = Office()
    async with office.open() as dispatcher:
        await dispatcher.settled()
        dispatcher.deliver([])
        await dispatcher.settled()
        dispatcher.deliver(updates(1, 2, 3))
        await dispatcher.settled()
        assert not dispatcher._lines


@settings(deadline=None, max_examples=50)
@given(
    chats=st.lists(st.sampled_from([1, 2, 3, None]), max_size=40),
    slow=st.frozensets(st.integers(1, 40)),
    split=st.integers(0, 40),
)
def test_order_holds_and_everything_is_handled_once(chats: list[int | None], slow: frozenset[int], split: int) -> None:
    async def story() -> None:
        office = Office(slow=slow)
        rows = updates(*chats)
        async with office.open() as dispatcher:
            dispatcher.deliver(rows[:split])
            await asyncio.sleep(0)
            dispatcher.deliver(rows[split:])
            await dispatcher.settled()
        by_chat = defaultdict(list)
        for number in office.handled:
            by_chat[chats[number - 1]].append(number)
        assert sorted(office.handled) == [row.update_id for row in rows]
        assert all(numbers == sorted(numbers) for numbers in by_chat.values())

    asyncio.run(story())


async def test_what_nothing_goes_before_is_handled_as_it_is_kept() -> None:
    office = Office()
    async with office.open() as dispatcher:
        await dispatcher.receive(updates(1, 2, 3))
        assert office.groups == [[1, 2, 3]]


async def test_what_needs_preparation_waits_in_line_and_its_chat_behind_it() -> None:
    office = Office(slow=frozenset({2}), gates={2: asyncio.Event()})
    async with office.open() as dispatcher:
        await dispatcher.receive(updates(1, 1, 1, 2))
        assert office.groups == [[1, 4]]
        await dispatcher.receive(updates(1, 2, first=5))
        assert office.handled == [1, 4, 6]
        office.gates[2].set()
        await dispatcher.settled()
    assert office.handled == [1, 4, 6, 2, 3, 5]
    assert office.understood.count(2) == 1


async def test_chatter_is_kept_with_the_rest_and_holds_nobody_up() -> None:
    office = Office()
    idle = [replace(row, status=InboxStatus.IGNORED) for row in updates(*[1] * 90)]
    async with office.open() as dispatcher:
        await dispatcher.receive([*idle, *updates(1, first=91)])
    assert office.groups == [[91]]
    assert office.kept == list(range(1, 92))


async def test_a_finding_goes_before_what_its_chat_says_afterwards() -> None:
    office = Office()
    first, second = updates(1, 1)
    async with office.open() as dispatcher:
        await dispatcher.receive([replace(first, finding="{}"), second])
        assert office.groups == [[]]
        await dispatcher.settled()
    assert office.handled == [1, 2]


@given(st.data())
@settings(max_examples=60, deadline=None)
async def test_the_order_of_a_chat_holds_whatever_is_slow_or_fails(data: st.DataObject) -> None:
    chats = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=60))
    numbers = st.frozensets(st.integers(1, len(chats)), max_size=12)
    office = Office(slow=data.draw(numbers), failing=data.draw(numbers))
    rows = updates(*chats)
    async with office.open() as dispatcher:
        while rows:
            size = data.draw(st.integers(1, 30))
            await dispatcher.receive(rows[:size])
            del rows[:size]
        await dispatcher.settled()
    assert sorted(office.handled) == list(range(1, len(chats) + 1))
    for chat in set(chats):
        of_chat = [number for number in office.handled if chats[number - 1] == chat]
        assert of_chat == sorted(of_chat)
    assert sorted(office.understood) == sorted(set(office.understood))
