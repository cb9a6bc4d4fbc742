"""Voting in private: what one has not seen, one by one, the next card drawn by priority."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat import help as general
from bot.chat.button_data import number
from bot.chat.effects import Effect, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate import card_view
from bot.debate.cards import Cards, discussion_here, get
from bot.debate.deep_links import LIST, VOTE, invitation, wanted
from bot.debate.electorate import Electorate, Seat
from bot.debate.lists import CounterpointLists
from bot.debate.opinions import next_statement
from bot.debate.opinions import state as opinion_state
from bot.debate.opinions.state import ENOUGH_NEW_VOTES, OpinionGroups, OpinionSnapshot
from bot.debate.opinions.votes import Name
from bot.debate.voting.ballot_box import BallotBox
from bot.debate.voting.card_vote import refusal, stance_in
from bot.texts import say
from bot.worker import WorkerError
from storage import chat_settings, chats, counterpoints, opinions
from storage.chat_settings import TotalsShown
from storage.chats import Place
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance
from storage.vote_changes import Ballot

NEW_PERIOD = timedelta(days=2)
"""How long a counterpoint is new."""
MIN_SIDES = 10
"""People who agree or disagree with it, after whom it is new no more."""


@dataclass(frozen=True, slots=True)
class VotingScope:
    """What somebody votes on: which discussion, and what its votes show."""

    discussion_id: int
    snapshot: OpinionSnapshot | None
    seat: Seat


@dataclass(frozen=True, slots=True)
class PrivateVoting:
    """What is done in private."""

    _cards: Cards
    _groups: OpinionGroups
    _lists: CounterpointLists
    _electorate: Electorate
    _box: BallotBox
    _username: str

    async def find(self, event: Event, telegram: TelegramQueries) -> VotingScope | None:
        """Find whose counterpoints are to be voted on, and whether this person may."""
        if not event.chat.private:
            return await self._from_group(event, telegram)
        if event.word == "start" and not event.text.startswith((VOTE, LIST)):
            return None
        async with telegram.database.read() as session:
            discussion_id = await wanted(session, event)
        return await self._walk(event, telegram, discussion_id)

    async def find_pressed(self, event: Event, telegram: TelegramQueries) -> VotingScope:
        """Find the discussion of the card whose button was pressed."""
        async with telegram.database.read() as session:
            counterpoint = await get(session, number(event))
        return await self._walk(event, telegram, counterpoint.discussion_id)

    async def start(
        self, event: Event, session: AsyncSession, now: datetime, scope: VotingScope | None
    ) -> list[Effect]:
        """`/start`: go through a debate where the link says so, else say hello."""
        if scope is None:
            return await general.give_help(event, session, now)
        if event.text.startswith(LIST):
            await opinions.begin_walk(session, event.person.id, scope.discussion_id)
            return await self._lists.first(event, session, scope.discussion_id)
        return await self.begin(event, session, now, scope)

    async def begin(
        self, event: Event, session: AsyncSession, now: datetime, scope: VotingScope | None
    ) -> list[Effect]:
        """`/vote`: the next card in private, or from a group the way there for who does not know the bot yet."""
        if scope is None:
            return await self._invite(event, session)
        await opinions.begin_walk(session, event.person.id, scope.discussion_id)
        await opinion_state.keep(session, scope.snapshot, now)
        if event.chat.private:
            return [await self._next(event, session, now, scope)]
        own = replace(event, language=await chat_settings.language_of(session, event.person.id))
        return [await self._next(own, session, now, scope), event.note("vote-in-private")]

    async def vote(self, event: Event, session: AsyncSession, now: datetime, scope: VotingScope) -> list[Effect]:
        """A stance in private: count it, show how the counterpoint stands, and go on."""
        counterpoint = await get(session, number(event))
        stance = stance_in(event)
        if counterpoint.status is not CounterpointStatus.OPEN:
            no = await refusal(session, event, counterpoint)
            return [*event.edit(say(no.key, event.language, **no.values)), await self._next(event, session, now, scope)]
        ballot = Ballot(counterpoint.id, event.person.id, stance, now)
        taken = await self._box.take(event, session, ballot, scope.seat)
        if taken.is_refused:
            return [*taken.effects, event.note(taken.key)]
        await opinion_state.keep(session, scope.snapshot, now)
        counterpoint = await get(session, number(event))
        shown = await chat_settings.totals_shown(session, counterpoint.discussion_id)
        stands = _stands(counterpoint, stance, event, "later" if taken.is_later else shown)
        text = f"{await self._text(event, session, counterpoint)}\n\n{stands}"
        hidden = shown is TotalsShown.CLOSING
        buttons = card_view.vote_buttons(counterpoint, event.language, "walk", hidden=hidden)
        onward = [await self._next(event, session, now, scope)] if taken.is_new else []
        return [*event.edit(text, (buttons,)), *taken.effects, *onward]

    async def _from_group(self, event: Event, telegram: TelegramQueries) -> VotingScope | None:
        """Find the debate of a group, for somebody whom the bot may write to in private."""
        async with telegram.database.read() as session:
            knows_us = await chats.private_chats(session, [event.person.id])
            discussion = await chats.find_discussion(session, event.place)
        if event.person.speaks_as_chat or not knows_us or discussion is None:
            return None
        return await self._walk(event, telegram, discussion.id)

    async def _walk(self, event: Event, telegram: TelegramQueries, discussion_id: int) -> VotingScope:
        seat = await self._electorate.enter(event, telegram, discussion_id)
        try:
            snapshot = await self._groups.look(telegram.database, discussion_id, ENOUGH_NEW_VOTES)
        except WorkerError:
            snapshot = None
        return VotingScope(discussion_id, snapshot, seat)

    async def _next(self, event: Event, session: AsyncSession, now: datetime, scope: VotingScope) -> Send:
        """Return the next card, drawn by priority among those that this person has not voted on."""
        unseen = {one.number: one for one in await opinions.unseen(session, scope.discussion_id, event.person.id)}
        known_priorities = scope.snapshot.report["priority"] if scope.snapshot is not None else {}
        priorities: dict[Name, float] = {one: known_priorities.get(str(one), 0.0) for one in unseen}
        seen = await opinions.votes_of(session, scope.discussion_id, event.person.id)
        new = {number for number, one in unseen.items() if _is_new(one, now)}
        drawn = next_statement(priorities, seen, event.update_id, new)
        if drawn is None:
            return Send(Place(event.person.id), say("walk-done", event.language))
        counterpoint = unseen[int(drawn)]
        buttons = (card_view.vote_buttons(counterpoint, event.language, "walk", hidden=True),)
        return Send(Place(event.person.id), await self._text(event, session, counterpoint), buttons=buttons)

    async def _text(self, event: Event, session: AsyncSession, counterpoint: Counterpoint) -> str:
        return (await self._cards.render(session, counterpoint, event.language)).text

    async def _invite(self, event: Event, session: AsyncSession) -> list[Effect]:
        discussion = await discussion_here(session, event)
        listed = await counterpoints.with_status(session, discussion.id, CounterpointStatus.OPEN)
        words = say("vote-invitation", event.language, count=len(listed))
        return [event.post(words, invitation(self._username, discussion.id, event.language) if listed else ())]


def _is_new(counterpoint: Counterpoint, now: datetime) -> bool:
    """Say whether few have taken a side on a counterpoint that is not old; a pass is no side, and buries nothing."""
    sides = counterpoints.told(counterpoint)
    since = counterpoint.accepted_at or counterpoint.submitted_at
    return now - since < NEW_PERIOD and sides.agree + sides.disagree < MIN_SIDES


def _stands(counterpoint: Counterpoint, stance: Stance, event: Event, why: TotalsShown | Literal["later"]) -> str:
    """Return how a counterpoint stands after a vote, as far as that is told, or why it is not."""
    told = counterpoints.told(counterpoint)
    if why is TotalsShown.LIVE or (why is TotalsShown.BATCHES and told.votes):
        return say("walk-voted", event.language, stance=stance.name, **asdict(told))
    return say("walk-voted-untold", event.language, stance=stance.name, why=str(why))
