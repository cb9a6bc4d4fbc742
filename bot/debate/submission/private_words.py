"""What is said in private without a command: the words of a draft, if one waits for them, else a question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import update_wrapper
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event, EventKind
from bot.chat.handler import Handler
from bot.chat.queries import TelegramQueries
from bot.debate.submission.private_draft import PrivateDrafts, SaidWords


class PrivateWords:
    """Hears what is said in private before anybody takes it for a question."""

    def __init__(self, drafts: PrivateDrafts) -> None:
        self._drafts = drafts

    def before(self, handler: Handler) -> Handler:
        """Return a handler of questions that takes words for a draft which waits for them; any other as it is."""
        if handler.kind is not EventKind.QUESTION or handler.prepare is None:
            return handler
        look, then = handler.prepare, handler.act

        async def prepare(event: Event, telegram: TelegramQueries) -> Any:
            said = await self._drafts.hear(event, telegram) if event.chat.private else None
            return said if said is not None else await look(event, telegram)

        async def act(event: Event, session: AsyncSession, now: datetime, found: Any) -> list[Effect]:
            answer = self._drafts.take if isinstance(found, SaidWords) else asked
            return await answer(event, session, now, found)

        asked: Callable[[Event, AsyncSession, datetime, Any], Awaitable[list[Effect]]] = then
        update_wrapper(act, then)
        return replace(handler, prepare=prepare, act=act)
