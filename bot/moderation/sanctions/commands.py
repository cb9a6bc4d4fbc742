"""/warn, /mute, /ban and /kick, /unwarn, /unmute and /unban: what is done about a person, and how it is announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Restrict, Unban, UnbanSender
from bot.chat.event import Event
from bot.chat.members import ALL
from bot.chat.text_length import shorten
from bot.moderation.durations import take_span
from bot.moderation.groups import group_of
from bot.moderation.sanctions import announcements, service, undo
from bot.moderation.sanctions.case import Case, SanctionResult
from bot.moderation.targets import Target, require_here
from bot.texts import Refusal
from storage import audit, chats, sanctions
from storage.audit import Act
from storage.sanctions import SanctionKind
from storage.subjects import Subject

MAX_REASON_CHARS = 300
"""Characters of a reason, at the most."""


async def warn(event: Event, session: AsyncSession, now: datetime, target: Target) -> list[Effect]:
    """`/warn [reason]`: a warning, and what the ladder says follows from it."""
    require_here(target)
    case = await _case(event, session, target, target.words)
    return await announced(event, session, await service.warn(session, case, now))


async def mute(event: Event, session: AsyncSession, now: datetime, target: Target) -> list[Effect]:
    """`/mute 2h [reason]`: nothing but reading for a while."""
    require_here(target)
    span, reason = take_span(target.words)
    if span is None:
        raise Refusal("span-missing")
    case = await _case(event, session, target, reason)
    return await announced(event, session, await service.mute(session, case, span, now))


async def ban(event: Event, session: AsyncSession, now: datetime, target: Target) -> list[Effect]:
    """`/ban [7d] [reason]`: out, for a while or until it is taken back."""
    span, reason = take_span(target.words)
    case = await _case(event, session, target, reason)
    return await announced(event, session, await service.ban(session, case, span, now))


async def kick(event: Event, session: AsyncSession, now: datetime, target: Target) -> list[Effect]:
    """`/kick [reason]`: out, and free to come back."""
    if target.whom.is_channel:
        raise Refusal("channel-not-muted")
    require_here(target)
    case = await _case(event, session, target, target.words)
    return await announced(event, session, await service.kick(session, case, now))


async def unwarn(event: Event, session: AsyncSession, now: datetime, target: Target) -> list[Effect]:
    """`/unwarn`: take the latest warning back."""
    return await _end(event, session, now, target, SanctionKind.WARN)


async def unmute(event: Event, session: AsyncSession, now: datetime, target: Target) -> list[Effect]:
    """`/unmute`: end a mute, also one that was not made by the bot."""
    is_restricted = target.member is not None and target.member.status == "restricted"
    lift = Restrict(event.chat.id, target.whom.id, dict(ALL)) if is_restricted else None
    return await _end(event, session, now, target, SanctionKind.MUTE, lift)


async def unban(event: Event, session: AsyncSession, now: datetime, target: Target) -> list[Effect]:
    """`/unban`: lift a ban, also one that was not made by the bot."""
    lift: Unban | UnbanSender | None = None
    if target.whom.is_channel:
        lift = UnbanSender(event.chat.id, target.whom.id)
    elif target.member is not None and target.member.status == "kicked":
        lift = Unban(event.chat.id, target.whom.id)
    return await _end(event, session, now, target, SanctionKind.BAN, lift)


async def _end(
    event: Event,
    session: AsyncSession,
    now: datetime,
    target: Target,
    kind: SanctionKind,
    lift: Restrict | Unban | UnbanSender | None = None,
) -> list[Effect]:
    """Take the latest sanction of a kind back; where there is none of the bot's, lift what others imposed.

    Raises:
        Refusal: There is nothing of this kind.
    """
    chat = await group_of(event, session)
    whom = target.whom
    sanction = await sanctions.standing(session, chat.id, whom.id, kind)
    if sanction is not None:
        return await undo.undo(event, session, now, undo.UndoTarget(sanction.id, target.member))
    if lift is None:
        raise Refusal("nothing-on-person", person=whom.name, kind=kind.value)
    act = Act(event.person.id, f"un{kind.value}", Subject("person", whom.id), chat.id, person_id=whom.id)
    lifted = replace(lift, subject=await audit.record(session, act, now))
    return [lifted, event.note(f"lifted-{kind.value}", person=whom.name)]


async def announced(event: Event, session: AsyncSession, result: SanctionResult) -> list[Effect]:
    """Return what carries a sanction out, its announcement where this was said, and the news for the person."""
    words = announcements.announcement(result, event.language)
    shown = event.post(words, announcements.buttons(result.sanction, event.language))
    public = replace(shown, subject=result.sanction.subject)
    knows_us = await chats.private_chats(session, [result.sanction.person_id])
    private = [await announcements.to_person(session, result, event.chat.title)] if knows_us else []
    return [*result.acts, public, *private]


def tidy(reason: str) -> str:
    """Return a reason as it stands in a sentence: in one line, without a full stop of its own."""
    return shorten(" ".join(reason.split()), MAX_REASON_CHARS).rstrip(" .")


async def _case(event: Event, session: AsyncSession, target: Target, reason: str) -> Case:
    chat = await group_of(event, session)
    whom = replace(target.whom, name=target.member.name) if target.member is not None else target.whom
    evidence = {"words": event.reply.words} if target.message_id is not None and event.reply is not None else {}
    return Case(chat, whom, event.person.id, target.member, tidy(reason), target.message_id, evidence)
