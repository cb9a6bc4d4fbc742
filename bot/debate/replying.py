"""The author of the article: named by the host, and replying with a badge."""

from __future__ import annotations

import re
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.said import Said
from bot.chat.written import behind_mark
from bot.debate.cards import Cards, named_here, replied_to, subject_of
from bot.debate.deciding import CLOSED, OPEN, tell_author
from bot.texts import Refusal
from storage import audit, chats, debate
from storage.debate import Audit, Counterpoint, known

LONGEST = 500
"""Characters of a reply, at the most."""
_NUMBERED = re.compile(r"\s*[#№]?([0-9]{1,9})(?=[:;,.–—-]*\s+\S)")
"""The number of a counterpoint before the words about it."""


class Replying:
    """What the author and the host do."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def appoint(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/appoint author` as a reply to somebody: whose replies carry the author's badge."""
        if said.option != "author" or said.reply is None or said.reply.person is None:
            raise Refusal("appoint-how")
        author = said.reply.person
        if author.speaks_as_chat or said.reply.to_us:
            raise Refusal("appoint-person")
        discussion = await chats.open_discussion(session, said.place, now)
        entry = Audit(
            discussion_id=known(discussion.id),
            actor_id=said.person.id,
            action="appointed",
            subject=f"discussion:{discussion.id}",
            before={"author": discussion.author_id},
            after={"author": author.id},
            at=now,
        )
        await audit.note(session, entry)
        person = chats.Person(telegram_id=author.id, name=author.name, username=author.username, seen_at=now)
        await chats.remember_people(session, [person])
        discussion.author_id = author.id
        session.add(discussion)
        return [said.reply_with("appointed", person=author.name)]

    async def reply(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/reply 12 …`, or as a reply to the card: the author's reply, shown on the card."""
        discussion = await chats.find_discussion(session, said.place)
        if discussion is None or discussion.author_id != said.person.id:
            raise Refusal("author-only")
        counterpoint, words = await self._addressed(said, session)
        if counterpoint.status not in (OPEN, CLOSED):
            raise Refusal("reply-not-open", number=str(counterpoint.number))
        await _keep(session, said, counterpoint, words, now)
        shown = await self._cards.refresh(session, said, known(counterpoint.id))
        told = (
            []
            if counterpoint.author_id == said.person.id
            else [await tell_author(said, session, counterpoint, "told-reply", reply=words)]
        )
        return [*shown, *told, said.note("reply-kept", number=str(counterpoint.number))]

    async def _addressed(self, said: Said, session: AsyncSession) -> tuple[Counterpoint, str]:
        """Return which counterpoint is replied to, and the words."""
        named = _NUMBERED.match(said.text)
        if named is not None:
            words = " ".join(said.text[behind_mark(said.text, named.end()) :].split())
            found = await named_here(session, said, int(named[1]))
        else:
            shown = await replied_to(session, said)
            if shown is None or not said.text.strip():
                raise Refusal("reply-how")
            found, words = shown, " ".join(said.text.split())
        if len(words) > LONGEST:
            raise Refusal("reply-too-long", most=LONGEST)
        return found, words


async def _keep(session: AsyncSession, said: Said, counterpoint: Counterpoint, words: str, now: datetime) -> None:
    entry = Audit(
        discussion_id=counterpoint.discussion_id,
        actor_id=said.person.id,
        action="replied",
        subject=subject_of(counterpoint),
        before={"reply": counterpoint.reply},
        after={"reply": words},
        at=now,
    )
    await audit.note(session, entry)
    await debate.keep_reply(session, known(counterpoint.id), words, said.person.id)
