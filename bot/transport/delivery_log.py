"""What became of rows that were tried: kept in small groups, with what follows from it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from bot.transport.send_queue import Queue
from storage import outbox
from storage.database import Database, until_database_answers
from storage.outbox import MESSAGE, Delivery, OutboxRow, OutboxStatus

GATHER_SECONDS = 0.02
"""Seconds that a delivery may wait for company."""
EXCUSE_SECONDS = 120.0
"""Seconds for which one word stands for all replies to a chat that were given up."""
TOO_LATE = "more was asked than may be said there in a minute"
"""Why these were given up."""

Excuse = Callable[[OutboxRow], OutboxRow]
"""Returns an honest word in place of a reply that was given up."""


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
        self.waiting: list[tuple[OutboxRow, Delivery]] = []
        """What became of rows, and is not kept yet."""
        self._skipped: list[Delivery] = []
        self.lapsed: list[OutboxRow] = []
        """Replies that were given up, which is not kept yet."""
        self._some = asyncio.Event()
        self._enough = asyncio.Event()

    def add(self, row: OutboxRow, delivery: Delivery) -> None:
        """Note what became of a row."""
        self.waiting.append((row, delivery))
        self._some.set()

    def hurry(self) -> None:
        """Let what waits be kept without waiting for more."""
        self._enough.set()

    def note_lapse(self) -> None:
        """Let it be kept which replies were given up, though nothing may be sent for a while."""
        self.lapsed += self._queue.lapsed()
        self._some.set()

    async def gather(self) -> None:
        """Wait until something is to be kept: at once when nothing else is under way, after 20 ms at the latest."""
        await self._some.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER_SECONDS):
                await self._enough.wait()

    async def flush(self) -> None:
        """Keep what there is."""
        self._some.clear()
        self._enough.clear()
        now = self._clock()
        self._skipped += [Delivery(row.id, OutboxStatus.SUPERSEDED, now) for row in self._queue.superseded()]
        done, skipped, lapsed = list(self.waiting), list(self._skipped), list(self.lapsed)
        if done or lapsed:
            await until_database_answers(lambda: self._store(done, skipped, lapsed))

    async def _store(
        self, done: list[tuple[OutboxRow, Delivery]], skipped: list[Delivery], lapsed: Sequence[OutboxRow]
    ) -> None:
        now = self._clock()
        late = [Delivery(row.id, OutboxStatus.DROPPED, now, why=TOO_LATE) for row in lapsed]
        new = [*(after for row, delivery in done for after in _following(row, delivery)), *self._excuses(lapsed)]
        async with self._database.write() as session:
            await outbox.mark(session, [*(delivery for _, delivery in done), *skipped, *late])
            await outbox.note_done(session, done)
            await outbox.store_effects(session, new)
        del self.waiting[: len(done)], self._skipped[: len(skipped)], self.lapsed[: len(lapsed)]
        self._excused = {row.chat_id or 0: self._steady() for row in lapsed} | self._excused
        self._on_stored([row for row, _ in done], new)

    def _excuses(self, lapsed: Sequence[OutboxRow]) -> list[OutboxRow]:
        """Return an honest word to each chat where replies were given up and none stands there yet."""
        now = self._steady()
        self._excused = {chat: at for chat, at in self._excused.items() if now - at < EXCUSE_SECONDS}
        latest = {row.chat_id: row for row in lapsed if row.chat_id not in self._excused}
        return [self._excuse(row) for row in latest.values()] if self._excuse is not None else []


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
