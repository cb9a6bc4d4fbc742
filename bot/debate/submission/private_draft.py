"""Counterpoints that are written in private: begun by a button in the group, said in the next message, posted last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import answer_versions
from bot.chat.button_data import number
from bot.chat.effects import AnswerButton, Effect
from bot.chat.event import Event, EventKind
from bot.chat.message.digits import digits
from bot.chat.queries import TelegramQueries
from bot.debate.cards import Cards, chat_of, root_of
from bot.debate.deep_links import COUNTER, REBUT, SUPPORT, deep_link
from bot.debate.submission import drafts as submission_drafts
from bot.debate.submission import form
from bot.debate.submission.similar import links_of, similar_to
from bot.debate.submission.steps import DraftContext, DraftSteps
from bot.debate.submission.writer_access import require_voice
from bot.texts import Refusal, say
from storage import chats, counterpoints, drafts, opinions, outbox_subjects, questions
from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, CounterpointKind, CounterpointStatus
from storage.drafts import Draft, DraftStatus
from storage.subjects import Subject

LISTENING_PERIOD = timedelta(days=1)
"""How long a draft waits for its words; after that, what is said in private is a question again."""
KINDS = {"rebut": CounterpointKind.REBUTTAL, "support": CounterpointKind.SUPPORT}
"""What an answer to a counterpoint is, by the word of its button."""
PURPOSES = {"counter": COUNTER, "rebut": REBUT, "support": SUPPORT}
"""What the links of the buttons begin with."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody wants to answer in private, before the transaction."""

    discussion: Discussion
    chat: Chat
    snapshot_id: int
    kind: CounterpointKind = CounterpointKind.COUNTER
    parent: Counterpoint | None = None
    offered: tuple[tuple[int, int], ...] = ()
    """The places of the words that an answer quoted, as they stand now."""
    was_quoted: bool = False
    """Whether the answer quoted anything, be it gone by now."""
    answers_id: int | None = None
    """The message of the group that is answered."""


@dataclass(frozen=True, slots=True)
class SaidWords:
    """Words that somebody said in private for a draft, before the transaction."""

    context: DraftContext
    tidied: form.TidiedDraft
    links: tuple[str, ...]


class PrivateDrafts:
    """What is done about drafts in private, until they are posted or put aside."""

    def __init__(self, cards: Cards, steps: DraftSteps) -> None:
        self._cards = cards
        self._steps = steps

    async def find(self, event: Event, telegram: TelegramQueries) -> Opening | None:
        """Find what a button or link wants to answer, and whether this person may; a press in a group only leads here.

        Raises:
            Refusal: There is nothing to answer any more, or the person may not write there: one clear sentence why.
        """
        if not event.chat.private:
            return None
        async with telegram.database.read() as session:
            opening = await self._opening(session, *_wanted(event))
        await require_voice(event, telegram, opening.chat)
        if opening.parent is not None and opening.parent.status is not CounterpointStatus.OPEN:
            raise Refusal("parent-not-open", number=str(opening.parent.number))
        return opening

    async def begin(self, event: Event, session: AsyncSession, now: datetime, opening: Opening | None) -> list[Effect]:
        """*Counter this*, *Rebut* and *Support*: lead into private; there, ask for the words."""
        if opening is None:
            if event.topic:
                await chats.note_topic(session, event.place)
            link = deep_link(self._cards.username, PURPOSES[event.word], number(event))
            return [AnswerButton(event.callback_id or "", url=link)]
        others = len(await drafts.unposted(session, event.person.id))
        draft = _as_draft(event, opening, now)
        await submission_drafts.begin(session, draft, now)
        await drafts.listen(session, draft, now)
        await opinions.begin_walk(session, event.person.id, opening.discussion.id)
        asked = replace(event, kind=EventKind.COMMAND)  # what the button stands under stays
        context = DraftContext(draft, asks="anchor-several" if opening.offered else _missing(opening))
        effects = await self._steps.go_on(asked, session, context, now)
        if others:
            effects.insert(0, event.post(say("draft-others", event.language, count=others)))
        return effects

    async def hear(self, event: Event, telegram: TelegramQueries) -> SaidWords | None:
        """Hold what is said in private against the rules of form, if a draft waits for it; None if none does.

        Raises:
            Refusal: The words break a rule of form; the draft waits on.
        """
        async with telegram.database.read() as session:
            draft = await self._heard_by(event, session, telegram.now())
        return await self._said(event, telegram, draft) if draft is not None else None

    async def take(self, event: Event, session: AsyncSession, now: datetime, said: SaidWords) -> list[Effect]:
        """Take what is said for the words of a draft, and go on."""
        draft = await submission_drafts.find_draft(session, said.context.draft.id, event.person.id)
        draft.text, draft.links, draft.nudges = said.tidied.text, list(said.links), list(said.tidied.nudges)
        draft.message_id, draft.listens_since = event.message_id, None
        await session.flush()
        return await self._steps.go_on(event, session, replace(said.context, draft=draft), now)

    async def change(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Change*: wait for other words; those there are stay until they come."""
        draft = await submission_drafts.find_draft(session, number(event), event.person.id)
        await drafts.listen(session, draft, now)
        return [event.post(say("draft-change", event.language))]

    async def hear_edited(self, event: Event, telegram: TelegramQueries) -> SaidWords | None:
        """Read the words of a draft again whose message in private was edited; None where it is of no draft."""
        if not event.chat.private:
            return None
        async with telegram.database.read() as session:
            draft = await drafts.said_in(session, event.person.id, event.message_id)
        return await self._said(event, telegram, draft) if draft is not None else None

    async def _said(self, event: Event, telegram: TelegramQueries, draft: Draft) -> SaidWords:
        async with telegram.database.read() as session:
            texts = await counterpoints.comparable(session, draft.discussion_id, event.person.id)
        tidied = _checked(event)
        others = [one for one in texts if one.id != draft.rewords_id]
        return SaidWords(DraftContext(draft, await similar_to(tidied.text, others)), tidied, links_of(event, tidied))

    async def take_edited(
        self, event: Event, session: AsyncSession, now: datetime, said: SaidWords | None
    ) -> list[Effect]:
        """Take the edited words of a draft."""
        return [] if said is None else await self.take(event, session, now, said)

    async def _heard_by(self, event: Event, session: AsyncSession, now: datetime) -> Draft | None:
        """Return the draft whose words are said: that of the message replied to, else the one that waits for some."""
        replied = await self._replied_to(event, session)
        if replied is not None:
            return replied
        return await drafts.listening(session, event.person.id, now - LISTENING_PERIOD)

    async def _replied_to(self, event: Event, session: AsyncSession) -> Draft | None:
        if event.reply is None or not event.reply.to_us:
            return None
        subject = await outbox_subjects.find_subject(session, event.chat.id, event.reply.message_id)
        draft_id = subject.number("draft")
        draft = await drafts.find(session, draft_id) if draft_id is not None else None
        is_open = draft is not None and draft.status is DraftStatus.OPEN and draft.person_id == event.person.id
        return draft if is_open else None

    async def _opening(self, session: AsyncSession, word: str, wanted: int) -> Opening:
        return await (self._on_answer(session, wanted) if word == "counter" else self._on_card(session, word, wanted))

    async def _on_answer(self, session: AsyncSession, question_id: int) -> Opening:
        """Return what an answer of ours quoted, as it stands in the article of its debate now."""
        question = await questions.find_question(session, question_id)
        found = await chats.get_discussion(session, question.discussion_id) if question is not None else None
        if question is None or found is None or found[0].snapshot_id is None:
            raise Refusal("link-leads-nowhere")
        discussion, chat = found
        snapshot_id = found[0].snapshot_id
        standing = await answer_versions.standing(self._cards.library, session, question, snapshot_id)
        places = tuple((one.start, one.end) for one in standing.found)
        shown = await outbox_subjects.messages_in(session, chat.telegram_id, str(Subject("question", question_id)))
        opening = Opening(discussion, chat, snapshot_id, offered=places, was_quoted=bool(question.quotes))
        return replace(opening, answers_id=next(iter(shown), None))

    async def _on_card(self, session: AsyncSession, word: str, counterpoint_id: int) -> Opening:
        """Return the counterpoint that is answered: what it was merged into, if it was."""
        found = await counterpoints.get(session, counterpoint_id)
        if found is None:
            raise Refusal("link-leads-nowhere")
        parent = await root_of(session, found)
        discussion = await session.get_one(Discussion, parent.discussion_id)
        chat = await chat_of(session, parent)
        shown = await self._cards.messages(session, parent)
        return Opening(discussion, chat, parent.snapshot_id, KINDS[word], parent, answers_id=next(iter(shown), None))


def _wanted(event: Event) -> tuple[str, int]:
    """Return what a button or a link into private names: the word of the button, and a number."""
    if event.kind is EventKind.BUTTON:
        return event.word, number(event)
    word, _, rest = event.text.partition("_")
    found = digits(rest)
    if found is None or word not in PURPOSES:
        raise Refusal("link-leads-nowhere")
    return word, found


def _missing(opening: Opening) -> str:
    """Return the question for the words that are answered where an answer does not tell them."""
    return "anchor-lost" if opening.was_quoted else "anchor-question"


def _checked(event: Event) -> form.TidiedDraft:
    """Hold words that were said in private against the rules of form.

    Raises:
        Refusal: They break one; the draft waits on.
    """
    if not event.text.strip():
        raise Refusal("draft-wordless")
    return form.check(event.text, event.links)


def _as_draft(event: Event, opening: Opening, now: datetime) -> Draft:
    one = opening.offered[0] if len(opening.offered) == 1 else None
    return Draft(
        discussion_id=opening.discussion.id,
        snapshot_id=opening.snapshot_id,
        person_id=event.person.id,
        message_id=0,
        from_private=True,
        answers_id=opening.answers_id,
        kind=opening.kind,
        parent_id=opening.parent.id if opening.parent is not None else None,
        anchored=one is not None or opening.parent is not None,
        start=one[0] if one is not None else None,
        stop=one[1] if one is not None else None,
        offered=[{"start": start, "stop": stop} for start, stop in opening.offered],
        drafted_at=now,
    )
