"""The rules of a group: `/rules` shows them, `/setrules` writes them down."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.command_menu import EVERYBODY_IN_GROUPS, MODERATORS
from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.handler import command
from bot.chat.permissions import Role
from bot.chat.text_length import units
from bot.moderation.groups import group_of
from bot.moderation.settings.audit import chosen
from bot.texts import Refusal
from storage import audit, chat_settings
from storage.chats import Chat

MAX_RULES_UNITS = 3_000
"""UTF-16 units of rules, so that they fit into one message with what stands around them."""
NO_MORE = "off"
"""The word that takes the rules away."""


async def show(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/rules`: show the rules."""
    chat, rules = await _rules_here(event, session)
    if not rules:
        raise Refusal("rules-none")
    return [event.reply_with("rules-shown", chat=chat.title, rules=rules)]


async def write(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/setrules be kind`, or as a reply to a message that holds them: these are the rules now."""
    chat, before = await _rules_here(event, session)
    after = _words(event)
    await chat_settings.choose(session, chat.id, rules=after)
    if before != after:
        await audit.record(session, chosen(event.person.id, chat.id, "rules", before, after), now)
    return [event.note("rules-set" if after else "rules-removed")]


async def _rules_here(event: Event, session: AsyncSession) -> tuple[Chat, str]:
    chat = await group_of(event, session)
    return chat, (await chat_settings.settings_of(session, chat.id)).rules


def _words(event: Event) -> str:
    """Return the rules that a command holds or points to.

    Raises:
        Refusal: There are none, or too many.
    """
    words = event.spelt or (event.answered.spelt if event.answered is not None else "")
    if not words:
        raise Refusal("rules-words-missing")
    if units(words) > MAX_RULES_UNITS:
        raise Refusal("rules-too-long", most=MAX_RULES_UNITS, count=units(words))
    return "" if event.option == NO_MORE else words


HANDLERS = (
    command("rules", act=show, groups_only=True, menu=EVERYBODY_IN_GROUPS),
    command("setrules", act=write, role=Role.MODERATOR, groups_only=True, menu=MODERATORS),
)
"""What is done about rules."""
