"""Submitting: /counter and /support, the passage that they answer, and what is known already."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import Article
from bot.article.quoting.quotes import Quote
from bot.article.snapshot import Snapshot
from bot.chat.button_data import fields, number
from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate import anchors
from bot.debate.cards import Cards
from bot.debate.reanchor import Following
from bot.debate.submission import drafts as submission_drafts
from bot.debate.submission import form
from bot.debate.submission.prompts import WHOLE
from bot.debate.submission.reply_target import ReplyTarget, find_article, find_reply_target
from bot.debate.submission.similar import SimilarCounterpoint, links_of, similar_to
from bot.debate.submission.steps import DraftContext, DraftSteps
from bot.debate.submission.writer_access import moderators_of, require_voice
from bot.texts import Refusal, say
from storage import chats, counterpoints, drafts
from storage.chats import Chat
from storage.counterpoints import CounterpointKind
from storage.drafts import Draft, DraftStatus


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
    moderators: frozenset[int]


class SubmissionCommands:
    """What is done with the help of the library."""

    def __init__(self, cards: Cards, steps: DraftSteps) -> None:
        self._cards = cards
        self._library = cards.library
        self._following = Following(cards)
        self._steps = steps

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
        if event.topic:
            await chats.note_topic(session, event.place)
        draft = _as_draft(event, submission, now)
        await submission_drafts.begin(session, draft, now)
        asks = submission.target.asks
        context = DraftContext(draft, submission.alike, moderators=submission.moderators, asks=asks)
        return await self._steps.go_on(event, session, context, now)

    async def look_around(self, event: Event, telegram: TelegramQueries) -> DraftContext:
        """See again what a draft is like and where its words stand: much may have happened meanwhile."""
        async with telegram.database.read() as session:
            draft = await submission_drafts.find_draft(session, number(event), event.person.id)
            chat = await _chat_of(session, draft)
            texts = await counterpoints.comparable(session, draft.discussion_id, event.person.id)
        if draft.from_private:
            await require_voice(event, telegram, chat)
        moved = await self._following.look_at(draft, telegram.database)
        others = [one for one in texts if one.id != draft.rewords_id]
        alike = await similar_to(draft.text, others) if draft.text else ()
        around = DraftContext(draft, alike, moved, await moderators_of(telegram, chat.telegram_id))
        return replace(around, likeliest=await self._likeliest(around, telegram)) if around.is_lost else around

    async def _likeliest(self, around: DraftContext, telegram: TelegramQueries) -> tuple[Quote, ...]:
        """Return what a draft may answer in the version of the article that has its words no more."""
        if around.caught is None:
            return ()
        async with telegram.database.read() as session:
            snapshot = await self._library.snapshot(session, around.caught.snapshot_id)
        return tuple(await asyncio.to_thread(anchors.likeliest, snapshot, around.draft.text))

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
        return await self._steps.go_on(event, session, replace(around, draft=draft), now)

    async def insist(self, event: Event, session: AsyncSession, now: datetime, around: DraftContext) -> list[Effect]:
        """*Mine is different*: go on although it looks like others."""
        draft = await submission_drafts.find_draft(session, number(event), event.person.id)
        return await self._steps.go_on(event, session, replace(around, draft=draft, alike=around.opposite), now)

    async def post(self, event: Event, session: AsyncSession, now: datetime, around: DraftContext) -> list[Effect]:
        """*Post*: submit what was shown in private."""
        draft = await submission_drafts.find_draft(session, number(event), event.person.id)
        around = replace(around, draft=draft, alike=around.opposite)
        if around.is_lost and around.caught is not None:
            await drafts.ask_anew(session, draft, around.caught.snapshot_id, _places(around.likeliest))
            around = replace(around, asks="anchor-lost")
        return await self._steps.go_on(event, session, around, now, confirmed=True)

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
            found = await chats.get_discussion(session, article.discussion_id)
        offered = list(target.offered)
        if not offered and target.quote is None and target.parent is None:
            offered = await asyncio.to_thread(anchors.likeliest, snapshot, text)
        alike, links = await similar_to(text, texts), links_of(event, tidied)
        if kind is CounterpointKind.COUNTER and target.parent is not None:
            kind = CounterpointKind.REBUTTAL
        chat_id = found[1].telegram_id if found is not None else event.chat.id
        moderators = await moderators_of(telegram, chat_id)
        return Submission(kind, article, snapshot, tidied, links, target, tuple(offered), alike, moderators)


async def _chat_of(session: AsyncSession, draft: Draft) -> Chat:
    found = await chats.get_discussion(session, draft.discussion_id)
    if found is None:
        raise Refusal("button-old")
    return found[1]


def _as_draft(event: Event, submission: Submission, now: datetime) -> Draft:
    quote, parent = submission.target.quote, submission.target.parent
    return Draft(
        discussion_id=submission.article.discussion_id,
        snapshot_id=parent.snapshot_id if parent is not None else submission.article.snapshot_id,
        person_id=event.person.id,
        message_id=event.message_id,
        from_private=event.chat.private and event.place.chat_id != event.chat.id,
        kind=submission.kind,
        parent_id=parent.id if parent is not None else None,
        text=submission.said.text,
        links=list(submission.links),
        nudges=list(submission.said.nudges),
        anchored=quote is not None or parent is not None,
        start=quote.start if quote is not None else None,
        stop=quote.end if quote is not None else None,
        offered=_places(submission.offered),
        drafted_at=now,
    )


def _places(quotes: Iterable[Quote]) -> list[dict[str, int]]:
    return [{"start": one.start, "stop": one.end} for one in quotes]
