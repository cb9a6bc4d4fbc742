"""What may be asked of Telegram, and of the rest of the world, beside the line of updates."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.chat.members import Member
from storage.database import Database


class TelegramQueries(Protocol):
    """What may be asked of the world while a handler prepares, outside the transaction."""

    database: Database
    """For reading."""
    me: int
    """The bot's own id."""

    def now(self) -> datetime:
        """Return the present moment."""

    async def member(self, chat_id: int, person_id: int) -> Member | None:
        """Return what somebody is in a chat; None where Telegram knows nobody of that id there."""

    async def voter(self, chat_id: int, person_id: int) -> Member | None:
        """Return what somebody is in a chat; None only where Telegram says that it knows nobody of that id there."""

    async def permissions(self, chat_id: int) -> dict[str, bool]:
        """Return what members of a chat may do who have no permissions of their own."""

    def is_arriving(self, chat_id: int, data: str) -> bool:
        """Say whether a message with a button that sends this is on its way to a chat."""

    async def arrived(self, chat_id: int, data: str) -> None:
        """Wait until it is noted which messages of a chat have such a button."""

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        """Return a chat's administrators, the bot and other bots among them."""

    async def administrators_lately(self, chat_id: int) -> tuple[Member, ...]:
        """Return a chat's administrators as Telegram said some seconds ago at the most."""

    async def moderators(self, chat_id: int) -> frozenset[int]:
        """Return the ids of a chat's administrators."""

    async def is_member(self, chat_id: int, person_id: int) -> bool:
        """Say whether somebody is in a chat; who was restricted may have left it."""

    def forget(self, chat_id: int) -> None:
        """Ask Telegram anew about a chat: somebody's place in it has changed."""

    async def linked_channel(self, chat_id: int) -> int | None:
        """Return the channel whose discussion group a chat is."""

    async def download(self, file_id: str) -> bytes:
        """Return a file that somebody sent."""
