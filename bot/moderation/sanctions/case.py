"""A case: who does what about whom, where and why; and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.chat.effects import Effect
from bot.chat.members import Member
from bot.moderation.targets import TargetIdentity
from storage.chats import Chat
from storage.sanctions import Sanction


@dataclass(frozen=True, slots=True)
class Case:
    """Who does something about whom, where and why."""

    chat: Chat
    whom: TargetIdentity
    actor_id: int
    """Telegram id of the moderator; of the chat for an anonymous one; `BOT_ACTOR_ID` for the bot."""
    former: Member | None
    """What the person is in the chat, read just before; none for a channel."""
    reason: str = ""
    message_id: int | None = None
    """The message that it is about."""
    evidence: dict[str, Any] = field(default_factory=dict)
    """What speaks for it, such as the checks and what they found."""

    @property
    def is_from_card(self) -> bool:
        """Whether it was decided on a card of the queue, where nobody chooses how long it lasts."""
        return "review" in self.evidence


@dataclass(frozen=True, slots=True)
class SanctionResult:
    """What was done."""

    sanction: Sanction
    acts: list[Effect]
    """What is to be done in Telegram."""
    span: timedelta | None = None
    """How long it lasts; none: until it is taken back."""
    warnings: int = 0
    """How many warnings count, where it follows from them."""
    days: int = 0
    """Within how many days."""
    reasons: tuple[str, ...] = ()
    """Why each of them was given."""
    stays_muted: bool = False
    """Whether a mute follows from them that would end before the one that stands."""
