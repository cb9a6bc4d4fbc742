"""The dispatcher: inbox to handlers. In order within a chat, chats side by side, none held up by another."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from storage.engine import persistently
from storage.inbox import InboxRow

GROUP = 20
"""Updates in one transaction, at the most."""
AT_ONCE = 5
"""Updates of one chat that may wait for a transaction together, so that a busy chat leaves room for the others."""


class Work(Protocol):
    """An update that is understood: what is to be done with it, and whether that needs preparation."""

    @property
    def slow(self) -> bool:
        """Whether it must be prepared outside the transaction: fetched, asked of Telegram, reckoned."""
        ...


W = TypeVar("W", bound=Work)


class Line(Generic[W]):
    """The updates of one chat."""

    __slots__ = ("preparing", "under_way", "waiting")

    def __init__(self) -> None:
        self.waiting: deque[W] = deque()
        self.under_way = 0
        self.preparing = False

    def admits(self, work: W) -> bool:
        """Say whether this update may go on now without overtaking."""
        if self.preparing:
            return False
        return self.under_way < (1 if work.slow else AT_ONCE)


class Dispatcher(Generic[W]):
    """Leads updates through `understand`, `prepare` where needed, and `handle` in groups."""

    def __init__(
        self,
        understand: Callable[[InboxRow], W],
        prepare: Callable[[W], Awaitable[W]],
        handle: Callable[[Sequence[W]], Awaitable[None]],
    ) -> None:
        self._understand = understand
        self._prepare = prepare
        self._handle = handle
        self._new: deque[InboxRow] = deque()
        self._lines: dict[int | None, Line[W]] = {}
        self._ready: deque[tuple[int | None, W]] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._tasks: asyncio.TaskGroup | None = None

    def deliver(self, rows: Iterable[InboxRow]) -> None:
        """Take updates over from the receiver, in order."""
        self._new.extend(rows)
        if self._new:
            self._idle.clear()
            self._wake.set()

    async def run(self) -> None:
        """Handle updates until cancelled; what was not handled then stays in the inbox."""
        async with asyncio.TaskGroup() as self._tasks:
            while True:
                await self._wake.wait()
                self._take_in()
                group = [self._ready.popleft() for _ in range(min(GROUP, len(self._ready)))]
                if not self._ready and not self._new:
                    self._wake.clear()
                if group:
                    await persistently(lambda: self._handle([work for _, work in group]))  # noqa: B023 - awaited here
                    self._settle(group)
                await asyncio.sleep(0)

    def _take_in(self) -> None:
        """Understand a few new updates: few enough that the event loop is not held up."""
        for _ in range(min(GROUP, len(self._new))):
            row = self._new.popleft()
            self._lines.setdefault(row.chat_id, Line()).waiting.append(self._understand(row))
            self._advance(row.chat_id)

    async def settled(self) -> None:
        """Wait until nothing is left to do."""
        await self._idle.wait()

    def _advance(self, chat_id: int | None) -> None:
        """Let the head of a line go on as far as the order allows."""
        line = self._lines[chat_id]
        while line.waiting and line.admits(line.waiting[0]):
            work = line.waiting.popleft()
            line.under_way += 1
            if work.slow and self._tasks is not None:
                line.preparing = True
                self._tasks.create_task(self._prepared(chat_id, work))
            else:
                self._ready.append((chat_id, work))
                self._wake.set()

    async def _prepared(self, chat_id: int | None, work: W) -> None:
        self._ready.append((chat_id, await self._prepare(work)))
        self._wake.set()

    def _settle(self, group: Sequence[tuple[int | None, W]]) -> None:
        """Note that a group was handled, and let their chats go on."""
        for chat_id, work in group:
            line = self._lines[chat_id]
            line.under_way -= 1
            line.preparing = line.preparing and not work.slow
        for chat_id in dict.fromkeys(chat_id for chat_id, _ in group):
            self._advance(chat_id)
            line = self._lines[chat_id]
            if not line.waiting and not line.under_way:
                del self._lines[chat_id]
        if not self._lines and not self._new:
            self._idle.set()
