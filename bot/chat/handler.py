"""Handlers: what is done about one kind of thing that people say, as a row of a table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypedDict, TypeVar, Unpack, overload

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.command_menu import Menu
from bot.chat.effects import Effect
from bot.chat.event import Event, EventKind
from bot.chat.permissions import Role
from bot.chat.queries import TelegramQueries

T = TypeVar("T")

Effects = list[Effect]
HandlerStep = Callable[[Event, AsyncSession, datetime], Awaitable[Effects]]
"""Does something inside the transaction, with nothing looked up before."""
ChatOf = Callable[[Event, TelegramQueries], Awaitable[int]]
Prepare = Callable[[Event, TelegramQueries], Awaitable[T]]
Prepared = Callable[[Event, AsyncSession, datetime, T], Awaitable[Effects]]


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done about one kind of thing that people say."""

    kind: EventKind
    word: str
    act: Callable[[Event, AsyncSession, datetime, Any], Awaitable[Effects]]
    prepare: Callable[[Event, TelegramQueries], Awaitable[Any]] | None = None
    """What is looked up before the transaction, slowly if need be; repeated after a restart."""
    role: Role = Role.ANYBODY
    chat_of: ChatOf | None = None
    """Which chat it is about, by Telegram's id, where it may be another than the one in which it is said."""
    groups_only: bool = False
    """Whether it means nothing in private, and is refused there."""
    menu: Menu | None = None
    """To whom Telegram suggests it, and where."""
    known: Callable[[Event, datetime], Any] | None = None
    """What `prepare` would find, where that is known already: then nothing is looked up."""

    @property
    def slow(self) -> bool:
        """Whether it needs preparation."""
        return self.prepare is not None or self.role is not Role.ANYBODY


class Rights(TypedDict, total=False):
    """Who may ask for something, where, and whether a menu suggests it."""

    role: Role
    """Who may."""
    chat_of: ChatOf
    """Says which chat it is about, where it may be another than the one in which it is said."""
    groups_only: bool
    """Whether it means nothing in private."""
    menu: Menu
    """To whom Telegram suggests it, and where."""


class Row:
    """Makes rows of one kind: `command("ban", prepare=find_target, act=commands.ban, role=Role.RESTRICTER)`."""

    def __init__(self, kind: EventKind) -> None:
        self._kind = kind

    @overload
    def __call__(self, word: str, *, act: HandlerStep, prepare: None = None, **rights: Unpack[Rights]) -> Handler: ...

    @overload
    def __call__(self, word: str, *, prepare: Prepare[T], act: Prepared[T], **rights: Unpack[Rights]) -> Handler: ...

    def __call__(
        self,
        word: str,
        *,
        act: Callable[..., Awaitable[Effects]],
        prepare: Prepare[Any] | None = None,
        **rights: Unpack[Rights],
    ) -> Handler:
        """Return a row.

        Args:
            word: The command, or what stands first in the button.
            act: What is done inside the transaction, with what `prepare` found where there is one.
            prepare: What is looked up before the transaction, slowly if need be.
            rights: Who may ask for it, and where.
        """
        return on(self._kind, act, word, prepare, **rights)


command = Row(EventKind.COMMAND)
button = Row(EventKind.BUTTON)


def on(
    kind: EventKind,
    act: Callable[..., Awaitable[Effects]],
    word: str = "",
    prepare: Prepare[Any] | None = None,
    **rights: Unpack[Rights],
) -> Handler:
    """Return a row for news that Telegram brings, or for what is said without a command."""
    return Handler(kind, word, act if prepare is not None else _without_found(act), prepare, **rights)


def _without_found(act: HandlerStep) -> Callable[[Event, AsyncSession, datetime, Any], Awaitable[Effects]]:
    @wraps(act)
    async def run(event: Event, session: AsyncSession, now: datetime, _found: object) -> Effects:
        return await act(event, session, now)

    return run
