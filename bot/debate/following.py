"""Counterpoints follow the article: another version is chosen, and their words have moved there or are gone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.choosing import Follow, Followed
from bot.article.library import Library
from bot.article.reanchoring import is_version, reanchor
from bot.article.rows import Span
from bot.article.snapshot import Snapshot
from bot.chat.effects import Effect
from bot.chat.said import Said
from bot.debate import anchoring
from bot.debate.cards import Cards, get
from bot.debate.deciding import tell_author
from bot.texts import say
from storage import anchors, chats
from storage.debate import Counterpoint, known

NAMED = 30
"""Counterpoints that a message names."""


@dataclass(frozen=True, slots=True)
class Step:
    """A counterpoint, and where its words stand in the version that was chosen; nowhere if they are gone."""

    counterpoint: Counterpoint
    span: Span | None
    is_lost: bool
    """Whether the words are gone only now."""
    looks_other: bool
    """Whether its card is to show other words, another place, or that they are gone."""


def follower(library: Library, language: str) -> Follow:
    """Return what lets counterpoints follow; `language` is that of groups."""
    return Following(Cards(library, language)).follow


class Following:
    """What is done with the help of the library."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards
        self._library = cards.library

    async def follow(self, said: Said, session: AsyncSession, now: datetime, snapshot_id: int) -> Followed:
        """Move the anchors of a discussion's counterpoints to a version of their article, or orphan them."""
        discussion = await chats.find_discussion(session, said.place)
        tied = await anchors.anchored(session, known(discussion.id)) if discussion is not None else []
        steps = await self._steps(session, tied, snapshot_id)
        for step in steps:
            await _take(session, step, snapshot_id, now)
        effects = await _tell(said, session, [step.counterpoint for step in steps if step.is_lost])
        for step in (step for step in steps if step.looks_other):
            effects += await self._cards.refresh(session, said, known(step.counterpoint.id))
        return Followed(_note(steps, said.language), effects)

    async def catch_up(self, session: AsyncSession, new: Counterpoint) -> Counterpoint:
        """Return a new counterpoint at its words in the version that was chosen since they were picked."""
        found = await chats.get_discussion(session, new.discussion_id)
        snapshot_id = found[0].snapshot_id if found is not None else None
        if new.start is None or snapshot_id is None or snapshot_id == new.snapshot_id:
            return new
        for step in await self._steps(session, [new], snapshot_id):
            await _take(session, step, snapshot_id, new.submitted_at)
        return await get(session, known(new.id))

    async def _steps(self, session: AsyncSession, tied: Sequence[Counterpoint], snapshot_id: int) -> list[Step]:
        """Find, beside the event loop, where the words of counterpoints stand in a version of their article."""
        wanted = {snapshot_id, *(one.snapshot_id for one in tied), *(_first_version(one) for one in tied)}
        versions = {number: await self._library.snapshot(session, number) for number in sorted(wanted)}
        return await asyncio.to_thread(_steps_to, versions, snapshot_id, tied)


def _steps_to(versions: Mapping[int, Snapshot], snapshot_id: int, tied: Iterable[Counterpoint]) -> list[Step]:
    """Find where the words stand now; counterpoints to other articles are none of our business."""
    new = versions[snapshot_id]
    own = [one for one in tied if is_version(versions[_first_version(one)], new)]
    steps = []
    for one in own:
        (span,) = reanchor(versions[_first_version(one)], new, [_first_place(one)])
        was_lost, is_lost = one.orphaned_at is not None, span is None
        other = span is not None and _face(versions[one.snapshot_id], _place(one)) != _face(new, span)
        steps.append(Step(one, span, is_lost and not was_lost, other or is_lost is not was_lost))
    return steps


def _face(snapshot: Snapshot, place: Span) -> tuple[str, str | None, int]:
    """Return what a card shows of the words: themselves, their link, their paragraph."""
    quote = anchoring.quote_at(snapshot, *place)
    return quote.exact, quote.href, anchoring.paragraph_of(snapshot, quote)


async def _take(session: AsyncSession, step: Step, snapshot_id: int, now: datetime) -> None:
    """Store where the words of a counterpoint stand now."""
    if step.span is not None:
        await anchors.move(session, step.counterpoint, snapshot_id, step.span)
    elif step.is_lost:
        await anchors.orphan(session, step.counterpoint, now)


def _first_version(one: Counterpoint) -> int:
    return anchors.origin_of(one)["snapshot"]


def _first_place(one: Counterpoint) -> Span:
    origin = anchors.origin_of(one)
    return origin["start"], origin["stop"]


def _place(one: Counterpoint) -> Span:
    return one.start or 0, one.stop or 0


async def _tell(said: Said, session: AsyncSession, lost: Iterable[Counterpoint]) -> list[Effect]:
    """Tell the authors of orphaned counterpoints, each of them once."""
    by_author: dict[int, list[Counterpoint]] = {}
    for one in lost:
        by_author.setdefault(one.author_id, []).append(one)
    return [
        await tell_author(said, session, own[0], "told-orphaned", count=len(own), list=_numbers(own))
        for own in by_author.values()
    ]


def _numbers(counterpoints: Sequence[Counterpoint]) -> str:
    named = ", ".join(f"#{one.number}" for one in counterpoints[:NAMED])
    return named if len(counterpoints) <= NAMED else f"{named} …"


def _note(steps: Iterable[Step], language: str) -> str:
    """Return what became of the counterpoints, for the moderator; nothing where there are none."""
    moved = sum(step.span is not None for step in steps)
    lost = [step.counterpoint for step in steps if step.is_lost]
    lines = [say("followed-moved", language, count=moved)] if moved else []
    lines += [say("followed-lost", language, count=len(lost), list=_numbers(lost))] if lost else []
    return "\n".join(lines)
