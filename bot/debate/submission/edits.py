"""Editing: other words for one's own counterpoint, by an edited command, by /edit or in private."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.message.written_text import behind_mark
from bot.chat.queries import TelegramQueries
from bot.debate.cards import Cards, get, named_here
from bot.debate.submission import draft_view, form
from bot.debate.submission.drafts import as_rewording
from bot.debate.submission.new_words import check_untouched, reword
from bot.debate.submission.similar import links_of
from bot.texts import Refusal, say
from storage import counterpoint_edits, drafts
from storage.counterpoints import Counterpoint

_NUMBERED = re.compile(r"\s*[#№]?([0-9]{1,9})(?=[:;,.–—-]*\s+\S)")
"""The number of a counterpoint before its new words."""


@dataclass(frozen=True, slots=True)
class EditedWords:
    """How a counterpoint is to read."""

    text: str
    links: tuple[str, ...]
    number: int = 0
    """As which people know it, where a command says so."""


class CounterpointEdits:
    """What is done about counterpoints that are to read otherwise."""

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
        return await self._reword(event, session, own, words, now)

    async def read_named(self, event: Event, _telegram: TelegramQueries) -> EditedWords:
        """Hold the words of `/edit 12 …` against the rules of form."""
        named = _NUMBERED.match(event.text)
        if named is None:
            raise Refusal("edit-how")
        tidied = form.check(event.text[behind_mark(event.text, named.end()) :], event.links)
        return EditedWords(tidied.text, links_of(event, tidied), int(named[1]))

    async def edit(self, event: Event, session: AsyncSession, now: datetime, words: EditedWords) -> list[Effect]:
        """`/edit 12 …`: change the words of one's own counterpoint while nobody else has dealt with them."""
        own = require_own(event, await named_here(session, event, words.number))
        effects = await self._reword(event, session, own, words, now)
        return [*effects, event.note("edit-done", number=str(own.number))]

    async def begin(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Edit*: wait in private for the new words."""
        own = require_own(event, await get(session, number(event)))
        await check_untouched(session, own)
        draft = as_rewording(own, now)
        await drafts.store(session, draft)
        await drafts.listen(session, draft, now)
        asks = say("edit-asks", event.language, number=str(own.number), words=own.text)
        asked = event.post(asks, draft_view.prompt_buttons(draft, event.language))
        return [replace(asked, subject=draft_view.subject_of(draft))]

    async def _reword(
        self, event: Event, session: AsyncSession, own: Counterpoint, words: EditedWords, now: datetime
    ) -> list[Effect]:
        await reword(session, own, words.text, words.links, now)
        return await self._cards.refresh(session, event, own.id)


def require_own(event: Event, counterpoint: Counterpoint) -> Counterpoint:
    """Return a counterpoint that somebody may change: their own, and one from private in private alone.

    Raises:
        Refusal: It is not theirs; or it is said in a group, where whoever may change it would be seen by that.
    """
    number = str(counterpoint.number)
    if counterpoint.from_private and not event.chat.private:
        raise Refusal("edit-in-private", number=number)
    if counterpoint.author_id != event.person.id:
        raise Refusal("edit-not-yours", number=number)
    return counterpoint
