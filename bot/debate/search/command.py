"""`/counterpoints parking`: search, where a word names no list."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import shorten
from bot.debate.card_view import MAX_TITLE_CHARS
from bot.debate.deep_links import invitation
from bot.debate.lists import LIST_NAMES, CounterpointLists, ListedDebate
from bot.debate.search.meaning_matches import MeaningMatches
from bot.debate.search.word_matches import word_matches
from bot.texts import Refusal, say
from storage import counterpoints
from storage.counterpoints import Counterpoint, CounterpointStatus

MAX_SEARCH_CHARS = 100
"""Characters that can be looked for."""
MAX_SHOWN_MATCHES = 8
"""Counterpoints that a search shows by their words."""
SEARCHED = (CounterpointStatus.OPEN, CounterpointStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody looks for, and what was found."""

    debate: ListedDebate
    words: str = ""
    """Empty where a list is wanted."""
    by_words: tuple[Counterpoint, ...] = ()
    by_meaning: tuple[Counterpoint, ...] = ()


class CounterpointSearch:
    """Lists counterpoints, or looks for some."""

    def __init__(self, lists: CounterpointLists, meaning: MeaningMatches, username: str) -> None:
        self._lists = lists
        self._meaning = meaning
        self._username = username

    async def find(self, event: Event, telegram: TelegramQueries) -> Found:
        """Find whose counterpoints are meant, and those that have the words or nearly their meaning.

        Raises:
            Refusal: That is too much to look for.
        """
        debate = await self._lists.find(event, telegram)
        words = " ".join(event.text.split())
        if not event.option or event.option in LIST_NAMES:
            return Found(debate)
        if len(words) > MAX_SEARCH_CHARS:
            raise Refusal("search-too-long", most=MAX_SEARCH_CHARS)
        async with telegram.database.read() as session:
            every = await counterpoints.with_status(session, debate.discussion_id, *SEARCHED)
        texts = [one.text for one in every]
        places = await asyncio.to_thread(word_matches, words, texts)
        near = [place for place in await self._meaning.find(words, texts) if place not in places]
        return Found(debate, words, tuple(every[one] for one in places), tuple(every[one] for one in near))

    async def show(self, event: Event, session: AsyncSession, now: datetime, found: Found) -> list[Effect]:
        """`/counterpoints`, `/counterpoints supported`: a list; `/counterpoints parking`: what speaks of that."""
        if not found.words:
            return await self._lists.show(event, session, now, found.debate)
        if not found.by_words and not found.by_meaning:
            return [event.note("search-none", words=found.words)]
        count = len(found.by_words) + len(found.by_meaning)
        lines = [say("search-title", event.language, words=found.words, count=count)]
        lines += [_line(one, event.language) for one in found.by_words[:MAX_SHOWN_MATCHES]]
        if len(found.by_words) > MAX_SHOWN_MATCHES:
            lines.append(say("search-more", event.language, count=len(found.by_words) - MAX_SHOWN_MATCHES))
        if found.by_meaning:
            lines += [say("search-near", event.language), *(_line(one, event.language) for one in found.by_meaning)]
        return [event.post("\n".join(lines), invitation(self._username, found.debate.discussion_id, event.language))]


def _line(one: Counterpoint, language: str) -> str:
    words = shorten(" ".join(one.text.split()), MAX_TITLE_CHARS)
    return say("list-line", language, number=str(one.number), words=words, told="no", votes=0, agree=0, disagree=0)
