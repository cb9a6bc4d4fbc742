"""What is asked about a draft, one step after the other, until it is a counterpoint."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.quoting.quotes import Quote
from bot.chat.effects import Button, Delete, Edit, Effect, Rows, Send
from bot.chat.event import Event, EventKind
from bot.chat.message.addresses import address_of
from bot.debate import anchors
from bot.debate.card_view import Card
from bot.debate.cards import Cards, chat_of
from bot.debate.participant import notices
from bot.debate.reanchor import Caught, Following
from bot.debate.submission import draft_view
from bot.debate.submission import drafts as submission_drafts
from bot.debate.submission.drafts import DraftResult, DraftStep
from bot.debate.submission.held_cards import HeldCards
from bot.debate.submission.prompts import anchor_buttons, known_already, looks_close, named
from bot.debate.submission.similar import SimilarCounterpoint
from bot.texts import say, tell
from storage import counterpoints
from storage.chats import Place
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.drafts import Draft
from storage.outbox import MESSAGE


@dataclass(frozen=True, slots=True)
class DraftContext:
    """A draft, its likes, and where its words stand in a version of the article that was chosen since."""

    draft: Draft
    alike: tuple[SimilarCounterpoint, ...] = ()
    caught: Caught | None = None
    moderators: frozenset[int] = frozenset()
    """Who moderates the chat of the debate."""
    likeliest: tuple[Quote, ...] = ()
    """What it may answer in that version, where it has the words no more."""
    asks: str = "anchor-question"
    """The sentence that asks which words are answered, where that is to be asked."""

    @property
    def is_lost(self) -> bool:
        """Whether the article has the words no more that the draft answers."""
        draft = self.draft
        if self.caught is None or draft.start is None or draft.stop is None:
            return False
        return self.caught.spans.get((draft.start, draft.stop)) is None

    @property
    def close(self) -> list[int]:
        """The ids of those that may say the same."""
        return [one.id for one in self.alike if not one.opposite]

    @property
    def opposite(self) -> tuple[SimilarCounterpoint, ...]:
        """Those that may say the opposite."""
        return tuple(one for one in self.alike if one.opposite)


Step = Callable[[Event, AsyncSession, DraftContext, DraftResult], Awaitable[list[Effect]]]


class DraftSteps:
    """Asks what is still to be known of a draft, and shows what became of it."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards
        self._held = HeldCards(cards)
        self._following = Following(cards)
        self._steps: dict[DraftStep, Step] = {
            DraftStep.ANCHOR: self._ask_anchor,
            DraftStep.WORDS: self._ask_words,
            DraftStep.SAME: self._known_already,
            DraftStep.CLOSE: self._looks_close,
            DraftStep.PREVIEW: self._preview,
            DraftStep.SUBMITTED: self._submitted,
            DraftStep.REWORDED: self._reworded,
            DraftStep.REOPENED: self._reopened,
        }

    async def go_on(
        self, event: Event, session: AsyncSession, context: DraftContext, now: datetime, *, confirmed: bool = False
    ) -> list[Effect]:
        """Take a draft one step further, and ask or show what follows."""
        result = await submission_drafts.advance(session, context.draft, context.close, now, confirmed=confirmed)
        effects = await self._steps[result.step](event, session, context, result)
        return [_tied(one, context.draft) for one in effects]

    async def _ask_anchor(
        self, event: Event, session: AsyncSession, context: DraftContext, _result: DraftResult
    ) -> list[Effect]:
        draft = context.draft
        snapshot = await self._cards.library.snapshot(session, draft.snapshot_id)
        offered = [anchors.quote_at(snapshot, one["start"], one["stop"]) for one in draft.offered]
        return shown(event, say(context.asks, event.language), anchor_buttons(snapshot, offered, draft, event.language))

    async def _ask_words(
        self, event: Event, session: AsyncSession, context: DraftContext, _result: DraftResult
    ) -> list[Effect]:
        card = await self._card(session, context.draft)
        words = draft_view.prompt(card, context.draft, event.language)
        return shown(event, words, draft_view.prompt_buttons(context.draft, event.language))

    async def _known_already(
        self, event: Event, session: AsyncSession, context: DraftContext, result: DraftResult
    ) -> list[Effect]:
        if result.counterpoint is None:
            raise LookupError(result.step)
        return await known_already(event, session, context.draft, result.counterpoint)

    async def _looks_close(
        self, event: Event, session: AsyncSession, context: DraftContext, _result: DraftResult
    ) -> list[Effect]:
        return await looks_close(event, session, context.draft, context.close)

    async def _preview(
        self, event: Event, session: AsyncSession, context: DraftContext, _result: DraftResult
    ) -> list[Effect]:
        """Show in private how a draft would stand in the group."""
        draft, card = context.draft, await self._card(session, context.draft)
        text = draft_view.preview(card, draft, await _opposite_note(event, session, context), event.language)
        return shown(event, text, draft_view.preview_buttons(draft, event.language))

    async def _submitted(
        self, event: Event, session: AsyncSession, context: DraftContext, result: DraftResult
    ) -> list[Effect]:
        """Return the new card, or what moderators and the writer see of one that is held."""
        if result.counterpoint is None:
            raise LookupError(result.step)
        new = await self._following.catch_up(session, result.counterpoint, context.caught)
        if new.status is CounterpointStatus.HELD:
            effects = await self._waits(event, session, context, new)
        elif new.from_private:
            effects = await self._posted_from_private(event, session, context.draft, new)
        else:
            effects = await self._posted(event, session, context, new)
        if new.parent_id is not None and new.status is CounterpointStatus.OPEN:
            await notices.tell_of_answer(session, new, new.submitted_at)
            effects += await self._cards.refresh(session, event, new.parent_id)
        return effects

    async def _reopened(
        self, event: Event, session: AsyncSession, context: DraftContext, result: DraftResult
    ) -> list[Effect]:
        """Return the card of words that were withdrawn once, and bring the former one up to date."""
        effects = await self._submitted(event, session, context, result)
        if result.counterpoint is not None and result.counterpoint.status is CounterpointStatus.OPEN:
            effects += await self._cards.refresh(session, event, result.counterpoint.id)
        return effects

    async def _reworded(
        self, event: Event, session: AsyncSession, _context: DraftContext, result: DraftResult
    ) -> list[Effect]:
        """Show the new words wherever the card is."""
        if result.counterpoint is None:
            raise LookupError(result.step)
        done = say("edit-done", event.language, number=str(result.counterpoint.number))
        return [*event.edit(done), *await self._cards.refresh(session, event, result.counterpoint.id)]

    async def _waits(
        self, event: Event, session: AsyncSession, context: DraftContext, new: Counterpoint
    ) -> list[Effect]:
        """Return what is seen of a held counterpoint: the group sees nothing, and the command that held it goes."""
        told = await self._held.show(session, new, context.moderators)
        if new.from_private:
            words = say("held-in-private", event.language, number=str(new.number), words=new.text)
            return [*event.edit(words, _edit_button(event, new)), *told]
        gone = [Delete(event.chat.id, context.draft.message_id)]
        if event.kind is EventKind.BUTTON:
            gone.append(Delete(event.chat.id, event.message_id))
        return [*gone, *await self._held.tell_writer(event, session, new), *told]

    async def _posted_from_private(
        self, event: Event, session: AsyncSession, draft: Draft, new: Counterpoint
    ) -> list[Effect]:
        """Return the card in the group, and in private the way to it."""
        chat, number = await chat_of(session, new), str(new.number)
        if chat.telegram_id == event.chat.id:
            done = say("draft-posted-here", event.language, number=number)
            return [*event.edit(done), await self._cards.post(event, session, new)]
        done = say("draft-posted", event.language, number=number, chat=chat.title)
        card = await self._cards.announce(session, new, draft.answers_id)
        edit = _edit_button(event, new)
        return [*event.edit(done, edit), replace(card, link_in=_linked(event, done, edit, chat.telegram_id))]

    async def _posted(
        self, event: Event, session: AsyncSession, context: DraftContext, new: Counterpoint
    ) -> list[Effect]:
        """Return the new card in the group where it was said, in the place of what was asked about it."""
        draft = context.draft
        card = replace(await self._cards.post(event, session, new), reply_to=draft.message_id)
        effects: list[Effect] = [card]
        if event.kind is EventKind.BUTTON:
            effects = [Delete(event.chat.id, event.message_id), card]
        notes = [say(nudge, event.language) for nudge in draft.nudges]
        notes += await _opposite_note(event, session, context)
        if notes:
            aside = event.post("\n".join(notes))
            effects.append(replace(aside, reply_to=draft.message_id, silent=True))
        return effects

    async def _card(self, session: AsyncSession, draft: Draft) -> Card:
        """Return a draft as the card that it is to become."""
        return await self._cards.card(session, submission_drafts.as_counterpoint(draft, draft.drafted_at))


async def _opposite_note(event: Event, session: AsyncSession, context: DraftContext) -> list[str]:
    """Return the question whether a draft is the opposite of something, where it may be."""
    opposite = context.opposite
    other = await counterpoints.get(session, opposite[0].id) if opposite else None
    return [say("opposite-note", event.language, **named(other))] if other is not None else []


def shown(event: Event, text: str, buttons: Rows) -> list[Effect]:
    """Say something in the place of the message whose button was pressed, or else as a reply."""
    return event.edit(text, buttons) if event.kind is EventKind.BUTTON else [event.post(text, buttons)]


def _edit_button(event: Event, own: Counterpoint) -> Rows:
    """Return *Edit*, for the writer alone."""
    return ((Button(tell("button-edit", event.language), f"edit:{own.id}"),),)


def _tied(effect: Effect, draft: Draft) -> Effect:
    """Return what is said in private about a draft so that a reply to it is about the draft."""
    if not isinstance(effect, Send) or effect.subject is not None or not draft.from_private:
        return effect
    return replace(effect, subject=draft_view.subject_of(draft)) if effect.place == Place(draft.person_id) else effect


def _linked(event: Event, text: str, rows: Rows, chat_id: int) -> Edit | None:
    """Return what was posted with the way to it, where messages of a chat have an address."""
    if address_of(chat_id, MESSAGE) is None:
        return None
    there = (Button(tell("button-to-card", event.language)),)
    return Edit(event.chat.id, event.message_id, text, (*rows, there))
