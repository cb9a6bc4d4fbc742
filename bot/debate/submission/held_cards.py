"""Held counterpoints: seen by their writers and by moderators where nobody else reads, and by nobody in the group."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Effect, Send
from bot.chat.event import Event
from bot.chat.moderators import where_apart
from bot.debate.cards import Cards, chat_of, note_of
from bot.debate.deep_links import QUEUE, deep_link
from bot.texts import say, tell
from storage import chats
from storage.chat_settings import language_of
from storage.chats import Discussion, Place
from storage.counterpoints import Counterpoint


class HeldCards:
    """Shows what is held to those who may see it."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def show(self, session: AsyncSession, held: Counterpoint, moderators: Collection[int]) -> list[Effect]:
        """Return its cards for the moderators; where none of them can be reached apart, a word without its words."""
        chat = await chat_of(session, held)
        apart = await where_apart(session, Place(chat.telegram_id), moderators)
        if apart:
            return [await self._cards.copy(session, held, place) for place in apart]
        language = await language_of(session, chat.telegram_id)
        link = deep_link(self._cards.username, QUEUE, held.id)
        way_in = ((Button(tell("button-look-at-held", language), url=link),),)
        debate = await session.get_one(Discussion, held.discussion_id)
        word = Send(Place(chat.telegram_id, debate.thread_id), say("held-waits-here", language), debate.topic)
        return [replace(word, buttons=way_in, silent=True, subject=note_of(held))]

    async def tell_writer(self, event: Event, session: AsyncSession, held: Counterpoint) -> list[Effect]:
        """Return the word for its writer: in private, where they can be written to, with what they wrote."""
        number = str(held.number)
        if await chats.private_chats(session, [held.author_id]):
            language = await language_of(session, held.author_id)
            return [Send(Place(held.author_id), say("held-in-private", language, number=number, words=held.text))]
        words = event.post(say("held-here", event.language, number=number))
        return [replace(words, reply_to=None, silent=True, fades=True, fades_alone=True)]
