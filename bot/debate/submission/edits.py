"""Edited commands: whoever edits what brought a counterpoint changes its words, until others have dealt with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate.cards import Cards, subject_of
from bot.debate.duplicates.normalise import same_words
from bot.debate.submission import form
from bot.debate.submission.counter_support import links_of
from bot.texts import Refusal
from storage import audit, counterpoint_edits, counterpoints, votes
from storage.audit import Act
from storage.counterpoints import Counterpoint, CounterpointStatus

MENDABLE = (CounterpointStatus.HELD, CounterpointStatus.OPEN)


@dataclass(frozen=True, slots=True)
class EditedWords:
    """How a counterpoint is to read."""

    text: str
    links: tuple[str, ...]


class CounterpointEdits:
    """What is done about edited commands that are counterpoints already."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def read(self, event: Event, telegram: TelegramQueries) -> EditedWords | None:
        """Hold the new words against the rules of form; None where they belong to no counterpoint."""
        async with telegram.database.read() as session:
            if await counterpoint_edits.brought_by(session, event.chat.id, event.message_id, event.person.id) is None:
                return None
        if not event.text.strip():
            raise Refusal("counter-missing")
        tidied = form.check(event.text, event.links)
        return EditedWords(tidied.text, links_of(event, tidied))

    async def mend(self, event: Event, session: AsyncSession, now: datetime, words: EditedWords | None) -> list[Effect]:
        """An edited `/counter …` or `/support …`: change the words while nobody else has dealt with them."""
        own = await counterpoint_edits.brought_by(session, event.chat.id, event.message_id, event.person.id)
        if words is None or own is None or (own.text, own.links) == (words.text, list(words.links)):
            return []
        if not await _is_untouched(session, own):
            raise Refusal("mend-too-late", number=str(own.number))
        same = await counterpoints.find_same(session, own.model_copy(update={"words": same_words(words.text)}))
        if same is not None and same.id != own.id:
            raise Refusal("mend-known", number=str(own.number), other=str(same.number))
        await counterpoint_edits.reword(session, own, words.text, same_words(words.text), words.links, now)
        act = Act(event.person.id, "mended", subject_of(own), discussion_id=own.discussion_id)
        await audit.record(session, act, now)
        return await self._cards.refresh(session, event, own.id)


async def _is_untouched(session: AsyncSession, own: Counterpoint) -> bool:
    """Say whether nobody but its author has dealt with a counterpoint."""
    return (
        own.status in MENDABLE
        and own.accepted_by is None
        and own.reply is None
        and not await counterpoint_edits.is_answered(session, own.id)
        and not await votes.others_voted(session, own.id, own.author_id)
    )
