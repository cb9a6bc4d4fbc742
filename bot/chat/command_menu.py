"""Menus: which commands Telegram suggests, to whom and where. A row of a handler says who and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import Any

from bot.texts import FALLBACK, tell


class Who(StrEnum):
    """To whom a command is suggested; in private everybody is their own moderator."""

    EVERYBODY = "everybody"
    MODERATORS = "moderators"


class Where(Flag):
    """Where it is suggested."""

    GROUPS = auto()
    PRIVATE = auto()
    ANYWHERE = GROUPS | PRIVATE


Menu = tuple[Who, Where]
EVERYBODY: Menu = (Who.EVERYBODY, Where.ANYWHERE)
EVERYBODY_IN_GROUPS: Menu = (Who.EVERYBODY, Where.GROUPS)
EVERYBODY_IN_PRIVATE: Menu = (Who.EVERYBODY, Where.PRIVATE)
MODERATORS: Menu = (Who.MODERATORS, Where.GROUPS)
MODERATORS_ANYWHERE: Menu = (Who.MODERATORS, Where.ANYWHERE)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A command in the menus; what it does is said in `command-<name>`."""

    name: str
    who: Who
    where: Where


SCOPES: dict[str, Menu] = {
    "default": EVERYBODY_IN_GROUPS,
    "all_group_chats": EVERYBODY_IN_GROUPS,
    "all_chat_administrators": MODERATORS,
    "all_private_chats": (Who.MODERATORS, Where.PRIVATE),
}
"""Whose commands each of Telegram's scopes shows."""


def within(scope: str, entries: Iterable[MenuEntry]) -> list[MenuEntry]:
    """Return what a scope shows: what everybody can do first, each part in the order of the table."""
    who, where = SCOPES[scope]
    shown = [one for one in entries if one.where & where and (who is Who.MODERATORS or one.who is Who.EVERYBODY)]
    return sorted(shown, key=lambda one: one.who is Who.MODERATORS)


def calls(
    entries: Sequence[MenuEntry], operators: str = FALLBACK, spoken: Iterable[str] = ()
) -> Iterator[dict[str, Any]]:
    """Go through the parameters of `setMyCommands`.

    Args:
        entries: The table.
        operators: The language for those whose own the bot does not speak.
        spoken: The languages that the bot speaks.
    """
    for scope in SCOPES:
        shown = within(scope, entries)
        for code in ("", *spoken):
            words = [_described(one, code or operators) for one in shown]
            yield {"commands": words, "scope": {"type": scope}, **({"language_code": code} if code else {})}


def _described(entry: MenuEntry, language: str) -> dict[str, str]:
    return {"command": entry.name, "description": tell(f"command-{entry.name}", language)}
