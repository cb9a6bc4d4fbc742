"""The ballot box: takes one vote, wherever it was pressed, and tells what the group sees of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.debate.cards import Cards, chat_of, get
from bot.debate.electorate import Electorate, Seat
from bot.debate.voting import small_group
from storage import counterpoints, vote_changes
from storage.counterpoints import Counterpoint, Tally
from storage.vote_changes import Ballot


@dataclass(frozen=True, slots=True)
class TakenVote:
    """What became of a vote."""

    key: str
    """The name of the sentence that says so."""
    effects: tuple[Effect, ...] = ()
    """What is done about it besides, in the group and elsewhere."""
    is_refused: bool = False
    is_new: bool = False
    """Whether it is another one than before."""
    is_later: bool = False
    """Whether it counts from the next day on."""


class BallotBox:
    """Takes the votes of those who may vote."""

    def __init__(self, cards: Cards, electorate: Electorate) -> None:
        self._cards = cards
        self._electorate = electorate

    async def take(self, event: Event, session: AsyncSession, ballot: Ballot, seat: Seat) -> TakenVote:
        """Count a vote on an open counterpoint, in place of a former one.

        Args:
            event: The press.
            session: An open transaction.
            ballot: The vote.
            seat: What the person is in the group, as Telegram said before the transaction.
        """
        counterpoint = await get(session, ballot.counterpoint_id)
        admission = await self._electorate.admit(event, session, ballot.at, await chat_of(session, counterpoint), seat)
        if admission.refusal:
            return TakenVote(admission.refusal, admission.effects, is_refused=True)
        before = _known_of(counterpoint)
        if not await vote_changes.cast(session, ballot):
            return TakenVote("vote-same", admission.effects, is_later=admission.later)
        shown = await self._shown(event, session, ballot, before)
        key = "vote-counted-later" if admission.later else "vote-counted"
        return TakenVote(key, (*admission.effects, *shown), is_new=True, is_later=admission.later)

    async def _shown(
        self, event: Event, session: AsyncSession, ballot: Ballot, before: tuple[Tally, int]
    ) -> list[Effect]:
        """Return what the group sees of a vote: cards that tell what they told `before` stay as they are."""
        is_told = _known_of(await get(session, ballot.counterpoint_id)) != before
        changed = await self._cards.refresh(session, event, ballot.counterpoint_id) if is_told else []
        return [*changed, *await small_group.warn(event, session, ballot.counterpoint_id, ballot.at)]


def _known_of(counterpoint: Counterpoint) -> tuple[Tally, int]:
    """Return what cards tell of the votes on a counterpoint."""
    return counterpoints.told(counterpoint), counterpoints.untold(counterpoint)
