"""Voting on a card: secret, changeable, one a person."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate.cards import Cards, get, pressed_here, root_of
from bot.debate.electorate import Electorate, Seat
from bot.debate.submission import drafts as submission
from bot.debate.voting.ballot_box import BallotBox
from bot.texts import Refusal, say
from storage import drafts, told_totals, votes
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance
from storage.drafts import DraftStatus
from storage.vote_changes import Ballot

_STANCES = {str(int(stance)): stance for stance in Stance}


class Voting:
    """What is done about the three stances."""

    def __init__(self, cards: Cards, electorate: Electorate, box: BallotBox) -> None:
        self._cards = cards
        self._electorate = electorate
        self._box = box
        self.known = electorate.known

    async def look(self, event: Event, telegram: TelegramQueries) -> Seat:
        """Look whether this person may vote here."""
        return await self._electorate.look(event, telegram)

    async def vote(self, event: Event, session: AsyncSession, now: datetime, seat: Seat) -> list[Effect]:
        """*Agree*, *Disagree*, *Pass*: count it, in place of a former one."""
        counterpoint = await pressed_here(session, event, number(event))
        if counterpoint.status is not CounterpointStatus.OPEN:
            no = await refusal(session, event, counterpoint)
            shown = await self._cards.refresh(session, event, counterpoint.id)
            return [*shown, event.note(no.key, **no.values)]
        stance = stance_in(event)
        ballot = Ballot(counterpoint.id, event.person.id, stance, now)
        taken = await self._box.take(event, session, ballot, seat)
        return [*taken.effects, event.note(taken.key, number=str(counterpoint.number), stance=stance.name)]

    async def look_at_draft(self, event: Event, telegram: TelegramQueries) -> Seat:
        """Look whether this person may vote in the chat of a draft, wherever they are asked about it."""
        async with telegram.database.read() as session:
            draft = await submission.find_draft(session, number(event), event.person.id)
        return await self._electorate.enter(event, telegram, draft.discussion_id)

    async def agree_instead(self, event: Event, session: AsyncSession, now: datetime, seat: Seat) -> list[Effect]:
        """*That's mine: vote for #9*: put a draft aside and agree with what says the same."""
        draft = await submission.find_draft(session, number(event), event.person.id)
        counterpoint = await root_of(session, await get(session, number(event, 1)))
        if counterpoint.discussion_id != draft.discussion_id:
            raise Refusal("button-old")
        if counterpoint.status is not CounterpointStatus.OPEN:
            raise await refusal(session, event, counterpoint)
        ballot = Ballot(counterpoint.id, event.person.id, Stance.AGREE, now)
        taken = await self._box.take(event, session, ballot, seat)
        if taken.is_refused:
            return [*taken.effects, event.note(taken.key)]
        await drafts.settle(session, draft.id, DraftStatus.CANCELLED)
        done = say("vote-instead", event.language, number=str(counterpoint.number))
        return [*event.edit(done), *taken.effects]


def stance_in(event: Event, count: int = 2) -> Stance:
    """Return the stance in a button of so many fields.

    Raises:
        Refusal: There is none.
    """
    stance = _STANCES.get(fields(event, count)[1])
    if stance is None:
        raise Refusal("button-old")
    return stance


async def refusal(session: AsyncSession, event: Event, counterpoint: Counterpoint) -> Refusal:
    """Say why nobody can vote on a counterpoint, and how this person did."""
    number = str(counterpoint.number)
    if counterpoint.canonical_id is not None:
        into = await root_of(session, await get(session, counterpoint.canonical_id))
        return Refusal("voting-merged", number=number, canonical=str(into.number))
    family = await told_totals.united_with(session, counterpoint.id)
    own = await votes.stance_of(session, family, event.person.id)
    stance = own.name if own is not None else "NONE"
    return Refusal("voting-over", number=number, status=counterpoint.status.value, stance=stance)
