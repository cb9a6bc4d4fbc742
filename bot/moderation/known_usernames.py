"""Who wrote in which group and has a username, so that moderators can name anybody by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.message.json_fields import JSON, number, part, words
from bot.chat.message.update_parts import person_of
from config.bounded_cache import BoundedCache
from storage import chats
from storage.chats import Person

MAX_PEOPLE = 50_000
"""People kept in mind, once for each group; of more, the oldest are forgotten and told anew."""
Pair = tuple[int, int]
"""(chat, person), by Telegram's ids."""


class KnownUsernames:
    """Tells the database who wrote when they are new in a group or have another username: of nearly all it knows."""

    def __init__(self) -> None:
        self._known: BoundedCache[Pair, str] = BoundedCache(MAX_PEOPLE)
        self._new: dict[Pair, JSON] = {}
        self._is_kept = False

    def call(self, messages: Sequence[tuple[int, JSON]]) -> None:
        """Note who wrote messages, each with Telegram's id of its group; they are read from the raw update and fast."""
        if self._is_kept:
            self._new, self._is_kept = {}, False
        for chat_id, message in messages:
            if "sender_chat" not in message:
                self._note(chat_id, part(message, "from"))

    def _note(self, chat_id: int, sender: JSON) -> None:
        person_id, username = number(sender, "id"), words(sender, "username")
        if person_id is None or not username:
            return
        pair = (chat_id, person_id)
        if self._known.get(pair) != username:
            self._known[pair] = username
            self._new[pair] = sender

    async def keep(self, session: AsyncSession, now: datetime) -> None:
        """Keep who is new; what is not committed after all is kept the next time that anything is."""
        if not self._new:
            return
        people = {person_id: sender for (_, person_id), sender in self._new.items()}
        await chats.remember_people(session, [_person(sender, now) for sender in people.values()])
        await chats.note_presence(session, self._new)
        self._is_kept = True


def _person(sender: JSON, now: datetime) -> Person:
    said = person_of(sender, {})
    return Person(telegram_id=said.id, name=said.name, username=said.username, language=said.language, seen_at=now)
