"""Shares: what one person may have of what the bot can do in a chat, so that others are answered too."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

from bot.chat import command_limit
from bot.chat.event import Event, EventKind
from bot.texts import Refusal
from config.bounded_cache import BoundedCache

SPOKEN = frozenset({EventKind.COMMAND, EventKind.QUESTION, EventKind.EDITED})
"""What somebody says and waits for an answer to."""
MODERATOR_BELIEVED = timedelta(hours=1)
"""How long somebody who was found to moderate is taken to do so."""
NO_MODERATOR_BELIEVED = timedelta(minutes=1)
"""How long somebody who was found not to is not asked about again."""
MAX_PEOPLE = 10_000
"""People kept in mind; of more, those who were found out first are forgotten."""


class ShareVerdict(Enum):
    """What becomes of what somebody asks for."""

    GOES_ON = auto()
    IN_DOUBT = auto()
    """Telegram is to be asked whether a moderator said it: moderators wait for nobody, and are always answered."""
    PASSED_OVER = auto()
    """It is too much, and that was said of late."""


class KnownModerators:
    """Remembers who was found to moderate of late: for what goes first, never for what somebody may do."""

    def __init__(self) -> None:
        self._found: BoundedCache[tuple[int, int], tuple[datetime, bool]] = BoundedCache(MAX_PEOPLE)

    def keep(self, chat_id: int, person_id: int, now: datetime, *, moderates: bool) -> None:
        """Remember what somebody was found to be in a chat."""
        self._found[chat_id, person_id] = (now, moderates)

    def moderates(self, chat_id: int, person_id: int, now: datetime) -> bool | None:
        """Say whether somebody moderates a chat; None where that was not found out of late."""
        if person_id == chat_id:  # an anonymous admin
            return True
        at, moderates = self._found.get((chat_id, person_id), (None, False))
        if at is None or abs(now - at) > (MODERATOR_BELIEVED if moderates else NO_MODERATOR_BELIEVED):
            return None
        return moderates


class FairShares:
    """Counts what people ask, and remembers who of them moderates."""

    def __init__(self) -> None:
        self._ranks = KnownModerators()
        self._errors = command_limit.RateLimiter(command_limit.ERRORS_PER_MINUTE, apiece=True)
        self._commands = command_limit.RateLimiter(command_limit.COMMANDS_PER_MINUTE)
        self._in_private = command_limit.RateLimiter(command_limit.PRIVATE_COMMANDS_PER_MINUTE, apiece=True)
        self._presses = command_limit.RateLimiter(command_limit.PRESSES_PER_MINUTE, apiece=True)
        self._excess = command_limit.RateLimiter(1, apiece=True)

    def judge(self, event: Event, received_at: datetime, *, slow: bool) -> ShareVerdict | Refusal:
        """Say whether somebody may have this too, and count it if so.

        Args:
            event: What somebody said or pressed.
            received_at: When it arrived here; Telegram does not tell when a button was pressed.
            slow: Whether something is looked up or worked out for it: in private the rest takes nothing from others.
        """
        who = (event.chat.id, event.person.id)
        if event.kind is EventKind.BUTTON:
            allowed = self._presses.allows(*who, received_at)
            return ShareVerdict.GOES_ON if allowed else Refusal("pressed-too-much")
        if event.kind not in SPOKEN:
            return ShareVerdict.GOES_ON
        if event.chat.private:
            allowed = not slow or self._in_private.allows(*who, event.at)
            return self._once(event, "too-much-alone", allowed=allowed)
        return self._judge_in_group(event, self._ranks.moderates(*who, received_at))

    def _judge_in_group(self, event: Event, moderates: bool | None) -> ShareVerdict | Refusal:
        if moderates:
            return ShareVerdict.GOES_ON
        who = (event.chat.id, event.person.id, event.at)
        if moderates is None and (self._commands.is_short(*who) or self._errors.is_short(*who)):
            return ShareVerdict.IN_DOUBT
        return self._once(event, "too-much-at-once", allowed=self._commands.allows(*who))

    def _once(self, event: Event, key: str, *, allowed: bool) -> ShareVerdict | Refusal:
        """Say once that it is too much, and pass the rest over in silence."""
        if allowed:
            return ShareVerdict.GOES_ON
        is_news = self._excess.allows(event.chat.id, event.person.id, event.at)
        return Refusal(key) if is_news else ShareVerdict.PASSED_OVER

    def note_rank(self, event: Event, now: datetime, *, moderates: bool) -> None:
        """Remember what somebody was found to be in a chat."""
        self._ranks.keep(event.chat.id, event.person.id, now, moderates=moderates)

    def is_moderator(self, event: Event, now: datetime) -> bool:
        """Say whether a moderator of a group said it, as far as that was found out of late."""
        return not event.chat.private and bool(self._ranks.moderates(event.chat.id, event.person.id, now))

    def is_answered(self, event: Event, now: datetime) -> bool:
        """Say whether somebody waits for an answer; a channel post does not, and errors must not fill a group."""
        if event.kind is EventKind.BUTTON:
            return True
        if event.kind not in SPOKEN:
            return False
        at_any_time = event.chat.private or self.is_moderator(event, now)
        return at_any_time or self._errors.allows(event.chat.id, event.person.id, event.at)
