"""/point: the card of a counterpoint once more."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.debate.cards import Cards, named_here
from bot.texts import Refusal
from storage.counterpoints import CounterpointStatus


class PointCommand:
    """Shows one counterpoint."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def show(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """`/point 12`: the card of a counterpoint once more."""
        one = await named_here(session, event, event.number())
        if one.status is CounterpointStatus.HELD and not (event.chat.private and one.author_id == event.person.id):
            raise Refusal("counterpoint-held", number=str(one.number))
        return [await self._cards.post(event, session, one)]
