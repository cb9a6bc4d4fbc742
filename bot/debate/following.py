"""Counterpoints follow the article: another version is chosen, and their words have moved there or are gone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.choosing import Follow, Followed
from bot.article.library import Library
from bot.article.reanchoring import is_version, reanchor
from bot.article.rows import Span
from bot.chat.effects import Effect
from bot.chat.said import Said
from bot.debate import anchoring
from bot.debate.cards import Cards, get
from bot.debate.deciding import tell_author
from bot.texts import say
from storage import anchors, chats
from storage.debate import Counterpoint, known


@dataclass(frozen=True, slots=True)
class Step:
    """A counterpoint, and where its words stand in the version that was chosen; nowhere if they are gone."""

    counterpoint: Counterpoint
    span: Span | None
    is_lost: bool
    """Whether the words are gone only now."""


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
        changed = [step for step in steps if await self._looks_other(session, step, snapshot_id)]
        for step in steps:
            await _take(session, step, snapshot_id, now)
        effects = await _tell(said, session, [step.counterpoint for step in steps if step.is_lost])
        for step in changed:
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

    async def _steps(self, session: AsyncSession, tied: Iterable[Counterpoint], snapshot_id: int) -> list[Step]:
        """Find where the words stand now; those of other articles are none of our business."""
        new = await self._library.snapshot(session, snapshot_id)
        steps: list[Step] = []
        for old_id, group in groupby(sorted(tied, key=_first_version), _first_version):
            old = await self._library.snapshot(session, old_id)
            if not is_version(old, new):
                continue
            together = list(group)
            spans = [_first_place(one) for one in together]
            found = await asyncio.to_thread(reanchor, old, new, spans)
            steps += [
                Step(one, span, span is None and one.orphaned_at is None)
                for one, span in zip(together, found, strict=True)
            ]
        return steps

    async def _looks_other(self, session: AsyncSession, step: Step, snapshot_id: int) -> bool:
        """Say whether the card of a counterpoint will show other words, another place, or that they are gone."""
        one = step.counterpoint
        if step.span is None or one.orphaned_at is not None:
            return step.is_lost or step.span is not None
        before = await self._library.snapshot(session, one.snapshot_id)
        after = await self._library.snapshot(session, snapshot_id)
        was, will_be = anchoring.quote_at(before, one.start or 0, one.stop or 0), anchoring.quote_at(after, *step.span)
        places = anchoring.paragraph_of(before, was), anchoring.paragraph_of(after, will_be)
        return (was.exact, was.href, places[0]) != (will_be.exact, will_be.href, places[1])


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


async def _tell(said: Said, session: AsyncSession, lost: Iterable[Counterpoint]) -> list[Effect]:
    """Tell the authors of orphaned counterpoints, each of them once."""
    by_author: dict[int, list[Counterpoint]] = {}
    for one in lost:
        by_author.setdefault(one.author_id, []).append(one)
    return [
        await tell_author(said, session, own[0], "told-orphaned", count=len(own), list=_numbers(own))
        for own in by_author.values()
    ]


def _numbers(counterpoints: Iterable[Counterpoint]) -> str:
    return ", ".join(f"#{one.number}" for one in counterpoints)


def _note(steps: Iterable[Step], language: str) -> str:
    """Return what became of the counterpoints, for the moderator; nothing where there are none."""
    moved = sum(step.span is not None for step in steps)
    lost = [step.counterpoint for step in steps if step.is_lost]
    lines = [say("followed-moved", language, count=moved)] if moved else []
    lines += [say("followed-lost", language, count=len(lost), list=_numbers(lost))] if lost else []
    return "\n".join(lines)
