"""Which chats and people the database knows already, so that it is told only what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.event import Event, EventKind, PersonRef
from config.bounded_cache import BoundedCache
from storage import chats
from storage.chats import Chat, Person

MAX_REMEMBERED = 50_000
"""Chats, and people, kept in mind; of more, the oldest are forgotten and told anew."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A chat as it was heard from last."""

    kind: str
    title: str
    gone: bool


@dataclass(frozen=True, slots=True)
class News:
    """What the database was told in a transaction, by Telegram's ids."""

    chats: dict[int, Seen]
    people: dict[int, PersonRef]
    presences: dict[tuple[int, int], bool]
    """(chat, person) of those who were seen in a group."""


class SeenCache:
    """Tells the database about chats and people when they are new or have changed."""

    def __init__(self) -> None:
        self._chats: BoundedCache[int, Seen] = BoundedCache(MAX_REMEMBERED)
        self._people: BoundedCache[int, PersonRef] = BoundedCache(MAX_REMEMBERED)
        self._presences: BoundedCache[tuple[int, int], bool] = BoundedCache(MAX_REMEMBERED)

    async def store_new(self, heard: Sequence[Event], session: AsyncSession, now: datetime) -> News:
        """Keep what is new about those who are heard from, and return it for `keep` after the commit."""
        seen = {event.chat.id: _seen(event) for event in heard}
        people = {event.person.id: event.person for event in heard if _uses_the_bot(event)}
        in_groups = [(one.chat.id, one.person.id) for one in heard if not one.chat.private and _uses_the_bot(one)]
        news = News(
            {number: chat for number, chat in seen.items() if self._chats.get(number) != chat},
            {number: person for number, person in people.items() if self._people.get(number) != person},
            {pair: True for pair in in_groups if pair not in self._presences},
        )
        await chats.remember_chats(session, [_chat(number, seen, now) for number, seen in news.chats.items()])
        await chats.remember_people(session, [_person(person, now) for person in news.people.values()])
        if news.presences:
            await chats.note_presence(session, news.presences)
        return news

    def commit(self, news: News) -> None:
        """Note what the database knows by now."""
        self._chats.update(news.chats)
        self._people.update(news.people)
        self._presences.update(news.presences)


def _uses_the_bot(event: Event) -> bool:
    """Say whether a person did something with the bot: nobody is kept for having come to a chat, or left it."""
    return not event.person.speaks_as_chat and event.kind not in _PASSING_BY


_PASSING_BY = frozenset({EventKind.CAME, EventKind.WENT, EventKind.ASKED_IN, EventKind.LIMITED})


def _seen(event: Event) -> Seen:
    """Return a chat as this shows it; a private one is called as its person."""
    return Seen(event.chat.kind, event.chat.title or event.person.name, event.kind is EventKind.LEFT)


def _chat(number: int, seen: Seen, now: datetime) -> Chat:
    return Chat(telegram_id=number, kind=seen.kind, title=seen.title, resting=seen.gone, seen_at=now)


def _person(person: PersonRef, now: datetime) -> Person:
    name, username = person.name, person.username
    return Person(telegram_id=person.id, name=name, username=username, language=person.language, seen_at=now)
