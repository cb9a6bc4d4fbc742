"""Who was put out of a chat, or has only just come: their votes are kept, and do not count there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import ChatRef, Event, EventKind, PersonRef
from bot.chat.jobs import Job, prepared_job
from bot.chat.members import Member
from bot.chat.queries import TelegramQueries
from bot.debate.cards import Cards, get
from bot.texts import Refusal
from storage import audit, chats, vote_changes, votes
from storage.audit import Act
from storage.chats import Chat
from storage.subjects import Subject
from storage.vote_changes import Changed
from storage.votes import Barred

LOOKED_FOR = timedelta(days=1)
"""After so long Telegram is asked again whether somebody is still banned."""
AT_ONCE = 5
"""Bans that are looked at in a tick."""


class BannedVotes:
    """What is done when somebody is banned from a chat, or not any more."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    def jobs(self) -> tuple[Job, ...]:
        """Return what the clock does about bans."""
        return (prepared_job("bans that may be over", self.due, self.look, self.lift),)

    async def bar(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Let the votes of somebody who was banned not count."""
        chat = await chats.find_chat(session, event.chat.id)
        if chat is None:
            return []
        until = event.rank.until if event.rank is not None else None
        barred = Barred(chat_id=chat.id, person_id=event.person.id, until=until, looked_at=now)
        return await self._follow(event, session, await vote_changes.bar(session, barred), chat, now)

    async def unbar(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Let them count again."""
        chat = await chats.find_chat(session, event.chat.id)
        if chat is None:
            return []
        changed = await vote_changes.unbar(session, chat.id, event.person.id)
        return await self._follow(event, session, changed, chat, now)

    async def _follow(
        self, event: Event, session: AsyncSession, changed: Changed, chat: Chat, now: datetime
    ) -> list[Effect]:
        """Note it where the groups must be found anew, and show the cards whose totals are told anew."""
        found = [await get(session, number) for number in changed.voted]
        for discussion_id in sorted({one.discussion_id for one in found}):
            about = Subject("person", event.person.id)
            act = Act(chat.telegram_id, event.kind.value, about, discussion_id=discussion_id)
            await audit.record(session, act, now)
        return [edit for number in changed.told for edit in await self._cards.refresh(session, event, number)]

    async def due(self, telegram: TelegramQueries, now: datetime) -> list[Barred]:
        """Return some bans that may be over: their time has passed, or nobody has looked for a day."""
        async with telegram.database.read() as session:
            return await votes.barred_to_look_at(session, now, now - LOOKED_FOR, AT_ONCE)

    async def look(self, barred: Barred, telegram: TelegramQueries) -> Member | None:
        """Read what somebody is who was banned; None where Telegram does not say.

        An unban is not told where the bot is no administrator, and no ban is told whose time has passed.
        """
        if barred.is_new:
            return None
        async with telegram.database.read() as session:
            chat = await chats.get_chat(session, barred.chat_id)
        try:
            return await telegram.voter(chat.telegram_id, barred.person_id) if chat is not None else None
        except Refusal:
            return None

    async def lift(self, barred: Barred, session: AsyncSession, now: datetime, member: Member | None) -> list[Effect]:
        """Let votes count after a first day here or a ban that is over, and look again later after one that is not."""
        if barred.is_new:
            return await self._welcome(barred, session)
        chat = await chats.get_chat(session, barred.chat_id)
        over = member.status != "kicked" if member is not None else barred.until is not None and barred.until <= now
        if chat is None or not over:
            until = member.until if member is not None else barred.until
            still = Barred(chat_id=barred.chat_id, person_id=barred.person_id, until=until, looked_at=now)
            await vote_changes.bar(session, still)
            return []
        person = PersonRef(barred.person_id, "")
        told = Event(EventKind.UNBANNED, ChatRef(chat.telegram_id, chat.kind), person, 0, now)
        return await self.unbar(told, session, now)

    async def _welcome(self, barred: Barred, session: AsyncSession) -> list[Effect]:
        """Let the votes count of somebody who has been here for a day, unless they were banned meanwhile."""
        found = await votes.find_barred(session, barred.chat_id, barred.person_id)
        if found is None or not found.is_new:
            return []
        changed = await vote_changes.unbar(session, barred.chat_id, barred.person_id, own=True)
        return [edit for number in changed.told for edit in await self._cards.refresh(session, None, number)]


def as_told(event: Event, chat: Chat, kind: EventKind, rank: Member | None) -> Event:
    """Return the news about who presses a button that Telegram did not tell."""
    return replace(event, kind=kind, chat=ChatRef(chat.telegram_id, chat.kind, chat.title), rank=rank, callback_id=None)
