"""Digests put together: their commands and buttons, and what the clock does."""

from __future__ import annotations

from bot.article.library import Library
from bot.chat.command_menu import Where, moderators
from bot.chat.event import Kind
from bot.chat.handler import Handler, prepared, simple
from bot.chat.jobs import Job
from bot.chat.permissions import Role
from bot.debate.opinions.state import Gathering
from bot.digest import choosing, unclear
from bot.digest.asking import Asking
from bot.digest.drawing import Illustrator
from bot.digest.posting import Posting
from bot.digest.writing import Writer
from bot.worker import Compute

MENU = moderators("digest", where=Where.ANYWHERE)


class Digests:
    """This feature."""

    def __init__(self, library: Library, gathering: Gathering, worker: Compute, language: str, username: str) -> None:
        writer = Writer(library, gathering, username, language)
        self._asking = Asking(writer)
        self._posting = Posting(writer, Illustrator(worker, language), language)

    def handlers(self) -> tuple[Handler, ...]:
        """Return what is done about what people say."""
        asking = self._asking
        return (
            prepared(Kind.COMMAND, "digest", asking.find, asking.act, Role.MODERATOR),
            prepared(Kind.BUTTON, "edition", asking.find, asking.act, Role.MODERATOR),
            simple(Kind.BUTTON, "digest", choosing.press, Role.MODERATOR),
            prepared(Kind.BUTTON, "there", unclear.find_edition, unclear.it_is_there),
            prepared(Kind.BUTTON, "again", unclear.find_edition, unclear.send_again),
        )

    def jobs(self) -> tuple[Job, ...]:
        """Return what the clock does."""
        return self._posting.jobs()
