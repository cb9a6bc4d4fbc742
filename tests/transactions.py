"""A guard: nothing heavy is done while a transaction is open that writes, for all others wait until it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import attribution, ranking
from bot.article.extraction import extract
from bot.article.quoting import reanchor
from bot.debate import duplicates
from bot.debate.opinions import state as opinion_state
from bot.moderation.screening.classifier import training
from bot.worker import Worker
from storage.database import Database

HEAVY: tuple[tuple[Any, str], ...] = (
    (asyncio, "to_thread"),
    (Worker, "_run"),
    (extract, "decode"),
    (ranking, "weigh"),
    (reanchor, "_find"),
    (attribution, "lines_of"),
    (duplicates, "SimilarityIndex"),
    (opinion_state, "form_opinions"),
    (training, "train"),
)
"""What reads, ranks, compares, learns, or leads to a thread or another process."""

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def guarded(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuse heavy work in transactions that write, and tell what was tried."""
    tried: list[str] = []
    patch.setattr(Database, "write", _marked(Database.write))
    for owner, name in HEAVY:
        patch.setattr(owner, name, _refusing(getattr(owner, name), name, tried))
    yield tried


def _marked(write: Any) -> Any:
    @asynccontextmanager
    async def marked(self: Database) -> AsyncIterator[AsyncSession]:
        async with write(self) as session:
            token = _writing.set(True)
            try:
                yield session
            finally:
                _writing.reset(token)

    return marked


def _refusing(function: Callable[..., Any], name: str, tried: list[str]) -> Callable[..., Any]:
    @wraps(function)
    def refusing(*args: Any, **kwargs: Any) -> Any:
        if _writing.get():
            tried.append(name)
            raise AssertionError(f"{name} within a transaction")
        return function(*args, **kwargs)

    return refusing
