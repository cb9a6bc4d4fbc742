"""What is said about a sanction: in the group, and to the person in private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Rows, Send
from bot.moderation.durations import name_span
from bot.moderation.sanctions.case import SanctionResult
from bot.texts import say, tell
from storage.chat_settings import language_of
from storage.chats import Place
from storage.sanctions import Sanction, SanctionKind

NONE = "none"
"""What the words take for nothing said."""


def announcement(result: SanctionResult, language: str) -> str:
    """Return in Telegram HTML what was done, for how long and why."""
    sanction = result.sanction
    return say(
        f"sanctioned-{sanction.kind.value}",
        language,
        person=sanction.name,
        span=_span(result, language),
        why=_why(result),
        reason=sanction.reason or NONE,
        count=result.warnings,
        days=result.days,
        reasons=gathered(result.reasons),
        muted="longer" if result.stays_muted else NONE,
    )


def buttons(sanction: Sanction, language: str) -> Rows:
    """Return *Undo* and *Audit log*; who was kicked comes back by themselves."""
    log = Button(tell("button-audit", language), f"audit:{sanction.chat_id}:0:p{sanction.person_id}")
    if sanction.kind is SanctionKind.KICK:
        return ((log,),)
    return ((Button(tell("button-undo", language), f"undo:{sanction.id}"), log),)


def public(result: SanctionResult, place: Place, language: str) -> Send:
    """Return the announcement in the group."""
    text, shown = announcement(result, language), buttons(result.sanction, language)
    return Send(place, text, buttons=shown, subject=result.sanction.subject)


async def to_person(session: AsyncSession, result: SanctionResult, chat_title: str) -> Send:
    """Return the news for the person in private."""
    sanction = result.sanction
    language = await language_of(session, sanction.person_id)
    words = say(
        f"told-{sanction.kind.value}",
        language,
        chat=chat_title,
        span=_span(result, language),
        reason=gathered(result.reasons) or sanction.reason or NONE,
    )
    return Send(Place(sanction.person_id), words)


def gathered(reasons: Sequence[str]) -> str:
    """Return reasons in a row, the same ones counted: “links ×2, insult”."""
    return ", ".join(f"{reason} ×{count}" if count > 1 else reason for reason, count in Counter(reasons).items())


def _span(result: SanctionResult, language: str) -> str:
    return name_span(result.span, language) if result.span is not None else NONE


def _why(result: SanctionResult) -> str:
    """Return whether a sanction follows from warnings, has a reason of its own, or none."""
    if result.warnings:
        return "warnings-named" if result.reasons else "warnings"
    return "reason" if result.sanction.reason else NONE
