"""Handlers: what is done about one kind of thing that people say, as a row of a table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event, EventKind
from bot.chat.permissions import Role
from bot.chat.queries import TelegramQueries

T = TypeVar("T")

Effects = list[Effect]
Act = Callable[[Event, AsyncSession, datetime], Awaitable[Effects]]


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done about one kind of thing that people say."""

    kind: EventKind
    word: str
    act: Callable[[Event, AsyncSession, datetime, Any], Awaitable[Effects]]
    prepare: Callable[[Event, TelegramQueries], Awaitable[Any]] | None = None
    """What is looked up before the transaction, slowly if need be; repeated after a restart."""
    role: Role = Role.ANYBODY
    chat_of: Callable[[Event, TelegramQueries], Awaitable[int]] | None = None
    """Which chat it is about, by Telegram's id, where it may be another than the one in which it is said."""
    known: Callable[[Event, datetime], Any] | None = None
    """What `first` would find, where that is known already: then nothing is looked up."""

    @property
    def slow(self) -> bool:
        """Whether it needs preparation."""
        return self.prepare is not None or self.role is not Role.ANYBODY


About = Callable[[Event, TelegramQueries], Awaitable[int]]


def simple(kind: EventKind, word: str, act: Act, role: Role = Role.ANYBODY, about: About | None = None) -> Handler:
    """Return a handler that needs the database alone."""

    async def run(event: Event, session: AsyncSession, now: datetime, _found: object) -> Effects:
        return await act(event, session, now)

    run.__doc__ = act.__doc__
    return Handler(kind, word, run, role=role, chat_of=about)


def prepared(
    kind: EventKind,
    word: str,
    first: Callable[[Event, TelegramQueries], Awaitable[T]],
    then: Callable[[Event, AsyncSession, datetime, T], Awaitable[Effects]],
    role: Role = Role.ANYBODY,
    about: About | None = None,
) -> Handler:
    """Return a handler in two steps: `first` outside the transaction, `then` inside it with what was found."""
    return Handler(kind, word, then, first, role, about)
