"""`/settings`: the panel in which moderators choose, and where they read what is for them alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.command_menu import MODERATORS
from bot.chat.effects import Delete, Effect, Rows
from bot.chat.event import Event
from bot.chat.handler import Handler, button, command
from bot.chat.jobs import due_by, job
from bot.chat.members import CAN_RESTRICT
from bot.chat.permissions import ONLY, Role, may
from bot.chat.queries import TelegramQueries
from bot.moderation.groups import group_of
from bot.moderation.settings import moderator_chat, panel
from bot.moderation.settings.audit import chosen
from bot.moderation.settings.options import BY_NAME, ChatState, Setting
from bot.moderation.targets import require_right
from bot.texts import Refusal
from storage import audit, chat_settings, chats, outbox_subjects
from storage.chat_settings import Door, PanelMessage
from storage.chats import Chat, Place, Premoderation
from storage.subjects import Subject

PANEL_LIFETIME = timedelta(minutes=2)
"""How long a panel stays that nobody presses."""

NEEDS: Mapping[str, Role] = {
    "door": Role.RESTRICTER,
    "mute": Role.RESTRICTER,
    "span": Role.RESTRICTER,
    "ban": Role.RESTRICTER,
    "screening": Role.CLEANER,
}
"""What a moderator must be to choose what the bot will do by itself: nobody gains a right through it."""

Note = Callable[[AsyncSession, Place, str], Awaitable[str]]
"""A line about a place that another feature adds to the panel, in Telegram's HTML and a language."""


class SettingsPanel:
    """What is done about the panel.

    Args:
        spoken: The languages that chats chose, by Telegram's id of the chat: kept up to date here.
        notes: Lines of other features.
    """

    def __init__(self, spoken: MutableMapping[int, str], notes: Sequence[Note] = ()) -> None:
        self._spoken = spoken
        self._notes = notes

    async def open(
        self, event: Event, session: AsyncSession, now: datetime, groups: Sequence[Chat] | None
    ) -> list[Effect]:
        """`/settings`: show the panel, for a while; `/settings here`: ask whose moderators read here."""
        if groups is not None:
            return moderator_chat.offer(event, groups)
        here = await here_in(session, event)
        subject = str(Subject("settings", f"{event.chat.id}:{event.message_id or f'alone-{event.update_id}'}"))
        leaving = PanelMessage(
            subject=subject, chat_id=event.chat.id, command_id=event.message_id, leaves_at=now + PANEL_LIFETIME
        )
        await chat_settings.open_panel(session, leaving)
        text, buttons = await self._overview(event, session, here)
        return [replace(event.post(text, buttons), subject=subject, silent=True)]

    async def turn(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Back* and *Close*."""
        subject = await _used(event, session, now)
        if event.text == "close":
            left = await chat_settings.close_panel(session, subject)
            command = [Delete(event.chat.id, left.command_id)] if left is not None else []
            return [Delete(event.chat.id, event.message_id), *command, event.note("settings-gone")]
        return event.edit(*await self._overview(event, session, await here_in(session, event)))

    async def look(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """A line of the panel: show what can be chosen."""
        await _used(event, session, now)
        return event.edit(*panel.page(_named(event.text), await here_in(session, event), event.language))

    async def choose(self, event: Event, session: AsyncSession, now: datetime, _checked: None) -> list[Effect]:
        """An option: keep it, note who chose it, and show it chosen."""
        await _used(event, session, now)
        setting, value = _chosen(event)
        here = await here_in(session, event)
        before = setting.read(here)
        if value == Door.RULES and setting.name == "door" and not here.settings.rules:
            raise Refusal("door-rules-missing")
        if before != value:
            await setting.keep(session, here, value)
            await audit.record(session, chosen(event.person.id, here.chat.id, setting.name, before, value), now)
        if setting.name == "language":
            self._spoken[event.chat.id] = value
            event = replace(event, language=value)
        return event.edit(*panel.page(setting, await here_in(session, event), event.language))

    async def _overview(self, event: Event, session: AsyncSession, here: ChatState) -> tuple[str, Rows]:
        notes = [await line(session, event.place, event.language) for line in self._notes]
        return panel.overview(here, notes, event.language)


async def here_in(session: AsyncSession, event: Event) -> ChatState:
    """Return what is chosen where something is said.

    Raises:
        Refusal: It is no group.
    """
    chat = await group_of(event, session)
    found = await chat_settings.settings_of(session, chat.id)
    discussion = await chats.find_discussion(session, event.place)
    premoderation = discussion.premoderation if discussion is not None else Premoderation.NEWCOMERS
    theirs = await chats.find_chat(session, found.moderators_chat_id) if found.moderators_chat_id is not None else None
    title = theirs.title if theirs is not None else None
    language = await chat_settings.language_of(session, chat.telegram_id)
    return ChatState(chat, event.place, premoderation, found, event.at, language, title)


async def check(event: Event, telegram: TelegramQueries) -> None:
    """Refuse who may not do themselves what they choose, and a door that could not be held.

    Raises:
        Refusal: They lack the right; or it is no supergroup, or the bot may not restrict members there.
    """
    setting, value = _chosen(event)
    role = NEEDS.get(setting.name, Role.MODERATOR)
    if not await may(event, role, telegram.administrators):
        raise Refusal(ONLY[role])
    if setting.name != "door" or value == Door.OPEN:
        return
    if event.chat.kind != "supergroup":
        raise Refusal("supergroups-only")
    await require_right(telegram, event.chat.id, CAN_RESTRICT)


async def look_for_groups(event: Event, telegram: TelegramQueries) -> list[Chat] | None:
    """Find the groups whose moderators may read here, where `/settings here` asks for it."""
    return await moderator_chat.groups_of(event, telegram) if event.option == "here" else None


def _named(name: str) -> Setting:
    setting = BY_NAME.get(name)
    if setting is None:
        raise Refusal("button-old")
    return setting


def _chosen(event: Event) -> tuple[Setting, str]:
    """Return the setting and the option in a button."""
    name, _, value = event.text.partition(":")
    setting = _named(name)
    if value not in setting.options:
        raise Refusal("button-old")
    return setting, value


async def _used(event: Event, session: AsyncSession, now: datetime) -> str:
    """Let a panel stay that is used, and return its name."""
    subject = str(await outbox_subjects.find_subject(session, event.chat.id, event.message_id))
    await chat_settings.keep_panel(session, subject, now + PANEL_LIFETIME)
    return subject


async def leave(left: PanelMessage, session: AsyncSession, _now: datetime) -> list[Effect]:
    """Take a panel away that nobody used for a while, with the command that asked for it."""
    message = await outbox_subjects.find_message(session, left.subject)
    await chat_settings.close_panel(session, left.subject)
    return [Delete(left.chat_id, number) for number in (message, left.command_id) if number is not None]


def handlers(panel: SettingsPanel) -> tuple[Handler, ...]:
    """Return what is done about the panel."""
    return (
        command("settings", prepare=look_for_groups, act=panel.open, role=Role.MODERATOR, menu=MODERATORS),
        button("settings", act=panel.turn, role=Role.MODERATOR),
        button("setting", act=panel.look, role=Role.MODERATOR),
        button("choose", prepare=check, act=panel.choose, role=Role.MODERATOR),
    )


JOBS = (job("panels of settings", due_by(chat_settings.panels_due), leave),)
"""What the clock does about panels."""
