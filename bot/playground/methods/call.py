"""One call of a method: who calls, and the parameters with their types."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.chats import Chat
from bot.playground.errors import bad_request
from bot.playground.messages import Message
from bot.playground.people import Bot
from bot.playground.telegram import Telegram

Upload = tuple[str, bytes]
"""A file's name and content."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call. Values are JSON, or strings that hold JSON, as forms have them."""

    telegram: Telegram
    bot: Bot
    parameters: Mapping[str, Any]
    files: Mapping[str, Upload]

    def text(self, name: str) -> str:
        """Return a string, or nothing where it was not given."""
        value = self.parameters.get(name)
        text = "" if value is None else str(value)
        if any("\ud800" <= character < "\ue000" for character in text):
            raise bad_request("strings must be encoded in UTF-8")
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Return a number; what is none counts as not given, as in Telegram."""
        try:
            return int(self.parameters.get(name) or default)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Return yes or no."""
        return str(self.parameters.get(name, "")).lower() in ("true", "yes", "1")

    def structure(self, name: str, what: str) -> Any:
        """Return an object or a list, or None where it was not given.

        Args:
            name: Of the parameter.
            what: It is called in the sentence of refusal.
        """
        value = self.parameters.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def chat(self, name: str = "chat_id") -> Chat:
        """Return the chat that is named by id or @username, if the bot may know it.

        Raises:
            ApiError: No chat is named, or there is none, or it was upgraded.
        """
        given = self.text(name).strip()
        if not given:
            raise bad_request("chat_id is empty" if name == "chat_id" else f"{name} is empty")
        chat = self._find_chat(given)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            upgraded = "group chat was upgraded to a supergroup chat"
            raise bad_request(upgraded, migrate_to_chat_id=chat.migrated_to)
        return chat

    def message(self, chat: Chat, missing: str, name: str = "message_id") -> Message:
        """Return the message of a chat that is named by id; `missing` is the sentence where it is not there."""
        if not self.integer(name):
            raise bad_request("message identifier is not specified")
        message = chat.messages.get(self.integer(name))
        if message is None:
            raise bad_request(missing)
        return message

    def _find_chat(self, given: str) -> Chat | None:
        if given.startswith("@"):
            chats = self.telegram.chats.values()
            return next((chat for chat in chats if (chat.username or "").lower() == given[1:].lower()), None)
        number = int(given) if given.removeprefix("-").isdecimal() else 0
        person = self.telegram.people.get(number)
        if person is not None:
            return self.telegram.private(person, self.bot)
        chat = self.telegram.chats.get(number)
        return chat if chat and self.bot.id in chat.members else None


Method = Callable[[Call], Awaitable[Any]]
