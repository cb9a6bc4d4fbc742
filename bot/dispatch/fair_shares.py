"""Shares: what one person may have of what the bot can do in a chat, so that others are answered too."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from bot.chat.event import Kind, Said
from bot.chat.rate_limit import ALONE, MISTAKES, PRESSES, WISHES, Patience
from bot.dispatch.known_moderators import Ranks
from bot.texts import Refusal

SPOKEN = frozenset({Kind.COMMAND, Kind.QUESTION, Kind.EDITED})
"""What somebody says and waits for an answer to."""


class Verdict(Enum):
    """What becomes of a wish."""

    GOES_ON = auto()
    IN_DOUBT = auto()
    """Telegram is to be asked whether a moderator said it: moderators wait for nobody, and are always answered."""
    PASSED_OVER = auto()
    """It is too much, and that was said of late."""


class Shares:
    """Counts what people ask, and remembers who of them moderates."""

    def __init__(self) -> None:
        self._ranks = Ranks()
        self._mistakes = Patience(MISTAKES, apiece=True)
        self._wishes = Patience(WISHES)
        self._in_private = Patience(ALONE, apiece=True)
        self._presses = Patience(PRESSES, apiece=True)
        self._excess = Patience(1, apiece=True)

    def judge(self, said: Said, received_at: datetime, *, slow: bool) -> Verdict | Refusal:
        """Say whether somebody may have this too, and count it if so.

        Args:
            said: What somebody said or pressed.
            received_at: When it arrived here; Telegram does not tell when a button was pressed.
            slow: Whether something is looked up or reckoned for it: in private the rest takes nothing from others.
        """
        who = (said.chat.id, said.person.id)
        if said.kind is Kind.BUTTON:
            lasts = self._presses.lasts(*who, received_at)
            return Verdict.GOES_ON if lasts else Refusal("pressed-too-much")
        if said.kind not in SPOKEN:
            return Verdict.GOES_ON
        if said.chat.private:
            lasts = not slow or self._in_private.lasts(*who, said.at)
            return self._once(said, "too-much-alone", lasts=lasts)
        return self._judge_in_group(said, self._ranks.moderates(*who, received_at))

    def _judge_in_group(self, said: Said, moderates: bool | None) -> Verdict | Refusal:
        if moderates:
            return Verdict.GOES_ON
        who = (said.chat.id, said.person.id, said.at)
        if moderates is None and (self._wishes.is_short(*who) or self._mistakes.is_short(*who)):
            return Verdict.IN_DOUBT
        return self._once(said, "too-much-at-once", lasts=self._wishes.lasts(*who))

    def _once(self, said: Said, key: str, *, lasts: bool) -> Verdict | Refusal:
        """Say once that it is too much, and pass the rest over in silence."""
        if lasts:
            return Verdict.GOES_ON
        is_news = self._excess.lasts(said.chat.id, said.person.id, said.at)
        return Refusal(key) if is_news else Verdict.PASSED_OVER

    def note_rank(self, said: Said, now: datetime, *, moderates: bool) -> None:
        """Remember what somebody was found to be in a chat."""
        self._ranks.keep(said.chat.id, said.person.id, now, moderates=moderates)

    def is_moderator(self, said: Said, now: datetime) -> bool:
        """Say whether a moderator of a group said it, as far as that was found out of late."""
        return not said.chat.private and bool(self._ranks.moderates(said.chat.id, said.person.id, now))

    def is_answered(self, said: Said, now: datetime) -> bool:
        """Say whether somebody waits for an answer; a channel post does not, and errors must not fill a group."""
        if said.kind is Kind.BUTTON:
            return True
        if said.kind not in SPOKEN:
            return False
        at_any_time = said.chat.private or self.is_moderator(said, now)
        return at_any_time or self._mistakes.lasts(said.chat.id, said.person.id, said.at)
