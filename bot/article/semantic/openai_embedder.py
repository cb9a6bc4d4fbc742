"""The embedder behind an address: any server that speaks OpenAI's `/v1/embeddings`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import aiohttp
from pydantic import BaseModel, Field, FiniteFloat, ValidationError

from bot.article.semantic import EmbedderError, plain, unit
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.article.semantic import Vectors
else:
    np = lazy("numpy")

MAX_TEXT_CHARS = 400
"""Characters, as with the embedder of this machine: the thresholds were fitted with it."""
AT_ONCE = 8
"""Texts in one request: few, because reading their numbers holds the event loop up."""
REQUEST_SECONDS = 15.0
"""That a request may take."""
MAX_ATTEMPTS = 3
FIRST_WAIT = 0.5
"""Seconds before the second attempt; twice as long before each further one."""
MAX_ANSWER_BYTES = 32 * 1024 * 1024
"""Bytes of an answer that are read."""
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
"""Seconds that a server which failed is left alone: twice as long each time."""
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""Statuses after which another attempt may succeed."""

log = logging.getLogger(__name__)


class _Embedding(BaseModel):
    index: int = Field(ge=0)
    embedding: Annotated[list[FiniteFloat], Field(min_length=2, max_length=16_384)]


class _Reply(BaseModel):
    data: list[_Embedding]


class _AnotherTimeError(EmbedderError):
    """This attempt failed; the next one may not."""


class EndpointEmbedder:
    """A server that embeds."""

    def __init__(
        self,
        url: str,
        key: str | None,
        model: str,
        steady: Callable[[], float] = monotonic,
        seconds: float = REQUEST_SECONDS,
    ) -> None:
        self.name = f"{model} at {urlsplit(url).hostname}"
        self._url = url if url.endswith("/embeddings") else f"{url.rstrip('/')}/v1/embeddings"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._model = model
        self._steady = steady
        self._seconds = seconds
        self._dimensions = 0
        self._tells_kind = True
        self._pause = 0.0
        self._again_at = 0.0
        self._session: aiohttp.ClientSession | None = None

    @property
    def dimensions(self) -> int:
        """Length of a vector; 0 before the first answer."""
        return self._dimensions

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each passage."""
        return await self._all(texts, "passage")

    async def questions(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each question."""
        return await self._all(texts, "query")

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _all(self, texts: Sequence[str], kind: str) -> Vectors:
        kept = [plain(text, MAX_TEXT_CHARS) for text in texts]
        if self._steady() < self._again_at:
            raise EmbedderError("the embeddings server failed and is left alone for a while")
        try:
            parts = [await self._batch(kept[first : first + AT_ONCE], kind) for first in range(0, len(kept), AT_ONCE)]
        except EmbedderError as error:
            self._failed(error)
            raise
        self._pause = 0.0
        return np.concatenate(parts) if parts else np.zeros((0, self._dimensions), np.float32)

    def _failed(self, error: EmbedderError) -> None:
        """Leave the server alone for longer than the last time, and say so once."""
        if not self._pause:
            log.error("the embeddings server does not serve: %s; answers go by words alone until it does", error)
        self._pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, self._pause * 2))
        self._again_at = self._steady() + self._pause

    async def _batch(self, texts: list[str], kind: str) -> Vectors:
        """Embed a few texts, patiently."""
        for attempt in range(MAX_ATTEMPTS - 1):
            with suppress(_AnotherTimeError):
                return self._checked(await self._post(texts, kind), len(texts))
            await asyncio.sleep(FIRST_WAIT * 2**attempt)
        return self._checked(await self._post(texts, kind), len(texts))

    async def _post(self, texts: list[str], kind: str) -> bytes:
        """Ask once; a server that does not know kinds of text is asked without."""
        body: dict[str, object] = {"model": self._model, "input": texts, "encoding_format": "float"}
        if self._tells_kind:
            body["input_type"] = kind
        try:
            async with self._connections().post(self._url, json=body, headers=self._headers) as response:
                content = await _read(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _AnotherTimeError(_why(error)) from None
        if response.status in {400, 422} and self._tells_kind:
            self._tells_kind = False
            return await self._post(texts, kind)
        if response.status in _AGAIN:
            raise _AnotherTimeError(f"it answered {response.status}")
        if response.status != 200:
            raise EmbedderError(f"it answered {response.status}")
        return content

    def _checked(self, content: bytes, count: int) -> Vectors:
        """Read an answer, in which every text must have one vector of the usual length."""
        try:
            found = sorted(_Reply.model_validate_json(content).data, key=lambda one: one.index)
        except ValidationError:
            raise EmbedderError("its answer is not one of embeddings") from None
        lengths = {len(one.embedding) for one in found}
        if [one.index for one in found] != list(range(count)) or len(lengths) != 1:
            raise EmbedderError("its answer does not hold one vector for each text")
        (length,) = lengths
        if self._dimensions not in {0, length}:
            raise EmbedderError(f"its vectors have {length} numbers now and had {self._dimensions} before")
        vectors = unit(np.array([one.embedding for one in found], np.float32))
        self._dimensions = length
        return vectors

    def _connections(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._seconds)
            self._session = aiohttp.ClientSession(timeout=timeout)
        return self._session


async def _read(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > MAX_ANSWER_BYTES:
            raise EmbedderError("its answer is too long")
    return bytes(content)


def _why(error: Exception) -> str:
    """Say what went wrong, without the address: it may hold a key."""
    return "it took too long" if isinstance(error, TimeoutError) else f"it was not reached ({type(error).__name__})"
