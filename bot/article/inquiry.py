"""An inquiry: an article asked one question after another, outside any chat."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from bot.article.answering import Answer, answer, why_no_question
from bot.article.meaning import Embedder, EmbedderError
from bot.article.meaning.reading import Meaning, ask, read
from bot.article.snapshot import Snapshot
from bot.texts import Refusal


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An article, and what it is asked with."""

    snapshot: Snapshot
    embedder: Embedder | None
    limit: int = 3

    async def answers(self, asked: Iterable[tuple[str, str]]) -> AsyncIterator[tuple[tuple[str, str], Answer]]:
        """Yield each question (id and words) with its answer, in order.

        Raises:
            Refusal: The embedder does not work.
        """
        try:
            meaning = await read(self.embedder, self.snapshot) if self.embedder else None
            for number, words in asked:
                yield (number, words), await self._answer(words, meaning)
        except EmbedderError as error:
            raise Refusal("embeddings-failed", why=str(error)) from None
        finally:
            if self.embedder is not None:
                await self.embedder.close()

    async def _answer(self, words: str, meaning: Meaning | None) -> Answer:
        if self.embedder is None or meaning is None or why_no_question(words) is not None:
            return answer(self.snapshot, words, self.limit)
        return answer(self.snapshot, words, self.limit, await ask(self.embedder, meaning, words))
