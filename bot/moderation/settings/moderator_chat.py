"""Which chat or topic the moderators of a group read in, chosen there by a moderator of both."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Effect
from bot.chat.event import Event
from bot.chat.handler import button
from bot.chat.message.digits import digits
from bot.chat.moderators import PRIVATE, require_moderator_of
from bot.chat.permissions import Role
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import shorten
from bot.moderation.groups import chat_numbered
from bot.moderation.settings.audit import chosen
from bot.texts import Refusal, say
from storage import audit, chat_settings, chats
from storage.chats import Chat

MAX_GROUPS = 20
"""Groups that are looked at, those heard from last; of each Telegram is asked who its administrators are."""
MAX_LABEL_CHARS = 40
"""Characters of a group's name on a button."""


async def groups_of(event: Event, telegram: TelegramQueries) -> list[Chat]:
    """Return the groups that somebody moderates, besides the one where they ask; that one too for a topic of it.

    Raises:
        Refusal: It is no group, nobody can tell who asks, or they moderate none.
    """
    if event.chat.private:
        raise Refusal("in-groups-only")
    if event.person.speaks_as_chat:
        raise Refusal("staff-anonymous")
    async with telegram.database.read() as session:
        groups = await chats.groups_seen(session, MAX_GROUPS)
    others = [one for one in groups if one.telegram_id != event.chat.id or event.topic]
    found = [one for one in others if await _moderates(event, one, telegram)]
    if not found:
        raise Refusal("staff-none")
    return found


async def _moderates(event: Event, group: Chat, telegram: TelegramQueries) -> bool:
    """Say whether somebody moderates a group; one that Telegram does not tell about is passed over."""
    with suppress(Refusal):
        return event.person.id in await telegram.moderators(group.telegram_id)
    return False


def offer(event: Event, groups: Sequence[Chat]) -> list[Effect]:
    """`/settings here`: ask for which group."""
    buttons = tuple((Button(shorten(one.title or "…", MAX_LABEL_CHARS), f"staff:{one.id}"),) for one in groups)
    asked = event.post(say("staff-which", event.language, where=_where(event)), buttons)
    return [replace(asked, fades=True)]


async def look_at(event: Event, telegram: TelegramQueries) -> Chat:
    """Find the group of a button, and check that who presses it moderates there too.

    Raises:
        Refusal: There is no such group, or they are no moderator of it.
    """
    async with telegram.database.read() as session:
        chat = await chat_numbered(session, digits(event.text) or 0)
    if event.chat.private or chat.kind not in ("group", "supergroup"):
        raise Refusal("button-old")
    await require_moderator_of(chat.telegram_id, event, telegram)
    return chat


async def move_here(event: Event, session: AsyncSession, now: datetime, group: Chat) -> list[Effect]:
    """A group's button: write here what is for its moderators."""
    chat_id = group.id
    before = (await chat_settings.settings_of(session, chat_id)).moderators_chat_id
    thread = event.thread_id if event.topic else 0
    await chat_settings.choose(session, chat_id, moderators_chat_id=event.chat.id, moderators_thread_id=thread)
    former = str(before) if before is not None else PRIVATE
    await audit.record(session, chosen(event.person.id, chat_id, "staff", former, str(event.chat.id)), now)
    return event.edit(say("staff-chosen", event.language, chat=group.title, where=_where(event)))


def _where(event: Event) -> str:
    return "topic" if event.topic else "chat"


HANDLERS = (button("staff", prepare=look_at, act=move_here, role=Role.MODERATOR),)
"""What is done about the button of a group."""
