"""`/settings`: the panel in which moderators choose, and where they read what is for them alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect, Rows
from bot.chat.handler import Handler, prepared, simple
from bot.chat.jobs import Job, job
from bot.chat.members import CAN_RESTRICT
from bot.chat.permissions import ONLY, Role, may
from bot.chat.queries import Desk
from bot.chat.said import Kind, Said
from bot.moderation import panel, staff
from bot.moderation.aiming import require_right
from bot.moderation.choices import BY_NAME, Here, Setting
from bot.moderation.noting import note
from bot.texts import Refusal
from storage import chats, outbox, settings
from storage.chats import Chat, Place, Premoderation
from storage.debate import known
from storage.settings import Door, SettingsPanel

QUIET = timedelta(minutes=2)
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


class Settling:
    """What is done about the panel.

    Args:
        language: The operator's, for chats that chose none.
        spoken: The languages that chats chose, by Telegram's id of the chat: kept up to date here.
        notes: Lines of other features.
    """

    def __init__(self, language: str, spoken: MutableMapping[int, str], notes: Sequence[Note] = ()) -> None:
        self._language = language
        self._spoken = spoken
        self._notes = notes

    async def open(
        self, said: Said, session: AsyncSession, now: datetime, groups: Sequence[Chat] | None
    ) -> list[Effect]:
        """`/settings`: show the panel, for a while; `/settings here`: ask whose moderators read here."""
        if groups is not None:
            return staff.offer(said, groups)
        here = await self._here(said, session)
        subject = f"settings:{said.chat.id}:{said.message_id or f'alone-{said.update_id}'}"
        leaving = SettingsPanel(
            subject=subject, chat_id=said.chat.id, command_id=said.message_id, leaves_at=now + QUIET
        )
        await settings.open_panel(session, leaving)
        text, buttons = await self._overview(said, session, here)
        return [replace(said.post(text, buttons), subject=subject, silent=True)]

    async def turn(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Back* and *Close*."""
        subject = await _used(said, session, now)
        if said.text == "close":
            left = await settings.close_panel(session, subject)
            command = [Delete(said.chat.id, left.command_id)] if left is not None else []
            return [Delete(said.chat.id, said.message_id), *command, said.note("settings-gone")]
        return said.edit(*await self._overview(said, session, await self._here(said, session)))

    async def look(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """A line of the panel: show what can be chosen."""
        await _used(said, session, now)
        return said.edit(*panel.page(_named(said.text), await self._here(said, session), said.language))

    async def choose(self, said: Said, session: AsyncSession, now: datetime, _checked: None) -> list[Effect]:
        """An option: keep it, note who chose it, and show it chosen."""
        await _used(said, session, now)
        setting, value = _chosen(said)
        here = await self._here(said, session)
        before = setting.read(here)
        if value == Door.RULES and setting.name == "door" and not here.settings.rules:
            raise Refusal("door-rules-missing")
        if before != value:
            await setting.keep(session, here, value)
            await note(session, said, known(here.chat.id), (setting.name, before, value), now)
        if setting.name == "language":
            self._spoken[said.chat.id] = value
            said = replace(said, language=value)
        return said.edit(*panel.page(setting, await self._here(said, session), said.language))

    async def _overview(self, said: Said, session: AsyncSession, here: Here) -> tuple[str, Rows]:
        notes = [await line(session, said.place, said.language) for line in self._notes]
        return panel.overview(here, notes, said.language)

    async def _here(self, said: Said, session: AsyncSession) -> Here:
        return await here_in(session, said, self._language)


async def here_in(session: AsyncSession, said: Said, language: str) -> Here:
    """Return what is chosen where something is said.

    Raises:
        Refusal: It is no group.
    """
    chat = await chats.find_chat(session, said.chat.id)
    if chat is None or said.chat.private:
        raise Refusal("in-groups-only")
    found = await settings.settings_of(session, known(chat.id))
    discussion = await chats.find_discussion(session, said.place)
    premoderation = discussion.premoderation if discussion is not None else Premoderation.NEWCOMERS
    theirs = await chats.find_chat(session, found.moderators_chat_id) if found.moderators_chat_id is not None else None
    title = theirs.title if theirs is not None else None
    return Here(chat, said.place, premoderation, found, said.at, language, title)


async def check(said: Said, desk: Desk) -> None:
    """Refuse who may not do themselves what they choose, and a door that could not be held.

    Raises:
        Refusal: They lack the right; or it is no supergroup, or the bot may not restrict members there.
    """
    setting, value = _chosen(said)
    role = NEEDS.get(setting.name, Role.MODERATOR)
    if not await may(said, role, desk):
        raise Refusal(ONLY[role])
    if setting.name != "door" or value == Door.OPEN:
        return
    if said.chat.kind != "supergroup":
        raise Refusal("supergroups-only")
    await require_right(desk, said.chat.id, CAN_RESTRICT)


async def look_for_groups(said: Said, desk: Desk) -> list[Chat] | None:
    """Find the groups whose moderators may read here, where `/settings here` asks for it."""
    return await staff.groups_of(said, desk) if said.option == "here" else None


def _named(name: str) -> Setting:
    setting = BY_NAME.get(name)
    if setting is None:
        raise Refusal("button-old")
    return setting


def _chosen(said: Said) -> tuple[Setting, str]:
    """Return the setting and the option in a button."""
    name, _, value = said.text.partition(":")
    setting = _named(name)
    if value not in setting.options:
        raise Refusal("button-old")
    return setting, value


async def _used(said: Said, session: AsyncSession, now: datetime) -> str:
    """Let a panel stay that is used, and return its name."""
    subject = await outbox.find_subject(session, said.chat.id, said.message_id) or ""
    await settings.keep_panel(session, subject, now + QUIET)
    return subject


async def _panels(desk: Desk, now: datetime) -> Sequence[SettingsPanel]:
    async with desk.database.read() as session:
        return await settings.panels_due(session, now)


async def leave(left: SettingsPanel, session: AsyncSession, _now: datetime) -> list[Effect]:
    """Take a panel away that nobody used for a while, with the command that asked for it."""
    message = await outbox.find_message(session, left.subject)
    await settings.close_panel(session, left.subject)
    return [Delete(left.chat_id, number) for number in (message, left.command_id) if number is not None]


def handlers(settling: Settling) -> tuple[Handler, ...]:
    """Return what is done about the panel."""
    return (
        prepared(Kind.COMMAND, "settings", look_for_groups, settling.open, Role.MODERATOR),
        simple(Kind.BUTTON, "settings", settling.turn, Role.MODERATOR),
        simple(Kind.BUTTON, "setting", settling.look, Role.MODERATOR),
        prepared(Kind.BUTTON, "choose", check, settling.choose, Role.MODERATOR),
    )


def jobs() -> tuple[Job, ...]:
    """Return what the clock does about panels."""
    return (job("panels of settings", _panels, leave),)
