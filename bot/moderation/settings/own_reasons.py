"""The moderators' own reasons: `/reasons add …` writes one down for which a counterpoint is not accepted."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.handler import command
from bot.chat.permissions import Role
from bot.moderation.groups import group_of
from bot.moderation.settings.audit import chosen
from bot.texts import Refusal
from storage import audit, chat_settings

MAX_REASONS = 8
"""Reasons of a chat, at the most: they are buttons beside ours."""
MAX_REASON_CHARS = 48
"""Characters of a reason: a button shows it whole."""


async def write(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/reasons`, `/reasons add names no year`, `/reasons remove names no year`."""
    chat = await group_of(event, session)
    before = (await chat_settings.settings_of(session, chat.id)).reasons
    verb, _, words = event.text.strip().partition(" ")
    if not verb:
        return [event.note("reasons-listed", list=in_a_row(before))]
    change = {"add": added, "remove": removed}.get(verb.lower())
    reason = " ".join(words.split()).rstrip(" .")
    if change is None or not reason:
        raise Refusal("reasons-how")
    after = change(before, reason)
    await chat_settings.choose(session, chat.id, reasons=after)
    await audit.record(session, chosen(event.person.id, chat.id, "reasons", in_a_row(before), in_a_row(after)), now)
    return [event.note("reasons-listed", list=in_a_row(after))]


def added(reasons: list[str], new: str) -> list[str]:
    """Return reasons with one more, which stands once.

    Raises:
        Refusal: It is too long, or there are enough.
    """
    if len(new) > MAX_REASON_CHARS:
        raise Refusal("reasons-too-long", most=MAX_REASON_CHARS)
    after = [*(one for one in reasons if one.casefold() != new.casefold()), new]
    if len(after) > MAX_REASONS:
        raise Refusal("reasons-too-many", most=MAX_REASONS)
    return after


def removed(reasons: list[str], gone: str) -> list[str]:
    """Return reasons without one.

    Raises:
        Refusal: It is none of them.
    """
    after = [one for one in reasons if one.casefold() != gone.casefold()]
    if len(after) == len(reasons):
        raise Refusal("reasons-unknown")
    return after


def in_a_row(reasons: list[str]) -> str:
    """Return reasons as a sentence names them; `none` where there are none."""
    return " · ".join(reasons) or "none"


HANDLERS = (command("reasons", act=write, role=Role.MODERATOR, groups_only=True),)
"""What is done about the moderators' own reasons."""
