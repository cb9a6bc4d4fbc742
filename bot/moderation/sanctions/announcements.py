"""What is said about a sanction: in the group, and to the person in private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.chat.effects import Button, Rows, Send
from bot.moderation.durations import name_span
from bot.moderation.sanctions.case import SanctionResult
from bot.texts import say, tell
from storage.chats import Place
from storage.sanctions import Sanction, SanctionKind

NONE = "none"
"""What the words take for nothing said."""


def announcement(outcome: SanctionResult, language: str) -> str:
    """Return in Telegram HTML what was done, for how long and why."""
    sanction = outcome.sanction
    return say(
        f"sanctioned-{sanction.kind.value}",
        language,
        person=sanction.name,
        span=_span(outcome, language),
        why=_why(outcome),
        reason=sanction.reason or NONE,
        count=outcome.warnings,
        days=outcome.days,
        reasons=gathered(outcome.reasons),
        muted="longer" if outcome.stays_muted else NONE,
    )


def buttons(sanction: Sanction, language: str) -> Rows:
    """Return *Undo* and *Audit log*; who was kicked comes back by themselves."""
    log = Button(tell("button-audit", language), f"audit:{sanction.chat_id}:0:p{sanction.person_id}")
    if sanction.kind is SanctionKind.KICK:
        return ((log,),)
    return ((Button(tell("button-undo", language), f"undo:{sanction.id}"), log),)


def to_person(outcome: SanctionResult, chat_title: str, language: str) -> Send:
    """Return the news for the person in private."""
    sanction = outcome.sanction
    words = say(
        f"told-{sanction.kind.value}",
        language,
        chat=chat_title,
        span=_span(outcome, language),
        reason=gathered(outcome.reasons) or sanction.reason or NONE,
    )
    return Send(Place(sanction.person_id), words)


def gathered(reasons: Sequence[str]) -> str:
    """Return reasons in a row, the same ones counted: “links ×2, insult”."""
    return ", ".join(f"{reason} ×{count}" if count > 1 else reason for reason, count in Counter(reasons).items())


def _span(outcome: SanctionResult, language: str) -> str:
    return name_span(outcome.span, language) if outcome.span is not None else NONE


def _why(outcome: SanctionResult) -> str:
    """Return whether a sanction follows from warnings, has a reason of its own, or none."""
    if outcome.warnings:
        return "warnings-named" if outcome.reasons else "warnings"
    return "reason" if outcome.sanction.reason else NONE
