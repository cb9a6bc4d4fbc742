"""Admission to reading: for whom an article is read: one at a time for a chat and a person, and so many a day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.chat.event import Event, EventKind
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal
from storage import articles
from storage.articles import Reading

A_DAY = timedelta(days=1)
READS_PER_PERSON_A_DAY = 20
"""Articles that are read for a person within a day."""
READS_PER_CHAT_A_DAY = 30
"""The same in a chat."""
READS_PER_CHANNEL_A_DAY = 100
"""Posts of a channel whose links are followed within a day."""
MAX_CONCURRENT_READS = 8
"""Articles that are fetched and read, or wait for it, at once."""


class ReadingAdmission:
    """Lets people in to have an article read."""

    def __init__(self) -> None:
        self._inside: set[tuple[int, int]] = set()

    @asynccontextmanager
    async def place(self, event: Event, telegram: TelegramQueries) -> AsyncIterator[None]:
        """Keep a place for as long as the block runs.

        Raises:
            Refusal: This chat or person has one, all are taken, or there was enough of it today.
        """
        here = event.chat.id, event.person.id
        if any(here[0] == chat or here[1] == person for chat, person in self._inside):
            raise Refusal("article-being-read")
        if len(self._inside) >= MAX_CONCURRENT_READS:
            raise Refusal("article-line-full")
        self._inside.add(here)
        try:
            await _count(event, telegram)
            yield
        finally:
            self._inside.discard(here)


async def _count(event: Event, telegram: TelegramQueries) -> None:
    now = telegram.now()
    is_channel = event.kind is EventKind.CHANNEL_POST
    async with telegram.database.write() as session:
        by_person, by_chat = await articles.count_readings(session, event.chat.id, event.person.id, now - A_DAY, now)
        if by_person >= (READS_PER_CHANNEL_A_DAY if is_channel else READS_PER_PERSON_A_DAY):
            raise Refusal("article-read-today", most=READS_PER_PERSON_A_DAY)
        if by_chat >= (READS_PER_CHANNEL_A_DAY if is_channel else READS_PER_CHAT_A_DAY):
            raise Refusal("article-read-today-here", most=READS_PER_CHAT_A_DAY)
        reading = Reading(chat_id=event.chat.id, person_id=event.person.id, read_at=now)
        await articles.note_reading(session, reading, now - A_DAY)
