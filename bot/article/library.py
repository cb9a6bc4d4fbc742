"""The library: snapshots in memory, reading in the worker process, ranking beside the event loop."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import reading
from bot.article.answering import Answer, answer
from bot.article.language import language_of_text
from bot.article.reading import Source
from bot.article.snapshot import Dropped, Passage, PassageKind, Snapshot
from bot.article.speech import speech_of
from bot.compute import Compute, ComputeError
from bot.texts import Refusal
from storage import articles
from storage.articles import Place, SnapshotRow

KEPT = 64
"""Snapshots kept in memory."""


class Library:
    """Everything that is slow about articles, done where it holds nobody up."""

    def __init__(self, worker: Compute, fetch: Callable[[str], Awaitable[Source]]) -> None:
        self._worker = worker
        self._fetch = fetch
        self._snapshots: OrderedDict[int, Snapshot] = OrderedDict()

    async def warm_up(self) -> None:
        """Load the language model now, so that the first question need not wait for it."""
        await asyncio.to_thread(language_of_text, "Good morning.")

    async def fetch(self, url: str) -> Snapshot:
        """Fetch and read a page.

        Raises:
            Refusal: It may not be fetched, or is no article.
        """
        return await self.read(await self._fetch(url))

    async def read(self, source: Source) -> Snapshot:
        """Read an article in the worker process, because a hostile page can take long and crash a parser.

        Raises:
            Refusal: It is no article, or reading it took too long.
        """
        try:
            return await self._worker.run(reading.read, source)
        except ComputeError:
            raise Refusal("article-not-readable") from None

    async def read_text(self, text: str) -> Snapshot:
        """Read an article that was posted as a message."""
        return await self.read(Source(text.encode(), name="message.txt", content_type="text/plain; charset=utf-8"))

    async def snapshot(self, session: AsyncSession, snapshot_id: int) -> Snapshot:
        """Return a snapshot by its number; they never change, so those asked for lately are kept in memory."""
        if snapshot_id not in self._snapshots:
            self._snapshots[snapshot_id] = as_snapshot(*await articles.find_snapshot(session, snapshot_id))
            await asyncio.to_thread(speech_of, self._snapshots[snapshot_id])  # now, so that no quote waits for it
            if len(self._snapshots) > KEPT:
                self._snapshots.popitem(last=False)
        self._snapshots.move_to_end(snapshot_id)
        return self._snapshots[snapshot_id]

    async def answer(self, snapshot: Snapshot, question: str) -> Answer:
        """Rank the sentences of an article for a question, beside the event loop."""
        return await asyncio.to_thread(answer, snapshot, question)


def as_snapshot(row: SnapshotRow, places: Sequence[Place]) -> Snapshot:
    """Return a stored snapshot as a value."""
    return Snapshot(
        title=row.title,
        text=row.text,
        sha256=row.sha256,
        passages=tuple(Passage(number, PassageKind(kind), start, stop) for number, kind, start, stop in places),
        language=row.language,
        standfirst=row.standfirst,
        authors=tuple(row.authors),
        published=row.published,
        section=row.section,
        url=row.url,
        dropped=tuple(Dropped(one["text"], one["reason"]) for one in row.dropped),
    )


def as_rows(snapshot: Snapshot, now: datetime) -> tuple[SnapshotRow, list[Place]]:
    """Return the row that keeps a snapshot, and the places of its passages."""
    row = SnapshotRow(
        sha256=snapshot.sha256,
        title=snapshot.title,
        text=snapshot.text,
        language=snapshot.language,
        standfirst=snapshot.standfirst,
        authors=list(snapshot.authors),
        published=snapshot.published,
        section=snapshot.section,
        url=snapshot.url,
        dropped=[{"text": one.text, "reason": one.reason} for one in snapshot.dropped],
        read_at=now,
    )
    return row, [(one.index, str(one.kind), one.start, one.end) for one in snapshot.passages]
