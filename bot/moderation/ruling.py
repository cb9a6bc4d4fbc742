"""The rules of a group: `/rules` shows them, `/setrules` writes them down."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.handler import Handler, simple
from bot.chat.lengths import units
from bot.chat.permissions import Role
from bot.chat.said import Kind, Said
from bot.moderation.noting import note
from bot.texts import Refusal
from storage import chats, settings
from storage.chats import Chat
from storage.debate import known

MOST = 3_000
"""UTF-16 units of rules, so that they fit into one message with what stands around them."""
NO_MORE = "off"
"""The word that takes the rules away."""


async def show(said: Said, session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/rules`: show the rules."""
    chat, rules = await _rules_here(said, session)
    if not rules:
        raise Refusal("rules-none")
    return [said.reply_with("rules-shown", chat=chat.title, rules=rules)]


async def write(said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/setrules be kind`, or as a reply to a message that holds them: these are the rules now."""
    chat, before = await _rules_here(said, session)
    after = _words(said)
    await settings.choose(session, known(chat.id), rules=after)
    if before != after:
        await note(session, said, known(chat.id), ("rules", before, after), now)
    return [said.note("rules-set" if after else "rules-removed")]


async def _rules_here(said: Said, session: AsyncSession) -> tuple[Chat, str]:
    chat = await chats.find_chat(session, said.chat.id)
    if chat is None or said.chat.private:
        raise Refusal("in-groups-only")
    return chat, (await settings.settings_of(session, known(chat.id))).rules


def _words(said: Said) -> str:
    """Return the rules that a command holds or points to.

    Raises:
        Refusal: There are none, or too many.
    """
    words = said.spelt or (said.answered.spelt if said.answered is not None else "")
    if not words:
        raise Refusal("rules-words-missing")
    if units(words) > MOST:
        raise Refusal("rules-too-long", most=MOST, count=units(words))
    return "" if said.option == NO_MORE else words


def handlers() -> tuple[Handler, ...]:
    """Return what is done about rules."""
    return (
        simple(Kind.COMMAND, "rules", show),
        simple(Kind.COMMAND, "setrules", write, Role.MODERATOR),
    )
