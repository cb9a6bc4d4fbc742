"""Voting in private: a walk through what one has not seen, the next card drawn by priority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat import help as general
from bot.chat.button_data import number
from bot.chat.effects import Effect, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate import card_view
from bot.debate.cards import Cards, chat_of, get
from bot.debate.deep_links import LIST, VOTE, invitation, wanted
from bot.debate.electorate import Electorate, Seat
from bot.debate.lists import Listing
from bot.debate.opinions import next_statement
from bot.debate.opinions import state as opinion_state
from bot.debate.opinions.state import ENOUGH_NEW_VOTES, OpinionGroups, OpinionSnapshot
from bot.debate.opinions.votes import Name
from bot.debate.voting.card_vote import cast, refusal, stance_in
from bot.texts import Refusal, say
from bot.worker import WorkerError
from storage import chat_settings, chats, counterpoints, opinions
from storage.chats import Place
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance


@dataclass(frozen=True, slots=True)
class VotingScope:
    """A walk that may go on: through which discussion, and what its votes show."""

    discussion_id: int
    gathered: OpinionSnapshot | None
    seat: Seat


class PrivateVoting:
    """What is done in private."""

    def __init__(
        self, cards: Cards, gathering: OpinionGroups, listing: Listing, electorate: Electorate, username: str
    ) -> None:
        self._cards = cards
        self._electorate = electorate
        self._listing = listing
        self._gathering = gathering
        self._username = username

    async def find(self, event: Event, telegram: TelegramQueries) -> VotingScope | None:
        """Find whose counterpoints are to be voted on, and whether this person may."""
        if not event.chat.private or (event.word == "start" and not event.text.startswith((VOTE, LIST))):
            return None
        async with telegram.database.read() as session:
            discussion_id = await wanted(session, event)
        return await self._walk(event, telegram, discussion_id)

    async def find_pressed(self, event: Event, telegram: TelegramQueries) -> VotingScope:
        """Find the discussion of the card whose button was pressed."""
        async with telegram.database.read() as session:
            counterpoint = await get(session, number(event))
        return await self._walk(event, telegram, counterpoint.discussion_id)

    async def start(self, event: Event, session: AsyncSession, now: datetime, walk: VotingScope | None) -> list[Effect]:
        """`/start`: go through a debate where the link says so, else say hello."""
        if walk is None:
            return await general.give_help(event, session, now)
        if event.text.startswith(LIST):
            await opinions.begin_walk(session, event.person.id, walk.discussion_id)
            return await self._listing.first(event, session, walk.discussion_id)
        return await self.begin(event, session, now, walk)

    async def begin(self, event: Event, session: AsyncSession, now: datetime, walk: VotingScope | None) -> list[Effect]:
        """`/vote`: in a group the way into private, in private the next card."""
        if walk is None:
            return await self._invite(event, session)
        await opinions.begin_walk(session, event.person.id, walk.discussion_id)
        await _keep(session, walk, now)
        return [await self._next(event, session, walk)]

    async def vote(self, event: Event, session: AsyncSession, now: datetime, walk: VotingScope) -> list[Effect]:
        """A stance in private: count it, show how the counterpoint stands, and go on."""
        counterpoint = await get(session, number(event))
        stance = stance_in(event)
        if counterpoint.status is not CounterpointStatus.OPEN:
            no = await refusal(session, counterpoint)
            return [*event.edit(say(no.key, event.language, **no.values)), await self._next(event, session, walk)]
        admission = await self._electorate.admit(event, session, now, (await chat_of(session, counterpoint), walk.seat))
        if admission.refusal:
            return [*admission.effects, event.note(admission.refusal)]
        new = await cast(session, event, counterpoint, stance, now)
        await _keep(session, walk, now)
        counterpoint = await get(session, number(event))
        hidden = await chat_settings.hides_totals(session, counterpoint.discussion_id)
        text = (
            f"{await self._text(event, session, counterpoint)}\n\n{_stands(counterpoint, stance, event, hidden=hidden)}"
        )
        shown = await self._cards.refresh(session, event, counterpoint.id) if new else []
        buttons = card_view.blank_buttons if hidden else card_view.vote_buttons
        return [
            *event.edit(text, (buttons(counterpoint, event.language, "walk"),)),
            *admission.effects,
            *shown,
            *([await self._next(event, session, walk)] if new else []),
        ]

    async def _walk(self, event: Event, telegram: TelegramQueries, discussion_id: int) -> VotingScope:
        seat = await self._electorate.enter(event, telegram, discussion_id)
        try:
            return VotingScope(
                discussion_id, await self._gathering.look(telegram.database, discussion_id, ENOUGH_NEW_VOTES), seat
            )
        except WorkerError:
            return VotingScope(discussion_id, None, seat)

    async def _next(self, event: Event, session: AsyncSession, walk: VotingScope) -> Send:
        """Return the next card, drawn by priority among those that this person has not voted on."""
        unseen = {one.number: one for one in await opinions.unseen(session, walk.discussion_id, event.person.id)}
        known_priorities = walk.gathered.report["priority"] if walk.gathered is not None else {}
        priorities: dict[Name, float] = {one: known_priorities.get(str(one), 0.0) for one in unseen}
        drawn = next_statement(priorities, (), event.update_id)
        if drawn is None:
            return Send(Place(event.chat.id), say("walk-done", event.language))
        counterpoint = unseen[int(drawn)]
        buttons = (card_view.blank_buttons(counterpoint, event.language, "walk"),)
        return Send(Place(event.chat.id), await self._text(event, session, counterpoint), buttons=buttons)

    async def _text(self, event: Event, session: AsyncSession, counterpoint: Counterpoint) -> str:
        return (await self._cards.face(session, counterpoint, event.language)).text

    async def _invite(self, event: Event, session: AsyncSession) -> list[Effect]:
        discussion = await chats.find_discussion(session, event.place)
        if discussion is None:
            raise Refusal("article-none-here")
        listed = await counterpoints.with_status(session, discussion.id, CounterpointStatus.OPEN)
        words = say("vote-invitation", event.language, count=len(listed))
        return [event.post(words, invitation(self._username, discussion.id, event.language) if listed else ())]


async def _keep(session: AsyncSession, walk: VotingScope, now: datetime) -> None:
    if walk.gathered is not None:
        await opinion_state.keep(session, walk.gathered, now)


def _stands(counterpoint: Counterpoint, stance: Stance, event: Event, *, hidden: bool) -> str:
    """Return how a counterpoint stands after a vote, as far as that is shown while the voting goes on."""
    if hidden:
        return say("walk-voted-hidden", event.language, stance=stance.name)
    totals = counterpoints.told(counterpoint)
    counts = {"agree": totals.agree, "disagree": totals.disagree, "passes": totals.passes}
    return say("walk-voted", event.language, stance=stance.name, **counts)
