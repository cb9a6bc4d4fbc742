"""Meaning: sentences and questions as vectors, so that a question finds its answer in other words and languages.

An `Embedder` makes the vectors; `vectors` reads an article with one, `ranking` ranks with what came of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
else:
    np = lazy("numpy")


"""(texts, dimensions), each row of length one."""


class EmbedderError(Exception):
    """There are no vectors at the moment; the words say why, for the log."""


class Embedder(Protocol):
    """Turns texts into vectors whose cosine says how near they are in meaning, across languages."""

    @property
    def name(self) -> str:
        """Model and version: vectors of different names are not compared."""

    @property
    def dimensions(self) -> int:
        """Length of a vector; 0 as long as that is not known."""

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each passage of an article.

        Raises:
            EmbedderError: There are none at the moment.
        """

    async def questions(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each question.

        Raises:
            EmbedderError: There are none at the moment.
        """

    async def close(self) -> None:
        """Let go of what it holds; the next call takes it up again."""


def plain(text: str, longest: int) -> str:
    """Return a text as an embedder may have it: no NUL or half characters, one space between words, not too long.

    Raises:
        EmbedderError: Nothing is left of it.
    """
    kept = " ".join(text.replace("\0", " ").encode("utf-8", "ignore").decode().split())[:longest]
    if not kept:
        raise EmbedderError("an empty text has no meaning")
    return kept


def unit(rows: Vectors) -> Vectors:
    """Return the rows at length one.

    Raises:
        EmbedderError: A row has no direction, or holds what is no number.
    """
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths < 1e-6).any():
        raise EmbedderError("a vector has no direction")
    return np.asarray(rows / lengths, np.float32)
