"""Understanding: articles read for their meaning in the background, told in the chat, kept in the database.

What is to be read stands in the database: every article that is discussed and has no vectors of the present model. So
a restart goes on where it was, and another model reads everything anew. Until an article is read it answers by words.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import views as article_views
from bot.article.library import MAX_KEPT_SNAPSHOTS, Library
from bot.article.semantic import Embedder, EmbedderError
from bot.article.semantic.background import sentences_for
from bot.article.semantic.vectors import ArticleVectors, QuestionVectors, ask, embedded, fingerprint, joined, texts_of
from bot.article.snapshot import Snapshot
from bot.chat.effects import Edit, Effect
from config.bounded_cache import BoundedCache
from config.lazy import lazy
from storage import embeddings
from storage.database import Database, until_database_answers
from storage.embeddings import ReadingNotice, VectorsRow
from storage.outbox import Priority

if TYPE_CHECKING:
    import numpy as np

    from bot.article.semantic import Vectors
else:
    np = lazy("numpy")

LOOK_SECONDS = 5.0
"""Seconds between two looks for articles to read; a new one is looked for at once."""
MAX_ARTICLE_TEXTS = 10_000
"""Texts of an article, two a sentence, at the most: a longer one answers by words, so that it holds up no others."""
PROGRESS_STEP_SHARE = 0.2
"""Share of an article between two edits of the message that tells the progress."""
ANY_LANGUAGE = ""
"""The language for sentences about other things in all languages by turns."""

log = logging.getLogger(__name__)

Post = Callable[[Sequence[Effect]], Awaitable[None]]
Told = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class IndexerEnvironment:
    """What understanding stands on."""

    database: Database
    clock: Callable[[], datetime]
    post: Post
    """Brings effects to Telegram that belong to no update."""


class SemanticIndexer:
    """Reads articles with an embedder, if there is one, and puts questions beside them."""

    def __init__(self, library: Library, embedder: Embedder | None, around: IndexerEnvironment) -> None:
        self._library = library
        self._embedder = embedder
        self._around = around
        self._meanings: BoundedCache[int, ArticleVectors] = BoundedCache(MAX_KEPT_SNAPSHOTS)
        self._elsewhere: dict[str, Vectors] = {}
        self._done: set[int] = set()
        self._failing = False
        self._wake = asyncio.Event()

    @property
    def embedder(self) -> Embedder | None:
        """What it reads with; none where words alone count."""
        return self._embedder

    async def run(self) -> None:
        """Read what is to be read until cancelled."""
        if self._embedder is None:
            return
        try:
            while True:
                self._wake.clear()
                await until_database_answers(self._read_all, breakable=True)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await self._wake.wait()
        finally:
            await self._embedder.close()

    async def ask(self, snapshot_id: int, snapshot: Snapshot, question: str) -> QuestionVectors | None:
        """Return article and question as vectors; None while the article is not read or the embedder fails."""
        if self._embedder is None:
            return None
        try:
            meaning = self._meanings.get(snapshot_id) or await self._find(snapshot_id, snapshot)
            if meaning is not None:
                return await ask(self._embedder, meaning, question)
            self._wake.set()
        except EmbedderError as error:
            log.info("a question goes by words alone: %s", error)
        return None

    def is_reading(self, snapshot_id: int) -> bool:
        """Tell whether an article will be understood in a while."""
        return self._embedder is not None and not self._failing and snapshot_id not in self._done

    async def give_notice(self, session: AsyncSession, notice: ReadingNotice) -> bool:
        """Tell in a message of ours how far an article is read, if it has to be; say whether it has."""
        self._wake.set()
        if not self.is_reading(notice.snapshot_id):
            return False
        await embeddings.give_notice(session, notice)
        return True

    async def _read_all(self) -> None:
        """Read one article after the other, the newest first."""
        async with self._around.database.read() as session:
            waiting = [one for one in await embeddings.current_snapshots(session) if one not in self._done]
        for snapshot_id in waiting:
            try:
                await self._read(snapshot_id)
            except EmbedderError as error:
                self._failing = True
                await self._tell(snapshot_id, None)
                log.info("article %s is not read yet: %s", snapshot_id, error)
                return

    async def _read(self, snapshot_id: int) -> None:
        async with self._around.database.read() as session:
            snapshot = await self._library.snapshot(session, snapshot_id)
        texts = await asyncio.to_thread(texts_of, snapshot)
        if len(texts) > MAX_ARTICLE_TEXTS:
            log.warning("article %s has too many sentences to be read for its meaning", snapshot_id)
            self._done.add(snapshot_id)
        elif await self._find(snapshot_id, snapshot) is None:
            await self._embed(texts, snapshot_id, self._teller(snapshot_id))
            await self._find(snapshot_id, snapshot)
        self._failing = False
        await self._tell(snapshot_id, None)
        async with self._around.database.write() as session:
            await embeddings.end_notices(session, snapshot_id)

    async def _find(self, snapshot_id: int, snapshot: Snapshot) -> ArticleVectors | None:
        """Return the meaning of an article that was read before, with the model of now."""
        texts = await asyncio.to_thread(texts_of, snapshot)
        found = await self._stored(texts)
        if found is None:
            return None
        meaning = ArticleVectors(await asyncio.to_thread(joined, found), await self.others(snapshot.language))
        self._meanings[snapshot_id] = meaning
        self._done.add(snapshot_id)
        return meaning

    async def others(self, language: str) -> Vectors:
        """Return the sentences about other things for a language, embedded once for all.

        Raises:
            EmbedderError: There are none at the moment.
        """
        if language not in self._elsewhere:
            texts = sentences_for(language)
            found = await self._stored(texts)
            self._elsewhere[language] = found if found is not None else await self._embed(texts)
        return self._elsewhere[language]

    async def _stored(self, texts: Sequence[str]) -> Vectors | None:
        async with self._around.database.read() as session:
            row = await embeddings.find_vectors(session, fingerprint(texts), self._model.name)
        return None if row is None else await asyncio.to_thread(_unpacked, row)

    async def _embed(self, texts: Sequence[str], snapshot_id: int | None = None, told: Told | None = None) -> Vectors:
        """Embed texts and keep their vectors."""
        found = await embedded(self._model, texts, told)
        row = VectorsRow(
            fingerprint=fingerprint(texts),
            model=self._model.name,
            snapshot_id=snapshot_id,
            dimensions=found.shape[1],
            content=await asyncio.to_thread(lambda: found.astype("<f2").tobytes()),
            made_at=self._around.clock(),
        )
        async with self._around.database.write() as session:
            await embeddings.keep_vectors(session, row)
        return found

    def _teller(self, snapshot_id: int) -> Told:
        """Return what tells the progress, in few steps."""
        next_at = PROGRESS_STEP_SHARE

        async def tell(share: float) -> None:
            nonlocal next_at
            if next_at <= share < 1:
                next_at = share + PROGRESS_STEP_SHARE
                await self._tell(snapshot_id, share)

        return tell

    async def _tell(self, snapshot_id: int, share: float | None) -> None:
        """Bring the messages about an article up to date; None where no progress is to be shown."""
        async with self._around.database.read() as session:
            notices = await embeddings.notices_of(session, snapshot_id)
            snapshot = await self._library.snapshot(session, snapshot_id)
        edits = [
            Edit(one.chat_id, one.message_id, article_views.used_text(snapshot, one.language, share), (), Priority.BULK)
            for one in notices
        ]
        if edits:
            await self._around.post(edits)

    @property
    def _model(self) -> Embedder:
        if self._embedder is None:
            raise EmbedderError("there is no embedder")
        return self._embedder


def _unpacked(row: VectorsRow) -> Vectors:
    return np.frombuffer(row.content, "<f2").reshape(-1, row.dimensions).astype(np.float32)
