"""/warn, /mute, /ban and /kick: what is done about a person, and how it is announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.text_length import shorten
from bot.moderation.durations import take_span
from bot.moderation.groups import group_of
from bot.moderation.sanctions import announcements as sanctions_announcements
from bot.moderation.sanctions import service
from bot.moderation.sanctions.case import Case, SanctionResult
from bot.moderation.targets import Target, require_here
from bot.texts import Refusal
from storage import chats

MAX_REASON_CHARS = 300
"""Characters of a reason, at the most."""


async def warn(event: Event, session: AsyncSession, now: datetime, aim: Target) -> list[Effect]:
    """`/warn [reason]`: a warning, and what the ladder says follows from it."""
    require_here(aim)
    return await announced(
        event, session, await service.warn(session, await _case(event, session, aim, aim.words), now)
    )


async def mute(event: Event, session: AsyncSession, now: datetime, aim: Target) -> list[Effect]:
    """`/mute 2h [reason]`: nothing but reading for a while."""
    require_here(aim)
    span, reason = take_span(aim.words)
    if span is None:
        raise Refusal("span-missing")
    return await announced(
        event, session, await service.mute(session, await _case(event, session, aim, reason), span, now)
    )


async def ban(event: Event, session: AsyncSession, now: datetime, aim: Target) -> list[Effect]:
    """`/ban [7d] [reason]`: out, for a while or until it is taken back."""
    span, reason = take_span(aim.words)
    return await announced(
        event, session, await service.ban(session, await _case(event, session, aim, reason), span, now)
    )


async def kick(event: Event, session: AsyncSession, now: datetime, aim: Target) -> list[Effect]:
    """`/kick [reason]`: out, and free to come back."""
    if aim.whom.is_channel:
        raise Refusal("channel-not-muted")
    require_here(aim)
    return await announced(
        event, session, await service.kick(session, await _case(event, session, aim, aim.words), now)
    )


async def announced(event: Event, session: AsyncSession, outcome: SanctionResult) -> list[Effect]:
    """Return what carries a sanction out, its announcement where this was said, and the news for the person."""
    words = sanctions_announcements.announcement(outcome, event.language)
    shown = event.post(words, sanctions_announcements.buttons(outcome.sanction, event.language))
    public = replace(shown, subject=outcome.sanction.subject)
    knows_us = await chats.private_chats(session, [outcome.sanction.person_id])
    private = [sanctions_announcements.to_person(outcome, event.chat.title, event.language)] if knows_us else []
    return [*outcome.acts, public, *private]


def tidy(reason: str) -> str:
    """Return a reason as it stands in a sentence: in one line, without a full stop of its own."""
    return shorten(" ".join(reason.split()), MAX_REASON_CHARS).rstrip(" .")


async def _case(event: Event, session: AsyncSession, aim: Target, reason: str) -> Case:
    chat = await group_of(event, session)
    whom = replace(aim.whom, name=aim.member.name) if aim.member is not None else aim.whom
    evidence = {"words": event.reply.words} if aim.message_id is not None and event.reply is not None else {}
    return Case(chat, whom, event.person.id, aim.member, tidy(reason), aim.message_id, evidence)
