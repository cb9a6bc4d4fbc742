"""An update, or a thing that a job is to do, on its way through the wrapper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.chat.effects import Delete, Effect
from bot.chat.event import Event, EventKind
from bot.chat.handler import Handler
from bot.dispatch.seen_cache import News
from bot.texts import Refusal
from storage.inbox import Arrival
from storage.outbox import OutboxRow

_OVERHEARD = frozenset({EventKind.SCREENED, EventKind.DISORDERLY})


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update on its way through the wrapper."""

    row: Arrival
    event: Event | None = None
    handler: Handler | None = None
    found: object = None
    known: bool = False
    """Whether `found` was known before anything was looked up."""
    refusal: Refusal | None = None
    broken: bool = False
    doubtful: bool = False
    """Whether Telegram is, or was, to be asked if a moderator said it."""
    is_early: bool = False
    """A button under a message of which it is not noted yet that it is there."""

    @property
    def slow(self) -> bool:
        """Whether it must be prepared outside the transaction."""
        if self.handler is None:
            return self.doubtful
        return self.doubtful or self.is_early or (self.handler.slow and not self.known)

    @property
    def goes_on(self) -> bool:
        """Whether its handler is to act."""
        return self.handler is not None and self.refusal is None and not self.broken

    def takes_away(self, effects: Sequence[Effect]) -> bool:
        """Say whether the message of a finding is deleted: then nobody handles the update that brought it."""
        if self.event is None or self.event.kind not in _OVERHEARD:
            return False
        return any(isinstance(one, Delete) and one.message_id == self.event.message_id for one in effects)


@dataclass(slots=True)
class CarriedOut:
    """What was done about updates in a transaction."""

    news: News
    rows: list[OutboxRow] = field(default_factory=list)
    """What is owed for it."""
    gone: set[int] = field(default_factory=set)
    """Updates whose message is deleted for what was found about it."""
