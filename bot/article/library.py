"""The library: snapshots in memory, reading in the worker process, ranking beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.answering.answer import Answer, answer
from bot.article.attribution import speech_of
from bot.article.extraction.sources import Source, is_plain_text
from bot.article.semantic.vectors import QuestionVectors
from bot.article.snapshot import Dropped, Line, Passage, PassageKind, Snapshot
from bot.texts import Refusal
from bot.worker import Bounds, Remote, Worker, WorkerError
from config.bounded_cache import BoundedCache
from storage import articles
from storage.articles import Place, SnapshotRow
from storage.database import Database

READ: Remote[[Source], Snapshot] = Remote("bot.article.extraction.extract:read")
WARM_UP: Remote[[], None] = Remote("bot.article.extraction.extract:warm_up")
"""They load what reads pages, which the process of the bot itself has no need of."""
MAX_KEPT_SNAPSHOTS = 64
"""Snapshots kept in memory."""


def page_reader() -> Worker:
    """Return the process in which foreign pages are read: little of the processor, little memory."""
    return Worker(Bounds(seconds=5.0, memory=2_000_000_000), "counterpoint-reading", WARM_UP)


class Library:
    """Everything that is slow about articles, done where it holds nobody up."""

    def __init__(self, worker: Worker, fetch: Callable[[str], Awaitable[Source]]) -> None:
        self._worker = worker
        self._fetch = fetch
        self._snapshots: BoundedCache[int, Snapshot] = BoundedCache(MAX_KEPT_SNAPSHOTS)
        self._unheard: set[int] = set()
        """Snapshots of which nobody has found out yet who says what."""

    async def fetch(self, url: str) -> Snapshot:
        """Fetch and read a page.

        Raises:
            Refusal: It may not be fetched, or is no article.
        """
        return await self.read(await self._fetch(url))

    async def read(self, source: Source) -> Snapshot:
        """Read an article in the worker process, because a hostile page can take long and crash a parser.

        Raises:
            Refusal: It is no article, or reading it took too much.
        """
        try:
            snapshot = await self._worker.run(READ, source)
        except WorkerError:
            is_text = is_plain_text(source)
            raise Refusal("article-text-not-readable" if is_text else "article-not-readable") from None
        return replace(snapshot, speech=await self._speech(snapshot))

    async def read_text(self, text: str) -> Snapshot:
        """Read an article that was posted as a message."""
        return await self.read(Source(text.encode(), name="message.txt", content_type="text/plain; charset=utf-8"))

    async def snapshot(self, session: AsyncSession, snapshot_id: int) -> Snapshot:
        """Return a snapshot by its number; they never change, so those asked for lately are kept in memory.

        Nothing is worked out here: where nobody has found out yet who says what, nobody is named.
        """
        if snapshot_id not in self._snapshots:
            snapshot = as_snapshot(*await articles.find_snapshot(session, snapshot_id))
            if snapshot.speech is None:
                self._unheard.add(snapshot_id)
                snapshot = replace(snapshot, speech=())
            self._snapshots[snapshot_id] = snapshot
        self._snapshots.move_to_end(snapshot_id)
        return self._snapshots[snapshot_id]

    async def with_speakers(self, database: Database, snapshot_id: int) -> Snapshot:
        """Return a snapshot with who says what in it; found out now, outside of transactions, if it never was."""
        async with database.read() as session:
            snapshot = await self.snapshot(session, snapshot_id)
        if snapshot_id not in self._unheard:
            return snapshot
        self._unheard.discard(snapshot_id)  # a text that takes too much is not tried again and again
        speech = await self._speech(replace(snapshot, speech=None))
        if speech is not None:
            snapshot = self._snapshots[snapshot_id] = replace(snapshot, speech=speech)
            async with database.write() as session:
                await articles.keep_speech(session, snapshot_id, _speech_rows(speech))
        return snapshot

    async def _speech(self, snapshot: Snapshot) -> tuple[Line, ...] | None:
        """Find out who says what, in the worker process; None where that takes too much."""
        with suppress(WorkerError):
            return await self._worker.run(speech_of, snapshot)
        return None

    async def answer(self, snapshot: Snapshot, question: str, asked: QuestionVectors | None = None) -> Answer:
        """Rank the sentences of an article for a question, beside the event loop."""
        return await asyncio.to_thread(answer, snapshot, question, asked=asked)


def as_snapshot(row: SnapshotRow, places: Sequence[Place]) -> Snapshot:
    """Return a stored snapshot as a value."""
    return Snapshot(
        **_same(row),
        passages=tuple(Passage(number, PassageKind(kind), start, stop) for number, kind, start, stop in places),
        authors=tuple(row.authors),
        dropped=tuple(Dropped(one["text"], one["reason"]) for one in row.dropped),
        speech=None if row.speech is None else tuple(Line(*one) for one in row.speech),
    )


def as_rows(snapshot: Snapshot, now: datetime) -> tuple[SnapshotRow, list[Place]]:
    """Return the row that keeps a snapshot, and the places of its passages."""
    row = SnapshotRow(
        **_same(snapshot),
        authors=list(snapshot.authors),
        dropped=[{"text": one.text, "reason": one.reason} for one in snapshot.dropped],
        speech=None if snapshot.speech is None else _speech_rows(snapshot.speech),
        read_at=now,
    )
    return row, [(one.index, str(one.kind), one.start, one.end) for one in snapshot.passages]


def _same(kept: Snapshot | SnapshotRow) -> dict[str, Any]:
    """Return what a snapshot and its row have alike."""
    names = ("title", "text", "sha256", "language", "standfirst", "published", "section", "url")
    return {name: getattr(kept, name) for name in names}


def _speech_rows(speech: Iterable[Line]) -> list[list[Any]]:
    return [[one.start, one.end, one.speaker] for one in speech]
