"""The sender: outbox to Telegram, at Telegram's pace, in order within a chat, people's replies first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime, timedelta
from time import monotonic

from bot.transport.bot_api import BotApi
from bot.transport.delivery_log import DeliveryLog, Excuse
from bot.transport.rate_limits import RateLimits
from bot.transport.row_caller import RowCaller
from bot.transport.send_queue import UNPACED, Queue
from storage import outbox
from storage.database import Database, InTransaction, until_database_answers
from storage.keyboards import data_of
from storage.outbox import OutboxRow, OutboxStatus

log = logging.getLogger(__name__)

IN_DOUBT = 10
"""Rows that may be sent but not yet noted as sent: the most replies that a kill can repeat."""
GRACE_SECONDS = 3.0
"""Seconds that a stop waits for what is on its way."""
MAX_ACT_WAIT_SECONDS = 10.0
"""Seconds that somebody may wait for the acts that came before theirs."""
MAX_LEAD = timedelta(days=1)
"""How long anything is owed before it is due, at the most: what is due later was dated by a clock that was wrong."""


class Sender:
    """Does what the outbox owes."""

    def __init__(
        self,
        api: BotApi,
        database: Database,
        limits: RateLimits,
        clock: Callable[[], datetime],
        steady: Callable[[], float] = monotonic,
        excuse: Excuse | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._steady = steady
        self._queue = Queue(limits, steady, lambda: self._deliveries.note_lapse())
        self._deliveries = DeliveryLog(database, self._queue, clock, steady, excuse, self._stored)
        self._calls = RowCaller(api, database, self._queue, clock, steady)
        self._slots = asyncio.Semaphore(IN_DOUBT)
        self._under_way = 0
        self._waiters = 0
        self._arriving: dict[int, tuple[int | None, list[str]]] = {}
        """Messages on their way: their chats, and what their buttons send."""
        self._beginning: set[int] = set()
        self._one_begins = asyncio.Lock()
        self._progress = asyncio.Event()

    def accept(self, rows: Iterable[OutboxRow]) -> None:
        """Take over rows that were committed to the outbox, in order; what was dropped meanwhile is forgotten."""
        now, steady = self._clock(), self._steady()
        for row in rows:
            if row.status is OutboxStatus.DROPPED:
                self._queue.call_off(row)
                continue
            wait = row.due_at - now
            self._queue.add(row, steady + (wait.total_seconds() if timedelta(0) < wait <= MAX_LEAD else 0.0))

    def wake(self) -> None:
        """Look at the queue again: the clock was moved."""
        self._queue.wake()

    async def recover(self) -> None:
        """Take up where the last process stopped: what is owed, what is unclear, what pace was used up."""
        now, steady = self._clock(), self._steady()
        async with self._database.write() as session:
            unclear = await outbox.doubt_interrupted(session)
            owed = await outbox.waiting_effects(session)
            lately = await outbox.sent_since(session, now - timedelta(minutes=1), UNPACED)
        for row in lately:
            at = steady - abs(now - (row.sent_at or now)).total_seconds()
            self._queue.limits.take(row.chat_id, at, row.messages, bulk=row.bulk, asked=row.asked)
        if unclear:
            log.warning("%d messages are unclear: they were being sent when the process ended", unclear)
        self.accept(owed)

    async def run(self) -> None:
        """Send until cancelled; what became of what was sent is always kept."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._keep_deliveries())
                try:
                    await self._take_turns(tasks)
                finally:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(GRACE_SECONDS):  # so that a stop leaves nothing in doubt
                            await self._until(lambda: not self._under_way and not self._deliveries.unkept)
        finally:
            await self._deliveries.flush()

    async def _take_turns(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            await self._slots.acquire()
            row = await self._queue.next()
            self._under_way += 1
            tasks.create_task(self._send(row))

    def marks(self) -> AbstractAsyncContextManager[InTransaction]:
        """Hand out what became of what was sent, to be kept in a transaction that is made anyway."""
        return self._deliveries.taken()

    async def settled(self) -> None:
        """Wait until nothing that is due is left to send."""
        await self._until(lambda: not self._is_busy())

    def _is_busy(self) -> bool:
        return bool(self._queue.due(self._steady()) or self._under_way or self._deliveries.unkept)

    async def acted(self, chat_id: int) -> None:
        """Wait until what is owed by now about the people of a chat is done: only then Telegram tells what they are.

        Raises:
            TimeoutError: Telegram does not take it for now.
        """
        upto = self._queue.newest_act(chat_id)
        async with asyncio.timeout(MAX_ACT_WAIT_SECONDS):
            await self._until(lambda: not self._queue.owes_acts(chat_id, upto))

    def is_arriving(self, chat_id: int, data: str) -> bool:
        """Say whether a message with such a button is on its way: somebody may press it before its id is noted."""
        return any(chat == chat_id and data in sends for chat, sends in self._arriving.values())

    async def arrived(self, chat_id: int, data: str) -> None:
        """Wait until the messages with such a button are noted; not for ever where Telegram does not take one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(MAX_ACT_WAIT_SECONDS):
                await self._until(lambda: not self.is_arriving(chat_id, data))

    async def _send(self, row: OutboxRow) -> None:
        """Try a row once and note what became of it."""
        sends = data_of(row.params)
        if sends and row.method.startswith("send"):
            self._arriving[row.id] = (row.chat_id, sends.split("\n"))
        try:
            if row.once:
                await until_database_answers(lambda: self._begin(row))
            row.attempts += 1
            delivery = await self._calls.attempt(row)
            if row.once and delivery is None:
                await until_database_answers(lambda: self._defer(row))
        finally:
            self._under_way -= 1
            self._queue.done(row)
        if delivery is None:
            self._arriving.pop(row.id, None)
            self._slots.release()
        else:
            self._deliveries.add(row, delivery)
        self._hurry()
        self._progress.set()

    def _hurry(self) -> None:
        """Let it be kept what became of rows where somebody waits for that, or nothing else may be sent before."""
        if self._slots.locked() or (self._waiters and not self._under_way):
            self._deliveries.hurry()

    async def _begin(self, row: OutboxRow) -> None:
        """Note that a row is being sent, and with it those that wait for the same."""
        number = row.id
        self._beginning.add(number)
        async with self._one_begins:
            if number in self._beginning:
                numbers = set(self._beginning)
                async with self._database.write() as session:
                    await outbox.begin_sending(session, numbers)
                self._beginning -= numbers

    async def _defer(self, row: OutboxRow) -> None:
        async with self._database.write() as session:
            await outbox.wait_again(session, row)

    async def _keep_deliveries(self) -> None:
        while True:
            await self._deliveries.gather()
            await self._deliveries.flush()

    def _stored(self, rows: list[OutboxRow], new: list[OutboxRow]) -> None:
        """Go on with what follows when it is kept what became of rows."""
        for row in rows:
            self._arriving.pop(row.id, None)
            self._slots.release()
        self.accept(new)
        self._progress.set()

    async def _until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so that only progress brings about."""
        self._waiters += 1
        self._hurry()
        try:
            while not is_so():
                self._progress.clear()
                await self._progress.wait()
        finally:
            self._waiters -= 1
