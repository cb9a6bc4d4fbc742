"""Who may do what, read off the table of handlers: nothing is written down twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.event import EventKind
from bot.chat.handler import Handler
from bot.chat.permissions import Role

ASKED = (EventKind.COMMAND, EventKind.BUTTON)
"""What somebody asks for; the rest is news that Telegram brings."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One line: a command or button, who may use it, and what it does."""

    kind: EventKind
    word: str
    role: Role
    elsewhere: bool
    """Whether the role is asked of the chat that it is about, wherever it is pressed."""
    does: str


def duties(handlers: Iterable[Handler]) -> tuple[Permission, ...]:
    """Return the table of who may do what, those who may most first."""
    ranks = list(Role)
    table = [
        Permission(one.kind, one.word, one.role, one.chat_of is not None, _does(one))
        for one in handlers
        if one.kind in ASKED and one.word
    ]
    return tuple(sorted(table, key=lambda duty: (-ranks.index(duty.role), duty.kind, duty.word)))


def as_text(table: Sequence[Permission]) -> str:
    """Return the table as Markdown."""
    lines = ["| | Who may | What it does |", "|---|---|---|"]
    for duty in table:
        name = f"/{duty.word}" if duty.kind is EventKind.COMMAND else f"button `{duty.word}`"
        who = f"{duty.role}, of the chat that it is about" if duty.elsewhere else str(duty.role)
        lines.append(f"| {name} | {who} | {duty.does} |")
    return "\n".join(lines) + "\n"


def _does(handler: Handler) -> str:
    """Return the first line of a handler's docstring."""
    return (handler.act.__doc__ or "").strip().partition("\n")[0]
