"""One call of a method: who calls, with which parameters and files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.bot_api.methods.parameters import Parameters, integer
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.people import Bot
from bot.playground.telegram.telegram import Telegram

Upload = tuple[str, bytes]
"""A file's name and content."""


@dataclass(frozen=True, slots=True)
class Call(Parameters):
    """A call by a bot."""

    telegram: Telegram
    bot: Bot
    files: Mapping[str, Upload]

    def chat(self, name: str = "chat_id") -> PlaygroundChat:
        """Return the chat that is named by id or @username, if the bot may know it.

        Raises:
            ApiError: No chat is named, or there is none, or it was upgraded.
        """
        given = self.text(name).strip()
        if not given:
            raise bad_request(f"{name} is empty")
        return self.chat_named(given)

    def chat_named(self, given: str) -> PlaygroundChat:
        """Return the chat of an id or an @username.

        Raises:
            ApiError: There is none that the bot may know, or it was upgraded.
        """
        chat = self._find_chat(given)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            upgraded = "group chat was upgraded to a supergroup chat"
            raise bad_request(upgraded, migrate_to_chat_id=chat.migrated_to)
        return chat

    def message(self, chat: PlaygroundChat, missing: str) -> Message:
        """Return the message of a chat that is named by id; `missing` is the sentence where it is not there."""
        number = self.integer("message_id")
        if not number:
            raise bad_request("message identifier is not specified")
        message = chat.messages.get(number)
        if message is None:
            raise bad_request(missing)
        return message

    def _find_chat(self, given: str) -> PlaygroundChat | None:
        if given.startswith("@"):
            chats = self.telegram.chats.values()
            return next((chat for chat in chats if (chat.username or "").lower() == given[1:].lower()), None)
        person = self.telegram.people.get(integer(given))
        if person is not None:
            return self.telegram.private(person, self.bot)
        chat = self.telegram.chats.get(integer(given))
        return chat if chat and self.bot.id in chat.members else None


Method = Callable[[Call], Awaitable[Any]]
