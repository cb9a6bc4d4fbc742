"""The menus of commands: complete, in order, and in each scope what fits there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable

import pytest

from bot.chat.command_menu import (
    EVERYBODY,
    EVERYBODY_IN_GROUPS,
    MODERATORS,
    MODERATORS_ANYWHERE,
    SCOPES,
    MenuEntry,
    calls,
    within,
)
from bot.chat.event import EventKind
from bot.chat.permissions import Role
from bot.playground.bot_api.methods.commands import commands_for
from tests.patience import PATIENCE
from tests.town import Town

UNLISTED = {
    "start": "Telegram shows it as a button of its own",
    "support": "answers a card, and the card is where one learns of it",
    "point": "a number in a list is enough",
    "reply": "for the article's author alone",
    "edit": "a button in private",
    "reject": "answers the card of what is held, under which a button is",
    "reasons": "its page in the settings says how",
    "answer": "the message about an appeal says how",
    "appoint": "for the host alone, once",
}
"""Commands that no menu shows, and why."""


def names(entries: Iterable[MenuEntry]) -> list[str]:
    return [one.name for one in entries]


async def test_menus_and_handlers_name_the_same_commands(town: Town) -> None:
    handled = {one.word for one in town.app.handlers if one.kind is EventKind.COMMAND and one.word.isalnum()}
    assert set(names(town.app.menu)) == handled - UNLISTED.keys()
    assert handled >= UNLISTED.keys()
    assert len(names(town.app.menu)) == len(set(names(town.app.menu)))


async def test_what_only_moderators_may_is_suggested_to_them_alone(town: Town) -> None:
    free = {one.word for one in town.app.handlers if one.kind is EventKind.COMMAND and one.role is Role.ANYBODY}
    assert set(names(within("all_group_chats", town.app.menu))) <= free
    assert set(names(within("default", town.app.menu))) <= free


ENTRIES = (
    MenuEntry("ban", *MODERATORS),
    MenuEntry("ask", *EVERYBODY),
    MenuEntry("export", *MODERATORS_ANYWHERE),
    MenuEntry("rules", *EVERYBODY_IN_GROUPS),
    MenuEntry("help", *EVERYBODY),
)


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        ("default", ["ask", "rules", "help"]),
        ("all_group_chats", ["ask", "rules", "help"]),
        ("all_chat_administrators", ["ask", "rules", "help", "ban", "export"]),
        ("all_private_chats", ["ask", "help", "export"]),
    ],
)
def test_each_scope_shows_what_fits(scope: str, shown: list[str]) -> None:
    assert names(within(scope, ENTRIES)) == shown


def test_each_scope_has_a_menu_in_each_language_and_one_for_the_others() -> None:
    made = list(calls(ENTRIES, "en", ["en", "lt"]))
    asked = [(one["scope"]["type"], one.get("language_code", "")) for one in made]
    assert asked == [(scope, code) for scope in SCOPES for code in ("", "en", "lt")]


async def test_telegram_takes_each_menu(town: Town) -> None:
    for menu in calls(town.app.menu, "en", ["en"]):
        assert 0 < len(menu["commands"]) <= 100
        for one in menu["commands"]:
            assert re.fullmatch(r"[a-z0-9_]{1,32}", one["command"])
            assert 3 <= len(one["description"]) <= 256


async def test_people_see_what_is_theirs(town: Town) -> None:
    cast, telegram = town.cast, town.telegram
    async with asyncio.timeout(PATIENCE):
        while list(town.request.methods()).count("setMyCommands") < len(list(calls(town.app.menu, "en", ["en"]))):
            await asyncio.sleep(0.002)

    def offered(chat: object, person: object) -> list[str]:
        return [one["command"] for one in commands_for(telegram, cast.bot, chat, person)]  # type: ignore[arg-type]

    everybody = ["ask", "article", "counter", "articles", "counterpoints", "vote", "map", "withdraw", "rules", "report"]
    assert offered(cast.group, cast.mara) == [*everybody, "help", "privacy"]
    assert "ban" not in offered(cast.group, cast.mara)
    assert {"ban", "settings", "digest", "rules"} <= set(offered(cast.group, cast.vera))
    assert "setarticle" in offered(telegram.private(cast.mara), cast.mara)
    assert "me" in offered(telegram.private(cast.mara), cast.mara)
    assert "rules" not in offered(telegram.private(cast.mara), cast.mara)
