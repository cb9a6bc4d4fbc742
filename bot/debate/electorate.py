"""The electorate: who may vote in a chat. Telegram is asked once a person and hour; news from the chat refresh it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import update_wrapper
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import LINE, Event, EventKind
from bot.chat.handler import Handler
from bot.chat.members import Member
from bot.chat.queries import TelegramQueries
from bot.debate.voting.banned_votes import BannedVotes, as_told
from bot.texts import Refusal
from config.bounded_cache import BoundedCache
from storage import arrivals, chats, newcomers, seen_voters, votes
from storage.chats import Chat
from storage.newcomers import ASKED
from storage.votes import Barred

SEAT_PERIOD = timedelta(hours=1)
"""How long somebody who is in a chat is not asked about again."""
REFUSAL_PERIOD = timedelta(seconds=15)
"""The same for somebody who is not: they may come in at any moment."""
ARRIVAL_PERIOD = timedelta(days=1)
"""How long after somebody first came to a chat their votes begin to count."""
MAX_PEOPLE = 20_000
"""People in chats who are remembered; of more, the oldest are asked about anew."""
SEEN_PERIOD = timedelta(days=30)
"""How long somebody who was seen in a chat is taken for a member while Telegram does not answer."""
NEWS = frozenset({EventKind.BANNED, EventKind.UNBANNED, EventKind.CAME, EventKind.WENT, EventKind.LIMITED})
"""What changes who is in a chat."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody is in the chat where they vote."""

    asked_at: datetime
    rank: Member | None = None
    """As Telegram said it; none where it knows nobody of that id there, or was not asked."""
    granted: bool = False
    """Whether they may vote without Telegram's word: it is their own chat, or they were seen here lately."""

    @property
    def is_here(self) -> bool:
        """Whether they are in the chat."""
        return self.granted or (self.rank is not None and self.rank.is_here)

    @property
    def is_banned(self) -> bool:
        """Whether Telegram keeps them out."""
        return self.rank is not None and self.rank.status == "kicked"

    def is_fresh(self, now: datetime) -> bool:
        """Say whether Telegram need not be asked again."""
        return abs(now - self.asked_at) < (SEAT_PERIOD if self.is_here else REFUSAL_PERIOD)


@dataclass(frozen=True, slots=True)
class VoteAdmission:
    """Whether a vote counts, and what changed on the way."""

    refusal: str = ""
    """Why it does not, by the name of the sentence."""
    effects: tuple[Effect, ...] = ()
    later: bool = False
    """Whether it counts from the next day on, because they have only just come."""


class Electorate:
    """Knows who is in which chat."""

    def __init__(self, banned_votes: BannedVotes) -> None:
        self._banned_votes = banned_votes
        self._seats: BoundedCache[tuple[int, int], Seat] = BoundedCache(MAX_PEOPLE)

    async def look(self, event: Event, telegram: TelegramQueries, chat_id: int | None = None) -> Seat:
        """Return what somebody is in a chat, by Telegram's id of it; in this one without.

        Raises:
            Refusal: Telegram does not say, and the person was not seen there lately.
        """
        chat_id = event.chat.id if chat_id is None else chat_id
        key, now = (chat_id, event.person.id), telegram.now()
        seat = self._known(key, now)
        if seat is not None:
            return seat
        try:
            seat = Seat(now, await telegram.voter(*key))
        except Refusal:
            return await _unasked(telegram, key, now)
        self._seats[key] = seat
        return seat

    def known(self, event: Event, now: datetime) -> Seat | None:
        """Return what somebody is in this chat, as far as Telegram need not be asked."""
        return self._known((event.chat.id, event.person.id), now)

    async def enter(self, event: Event, telegram: TelegramQueries, discussion_id: int) -> Seat:
        """Return what somebody is in the chat of a discussion in which they vote in private.

        Raises:
            Refusal: They are not in it, or there is no such discussion.
        """
        async with telegram.database.read() as session:
            found = await chats.get_discussion(session, discussion_id)
        if found is None:
            raise Refusal("walk-none")
        seat = await self.look(event, telegram, found[1].telegram_id)
        if not seat.is_here:
            raise Refusal("walk-not-member")
        return seat

    async def admit(self, event: Event, session: AsyncSession, now: datetime, chat: Chat, seat: Seat) -> VoteAdmission:
        """Say whether a vote counts; a ban or an unban that Telegram did not tell is made good for."""
        barred = await votes.find_barred(session, chat.id, event.person.id)
        if seat.is_banned:
            news = as_told(event, chat, EventKind.BANNED, seat.rank)
            return VoteAdmission(
                "vote-barred", () if barred else tuple(await self._banned_votes.bar(news, session, now))
            )
        if not seat.is_here:
            return VoteAdmission("vote-not-member")
        if barred is not None and not barred.is_new and not self._is_over(barred, chat, seat):
            return VoteAdmission("vote-barred")
        if await _waits_at_door(session, chat, event.person.id, seat):
            return VoteAdmission("vote-at-door")
        if barred is None or barred.is_new:
            return VoteAdmission(later=barred is not None)
        back = as_told(event, chat, EventKind.UNBANNED, seat.rank)
        return VoteAdmission(effects=tuple(await self._banned_votes.unbar(back, session, now)))

    def _known(self, key: tuple[int, int], now: datetime) -> Seat | None:
        chat_id, person_id = key
        if chat_id == person_id:
            return Seat(now, granted=True)
        seat = self._seats.get(key)
        return seat if seat is not None and seat.is_fresh(now) else None

    def _is_over(self, barred: Barred, chat: Chat, seat: Seat) -> bool:
        """Say whether Telegram let somebody in after it was last known to keep them out; there was no news since."""
        newest = self._seats.get((chat.telegram_id, barred.person_id)) is seat
        return newest and (barred.looked_at is None or barred.looked_at <= seat.asked_at)

    def following(self, handler: Handler) -> Handler:
        """Return a handler that also lets go of what its news make untrue."""
        if handler.kind not in NEWS:
            return handler

        async def act(event: Event, session: AsyncSession, now: datetime, found: Any) -> list[Effect]:
            self._seats.pop((event.chat.id, event.person.id), None)
            if event.kind is EventKind.CAME and event.word != LINE:
                await _note_arrival(session, event, now)
            return await then(event, session, now, found)

        then: Callable[[Event, AsyncSession, datetime, Any], Awaitable[list[Effect]]] = handler.act
        update_wrapper(act, then)
        return replace(handler, act=act)


async def _unasked(telegram: TelegramQueries, key: tuple[int, int], now: datetime) -> Seat:
    """Take somebody for a member who was seen in a chat lately."""
    async with telegram.database.read() as session:
        if await seen_voters.was_seen(session, *key, now - SEEN_PERIOD):
            return Seat(now, granted=True)
    raise Refusal("vote-unsure")


async def _note_arrival(session: AsyncSession, event: Event, now: datetime) -> None:
    """Let the votes of somebody who has come for the first time count from the next day on, and less in orders."""
    chat = await chats.find_chat(session, event.chat.id)
    key = (event.chat.id, event.person.id)
    if chat is not None and not await seen_voters.was_seen(session, *key, now - SEEN_PERIOD):
        await votes.note_arrival(session, chat.id, event.person.id, now + ARRIVAL_PERIOD)
        await arrivals.note(session, chat.id, event.person.id, now)


async def _waits_at_door(session: AsyncSession, chat: Chat, person_id: int, seat: Seat) -> bool:
    """Say whether somebody came in and may not write until they pressed the button."""
    if seat.rank is None or seat.rank.status != "restricted":
        return False
    newcomer = await newcomers.find(session, chat.id, person_id)
    return newcomer is not None and newcomer.status in ASKED
