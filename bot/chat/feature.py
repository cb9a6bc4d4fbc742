"""A feature: what it does about what people say, what the clock does for it, and which commands it suggests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.command_menu import MenuEntry
from bot.chat.handler import Handler
from bot.chat.jobs import Job


@dataclass(frozen=True, slots=True)
class Feature:
    """Everything that the app has to know of a feature: the folder's `feature(…)` puts it together."""

    handlers: tuple[Handler, ...]
    """The commands that Telegram suggests stand in the order in which it shows them."""
    jobs: tuple[Job, ...] = ()
    around: tuple[Callable[[Handler], Handler], ...] = ()
    """What it puts around the handlers of all features, each of which comes back as it was or with something before."""

    @property
    def menu(self) -> tuple[MenuEntry, ...]:
        """The commands that Telegram suggests."""
        return tuple(MenuEntry(row.word, *row.menu) for row in self.handlers if row.menu is not None)
