"""Submitting: /counter and /support, the passage that they answer, and what is known already."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import Article
from bot.article.quoting.quotes import Quote
from bot.article.snapshot import Snapshot
from bot.chat.button_data import fields, number
from bot.chat.effects import AnswerButton, Delete, Effect
from bot.chat.event import Event, EventKind
from bot.chat.queries import TelegramQueries
from bot.debate import anchors
from bot.debate.cards import Cards
from bot.debate.duplicates import Neighbours, PairVerdict
from bot.debate.reanchor import Caught, Following
from bot.debate.submission import drafts as submission_drafts
from bot.debate.submission import form
from bot.debate.submission.drafts import DraftResult, DraftStep
from bot.debate.submission.prompts import WHOLE, anchor_buttons, known_already, looks_close, named
from bot.debate.submission.reply_target import ReplyTarget, find_article, find_reply_target
from bot.texts import Refusal, say
from storage import counterpoints, drafts
from storage.counterpoints import Counterpoint, CounterpointKind, CounterpointStatus
from storage.drafts import Draft, DraftStatus

SHOWN_SIMILAR = 3
"""Counterpoints that look alike and are named."""


@dataclass(frozen=True, slots=True)
class SimilarCounterpoint:
    """A counterpoint of the discussion that a text is like."""

    id: int
    opposite: bool


@dataclass(frozen=True, slots=True)
class Submission:
    """A text for a counterpoint, before the transaction."""

    kind: CounterpointKind
    article: Article
    snapshot: Snapshot
    said: form.TidiedDraft
    links: tuple[str, ...]
    target: ReplyTarget
    offered: tuple[Quote, ...]
    alike: tuple[SimilarCounterpoint, ...]


@dataclass(frozen=True, slots=True)
class DraftContext:
    """A draft, its likes, and where its words stand in a version of the article that was chosen since."""

    draft: Draft
    alike: tuple[SimilarCounterpoint, ...]
    caught: Caught | None = None


class SubmissionCommands:
    """What is done with the help of the library."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards
        self._library = cards.library
        self._following = Following(cards)

    async def read_counter(self, event: Event, telegram: TelegramQueries) -> Submission:
        """`/counter …`: see what it answers, and what it is like."""
        return await self._read(event, telegram, CounterpointKind.COUNTER)

    async def read_support(self, event: Event, telegram: TelegramQueries) -> Submission:
        """`/support …`: the same, as a reply to a card."""
        submission = await self._read(event, telegram, CounterpointKind.SUPPORT)
        if submission.target.parent is None:
            raise Refusal("support-missing")
        return submission

    async def submit(self, event: Event, session: AsyncSession, now: datetime, submission: Submission) -> list[Effect]:
        """Submit it, or ask what is still to be known."""
        draft = _as_draft(event, submission, now)
        await submission_drafts.begin(session, draft, now)
        if not draft.anchored:
            buttons = anchor_buttons(submission.snapshot, submission.offered, draft, event.language)
            return [event.post(say(submission.target.asks, event.language), buttons)]
        return await self._go_on(event, session, DraftContext(draft, submission.alike), now)

    async def look_around(self, event: Event, telegram: TelegramQueries) -> DraftContext:
        """See again what a draft is like and where its words stand: much may have happened meanwhile."""
        async with telegram.database.read() as session:
            draft = await submission_drafts.find_draft(session, number(event), event.person.id)
            texts = await counterpoints.comparable(session, draft.discussion_id, event.person.id)
        moved = await self._following.look_at(draft, telegram.database)
        return DraftContext(draft, await _alike(draft.text, texts), moved)

    async def choose(self, event: Event, session: AsyncSession, now: datetime, around: DraftContext) -> list[Effect]:
        """A passage, or *The article as a whole*: note which words a draft answers, and go on."""
        draft = await submission_drafts.find_draft(session, number(event), event.person.id)
        chosen = fields(event, 2)[1]
        if draft.anchored:
            raise Refusal("draft-settled")
        if chosen == WHOLE:
            await drafts.anchor(session, draft, None, None)
        elif chosen.isdigit() and int(chosen) < len(draft.offered):
            place = draft.offered[int(chosen)]
            await drafts.anchor(session, draft, place["start"], place["stop"])
        else:
            raise Refusal("button-old")
        return await self._go_on(event, session, replace(around, draft=draft), now)

    async def insist(self, event: Event, session: AsyncSession, now: datetime, around: DraftContext) -> list[Effect]:
        """*Mine is different*: submit it although it looks like others."""
        draft = await submission_drafts.find_draft(session, number(event), event.person.id)
        opposite = tuple(one for one in around.alike if one.opposite)
        return await self._go_on(event, session, replace(around, draft=draft, alike=opposite), now)

    async def cancel(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """*Cancel*: put a draft aside."""
        draft = await submission_drafts.find_draft(session, number(event), event.person.id)
        await drafts.settle(session, draft.id, DraftStatus.CANCELLED)
        return event.edit(say("draft-cancelled", event.language))

    async def _read(self, event: Event, telegram: TelegramQueries, kind: CounterpointKind) -> Submission:
        if not event.text.strip():
            raise Refusal(f"{kind}-missing")
        tidied = form.check(event.text, event.links)
        text = tidied.text
        async with telegram.database.read() as session:
            article = await find_article(session, event)
            target = await find_reply_target(self._library, session, event, article)
            snapshot_id = target.parent.snapshot_id if target.parent is not None else article.snapshot_id
            snapshot = await self._library.snapshot(session, snapshot_id)
            texts = await counterpoints.comparable(session, article.discussion_id, event.person.id)
        offered: list[Quote] = []
        if target.quote is None and target.parent is None:
            offered = await asyncio.to_thread(anchors.likeliest, snapshot, text)
        alike, links = await _alike(text, texts), links_of(event, tidied)
        if kind is CounterpointKind.COUNTER and target.parent is not None:
            kind = CounterpointKind.REBUTTAL
        return Submission(kind, article, snapshot, tidied, links, target, tuple(offered), alike)

    async def _go_on(self, event: Event, session: AsyncSession, around: DraftContext, now: datetime) -> list[Effect]:
        close = [one.id for one in around.alike if not one.opposite]
        outcome = await submission_drafts.advance(session, around.draft, close, not event.chat.private, now)
        if outcome.step is DraftStep.SAME and outcome.counterpoint is not None:
            return await known_already(event, session, around.draft, outcome.counterpoint)
        if outcome.step is DraftStep.CLOSE:
            return await looks_close(event, session, around.draft, close)
        return await self._posted(event, session, outcome, around)

    async def _posted(
        self, event: Event, session: AsyncSession, outcome: DraftResult, around: DraftContext
    ) -> list[Effect]:
        """Return the new card, in the place of what was asked about it."""
        if outcome.counterpoint is None:
            raise LookupError(outcome.step)
        new = await self._following.catch_up(session, outcome.counterpoint, around.caught)
        card = replace(await self._cards.post(event, session, new), reply_to=outcome.draft.message_id)
        effects: list[Effect] = [card]
        if event.kind is EventKind.BUTTON:
            effects = [Delete(event.chat.id, event.message_id), card, AnswerButton(event.callback_id or "")]
        if outcome.step is DraftStep.REOPENED:
            effects += await self._cards.refresh(session, event, new.id)
        notes = [say(nudge, event.language) for nudge in outcome.draft.nudges]
        opposite = [one.id for one in around.alike if one.opposite]
        other = await counterpoints.get(session, opposite[0]) if opposite else None
        if other is not None:
            notes.append(say("opposite-note", event.language, **named(other)))
        if notes:
            aside = event.post("\n".join(notes))
            effects.append(replace(aside, reply_to=outcome.draft.message_id, silent=True))
        if new.parent_id is not None and new.status is CounterpointStatus.OPEN:
            effects += await self._cards.refresh(session, event, new.parent_id)
        return effects


async def explain_counter(event: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """*Counter this*: how it is done."""
    return [event.note("counter-how")]


async def _alike(text: str, others: Sequence[Counterpoint]) -> tuple[SimilarCounterpoint, ...]:
    """Return the counterpoints that a text is like, the likest first; beside the event loop."""
    near = await asyncio.to_thread(lambda: Neighbours(one.text for one in others).nearest(text, SHOWN_SIMILAR))
    return tuple(SimilarCounterpoint(others[one.place].id, one.verdict is PairVerdict.OPPOSITE) for one in near)


def links_of(event: Event, tidied: form.TidiedDraft) -> tuple[str, ...]:
    """Return the sources: links written out, and those behind words."""
    written = [source.url for source in tidied.links]
    hidden = [link for link in event.links if not any(link.startswith(url) or url.startswith(link) for url in written)]
    return tuple(dict.fromkeys([*written, *hidden]))[: form.MAX_SOURCES]


def _as_draft(event: Event, submission: Submission, now: datetime) -> Draft:
    quote, parent = submission.target.quote, submission.target.parent
    return Draft(
        discussion_id=submission.article.discussion_id,
        snapshot_id=parent.snapshot_id if parent is not None else submission.article.snapshot_id,
        person_id=event.person.id,
        message_id=event.message_id,
        kind=submission.kind,
        parent_id=parent.id if parent is not None else None,
        text=submission.said.text,
        links=list(submission.links),
        nudges=list(submission.said.nudges),
        anchored=quote is not None or parent is not None,
        start=quote.start if quote is not None else None,
        stop=quote.end if quote is not None else None,
        offered=[{"start": one.start, "stop": one.end} for one in submission.offered],
        drafted_at=now,
    )
