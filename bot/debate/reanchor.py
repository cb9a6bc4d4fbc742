"""Counterpoints follow the article: another version is chosen, and their words have moved there or are gone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import current_article
from bot.article.quoting.reanchor import reanchor
from bot.article.quoting.word_sequences import Span
from bot.article.set_article import Reanchored
from bot.article.snapshot import Snapshot
from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.debate import anchors as debate_anchors
from bot.debate.cards import Cards, get
from bot.debate.lifecycle import tell_author
from bot.debate.participant.notices import AuthorNews
from bot.texts import Refusal, say
from storage import anchors, chats
from storage.counterpoints import Counterpoint
from storage.database import Database
from storage.drafts import Draft

MAX_NAMED_COUNTERPOINTS = 30
"""Counterpoints that a message names."""


@dataclass(frozen=True, slots=True)
class AnchorMove:
    """A counterpoint, and where its words stand in the version that was chosen; nowhere if they are gone."""

    counterpoint: Counterpoint
    span: Span | None
    is_lost: bool
    """Whether the words are gone only now."""
    looks_other: bool
    """Whether its card is to show other words, another place, or that they are gone."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What follows to a version of an article, and the counterpoints as they stood when that was found out."""

    seen: frozenset[tuple[int, int, Span, bool]]
    steps: tuple[AnchorMove, ...]


@dataclass(frozen=True, slots=True)
class Caught:
    """Where words that were picked in an earlier version stand in a later one."""

    snapshot_id: int
    spans: Mapping[Span, Span | None]


class Following:
    """What is done with the help of the library."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards
        self._library = cards.library

    async def look(self, discussion_id: int, database: Database, snapshot_id: int) -> Ahead:
        """Find out where the words of a discussion's counterpoints stand in a version of their article."""
        async with database.read() as session:
            tied = await anchors.anchored(session, discussion_id)
            wanted = {snapshot_id, *(one.snapshot_id for one in tied), *(_first_version(one) for one in tied)}
            versions = {number: await self._library.snapshot(session, number) for number in sorted(wanted)}
        steps = await asyncio.to_thread(_steps_to, versions, snapshot_id, tied)
        return Ahead(frozenset(map(_state, tied)), tuple(steps))

    async def go(self, event: Event, session: AsyncSession, now: datetime, steps: Ahead) -> Reanchored:
        """Move the anchors of a discussion's counterpoints to a version of their article, or orphan them.

        Raises:
            Refusal: Another counterpoint came in since they were looked at.
        """
        article = await current_article(session, event.place)
        snapshot_id = article.snapshot_id
        stand = frozenset(map(_state, await anchors.anchored(session, article.discussion_id)))
        if not stand <= steps.seen:
            raise Refusal("article-followed-meanwhile")
        taken = [step for step in steps.steps if _state(step.counterpoint) in stand]
        for step in taken:
            await _take(session, step, snapshot_id, now)
        effects = await _tell(event, session, [step.counterpoint for step in taken if step.is_lost], now)
        for step in (step for step in taken if step.looks_other):
            effects += await self._cards.refresh(session, event, step.counterpoint.id)
        return Reanchored(_note(taken, event.language), effects)

    async def look_at(self, draft: Draft, database: Database) -> Caught | None:
        """Find out where the words that a draft may answer stand in the article that was chosen since, if one was."""
        async with database.read() as session:
            snapshot_id = await _current(session, draft.discussion_id)
            if snapshot_id is None or snapshot_id == draft.snapshot_id:
                return None
            old, new = [await self._library.snapshot(session, one) for one in (draft.snapshot_id, snapshot_id)]
        places = [(one["start"], one["stop"]) for one in draft.offered]
        if draft.start is not None and draft.stop is not None:
            places.append((draft.start, draft.stop))
        found = await asyncio.to_thread(reanchor, old, new, places)
        return Caught(snapshot_id, dict(zip(places, found, strict=False)))

    async def catch_up(self, session: AsyncSession, new: Counterpoint, caught: Caught | None) -> Counterpoint:
        """Return a new counterpoint at its words in the version that was chosen since they were picked.

        Raises:
            Refusal: It was chosen since they were looked for.
        """
        snapshot_id = await _current(session, new.discussion_id)
        if new.start is None or snapshot_id is None or snapshot_id == new.snapshot_id:
            return new
        if caught is None or caught.snapshot_id != snapshot_id:
            raise Refusal("article-changed-meanwhile")
        if _place(new) in caught.spans:
            span = caught.spans[_place(new)]
            await _take(session, AnchorMove(new, span, span is None, looks_other=True), snapshot_id, new.submitted_at)
        return await get(session, new.id)


async def _current(session: AsyncSession, discussion_id: int) -> int | None:
    found = await chats.get_discussion(session, discussion_id)
    return found[0].snapshot_id if found is not None else None


def _state(one: Counterpoint) -> tuple[int, int, Span, bool]:
    return one.id, one.snapshot_id, _place(one), one.orphaned_at is not None


def _steps_to(versions: Mapping[int, Snapshot], snapshot_id: int, tied: Iterable[Counterpoint]) -> list[AnchorMove]:
    """Find where the words stand now."""
    new = versions[snapshot_id]
    steps = []
    for one in tied:
        (span,) = reanchor(versions[_first_version(one)], new, [_first_place(one)])
        was_lost, is_lost = one.orphaned_at is not None, span is None
        other = span is not None and _shown(versions[one.snapshot_id], _place(one)) != _shown(new, span)
        steps.append(AnchorMove(one, span, is_lost and not was_lost, other or is_lost is not was_lost))
    return steps


def _shown(snapshot: Snapshot, place: Span) -> tuple[str, str | None, int]:
    """Return what a card shows of the words: themselves, their link, their paragraph."""
    quote = debate_anchors.quote_at(snapshot, *place)
    return quote.exact, quote.href, debate_anchors.paragraph_of(snapshot, quote)


async def _take(session: AsyncSession, step: AnchorMove, snapshot_id: int, now: datetime) -> None:
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


async def _tell(event: Event, session: AsyncSession, lost: Iterable[Counterpoint], now: datetime) -> list[Effect]:
    """Tell the authors of orphaned counterpoints, each of them once."""
    by_author: dict[int, list[Counterpoint]] = {}
    for one in lost:
        by_author.setdefault(one.author_id, []).append(one)
    told: list[Effect] = []
    for own in by_author.values():
        news = AuthorNews(own[0], "told-orphaned", {"count": len(own), "list": _numbers(own)})
        told += await tell_author(event, session, news, now)
    return told


def _numbers(counterpoints: Sequence[Counterpoint]) -> str:
    named = ", ".join(f"#{one.number}" for one in counterpoints[:MAX_NAMED_COUNTERPOINTS])
    return named if len(counterpoints) <= MAX_NAMED_COUNTERPOINTS else f"{named} …"


def _note(steps: Iterable[AnchorMove], language: str) -> str:
    """Return what became of the counterpoints, for the moderator; nothing where there are none."""
    moved = sum(step.span is not None for step in steps)
    lost = [step.counterpoint for step in steps if step.is_lost]
    lines = [say("followed-moved", language, count=moved)] if moved else []
    lines += [say("followed-lost", language, count=len(lost), list=_numbers(lost))] if lost else []
    return "\n".join(lines)
