"""Merging: a link to the counterpoint that says the same, votes united by person, undone with one button."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Effect
from bot.chat.queries import Desk
from bot.chat.said import Kind, Said
from bot.debate import deciding, presenting
from bot.debate.cards import Cards, get, named_here, root_of
from bot.debate.deciding import (
    CLOSED,
    HELD,
    MERGED,
    OPEN,
    Change,
    change_status,
    status_before_merge,
    tell_author,
)
from bot.debate.duplicates import Near, Neighbours, Verdict
from bot.debate.pressed import number
from bot.texts import Refusal, say, tell
from storage import debate, votes
from storage.debate import Counterpoint, known

CANDIDATES = 5
"""Counterpoints that are offered to merge into."""
_NUMBERS = re.compile(r"[#№]?([0-9]{1,9})(?:\s*(?:[,;>→]|->|into)\s*|\s+)[#№]?([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A counterpoint into which one may be merged."""

    counterpoint: Counterpoint
    opposite: bool


class Merging:
    """What moderators do about counterpoints that say the same."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def find_candidates(self, said: Said, desk: Desk) -> tuple[Candidate, ...]:
        """Find what a counterpoint is like, among those that are open or closed."""
        async with desk.database.read() as session:
            counterpoint = await get(session, number(said))
            found = await debate.with_status(session, counterpoint.discussion_id, OPEN, CLOSED)
        others = [one for one in found if one.id != counterpoint.id]
        near = await asyncio.to_thread(_near, counterpoint.text, others)
        return tuple(Candidate(others[one.place], one.verdict is Verdict.OPPOSITE) for one in near)

    async def ask_into(
        self, said: Said, session: AsyncSession, _now: datetime, found: tuple[Candidate, ...]
    ) -> list[Effect]:
        """*Merge*: ask into which."""
        counterpoint = await get(session, number(said))
        if counterpoint.status is not HELD:
            raise await deciding.too_late(said, session, counterpoint)
        if not found:
            raise Refusal("merge-nothing-like-it", number=str(counterpoint.number))
        face = await self._cards.face(session, counterpoint, said.language)
        choices = [(one.counterpoint, one.opposite) for one in found]
        return said.edit(face.text, presenting.merge_buttons(counterpoint, choices, said.language))

    async def merge_into(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """Merge the counterpoint of a card into the chosen one."""
        counterpoint = await get(session, number(said))
        return await self._merge(said, session, (counterpoint, await get(session, number(said, 1))), now)

    async def merge_named(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/merge 12 9`: merge #12 into #9."""
        numbers = _NUMBERS.fullmatch(said.option)
        if numbers is None:
            raise Refusal("merge-how")
        which, into = [await named_here(session, said, int(one)) for one in numbers.groups()]
        return await self._merge(said, session, (which, into), now)

    async def undo(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Undo*: let a merged counterpoint stand by itself again, with its own votes."""
        merged = await get(session, number(said))
        if merged.status is not MERGED:
            raise Refusal("merge-undone-already", number=str(merged.number))
        root = await root_of(session, merged)
        into = await get(session, known(merged.canonical_id))
        concerned = await votes.hold_for_link(session, known(merged.id), known(into.id))
        told = await change_status(said, session, Change(merged, await status_before_merge(session, merged)), now)
        told += await self._tell_other(said, session, into, ("told-lost", merged))
        await votes.settle(session, concerned)
        done = say("merge-undone", said.language, number=str(merged.number), canonical=str(root.number))
        return [*said.edit(done), *await self._show(said, session, merged, root), *told]

    async def _merge(
        self, said: Said, session: AsyncSession, pair: tuple[Counterpoint, Counterpoint], now: datetime
    ) -> list[Effect]:
        which, into = pair
        if which.id == into.id:
            raise Refusal("merge-itself", number=str(which.number))
        root = await root_of(session, into)
        if root.id == which.id:
            raise Refusal("merge-circle", number=str(which.number), canonical=str(into.number))
        if root.status not in (OPEN, CLOSED) or root.discussion_id != which.discussion_id:
            raise Refusal("merge-not-open", number=str(root.number))
        concerned = await votes.hold_for_link(session, known(which.id), known(root.id))
        told = await change_status(said, session, Change(which, MERGED, canonical=root), now)
        told += await self._tell_other(said, session, root, ("told-gained", which))
        await votes.settle(session, concerned)
        shown = await self._show(said, session, which, root)
        return [*shown, _with_undo(said, which, root), *_answered(said), *told]

    async def _tell_other(
        self, said: Said, session: AsyncSession, other: Counterpoint, news: tuple[str, Counterpoint]
    ) -> list[Effect]:
        """Tell the author of the canonical counterpoint, unless it is who did it."""
        key, which = news
        if other.author_id in (said.person.id, which.author_id):
            return []
        return [await tell_author(said, session, other, key, other=str(which.number))]

    async def _show(self, said: Said, session: AsyncSession, *changed: Counterpoint) -> list[Effect]:
        return [edit for one in changed for edit in await self._cards.refresh(session, said, known(one.id))]


def _near(text: str, others: Sequence[Counterpoint]) -> list[Near]:
    return Neighbours(one.text for one in others).nearest(text, CANDIDATES)


def _answered(said: Said) -> list[Effect]:
    return [said.note("merge-done")] if said.kind is Kind.BUTTON else []


def _with_undo(said: Said, which: Counterpoint, root: Counterpoint) -> Effect:
    """Return the word of a merge, with the button that undoes it."""
    words = say("merged", said.language, number=str(which.number), canonical=str(root.number))
    button = Button(tell("button-undo", said.language), f"unmerge:{which.id}")
    return replace(said.post(words, ((button,),)), silent=True)
