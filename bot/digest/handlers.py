"""Digests put together: their commands and buttons, and what the clock does."""

from __future__ import annotations

from bot.article.library import Library
from bot.chat.command_menu import Where, moderators
from bot.chat.feature import Feature
from bot.chat.handler import Handler, button, command
from bot.chat.jobs import Job
from bot.chat.permissions import Role
from bot.debate.opinions.state import OpinionGroups
from bot.digest import panel as digest_panel
from bot.digest import unclear_editions
from bot.digest.compose import Writer
from bot.digest.jobs import EditionJobs
from bot.digest.on_demand import EditionsOnDemand
from bot.digest.pictures import Illustrator
from bot.worker import Worker

MENU = moderators("digest", where=Where.ANYWHERE)


class Digests:
    """This feature."""

    def __init__(self, library: Library, gathering: OpinionGroups, worker: Worker, username: str) -> None:
        writer = Writer(library, gathering, username)
        self._asking = EditionsOnDemand(writer)
        self._posting = EditionJobs(writer, Illustrator(worker))

    def handlers(self) -> tuple[Handler, ...]:
        """Return what is done about what people say."""
        asking = self._asking
        return (
            command("digest", prepare=asking.find, act=asking.act, role=Role.MODERATOR),
            button("edition", prepare=asking.find, act=asking.act, role=Role.MODERATOR),
            button("digest", act=digest_panel.press, role=Role.MODERATOR),
            button("there", prepare=unclear_editions.find_edition, act=unclear_editions.it_is_there),
            button("again", prepare=unclear_editions.find_edition, act=unclear_editions.send_again),
        )

    def jobs(self) -> tuple[Job, ...]:
        """Return what the clock does."""
        return self._posting.jobs()

    def feature(self) -> Feature:
        """Return what the app has to know of it."""
        return Feature(self.handlers(), self.jobs(), MENU)
