"""A feature: what it does about what people say, what the clock does for it, and which commands it suggests."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.command_menu import MenuEntry
from bot.chat.handler import Handler
from bot.chat.jobs import Job


@dataclass(frozen=True, slots=True)
class Feature:
    """Everything that the app has to know of a feature: the folder's `feature(…)` puts it together."""

    handlers: tuple[Handler, ...]
    jobs: tuple[Job, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
