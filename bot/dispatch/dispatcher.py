"""The dispatcher: inbox to handlers. In order within a chat, chats side by side, none held up by another."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from storage.database import InTransaction, until_database_answers
from storage.inbox import Arrival, InboxStatus

UPDATES_PER_TRANSACTION = 20
"""Updates in one transaction, at the most."""
AT_ONCE = 5
"""Updates of one chat that may wait for a transaction together, so that a busy chat leaves room for the others."""


class Work(Protocol):
    """An update that is understood: what is to be done with it, and whether that needs preparation."""

    @property
    def slow(self) -> bool:
        """Whether it must be prepared outside the transaction: fetched, asked of Telegram, worked out."""


W = TypeVar("W", bound=Work)


class ChatUpdates(Generic[W]):
    """The updates of one chat."""

    __slots__ = ("preparing", "under_way", "understood", "waiting")

    def __init__(self) -> None:
        self.waiting: deque[Arrival] = deque()
        self.understood: deque[W] = deque()
        """Those that were looked at already: they go before the others."""
        self.under_way = 0
        self.preparing = False

    def next(self, understand: Callable[[Arrival], W]) -> W | None:
        """Return the next update if it may go on now without overtaking."""
        if self.preparing or self.under_way == AT_ONCE:
            return None
        if not self.understood and self.waiting:
            self.understood.append(understand(self.waiting.popleft()))
        if not self.understood or (self.understood[0].slow and self.under_way):
            return None
        work = self.understood.popleft()
        self.under_way += 1
        self.preparing = work.slow
        return work

    def done(self, work: W) -> None:
        """Note that an update was handled."""
        self.under_way -= 1
        self.preparing = False  # while one is prepared no other one is under way

    @property
    def empty(self) -> bool:
        """Whether nothing is left to do in this chat."""
        return not (self.waiting or self.understood or self.under_way)


class Dispatcher(Generic[W]):
    """Leads updates through `understand`, `prepare` where needed, and `handle` in groups."""

    def __init__(
        self,
        understand: Callable[[Arrival], W],
        prepare: Callable[[W], Awaitable[W]],
        handle: Callable[[Sequence[W]], Awaitable[None]],
        keep: Callable[[Sequence[Arrival], Mapping[int, W], InTransaction | None], Awaitable[list[Arrival]]],
    ) -> None:
        """Make one.

        Args:
            understand: Reads an update.
            prepare: Looks up what it needs, outside any transaction.
            handle: Handles some of what was kept before, in a transaction.
            keep: Commits what arrives, and handles some of it, given by their numbers, in the same transaction; returns
                what is still to be handled.
        """
        self._understand = understand
        self._prepare = prepare
        self._handle = handle
        self._keep = keep
        self._lines: dict[int | None, ChatUpdates[W]] = {}
        self._turns: OrderedDict[int | None, None] = OrderedDict()
        self._ready: deque[tuple[int | None, W]] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    async def receive(self, rows: Sequence[Arrival], learnt: InTransaction | None = None) -> None:
        """Have updates kept, in order; before which nothing goes and which need no preparation are handled with it.

        Args:
            rows: What arrived.
            learnt: Keeps what was learnt while looking at it, in the same transaction.
        """
        left = deque(rows)
        while True:
            some, works = self._next_to_keep(left)
            at_once = {number: work for number, work in works.items() if not work.slow}
            for turn in await self._keep(some, at_once, learnt):
                line = self._stand_in_line(turn.chat_id)
                if turn.update_id in works:
                    line.understood.append(works[turn.update_id])
                else:
                    line.waiting.append(turn)
            if not left:
                return
            learnt = None

    def deliver(self, rows: Iterable[Arrival]) -> None:
        """Take over updates that were kept before, in order."""
        for row in rows:
            self._stand_in_line(row.chat_id).waiting.append(row)

    def _next_to_keep(self, rows: deque[Arrival]) -> tuple[list[Arrival], dict[int, W]]:
        """Take the next updates that are kept together, and look at those that nothing goes before.

        Returns:
            What is kept together, and by their numbers what was understood of it.
        """
        some: list[Arrival] = []
        works: dict[int, W] = {}
        room = defaultdict[int | None, int](lambda: AT_ONCE)
        while rows and len(works) < UPDATES_PER_TRANSACTION:
            row = rows.popleft()
            some.append(row)
            if row.finding is None and row.status is InboxStatus.IGNORED:
                continue
            if (
                row.finding is None
                and row.status is InboxStatus.WAITING
                and row.chat_id not in self._lines
                and room[row.chat_id]
            ):
                works[row.update_id] = work = self._understand(row)
                room[row.chat_id] -= 1
                if not work.slow:
                    continue
            room[row.chat_id] = 0
        return some, works

    async def run(self) -> None:
        """Handle updates until cancelled; what was not handled then stays in the inbox."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                await self._wake.wait()
                self._take_in(tasks)
                group = [self._ready.popleft() for _ in range(min(UPDATES_PER_TRANSACTION, len(self._ready)))]
                if not self._ready and not self._turns:
                    self._wake.clear()
                if group:
                    await until_database_answers(lambda: self._handle([work for _, work in group]))  # noqa: B023 - awaited here
                    self._settle(group)
                await asyncio.sleep(0)

    async def settled(self) -> None:
        """Wait until nothing is left to do."""
        await self._idle.wait()

    def _stand_in_line(self, chat_id: int | None) -> ChatUpdates[W]:
        """Return the line of a chat, which something is about to join."""
        line = self._lines.setdefault(chat_id, ChatUpdates())
        self._take_turn(chat_id)
        self._idle.clear()
        return line

    def _take_turn(self, chat_id: int | None) -> None:
        """Let a chat stand in line for its next update to be looked at."""
        self._turns.setdefault(chat_id)
        self._wake.set()

    def _take_in(self, tasks: asyncio.TaskGroup) -> None:
        """Let a few updates go on, a chat at a turn: few enough that the event loop is not held up."""
        for _ in range(min(UPDATES_PER_TRANSACTION, len(self._turns))):
            chat_id, _ = self._turns.popitem(last=False)
            work = self._lines[chat_id].next(self._understand)
            if work is None:
                continue
            if work.slow:
                tasks.create_task(self._prepared(chat_id, work))
            else:
                self._ready.append((chat_id, work))
            self._take_turn(chat_id)

    async def _prepared(self, chat_id: int | None, work: W) -> None:
        self._ready.append((chat_id, await until_database_answers(lambda: self._prepare(work), breakable=True)))
        self._wake.set()

    def _settle(self, group: Sequence[tuple[int | None, W]]) -> None:
        """Note that a group was handled, and let their chats go on."""
        for chat_id, work in group:
            self._lines[chat_id].done(work)
        for chat_id in dict.fromkeys(chat_id for chat_id, _ in group):
            if self._lines[chat_id].empty:
                del self._lines[chat_id]
                self._turns.pop(chat_id, None)
            else:
                self._take_turn(chat_id)
        if not self._lines:
            self._idle.set()
