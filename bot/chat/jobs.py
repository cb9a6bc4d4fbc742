"""Jobs: what the clock does. What is due stands in the database, so a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.queries import TelegramQueries

T = TypeVar("T")
F = TypeVar("F")

Due = Callable[[TelegramQueries, datetime], Awaitable[Sequence[T]]]


@dataclass(frozen=True, slots=True)
class Job:
    """Something that the clock does again and again: it looks what is due, then does each thing by itself."""

    name: str
    due: Callable[[TelegramQueries, datetime], Awaitable[Sequence[Any]]]
    """What is due now; asked outside of any transaction."""
    act: Callable[[Any, AsyncSession, datetime, Any], Awaitable[list[Effect]]]
    """Does one thing, in a transaction, with what `first` found."""
    prepare: Callable[[Any, TelegramQueries], Awaitable[Any]] | None = None
    """What is looked up for one thing before its transaction, slowly if need be."""
    together: int = 1
    """How many things are looked up side by side and done in one transaction; each in its own if one of them fails."""
    slow: bool = False
    """Whether it waits for the worker process, if it comes in parts: quick ones do not wait for it."""
    apart: bool = False
    """Whether it may take minutes, so that no other job waits for it."""
    in_parts: bool = False
    """`due` gives only a part of it, and none of that again once it is done: the next part is asked for at once."""


def job(
    name: str, due: Due[T], act: Callable[[T, AsyncSession, datetime], Awaitable[list[Effect]]], together: int = 1
) -> Job:
    """Return a job that needs the database alone."""

    @wraps(act)
    async def run(thing: T, session: AsyncSession, now: datetime, _found: object) -> list[Effect]:
        return await act(thing, session, now)

    return Job(name, due, run, together=together)


def prepared_job(
    name: str,
    due: Due[T],
    first: Callable[[T, TelegramQueries], Awaitable[F]],
    act: Callable[[T, AsyncSession, datetime, F], Awaitable[list[Effect]]],
    together: int = 1,
    *,
    slow: bool = False,
) -> Job:
    """Return a job in two steps a thing: `first` outside the transaction, `act` inside it with what was found."""
    return Job(name, due, act, first, together, slow)


def due_by(query: Callable[[AsyncSession, datetime], Awaitable[Sequence[T]]]) -> Due[T]:
    """Return a job's `due` that asks the database one thing, which hangs on the time."""

    async def due(telegram: TelegramQueries, now: datetime) -> Sequence[T]:
        async with telegram.database.read() as session:
            return await query(session, now)

    return due


def found_by(query: Callable[..., Awaitable[Sequence[T]]], *arguments: Any) -> Due[T]:
    """Return how a job finds what is due where a query of the database says it, with these arguments."""

    async def due(telegram: TelegramQueries, _now: datetime) -> Sequence[T]:
        async with telegram.database.read() as session:
            return await query(session, *arguments)

    return due
