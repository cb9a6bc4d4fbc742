"""What became of rows that were tried: kept in small groups, with what follows from it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.transport.send_queue import Queue
from storage import outbox
from storage.database import Database, InTransaction, until_database_answers
from storage.outbox import MESSAGE, Delivery, OutboxRow, OutboxStatus

GATHER_SECONDS = 0.02
"""Seconds that a delivery may wait for company."""
EXCUSE_SECONDS = 120.0
"""Seconds for which one word stands for all replies to a chat that were given up."""
TOO_LATE = "more was asked than may be said there in a minute"
"""Why these were given up."""

Excuse = Callable[[OutboxRow], OutboxRow]
"""Returns an honest word in place of a reply that was given up."""


@dataclass(slots=True)
class Batch:
    """What is kept together."""

    done: list[tuple[OutboxRow, Delivery]]
    """Rows that were tried, and what became of them."""
    skipped: list[Delivery]
    """What became of rows that were never tried."""
    lapsed: list[OutboxRow]
    """Replies that were given up."""
    new: list[OutboxRow]
    """What is owed for it."""

    def __bool__(self) -> bool:
        return bool(self.done or self.skipped or self.lapsed)


class DeliveryLog:
    """Keeps what became of rows; it is forgotten only when it is kept, so that a stop loses none."""

    def __init__(
        self,
        database: Database,
        queue: Queue,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        excuse: Excuse | None,
        on_stored: Callable[[list[OutboxRow], list[OutboxRow]], None],
    ) -> None:
        """Make one; `on_stored` is told at once which rows were kept, and what is owed from now on."""
        self._database = database
        self._queue = queue
        self._clock = clock
        self._steady = steady
        self._excuse = excuse
        self._on_stored = on_stored
        self._excused: dict[int, float] = {}
        self._waiting: list[tuple[OutboxRow, Delivery]] = []
        self._skipped: list[Delivery] = []
        self._lapsed: list[OutboxRow] = []
        self._being_kept = 0
        self._some = asyncio.Event()
        self._enough = asyncio.Event()

    @property
    def unkept(self) -> int:
        """Of how many rows it is not kept yet what became of them."""
        return len(self._waiting) + len(self._lapsed) + self._being_kept

    def add(self, row: OutboxRow, delivery: Delivery) -> None:
        """Note what became of a row."""
        self._waiting.append((row, delivery))
        self._some.set()

    def hurry(self) -> None:
        """Let what waits be kept without waiting for more."""
        self._enough.set()

    def note_lapse(self) -> None:
        """Let it be kept which replies were given up, though nothing may be sent for a while."""
        self._lapsed += self._queue.lapsed()
        self._some.set()

    async def gather(self) -> None:
        """Wait until something is to be kept: 20 ms for company, or for a transaction that takes it along."""
        await self._some.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER_SECONDS):
                await self._enough.wait()

    async def flush(self) -> None:
        """Keep what there is."""
        self._some.clear()
        self._enough.clear()
        if self._waiting or self._lapsed:
            await until_database_answers(self._flush)

    async def _flush(self) -> None:
        async with self.taken() as keep, self._database.write() as session:
            await keep(session)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[InTransaction]:
        """Hand out what is not kept yet, to be kept in a transaction that ends before the block: else it waits on."""
        batch = self._take()
        self._being_kept += (size := len(batch.done) + len(batch.lapsed))
        try:
            yield partial(_store, batch, self._clock())
        except BaseException:
            self._waiting, self._lapsed = batch.done + self._waiting, batch.lapsed + self._lapsed
            self._skipped = batch.skipped + self._skipped
            for row in batch.lapsed:
                self._excused.pop(row.chat_id or 0, None)
            self._some.set()
            raise
        finally:
            self._being_kept -= size
        if batch:
            self._on_stored([row for row, _ in batch.done], batch.new)

    def _take(self) -> Batch:
        """Take out of what waits what is kept next."""
        now = self._clock()
        skipped = self._skipped + [Delivery(row.id, OutboxStatus.SUPERSEDED, now) for row in self._queue.superseded()]
        new = [after for row, delivery in self._waiting for after in _following(row, delivery)]
        batch = Batch(self._waiting, skipped, self._lapsed, new + self._excuses(self._lapsed))
        self._excused = {row.chat_id or 0: self._steady() for row in batch.lapsed} | self._excused
        self._waiting, self._skipped, self._lapsed = [], [], []
        return batch

    def _excuses(self, lapsed: Sequence[OutboxRow]) -> list[OutboxRow]:
        """Return an honest word to each chat where replies were given up and none stands there yet."""
        now = self._steady()
        self._excused = {chat: at for chat, at in self._excused.items() if now - at < EXCUSE_SECONDS}
        latest = {row.chat_id: row for row in lapsed if row.chat_id not in self._excused}
        return [self._excuse(row) for row in latest.values()] if self._excuse is not None else []


async def _store(batch: Batch, now: datetime, session: AsyncSession) -> None:
    """Keep what became of rows, and what is owed for it."""
    if not batch:
        return
    late = [Delivery(row.id, OutboxStatus.DROPPED, now, why=TOO_LATE) for row in batch.lapsed]
    await outbox.mark(session, [*(delivery for _, delivery in batch.done), *batch.skipped, *late])
    await outbox.note_done(session, batch.done)
    await outbox.store_effects(session, batch.new)


def _following(row: OutboxRow, delivery: Delivery) -> list[OutboxRow]:
    """Return what is owed after a message was sent."""
    return [*_fading(row, delivery), *_next_call(row, delivery)]


def _next_call(row: OutboxRow, delivery: Delivery) -> list[OutboxRow]:
    """Return the call that waited for the number of a message."""
    if row.next_call is None or delivery.message is None:
        return []
    params = row.next_call["params"]
    rows = json.dumps(params["reply_markup"]).replace(MESSAGE, str(delivery.message))
    return [OutboxRow(**row.next_call | {"params": params | {"reply_markup": json.loads(rows)}}, due_at=delivery.at)]


def _fading(row: OutboxRow, delivery: Delivery) -> list[OutboxRow]:
    """Return the deletions of a message that is to leave its chat, and of the command if it answers one."""
    if row.fade_seconds is None or delivery.message is None:
        return []
    command = None if row.fades_alone else (row.params.get("reply_parameters") or {}).get("message_id")
    due_at = delivery.at + timedelta(seconds=row.fade_seconds)
    return [
        OutboxRow(chat_id=row.chat_id, method="deleteMessage", params={"message_id": number}, due_at=due_at)
        for number in (delivery.message, command)
        if number is not None
    ]
