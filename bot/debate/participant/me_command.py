"""`/me`, in private: one's own place in the debates of one's groups."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import Button, Effect, Send
from bot.chat.event import Event, EventKind
from bot.chat.queries import TelegramQueries
from bot.debate.cards import Cards, get
from bot.debate.electorate import Electorate, Seat
from bot.debate.participant import me_view, notice_panel, own_place
from bot.debate.participant.me_view import Shown
from bot.debate.participant.own_place import OwnVote
from bot.debate.voting.ballot_box import BallotBox
from bot.debate.voting.card_vote import refusal, stance_in
from bot.texts import Refusal, tell
from storage import participation, votes
from storage.participation import OwnDebate
from storage.vote_changes import Ballot

ME = "me_"
"""What the word of a link to this begins with."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What somebody looks at: their debates, the one that it is about, and what they are in its group."""

    debates: Sequence[OwnDebate]
    debate: OwnDebate | None = None
    seat: Seat | None = None
    """None where Telegram does not say."""


class MePages:
    """What is done about `/me` and its buttons."""

    def __init__(self, cards: Cards, electorate: Electorate, box: BallotBox, username: str) -> None:
        self._cards = cards
        self._electorate = electorate
        self._box = box
        self._username = username

    async def find(self, event: Event, telegram: TelegramQueries) -> Visit:
        """Find the debates of somebody; of the one that is meant, whether they are in its group.

        Raises:
            Refusal: A button names a debate in which they take no part.
        """
        if not event.chat.private:
            return Visit(())
        async with telegram.database.read() as session:
            found = await participation.debates_of(session, event.person.id)
            named = await _named(event, session)
        debate = next((one for one in found if one.id == named), None)
        if named is not None and debate is None:
            raise Refusal("button-old")
        if debate is None and len(found) == 1:
            debate = found[0]
        if debate is None:
            return Visit(found)
        try:
            return Visit(found, debate, await self._electorate.look(event, telegram, debate.chat.telegram_id))
        except Refusal:
            return Visit(found, debate)

    async def show(self, event: Event, session: AsyncSession, now: datetime, visit: Visit) -> list[Effect]:
        """`/me`: my place; `/me quiet 23 7`, `/me zone Europe/Vilnius`: when I am told nothing."""
        if not event.chat.private:
            return [self._way_in(event)]
        if event.word == "me" and event.option:
            await notice_panel.choose(event, session, now)
            return [event.post(*await notice_panel.panel(event, session, visit.debates))]
        return [event.post(*await self._home(event, session, visit))]

    async def turn(self, event: Event, session: AsyncSession, _now: datetime, visit: Visit) -> list[Effect]:
        """A button of `/me`: show another page of it in place of this one."""
        page = _PAGES.get(fields(event, 1, 2, 3)[0])
        if page is None:
            raise Refusal("button-old")
        return event.edit(*await page(self, event, session, visit))

    async def press(self, event: Event, session: AsyncSession, now: datetime, visit: Visit) -> list[Effect]:
        """A switch: change one thing that I am told, and show it as it is now."""
        await notice_panel.press(event, session, now)
        return event.edit(*await notice_panel.panel(event, session, visit.debates))

    async def look_at_vote(self, event: Event, telegram: TelegramQueries) -> Seat:
        """Look whether somebody may vote where a vote of theirs was cast."""
        async with telegram.database.read() as session:
            counterpoint = await get(session, number(event))
        return await self._electorate.enter(event, telegram, counterpoint.discussion_id)

    async def vote_again(self, event: Event, session: AsyncSession, now: datetime, seat: Seat) -> list[Effect]:
        """Another stance on what I voted on: count it in place of the former one, and show it back."""
        counterpoint, stance = await get(session, number(event)), stance_in(event, 3)
        if counterpoint.status is not own_place.OPEN:
            raise await refusal(session, event, counterpoint)
        ballot = Ballot(counterpoint.id, event.person.id, stance, now)
        taken = await self._box.take(event, session, ballot, seat)
        toast = event.note(taken.key, number=str(counterpoint.number), stance=stance.name)
        if taken.is_refused:
            return [*taken.effects, toast]
        card = await self._cards.render(session, await get(session, counterpoint.id), event.language)
        page = me_view.vote_page(card.text, OwnVote(counterpoint, stance), number(event, 2), event.language)
        return [toast, *event.edit(*page), *taken.effects]

    def _way_in(self, event: Event) -> Effect:
        """Return the link into private: nobody else is to see it."""
        link = Button(tell("button-open-private", event.language), url=f"https://t.me/{self._username}?start={ME}")
        note = event.note("me-private")
        return replace(note, buttons=((link,),)) if isinstance(note, Send) else note

    async def _home(self, event: Event, session: AsyncSession, visit: Visit) -> Shown:
        """Return the page of the one debate that somebody takes part in, or their debates."""
        if visit.debate is None:
            return me_view.debates_page(visit.debates, 1, event.language)
        return await self._debate(event, session, visit)

    async def _all(self, event: Event, _session: AsyncSession, visit: Visit) -> Shown:
        return me_view.debates_page(visit.debates, number(event, 1), event.language)

    async def _told(self, event: Event, session: AsyncSession, visit: Visit) -> Shown:
        return await notice_panel.panel(event, session, visit.debates)

    async def _debate(self, event: Event, session: AsyncSession, visit: Visit) -> Shown:
        debate = _chosen(visit)
        state = await _state(session, event, visit)
        standing = None
        if state == "in":
            standing = await own_place.standing_of(session, event.person.id, debate.id)
        return me_view.debate_page(debate, state, standing, len(visit.debates) - 1, event.language)

    async def _points(self, event: Event, session: AsyncSession, visit: Visit) -> Shown:
        debate = _chosen(visit)
        own = await own_place.points_of(session, event.person.id, debate.id)
        return me_view.points_page(debate, own, number(event, 2), event.language)

    async def _votes(self, event: Event, session: AsyncSession, visit: Visit) -> Shown:
        debate = _chosen(visit)
        own = await own_place.votes_of(session, event.person.id, debate.id)
        may = await _state(session, event, visit) == "in"
        return me_view.votes_page(debate, own, number(event, 2), may=may, language=event.language)

    async def _vote(self, event: Event, session: AsyncSession, visit: Visit) -> Shown:
        own = await own_place.votes_of(session, event.person.id, _chosen(visit).id)
        vote = next((one for one in own if one.counterpoint.id == number(event, 1)), None)
        if vote is None:
            raise Refusal("button-old")
        card = await self._cards.render(session, vote.counterpoint, event.language)
        return me_view.vote_page(card.text, vote, number(event, 2), event.language)


_PAGES: dict[str, Callable[[MePages, Event, AsyncSession, Visit], Awaitable[Shown]]] = {
    "home": MePages._home,
    "all": MePages._all,
    "told": MePages._told,
    "debate": MePages._debate,
    "points": MePages._points,
    "votes": MePages._votes,
    "vote": MePages._vote,
}


async def _named(event: Event, session: AsyncSession) -> int | None:
    """Return the debate that a button is about, if it names one or a counterpoint of one."""
    if event.kind is not EventKind.BUTTON or event.word != "me":
        return None
    kind, *rest = fields(event, 1, 2, 3)
    if kind == "vote":
        return (await get(session, number(event, 1))).discussion_id
    return number(event, 1) if kind in ("debate", "points", "votes") and rest else None


def _chosen(visit: Visit) -> OwnDebate:
    """Return the debate that a page is about."""
    if visit.debate is None:
        raise Refusal("button-old")
    return visit.debate


async def _state(session: AsyncSession, event: Event, visit: Visit) -> str:
    """Return what somebody is in the group of a debate, as the words about it name it."""
    chat = _chosen(visit).chat
    barred = await votes.find_barred(session, chat.id, event.person.id)
    if chat.resting and chat.kind != "private":
        return "gone"
    if visit.seat is None:
        return "unsure"
    if visit.seat.is_banned or (barred is not None and not visit.seat.is_here):
        return "banned"
    return "in" if visit.seat.is_here else "out"
