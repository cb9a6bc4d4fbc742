"""Which handler an event is for, and whether the person may ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.event import Event, EventKind
from bot.chat.handler import Handler
from bot.chat.permissions import may
from bot.chat.queries import TelegramQueries


class HandlerTable:
    """The rows of all features, which have no word in common."""

    def __init__(self, handlers: Sequence[Handler]) -> None:
        self._handlers: dict[tuple[EventKind, str], Handler] = {}
        for handler in handlers:
            if self._handlers.setdefault((handler.kind, handler.word), handler) is not handler:
                raise ValueError(f"two features answer to {handler.kind} {handler.word}")

    def find(self, event: Event) -> Handler | None:
        """Return the handler of an event: of a link into private that of its door, of any other command the last."""
        exact = self._handlers.get((event.kind, event.word))
        if event.kind is EventKind.COMMAND and event.word == "start":
            linked = f"start {event.text.partition('_')[0]}"
            exact = self._handlers.get((EventKind.COMMAND, linked), exact)
        if exact is None and event.kind is EventKind.COMMAND and event.chat.private:
            return self._handlers.get((EventKind.COMMAND, ""))
        return exact


async def allows(handler: Handler, event: Event, telegram: TelegramQueries, about: int | None) -> bool:
    """Say whether the person has the role now; whoever had none some seconds ago makes nobody ask Telegram again.

    Args:
        handler: What they ask for.
        event: How they ask for it.
        telegram: Says who runs the chat.
        about: Telegram's id of the chat that it is about, where that is another one.
    """
    for administrators in (telegram.administrators_lately, telegram.administrators):
        if not await may(event, handler.role, administrators, about):
            return False
    return True
