"""What the page asks: JSON or a form, read into people, chats and messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.bot_api.form_data import Upload
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.people import Account, PlaygroundPerson
from bot.playground.telegram.refusals import NotThereError, UnclearError
from bot.playground.telegram.telegram import Telegram


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the page."""

    telegram: Telegram
    values: Mapping[str, Any]
    files: Mapping[str, Upload]

    def text(self, name: str) -> str:
        """Return a string, or nothing where it is not given."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """Return a number, or None where it is not given.

        Raises:
            UnclearError: It is no number.
        """
        value = self.values.get(name)
        if value in (None, ""):
            return None
        try:
            return int(str(value))
        except ValueError:
            raise UnclearError("playground-garbled", what=name) from None

    def quote(self) -> tuple[str, int] | None:
        """Return the quoted words and their position, if any."""
        quote = self.values.get("quote")
        if not isinstance(quote, Mapping):
            return None
        inside = Request(self.telegram, quote, {})
        return inside.text("text"), inside.number("position") or 0

    def person(self, name: str = "person") -> PlaygroundPerson:
        """Return a person that is named by id."""
        return self.telegram.person(self.number(name) or 0)

    def account(self, name: str = "person") -> Account:
        """Return a person or a bot that is named by id."""
        account = self.telegram.account(self.number(name) or 0)
        if account is None:
            raise NotThereError("playground-no-person")
        return account

    def chat(self) -> PlaygroundChat:
        """Return the chat that is named by id."""
        return self.telegram.chat(self.number("chat") or 0)

    def message(self, name: str = "message") -> Message:
        """Return the message that is named by id."""
        return self.telegram.message(self.chat(), self.number(name) or 0)

    def reply_to(self) -> Message | None:
        """Return the message that is replied to, if any."""
        return self.message("reply_to") if self.number("reply_to") else None
