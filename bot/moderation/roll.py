"""The roll: who wrote in which group and has a username, so that moderators can name anybody by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.raw import JSON
from storage import chats
from storage.chats import Person

REMEMBERED = 50_000
"""People kept in mind, once for each group, before all are forgotten and told anew."""
Pair = tuple[int, int]
"""(chat, person), by Telegram's ids."""


class Roll:
    """Tells the database who wrote when they are new in a group or have another username: of nearly all it knows."""

    def __init__(self) -> None:
        self._known: dict[Pair, str] = {}
        self._new: dict[Pair, JSON] = {}
        self._is_kept = False

    def call(self, messages: Sequence[tuple[int, JSON]]) -> None:
        """Note who wrote messages, each with Telegram's id of its group; they are read from the raw update and fast."""
        if self._is_kept:
            self._new, self._is_kept = {}, False
        if len(self._known) > REMEMBERED:
            self._known.clear()
        for chat_id, message in messages:
            sender = message.get("from")
            if isinstance(sender, dict) and "sender_chat" not in message:
                self._note(chat_id, sender)

    def _note(self, chat_id: int, sender: JSON) -> None:
        number, username = sender.get("id"), sender.get("username")
        if type(number) is not int or type(username) is not str:
            return
        pair = (chat_id, number)
        if self._known.get(pair) != username:
            self._known[pair] = username
            self._new[pair] = sender

    async def keep(self, session: AsyncSession, now: datetime) -> None:
        """Keep who is new; what is not committed after all is kept the next time that anything is."""
        if not self._new:
            return
        people = {number: sender for (_, number), sender in self._new.items()}
        await chats.remember_people(session, [_person(sender, now) for sender in people.values()])
        await chats.note_presence(session, self._new)
        self._is_kept = True


def _person(sender: JSON, now: datetime) -> Person:
    names = [sender.get("first_name"), sender.get("last_name")]
    name = " ".join(part for part in names if isinstance(part, str) and part)
    spoken = sender.get("language_code")
    language = spoken if isinstance(spoken, str) else None
    return Person(telegram_id=sender["id"], name=name, username=sender["username"], language=language, seen_at=now)
