"""/queue: everything that waits for the moderators, in one list, most urgent first."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import AnswerButton, Button, Effect, Rows, Send
from bot.chat.event import Event, EventKind
from bot.chat.message.page import ListPage
from bot.chat.moderators import place_of_moderators, tell_moderators, to_moderators
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import shorten
from bot.debate.cards import Cards, copy_of
from bot.moderation.chat_admins import moderators_or_nobody
from bot.moderation.review import card as review_card
from bot.moderation.review import delivery
from bot.moderation.review.evidence import MessageState, messages_of
from bot.moderation.review.reports import are_enough, weights
from bot.moderation.review.urgency import Urgency, Waiting, urgency
from bot.texts import Refusal, Value, say, tell
from config.tracing import where
from storage import chats, counterpoints, reviews, sanctions
from storage.chats import Chat, Place
from storage.counterpoints import Counterpoint
from storage.database import known
from storage.reviews import Review, ReviewKind
from storage.sanctions import SanctionKind
from storage.subjects import Subject

log = logging.getLogger(__name__)

ENTRIES_PER_PAGE = 8
"""Entries on a page."""
MAX_GIST_CHARS = 70
"""Characters of an entry in the list."""
ASKED_ANEW = 10
"""Groups of which Telegram never said who runs them that are asked about for one `/queue`."""
AN_HOUR = timedelta(hours=1)
OVERDUE_AFTER = 12 * AN_HOUR
"""After so long the moderators are reminded, once."""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """Something in the queue."""

    thing: Review | Counterpoint
    chat: Chat
    waiting: Waiting

    def without_words(self) -> Self:
        """Return the same without the words of a counterpoint that is held."""
        if isinstance(self.thing, Review):
            return self
        return replace(self, thing=self.thing.model_copy(update={"text": ""}))

    @property
    def subject(self) -> str:
        """How buttons and reminders name it."""
        kind = "review" if isinstance(self.thing, Review) else "counterpoint"
        return str(Subject(kind, self.thing.id))


async def queue_of(session: AsyncSession, groups: Sequence[Chat], now: datetime) -> list[QueueEntry]:
    """Return what waits in groups, most urgent first."""
    by_id = {chat.id: chat for chat in groups}
    entries = [
        QueueEntry(one, by_id[one.chat_id], await _waiting(session, one))
        for one in await reviews.waiting(session, by_id)
    ]
    entries += [
        QueueEntry(one, by_id[chat_id], Waiting(Urgency.HELD, one.submitted_at))
        for one, chat_id in await reviews.held(session, by_id)
    ]
    return sorted(entries, key=lambda one: (-urgency(one.waiting, now), one.waiting.since))


async def _queue_or_nothing(session: AsyncSession, chat: Chat, now: datetime) -> list[QueueEntry]:
    """Return what waits in a group; an entry that cannot be read holds up its own group alone."""
    try:
        return await queue_of(session, [chat], now)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        log.error("the queue of chat %s could not be read: %s", chat.id, where(error))  # noqa: TRY400 - nobody's words
        return []


async def _waiting(session: AsyncSession, review: Review) -> Waiting:
    since = review.settled_at or review.opened_at  # somebody who takes a decision back has just looked at it
    if review.kind is ReviewKind.APPEAL:
        sanction = await sanctions.get(session, known(review.sanction_id))
        silenced = sanction is not None and sanction.kind is not SanctionKind.WARN
        return Waiting(Urgency.SILENCED if silenced else Urgency.APPEAL, since)
    if review.kind is ReviewKind.SPAM:
        return Waiting(max(_OF_SPAM.get(one.done, Urgency.AWAY) for one in messages_of(review)), since)
    reports = await weights(session, review)
    kind = Urgency.REPORTED if are_enough(reports) else Urgency.POINTED_TO
    return Waiting(kind, since, sum(reports))


_OF_SPAM = {MessageState.STANDING: Urgency.SPAM, MessageState.WATCHED: Urgency.WATCHED}
"""How urgent what looks like spam is, by what of it can still be read."""


@dataclass(frozen=True, slots=True)
class QueueScope:
    """The groups whose queue is asked for, and who moderates the one in which it is."""

    groups: tuple[Chat, ...]
    moderators: frozenset[int] = frozenset()
    told: frozenset[tuple[int, int]] = frozenset()
    """(chat, person) of all those whom Telegram named as moderators on the way."""


async def chat_of_queue(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the group that `/queue` is about: where moderators of another one read, that one."""
    async with telegram.database.read() as session:
        here = await _groups_here(event, session)
    return here[0].telegram_id if here else event.chat.id


async def groups_of(event: Event, telegram: TelegramQueries) -> QueueScope:
    """Find whose queue is asked for: this group's, or all those that the person moderates and may read of here."""
    async with telegram.database.read() as session:
        busy = await _groups_to_ask(event, session) if event.chat.private else await _groups_here(event, session)
    told = {one.telegram_id: await moderators_or_nobody(telegram, one.telegram_id) for one in busy}
    own = [one for one in busy if one.telegram_id == event.chat.id or event.person.id in told[one.telegram_id]]
    here = frozenset() if event.chat.private else await telegram.moderators(event.chat.id)
    return QueueScope(tuple(own), here, frozenset((chat_id, one) for chat_id, people in told.items() for one in people))


async def _groups_to_ask(event: Event, session: AsyncSession) -> list[Chat]:
    """Return the groups with anything in the queue whose moderators are asked for, lest one person asks for all.

    Those in which the person was seen, and some of those of which Telegram never said who runs them.
    """
    busy = await reviews.busy_chats(session)
    seen = await chats.seen_in(session, event.person.id)
    told = await chats.moderated(session, {one.id for one in busy})
    new = [one for one in busy if one.id not in seen | told]
    return [one for one in busy if one.id in seen or one in new[:ASKED_ANEW]]


async def _groups_here(event: Event, session: AsyncSession) -> list[Chat]:
    """Return the groups with anything in the queue whose moderators read in this chat, or that are this chat."""
    if event.chat.private:
        return []
    busy = await reviews.busy_chats(session)
    return [one for one in busy if one.telegram_id == event.chat.id or await _reads_here(session, one, event)]


async def _reads_here(session: AsyncSession, group: Chat, event: Event) -> bool:
    """Say whether the moderators of a group read in this chat."""
    where = await delivery.places(session, group, ())
    return any(place.chat_id == event.chat.id for place in where)


async def chat_of_entry(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat that an entry of the list is about."""
    async with telegram.database.read() as session:
        return (await _entry(event, session))[1].telegram_id


async def _entry(event: Event, session: AsyncSession) -> tuple[Review | Counterpoint, Chat]:
    """Return what a button of the list names."""
    kind, _ = fields(event, 2)
    if kind == "counterpoint":
        counterpoint = await counterpoints.get(session, number(event, 1))
        found = await chats.get_discussion(session, counterpoint.discussion_id) if counterpoint is not None else None
        if counterpoint is not None and found is not None:
            return counterpoint, found[1]
    review = await reviews.get(session, number(event, 1)) if kind == "review" else None
    chat = await chats.get_chat(session, review.chat_id) if review is not None else None
    if review is None or chat is None:
        raise Refusal("button-old")
    return review, chat


async def show(event: Event, session: AsyncSession, now: datetime, scope: QueueScope) -> list[Effect]:
    """`/queue`: the list; of a group, where its moderators read."""
    await chats.note_presence(session, scope.told, moderates=True)
    page = number(event) if event.kind is EventKind.BUTTON else 0
    entries = await queue_of(session, scope.groups, now)
    hidden = frozenset([one.chat.id for one in entries if not await _is_apart(event, session, one.chat)])
    if event.kind is EventKind.BUTTON:
        return event.edit(*_page(entries, page, now, event.language, hidden))
    here = await chats.find_chat(session, event.chat.id)
    if event.chat.private or not entries or here is None:
        return [event.post(*_page(entries, page, now, event.language))] if entries else [event.note("queue-empty")]
    where = await delivery.places(session, here, scope.moderators)
    if any(place.chat_id == event.chat.id for place in where):
        return [event.post(*_page(entries, page, now, event.language, hidden))]
    text, buttons = _page(entries, page, now, event.language)
    told: list[Effect] = [to_moderators(here, one, text, buttons) for one in where]
    return [*told, event.note("queue-sent", count=len(entries))]


async def _is_apart(event: Event, session: AsyncSession, chat: Chat) -> bool:
    """Say whether nobody but moderators of a group reads where something is said."""
    if event.chat.id != chat.telegram_id:
        return True
    return event.topic and await place_of_moderators(session, event.chat.id) == Place(event.chat.id, event.thread_id)


@dataclass(frozen=True, slots=True)
class QueueEntryCards:
    """Shows entries of the list."""

    cards: Cards
    """Of held counterpoints."""

    async def open(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """An entry of the list: its card."""
        thing, chat = await _entry(event, session)
        if isinstance(thing, Counterpoint) and not await _is_apart(event, session, chat):
            raise Refusal("held-in-private-only")
        place = Place(event.chat.id, event.thread_id if event.topic else 0)
        answered = [AnswerButton(event.callback_id)] if event.callback_id is not None else []
        if isinstance(thing, Review):
            return [*await delivery.card(session, await review_card.gather(session, thing), place), *answered]
        shown = await self.cards.as_read(event, session, thing)
        return [Send(place, shown.text, event.topic, buttons=shown.buttons, subject=copy_of(thing)), *answered]


@dataclass(frozen=True, slots=True)
class Overdue:
    """A group, and what waits too long in it."""

    chat: Chat
    subjects: tuple[str, ...]


async def overdue(telegram: TelegramQueries, now: datetime) -> list[Overdue]:
    """Return the groups in which something waits too long that nobody was reminded of."""
    found = []
    async with telegram.database.read() as session:
        for chat in await reviews.busy_chats(session, now - OVERDUE_AFTER):
            entries = await _queue_or_nothing(session, chat, now)
            late = [one.subject for one in entries if now - one.waiting.since >= OVERDUE_AFTER]
            told = await reviews.reminded(session, late)
            if fresh := tuple(one for one in late if one not in told):
                found.append(Overdue(chat, fresh))
    return found


async def look(late: Overdue, telegram: TelegramQueries) -> frozenset[int]:
    """Read who moderates a group; where the bot is no longer in it, nobody is reminded."""
    return await moderators_or_nobody(telegram, late.chat.telegram_id)


async def remind(late: Overdue, session: AsyncSession, now: datetime, moderators: frozenset[int]) -> list[Effect]:
    """Remind the moderators of what waits, once."""
    fresh = [one for one in late.subjects if await reviews.remind_once(session, one, now)]
    if not fresh or not moderators:
        return []
    where = await delivery.places(session, late.chat, moderators)
    values: dict[str, Value] = {"chat": late.chat.title, "count": len(fresh), "hours": OVERDUE_AFTER // AN_HOUR}
    return [*await tell_moderators(session, late.chat, where, "queue-reminder", **values)]


def _page(
    entries: Sequence[QueueEntry], page: int, now: datetime, language: str, hidden: Collection[int] = ()
) -> tuple[str, Rows]:
    """Return a page of the list with a button for each entry; beyond the last page the last.

    Of the chats whose numbers are `hidden`, no words of held counterpoints are shown.
    """
    there = ListPage(len(entries), ENTRIES_PER_PAGE, page + 1)
    shown = there.cut(list(enumerate(entries, 1)))
    title = say("queue-title", language, count=there.count, page=there.number, pages=there.pages)
    several = len({one.chat.id for one in entries}) > 1
    lines = [
        _line(place, one if one.chat.id not in hidden else one.without_words(), now, language, several=several)
        for place, one in shown
    ]
    buttons = [Button(str(place), f"qopen:{one.subject}") for place, one in shown]
    rows = [tuple(buttons[start : start + 4]) for start in range(0, len(buttons), 4)]
    return "\n".join([title, "", *lines]), (*rows, *there.turns(language, lambda to: f"qpage:{to - 1}"))


def _line(place: int, entry: QueueEntry, now: datetime, language: str, *, several: bool) -> str:
    thing = entry.thing
    minutes = int((now - entry.waiting.since).total_seconds() // 60)
    words = thing.words if isinstance(thing, Review) else thing.text
    return say(
        "queue-line",
        language,
        place=str(place),
        urgency=entry.waiting.kind.name,
        person=thing.name if isinstance(thing, Review) else f"#{thing.number}",
        words=shorten(" ".join(words.split()), MAX_GIST_CHARS) or tell("queue-no-words", language),
        unit="hour" if minutes >= 60 else "minute",
        count=minutes // 60 if minutes >= 60 else minutes,
        chat=entry.chat.title if several else "none",
    )
