"""Which texts mean nearly what somebody looks for, in whichever language: beside the words, never in their place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.article.semantic import Embedder, EmbedderError, unit
from bot.article.semantic.background import reach, stretch
from bot.article.semantic_indexer import ANY_LANGUAGE, SemanticIndexer
from config.bounded_cache import BoundedCache
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.article.ranking.postings import Floats
    from bot.article.semantic import Vectors
else:
    np = lazy("numpy")

MEANING_SECONDS = 3.0
"""Seconds for which a search waits; what is not read by then is read for the next one."""
MAX_NEAR = 3
"""Texts that are offered as near in meaning."""
MIN_LEAD = -0.01
"""How far a text must be ahead of sentences about other things, see `leads`."""
MAX_KEPT_VECTORS = 4000
"""Texts whose vectors are kept in memory: at most 6 MB."""

log = logging.getLogger(__name__)


class MeaningMatches:
    """Finds texts by their meaning, with the embedder that articles are read with."""

    def __init__(self, indexer: SemanticIndexer) -> None:
        self._indexer = indexer
        self._kept: BoundedCache[tuple[str, str], Floats] = BoundedCache(MAX_KEPT_VECTORS)
        self._reading = asyncio.Lock()
        """Nothing is read twice, however many look for something meanwhile."""

    async def find(self, words: str, texts: Sequence[str]) -> list[int]:
        """Return the places of the texts that come nearest, the nearest first; none where that takes too long."""
        embedder = self._indexer.embedder
        if embedder is None or not texts:
            return []
        reading = asyncio.ensure_future(self._find(embedder, words, texts))
        reading.add_done_callback(_take_note)
        try:
            async with asyncio.timeout(MEANING_SECONDS):
                return await asyncio.shield(reading)
        except (TimeoutError, EmbedderError) as error:
            log.info("a search goes by words alone: %s", str(error) or "it took too long")
        return []

    async def _find(self, embedder: Embedder, words: str, texts: Sequence[str]) -> list[int]:
        async with self._reading:
            elsewhere = await self._indexer.others(ANY_LANGUAGE)
            vectors = await self._vectors(embedder, texts)
        (asked,) = unit(await embedder.questions([words]))
        if len(asked) != elsewhere.shape[1]:
            raise EmbedderError("the model has changed")
        found = await asyncio.to_thread(leads, asked, vectors, elsewhere)
        places = np.argsort(-found, kind="stable")[:MAX_NEAR]
        return [int(place) for place in places if found[place] >= MIN_LEAD]

    async def _vectors(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text, those that were read before from memory."""
        found = {text: self._kept.get((embedder.name, text)) for text in texts}
        for text, vector in found.items():
            if vector is None:
                (new,) = unit(await embedder.passages([text]))
                found[text] = self._kept[embedder.name, text] = new
        return np.array([found[text] for text in texts], np.float32)


def _take_note(reading: asyncio.Future[list[int]]) -> None:
    """Hear of a failure also where nobody waits for the answer any more."""
    if not reading.cancelled() and (error := reading.exception()) is not None:
        log.info("the meaning of counterpoints could not be read: %s", error)


def leads(asked: Floats, texts: Vectors, elsewhere: Vectors) -> Floats:
    """Return how far texts are ahead of sentences about other things, as multilingual-e5-small counts it.

    Args:
        asked: (dimensions,) the words looked for.
        texts: (texts, dimensions)
        elsewhere: (sentences, dimensions) about other things, in all languages by turns.

    Returns:
        (texts,) each cosine less what unrelated sentences reach, and less how much nearer than the others the text is
        to anything at all: some are near to whatever is asked.
    """
    usual = texts @ elsewhere.mean(axis=0)
    ahead = texts @ asked - reach(elsewhere, asked, ANY_LANGUAGE, ANY_LANGUAGE) - (usual - usual.mean())
    return np.asarray(ahead / stretch(elsewhere), np.float32)
