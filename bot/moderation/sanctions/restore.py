"""What somebody was in a chat before a sanction, kept bit by bit, and how they become that again."""

from __future__ import annotations

from collections.abc import Sequence
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
            return [Restrict(chat_id, person, dict(NONE), until, act)]
        case SanctionKind.BAN if sanction.former["status"] == "channel":
            return [BanSender(chat_id, person, act)]
        case SanctionKind.BAN:
            return [Ban(chat_id, person, until, act)]
        case SanctionKind.KICK:
            out = Ban(chat_id, person, None, act)
            return [out, Unban(chat_id, person, act), *_restricting(sanction, chat_id, act, sanction.decided_at)]
        case SanctionKind.WARN:
            return []


def restoring(sanction: Sanction, current: Member | None, place: tuple[int, str], now: datetime) -> list[Effect]:
    """Return what makes somebody again what they were before a sanction.

    Where they are no longer what the sanction made of them, somebody has decided otherwise since, and that stays.

    Args:
        sanction: The one that ends.
        current: What the person is now.
        place: Telegram's id of the chat, and the subject of the rows that carry it out.
        now: The moment, aware.
    """
    chat_id, act = place
    if sanction.former["status"] == "channel":
        return [UnbanSender(chat_id, sanction.person_id, act)] if sanction.kind is SanctionKind.BAN else []
    if sanction.kind is SanctionKind.MUTE and is_silenced(current):
        back = _restricting(sanction, chat_id, act, now)
        return back or [Restrict(chat_id, sanction.person_id, dict(ALL), None, act)]
    if sanction.kind is SanctionKind.BAN and current is not None and current.status == "kicked":
        return _readmitting(sanction, chat_id, act, now)
    return []


def expiring(sanction: Sanction, current: Member | None, place: tuple[int, str], now: datetime) -> list[Effect]:
    """Return what is left to do when a sanction has ended by itself: Telegram knows of nothing that was before it.

    Args:
        sanction: The one that ended.
        current: What the person is now.
        place: Telegram's id of the chat, and the subject of the rows that carry it out.
        now: The moment, aware.
    """
    chat_id, act = place
    if sanction.former["status"] == "channel":
        return restoring(sanction, current, place, now)
    if current is None or current.status not in ("member", "left"):
        return []
    if sanction.former["status"] == "kicked":
        return _banning_again(sanction, chat_id, act, now)
    return _restricting(sanction, chat_id, act, now)


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


def _banning_again(sanction: Sanction, chat_id: int, act: str, now: datetime) -> list[Effect]:
    """Return the ban that somebody had before, if it would last still."""
    until = _until(sanction)
    return [] if until is not None and until - now <= ENDING_PERIOD else [Ban(chat_id, sanction.person_id, until, act)]


def _readmitting(sanction: Sanction, chat_id: int, act: str, now: datetime) -> list[Effect]:
    """Return what follows a ban: an older ban, or that they may come back, restricted as they were."""
    older = _banning_again(sanction, chat_id, act, now) if sanction.former["status"] == "kicked" else []
    if older:
        return older
    return [Unban(chat_id, sanction.person_id, act), *_restricting(sanction, chat_id, act, now)]


def _restricting(sanction: Sanction, chat_id: int, act: str, now: datetime) -> list[Effect]:
    """Return the restriction that somebody had before, if it would last still."""
    until = _until(sanction)
    if sanction.former["status"] != "restricted" or (until is not None and until - now <= ENDING_PERIOD):
        return []
    bits = sanction.former["permissions"]
    return [Restrict(chat_id, sanction.person_id, {name: bits.get(name, False) for name in PERMISSIONS}, until, act)]


def _until(sanction: Sanction) -> datetime | None:
    """Return when the former restriction or ban ends."""
    until = sanction.former.get("until")
    return datetime.fromtimestamp(until, sanction.decided_at.tzinfo) if until else None
