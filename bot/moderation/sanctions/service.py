"""Sanctions: warn, mute, ban, kick and undo, each in one function that also writes the audit log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.members import NONE, Member
from bot.moderation.actor_names import name_of
from bot.moderation.sanctions.case import Case, SanctionResult
from bot.moderation.sanctions.ladder import (
    SAME_WARNING_MINUTES,
    SAME_WARNING_PERIOD,
    LadderStep,
    climb,
    counting,
    ladder_of,
)
from bot.moderation.sanctions.restore import Restoration, as_record, doing, is_silenced
from bot.texts import Refusal
from storage import audit, chats, sanctions
from storage.audit import Act
from storage.chat_settings import language_of, language_of_group, settings_of
from storage.chats import Person
from storage.sanctions import Sanction, SanctionKind, SanctionStatus

WARN, MUTE, BAN, KICK = SanctionKind.WARN, SanctionKind.MUTE, SanctionKind.BAN, SanctionKind.KICK


async def warn(session: AsyncSession, case: Case, now: datetime) -> SanctionResult:
    """Warn somebody; the ladder says when a mute or a ban follows at once.

    Raises:
        Refusal: They were warned within the last minute, or are banned.
    """
    ladder = ladder_of((await settings_of(session, case.chat.id)).ladder)
    former = await sanctions.warnings(session, case.chat.id, case.whom.id)
    if former and now - former[-1].decided_at < SAME_WARNING_PERIOD:
        by = await name_of(session, former[-1].actor_id, await language_of(session, case.chat.telegram_id))
        raise Refusal("warned-already", person=case.whom.name, by=by, minutes=SAME_WARNING_MINUTES)
    warning = await _impose(session, case, _sanction(case, WARN, None, now))
    warned = [one for one in (*former, warning) if counting([one.decided_at], ladder, now)]
    count, reasons = len(warned), tuple(one.reason for one in warned if one.reason)
    step = climb(count, ladder)
    result = SanctionResult(warning, [])
    further = replace(case, evidence={**case.evidence, "warnings": count, "warning": warning.id})
    if step is LadderStep.BAN or (step is LadderStep.MUTE and case.whom.is_channel):
        result = await ban(session, further, None, now)
    elif step is LadderStep.MUTE and await _muted_beyond(session, case, now + ladder.mute):
        result = replace(result, stays_muted=True)
    elif step is LadderStep.MUTE:
        result = await mute(session, further, ladder.mute, now)
    return replace(result, warnings=count, days=ladder.days, reasons=reasons)


async def mute(session: AsyncSession, case: Case, span: timedelta, now: datetime) -> SanctionResult:
    """Let somebody only read for a while.

    Raises:
        Refusal: Another moderator did it just now, or it is a channel, which Telegram cannot mute; or they are muted
            for longer than a card would mute them.
    """
    if case.whom.is_channel:
        raise Refusal("channel-not-muted", person=case.whom.name)
    ends = await _muted_beyond(session, case, now + span) if case.is_from_card else None
    if ends is not None:
        raise Refusal("muted-longer", person=case.whom.name, until=f"{ends:%Y-%m-%d %H:%M}")
    return await _last(session, case, _sanction(case, MUTE, span, now))


async def ban(session: AsyncSession, case: Case, span: timedelta | None, now: datetime) -> SanctionResult:
    """Put somebody out of a chat, for a while or until it is taken back.

    Raises:
        Refusal: Another moderator did it just now.
    """
    return await _last(session, case, _sanction(case, BAN, span, now))


async def kick(session: AsyncSession, case: Case, now: datetime) -> SanctionResult:
    """Put somebody out of a chat who may come back at once, restricted as they were."""
    sanction = await _impose(session, case, _sanction(case, KICK, None, now))
    return SanctionResult(sanction, doing(sanction, case.chat.telegram_id, sanction.act))


@dataclass(frozen=True, slots=True)
class Undone:
    """A sanction that was taken back, as it stood."""

    sanction: Sanction
    acts: list[Effect]
    """What is to be done in Telegram."""


async def undo(session: AsyncSession, sanction_id: int, by: int, current: Member | None, now: datetime) -> Undone:
    """Take a sanction back: the person has again exactly what they had before it.

    Args:
        session: An open transaction.
        sanction_id: Which one.
        by: Telegram id of the moderator.
        current: What the person is in the chat now.
        now: The moment, aware.

    Raises:
        Refusal: There is none, or it does not stand any more: who was first.
    """
    sanction = await sanctions.get(session, sanction_id)
    if sanction is None:
        raise Refusal("button-old")
    if sanction.kind is KICK:
        raise Refusal("kick-not-undone", person=sanction.name)
    if not await sanctions.settle(session, sanction_id, SanctionStatus.UNDONE, by, now):
        raise await _too_late(session, sanction_id)
    if "warning" in sanction.evidence:
        await sanctions.settle(session, sanction.evidence["warning"], SanctionStatus.UNDONE, by, now)
    await sanctions.undo_replaced(session, sanction, by, now)
    await pass_on(session, sanction)
    act = await note(session, sanction, f"un{sanction.kind.value}", by, now)
    chat_id = await chats.telegram_chat(session, sanction.chat_id)
    return Undone(sanction, Restoration(sanction, chat_id, act, now).restoring(current))


async def pass_on(session: AsyncSession, ended: Sanction) -> None:
    """Let a ban that came upon a mute know what was before the mute, now that this has ended."""
    if ended.kind is MUTE:
        over_it = await sanctions.standing(session, ended.chat_id, ended.person_id, BAN)
        if over_it is not None and over_it.id > ended.id:
            await sanctions.correct_former(session, over_it.id, ended.former)


async def note(session: AsyncSession, sanction: Sanction, action: str, by: int, now: datetime) -> str:
    """Write into the audit log what was done about a sanction; return the subject of the rows that carry it out."""
    imposed = action == sanction.kind.value
    until = sanction.until.isoformat() if sanction.until is not None else None
    sanctioned = {"status": sanction.kind.value, "until": until}
    act = Act(
        by,
        action,
        sanction.subject,
        sanction.chat_id,
        person_id=sanction.person_id,
        reason=sanction.reason or None,
        evidence={**sanction.evidence, "message": sanction.message_id} if imposed else None,
        before=sanction.former if imposed else sanctioned,
        after=sanctioned if imposed else sanction.former,
    )
    return await audit.record(session, act, now)


async def _muted_beyond(session: AsyncSession, case: Case, moment: datetime) -> datetime | None:
    """Return when the mute ends that somebody is under, if that is after a moment."""
    if not is_silenced(case.former):
        return None
    older = await sanctions.standing(session, case.chat.id, case.whom.id, MUTE)
    return older.until if older is not None and older.until is not None and older.until > moment else None


async def _last(session: AsyncSession, case: Case, sanction: Sanction) -> SanctionResult:
    """Impose a mute or a ban, in place of an older one of its kind."""
    span = sanction.until - sanction.decided_at if sanction.until is not None else None
    older = await sanctions.standing(session, sanction.chat_id, sanction.person_id, sanction.kind)
    if older is not None:
        if sanction.decided_at - older.decided_at < SAME_WARNING_PERIOD:
            raise await _too_late(session, older.id)
        await sanctions.settle(session, older.id, SanctionStatus.REPLACED, sanction.actor_id, sanction.decided_at)
        sanction.former = _before_both(older, case.former, sanction)
    sanction = await _impose(session, case, sanction)
    return SanctionResult(sanction, doing(sanction, case.chat.telegram_id, sanction.act), span)


def _before_both(older: Sanction, now_is: Member | None, newer: Sanction) -> dict[str, object]:
    """Return what to go back to after the newer of two: what was before the older one, if that is in force still."""
    ours = {MUTE: "restricted", BAN: "kicked"}[older.kind]
    in_force = now_is is None or (
        now_is.status == ours and (older.kind is BAN or not any(now_is.bits.get(name) for name in NONE))
    )
    return older.former if in_force else newer.former


async def _impose(session: AsyncSession, case: Case, sanction: Sanction) -> Sanction:
    """Keep a sanction and whom it is about, and write it into the audit log."""
    username = case.former.username if case.former is not None else None
    person = Person(telegram_id=case.whom.id, name=case.whom.name, username=username, seen_at=sanction.decided_at)
    await chats.meet(session, person)
    if not await sanctions.impose(session, sanction):
        older = await sanctions.standing(session, sanction.chat_id, sanction.person_id, sanction.kind)
        raise await _too_late(session, older.id) if older is not None else Refusal("went-wrong")
    await sanctions.carry_out(
        session, sanction, await note(session, sanction, sanction.kind.value, case.actor_id, sanction.decided_at)
    )
    return sanction


def _sanction(case: Case, kind: SanctionKind, span: timedelta | None, now: datetime) -> Sanction:
    return Sanction(
        chat_id=case.chat.id,
        person_id=case.whom.id,
        name=case.whom.name,
        kind=kind,
        reason=case.reason,
        evidence=case.evidence,
        actor_id=case.actor_id,
        message_id=case.message_id,
        former=as_record(case.former),
        until=now + span if span is not None else None,
        decided_at=now,
    )


async def _too_late(session: AsyncSession, sanction_id: int) -> Refusal:
    """Say who was first, and what became of it."""
    sanction = await sanctions.get(session, sanction_id)
    if sanction is None:
        return Refusal("button-old")
    first = sanction.settled_by if sanction.status is not SanctionStatus.ACTIVE else sanction.actor_id
    by = await name_of(session, first, await language_of_group(session, sanction.chat_id))
    return Refusal(
        "sanction-settled", person=sanction.name, by=by, status=sanction.status.value, kind=sanction.kind.value
    )
