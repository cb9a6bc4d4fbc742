"""What the moderators of a chat can choose: a table, each row with its options and how it is read and kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.moderators import PRIVATE
from bot.moderation.sanctions.ladder import ladder_of
from bot.texts import languages
from storage import chat_settings, chats
from storage.chat_settings import ChatSettings, Door, Screening, TotalsShown
from storage.chats import Chat, Place, Premoderation


@dataclass(frozen=True, slots=True)
class ChatState:
    """What is chosen in a chat, and in the discussion in which somebody asks."""

    chat: Chat
    place: Place
    premoderation: Premoderation
    """Whose counterpoints wait in the discussion of the place."""
    settings: ChatSettings
    at: datetime
    """The moment of asking."""
    language: str
    """Of the bot's words there."""
    staff: str | None = None
    """What the moderators' chat is called, if they have one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that can be chosen. Its words are `setting-<name>`, `option-<name>` and `about-<name>`."""

    name: str
    options: tuple[str, ...]
    read: Callable[[ChatState], str]
    keep: Callable[[AsyncSession, ChatState, str], Awaitable[None]]


Columns = Callable[[ChatState, str], Mapping[str, Any]]


def _column(name: str, options: tuple[str, ...], read: Callable[[ChatState], str], columns: Columns) -> Setting:
    """Return a setting that is kept in the settings of the chat."""

    async def keep(session: AsyncSession, here: ChatState, value: str) -> None:
        await chat_settings.choose(session, here.chat.id, **columns(here, value))

    return Setting(name, options, read, keep)


def _step(name: str, step: str, options: tuple[str, ...]) -> Setting:
    """Return a step of the ladder of sanctions."""
    return _column(
        name,
        options,
        lambda here: str(getattr(ladder_of(here.settings.ladder), step)),
        lambda here, value: {"ladder": {**here.settings.ladder, step: int(value)}},
    )


def _choice(name: str, kind: type[Door | Screening | TotalsShown]) -> Setting:
    """Return a choice of which each option has a name of its own."""
    read = attrgetter(f"settings.{name}.value")
    return _column(name, tuple(kind), read, lambda _, value: {name: kind(value)})


async def _premoderate(session: AsyncSession, here: ChatState, value: str) -> None:
    discussion = await chats.open_discussion(session, here.place, here.at)
    await chats.premoderate(session, discussion, Premoderation(value))


async def _write_instead(_session: AsyncSession, _here: ChatState, _value: str) -> None:
    """Keep nothing: what has no options is written with a command."""


SETTINGS: tuple[Setting, ...] = (
    _column("language", languages(), lambda here: here.language, lambda _, value: {"language": value}),
    Setting("premoderation", tuple(Premoderation), lambda here: here.premoderation.value, _premoderate),
    _choice("totals", TotalsShown),
    Setting("reasons", (), lambda here: str(len(here.settings.reasons)), _write_instead),
    _choice("door", Door),
    _choice("screening", Screening),
    _step("mute", "mute_at", ("0", "2", "3", "5")),
    _step("span", "mute_hours", ("1", "12", "24", "168")),
    _step("ban", "ban_at", ("0", "3", "4", "6")),
    _column(
        "staff",
        (PRIVATE,),
        lambda here: here.staff or PRIVATE,
        lambda _here, _value: {"moderators_chat_id": None, "moderators_thread_id": 0},
    ),
)
"""In the order of the panel."""

BY_NAME = {setting.name: setting for setting in SETTINGS}
