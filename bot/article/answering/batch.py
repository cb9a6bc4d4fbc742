"""An inquiry: an article asked one question after another, outside any chat."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass

from bot.article.answering.answer import Answer, answer, why_no_question
from bot.article.semantic import Embedder, EmbedderError
from bot.article.semantic.vectors import ArticleVectors, QuestionVectors, ask, read
from bot.article.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An article, and what it is asked with."""

    snapshot: Snapshot
    embedder: Embedder | None
    limit: int = 3

    async def answers(self, asked: Iterable[tuple[str, str]]) -> AsyncIterator[tuple[tuple[str, str], Answer]]:
        """Yield each question (id and words) with its answer, in order; by words alone where the embedder fails."""
        try:
            meaning = await self._read()
            for number, words in asked:
                yield (number, words), answer(self.snapshot, words, self.limit, await self._ask(words, meaning))
        finally:
            if self.embedder is not None:
                await self.embedder.close()

    async def _read(self) -> ArticleVectors | None:
        if self.embedder is None:
            return None
        with suppress(EmbedderError):  # it has said so in the log
            return await read(self.embedder, self.snapshot)
        return None

    async def _ask(self, words: str, meaning: ArticleVectors | None) -> QuestionVectors | None:
        if self.embedder is None or meaning is None or why_no_question(words) is not None:
            return None
        with suppress(EmbedderError):
            return await ask(self.embedder, meaning, words)
        return None
