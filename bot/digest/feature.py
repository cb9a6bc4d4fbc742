"""Digests put together: their commands and buttons, and what the clock does."""

from __future__ import annotations

from dataclasses import dataclass

from bot.article.library import Library
from bot.chat.command_menu import MODERATORS_ANYWHERE
from bot.chat.feature import Feature
from bot.chat.handler import button, command
from bot.chat.permissions import Role
from bot.debate.opinions.state import OpinionGroups
from bot.digest import panel as digest_panel
from bot.digest import unclear_editions
from bot.digest.compose import Writer
from bot.digest.jobs import EditionJobs
from bot.digest.on_demand import EditionsOnDemand
from bot.digest.pictures import Illustrator
from bot.worker import Worker


@dataclass(frozen=True, slots=True)
class DigestTools:
    """What digests work with."""

    library: Library
    opinions: OpinionGroups
    worker: Worker
    """The process for heavy work."""
    username: str
    """The bot's, for links into private."""


def feature(tools: DigestTools) -> Feature:
    """Return this feature."""
    writer = Writer(tools.library, tools.opinions, tools.username)
    asked = EditionsOnDemand(writer)
    due = EditionJobs(writer, Illustrator(tools.worker))
    handlers = (
        command("digest", prepare=asked.find, act=asked.act, role=Role.MODERATOR, menu=MODERATORS_ANYWHERE),
        button("edition", prepare=asked.find, act=asked.act, role=Role.MODERATOR),
        button("digest", act=digest_panel.press, role=Role.MODERATOR),
        button("there", prepare=unclear_editions.find_edition, act=unclear_editions.it_is_there),
        button("again", prepare=unclear_editions.find_edition, act=unclear_editions.send_again),
    )
    return Feature(handlers, due.jobs())
