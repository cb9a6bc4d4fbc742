"""What somebody was in a chat before a sanction, kept bit by bit, and how they become that again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.chat.effects import Ban, BanSender, Effect, Restrict, Unban, UnbanSender
from bot.chat.members import ALL, NONE, PERMISSIONS, Member
from storage.sanctions import Sanction, SanctionKind

ENDING_PERIOD = timedelta(seconds=30)
"""What would end sooner than this is ended at once: Telegram would take it for ever."""


def as_record(member: Member | None) -> dict[str, Any]:
    """Return what is kept of a member."""
    if member is None:
        return {"status": "channel"}
    until = int(member.until.timestamp()) if member.until is not None else None
    return {"status": member.status, "is_here": member.is_here, "permissions": dict(member.bits), "until": until}


def doing(sanction: Sanction, chat_id: int, act: str) -> list[Effect]:
    """Return what carries a sanction out, by Telegram's id of its chat; a warning needs nothing."""
    person, until = sanction.person_id, sanction.until
    match sanction.kind:
        case SanctionKind.MUTE:
            return [Restrict(chat_id, person, dict(NONE), until, subject=act)]
        case SanctionKind.BAN if sanction.former["status"] == "channel":
            return [BanSender(chat_id, person, subject=act)]
        case SanctionKind.BAN:
            return [Ban(chat_id, person, until, subject=act)]
        case SanctionKind.KICK:
            out = Ban(chat_id, person, None, subject=act)
            former = Restoration(sanction, chat_id, act, sanction.decided_at).restricting()
            return [out, Unban(chat_id, person, subject=act), *former]
        case SanctionKind.WARN:
            return []


@dataclass(frozen=True, slots=True)
class Restoration:
    """How somebody becomes again what they were before a sanction."""

    sanction: Sanction
    chat_id: int
    """Telegram's."""
    act: str
    """The subject of the rows that carry it out."""
    now: datetime

    def restoring(self, current: Member | None) -> list[Effect]:
        """Return what makes somebody again what they were; `current` is what they are now.

        Where they are no longer what the sanction made of them, somebody has decided otherwise since, and that stays.
        """
        sanction = self.sanction
        if sanction.former["status"] == "channel":
            is_ban = sanction.kind is SanctionKind.BAN
            return [UnbanSender(self.chat_id, sanction.person_id, subject=self.act)] if is_ban else []
        if sanction.kind is SanctionKind.MUTE and is_silenced(current):
            return self.restricting() or [Restrict(self.chat_id, sanction.person_id, dict(ALL), None, subject=self.act)]
        if sanction.kind is SanctionKind.BAN and current is not None and current.status == "kicked":
            older = self._banning_again() if sanction.former["status"] == "kicked" else []
            return older or [Unban(self.chat_id, sanction.person_id, subject=self.act), *self.restricting()]
        return []

    def expiring(self, current: Member | None) -> list[Effect]:
        """Return what is left to do when a sanction has ended by itself; `current` is what the person is now.

        Telegram knows of nothing that was before it.
        """
        if self.sanction.former["status"] == "channel":
            return self.restoring(current)
        if current is None or current.status not in ("member", "left"):
            return []
        return self._banning_again() if self.sanction.former["status"] == "kicked" else self.restricting()

    def restricting(self) -> list[Effect]:
        """Return the restriction that somebody had before, if it would last still."""
        if self.sanction.former["status"] != "restricted" or self._is_over():
            return []
        bits = self.sanction.former["permissions"]
        permissions = {name: bits.get(name, False) for name in PERMISSIONS}
        return [Restrict(self.chat_id, self.sanction.person_id, permissions, self._until(), subject=self.act)]

    def _banning_again(self) -> list[Effect]:
        """Return the ban that somebody had before, if it would last still."""
        return [] if self._is_over() else [Ban(self.chat_id, self.sanction.person_id, self._until(), subject=self.act)]

    def _is_over(self) -> bool:
        """Say whether the former restriction or ban is over, or so soon that Telegram would take it for ever."""
        until = self._until()
        return until is not None and until - self.now <= ENDING_PERIOD

    def _until(self) -> datetime | None:
        """Return when the former restriction or ban ends."""
        until = self.sanction.former.get("until")
        return datetime.fromtimestamp(until, self.sanction.decided_at.tzinfo) if until else None


def is_silenced(member: Member | None) -> bool:
    """Say whether somebody is as a mute leaves them."""
    return member is not None and member.status == "restricted" and not member.bits.get("can_send_messages")


def stays_out(current: Member | None, acts: Sequence[Effect], now: datetime) -> bool:
    """Say whether somebody is banned still, or again, once something was lifted.

    Args:
        current: What they were just before.
        acts: What is done about it.
        now: The moment, aware.
    """
    if any(isinstance(act, Ban) for act in acts):
        return True
    if current is None or current.status != "kicked" or any(isinstance(act, Unban) for act in acts):
        return False
    return current.until is None or current.until - now > ENDING_PERIOD
