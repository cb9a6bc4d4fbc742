"""Merging: a link to the counterpoint that says the same, votes united by person, undone with one button."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect
from bot.chat.event import Event, EventKind
from bot.chat.queries import TelegramQueries
from bot.debate import card_view, lifecycle
from bot.debate.card_view import MergeCandidate
from bot.debate.cards import Cards, get, named_here, root_of
from bot.debate.duplicates import Near, Neighbours, PairVerdict
from bot.debate.lifecycle import CLOSED, HELD, MERGED, OPEN, Change, change_status, status_before_merge, tell_author
from bot.debate.participant.notices import AuthorNews
from bot.texts import Refusal, say, tell
from storage import counterpoints, vote_changes
from storage.counterpoints import Counterpoint
from storage.database import known

MAX_CANDIDATES = 5
"""Counterpoints that are offered to merge into."""
_NUMBERS = re.compile(r"[#№]?([0-9]{1,9})(?:\s*(?:[,;>→]|->|into)\s*|\s+)[#№]?([0-9]{1,9})")


class Merges:
    """What moderators do about counterpoints that say the same."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def find_candidates(self, event: Event, telegram: TelegramQueries) -> tuple[MergeCandidate, ...]:
        """Find what a counterpoint is like, among those that are open or closed."""
        async with telegram.database.read() as session:
            counterpoint = await get(session, number(event))
            found = await counterpoints.with_status(session, counterpoint.discussion_id, OPEN, CLOSED)
        others = [one for one in found if one.id != counterpoint.id]
        near = await asyncio.to_thread(_near, counterpoint.text, others)
        return tuple(MergeCandidate(others[one.place], one.verdict is PairVerdict.OPPOSITE) for one in near)

    async def ask_into(
        self, event: Event, session: AsyncSession, _now: datetime, found: tuple[MergeCandidate, ...]
    ) -> list[Effect]:
        """*Merge*: ask into which."""
        counterpoint = await get(session, number(event))
        if counterpoint.status is not HELD:
            raise await lifecycle.too_late(event, session, counterpoint)
        if not found:
            raise Refusal("merge-nothing-like-it", number=str(counterpoint.number))
        shown = await self._cards.as_read(event, session, counterpoint)
        return event.edit(shown.text, card_view.merge_buttons(counterpoint, found, event.language))

    async def merge_into(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Merge the counterpoint of a card into the chosen one."""
        counterpoint = await get(session, number(event))
        return await self._merge(event, session, counterpoint, await get(session, number(event, 1)), now)

    async def merge_named(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/merge 12 9`: merge #12 into #9."""
        numbers = _NUMBERS.fullmatch(event.option)
        if numbers is None:
            raise Refusal("merge-how")
        which, into = [await named_here(session, event, int(one)) for one in numbers.groups()]
        return await self._merge(event, session, which, into, now)

    async def merge_anyway(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Merge*: merge into what is closed, as the moderator wants it."""
        which, into = await get(session, number(event)), await get(session, number(event, 1))
        return await self._merge(event, session, which, into, now, into_closed=True)

    async def let_be(self, event: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
        """*Cancel*: merge nothing."""
        return event.edit(say("merge-left", event.language))

    async def undo(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Undo*: let a merged counterpoint stand by itself again, with its own votes."""
        merged = await get(session, number(event))
        if merged.status is not MERGED:
            raise Refusal("merge-undone-already", number=str(merged.number))
        root = await root_of(session, merged)
        into = await get(session, known(merged.canonical_id))
        concerned = await vote_changes.hold_for_link(session, merged.id, into.id)
        told = await change_status(event, session, Change(merged, await status_before_merge(session, merged)), now)
        told += await _tell_other(event, session, AuthorNews(into, "told-lost", {"other": str(merged.number)}), now)
        await vote_changes.settle(session, concerned)
        done = say("merge-undone", event.language, number=str(merged.number), canonical=str(root.number))
        return [*event.edit(done), *await self._show(event, session, merged, root), *told]

    async def _merge(
        self,
        event: Event,
        session: AsyncSession,
        which: Counterpoint,
        into: Counterpoint,
        now: datetime,
        *,
        into_closed: bool = False,
    ) -> list[Effect]:
        if which.id == into.id:
            raise Refusal("merge-itself", number=str(which.number))
        root = await root_of(session, into)
        if root.id == which.id:
            raise Refusal("merge-circle", number=str(which.number), canonical=str(into.number))
        if root.status not in (OPEN, CLOSED) or root.discussion_id != which.discussion_id:
            raise Refusal("merge-not-open", number=str(root.number))
        if root.status is CLOSED and MERGED in lifecycle.MOVES[which.status] and not into_closed:
            return _ask_about_closed(event, which, root)
        concerned = await vote_changes.hold_for_link(session, which.id, root.id)
        told = await change_status(event, session, Change(which, MERGED, canonical=root), now)
        told += await _tell_other(event, session, AuthorNews(root, "told-gained", {"other": str(which.number)}), now)
        await vote_changes.settle(session, concerned)
        shown = await self._show(event, session, which, root)
        return [*shown, _with_undo(event, which, root), *_answered(event), *told]

    async def _show(self, event: Event, session: AsyncSession, *changed: Counterpoint) -> list[Effect]:
        return [edit for one in changed for edit in await self._cards.refresh(session, event, one.id)]


async def _tell_other(event: Event, session: AsyncSession, news: AuthorNews, now: datetime) -> list[Effect]:
    """Tell the author of the canonical counterpoint, unless it is who did it."""
    return [] if news.about.author_id == event.person.id else await tell_author(event, session, news, now)


def _near(text: str, others: Sequence[Counterpoint]) -> list[Near]:
    return Neighbours(one.text for one in others).nearest(text, MAX_CANDIDATES)


def _answered(event: Event) -> list[Effect]:
    return [event.note("merge-done")] if event.kind is EventKind.BUTTON else []


def _ask_about_closed(event: Event, which: Counterpoint, root: Counterpoint) -> list[Effect]:
    """Ask before votes are counted for what nobody votes on any more."""
    words = say("merge-into-closed", event.language, number=str(which.number), canonical=str(root.number))
    names = {"merge": f"anyway:{which.id}:{root.id}", "cancel": f"letbe:{which.id}"}
    rows = (tuple(Button(tell(f"button-{name}", event.language), data) for name, data in names.items()),)
    return [event.post(words, rows)]


def _with_undo(event: Event, which: Counterpoint, root: Counterpoint) -> Effect:
    """Return the word of a merge, with the button that undoes it."""
    words = say("merged", event.language, number=str(which.number), canonical=str(root.number))
    button = Button(tell("button-undo", event.language), f"unmerge:{which.id}")
    return replace(event.post(words, ((button,),)), silent=True)
