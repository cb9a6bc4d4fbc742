"""The author of the article replies, with a badge."""

from __future__ import annotations

import re
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.message.written_text import behind_mark
from bot.debate.cards import Cards, named_here, replied_to, subject_of
from bot.debate.lifecycle import CLOSED, OPEN, tell_author
from bot.debate.participant.notices import AuthorNews
from bot.texts import Refusal
from storage import audit, chats, counterpoints
from storage.audit import Act
from storage.counterpoints import Counterpoint

MAX_REPLY_CHARS = 500
"""Characters of a reply, at the most."""
_NUMBERED = re.compile(r"\s*[#№]?([0-9]{1,9})(?=[:;,.–—-]*\s+\S)")
"""The number of a counterpoint before the words about it."""


class AuthorReplies:
    """What the author writes on the cards."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def reply(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/reply 12 …`, or as a reply to the card: the author's reply, shown on the card."""
        discussion = await chats.find_discussion(session, event.place)
        if discussion is None or discussion.author_id != event.person.id:
            raise Refusal("author-only")
        counterpoint, words = await self._addressed(event, session)
        if counterpoint.status not in (OPEN, CLOSED):
            raise Refusal("reply-not-open", number=str(counterpoint.number))
        await _keep(session, event, counterpoint, words, now)
        shown = await self._cards.refresh(session, event, counterpoint.id)
        if counterpoint.author_id != event.person.id:
            shown += await tell_author(event, session, AuthorNews(counterpoint, "told-reply", {"reply": words}), now)
        return [*shown, event.note("reply-kept", number=str(counterpoint.number))]

    async def _addressed(self, event: Event, session: AsyncSession) -> tuple[Counterpoint, str]:
        """Return which counterpoint is replied to, and the words."""
        named = _NUMBERED.match(event.text)
        if named is not None:
            words = " ".join(event.text[behind_mark(event.text, named.end()) :].split())
            found = await named_here(session, event, int(named[1]))
        else:
            shown = await replied_to(session, event)
            if shown is None or not event.text.strip():
                raise Refusal("reply-how")
            found, words = shown, " ".join(event.text.split())
        if len(words) > MAX_REPLY_CHARS:
            raise Refusal("reply-too-long", most=MAX_REPLY_CHARS)
        return found, words


async def _keep(session: AsyncSession, event: Event, counterpoint: Counterpoint, words: str, now: datetime) -> None:
    act = Act(
        event.person.id,
        "replied",
        subject_of(counterpoint),
        discussion_id=counterpoint.discussion_id,
        before={"reply": counterpoint.reply},
        after={"reply": words},
    )
    await audit.record(session, act, now)
    await counterpoints.keep_reply(session, counterpoint.id, words, event.person.id)
