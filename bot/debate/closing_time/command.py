"""`/close 12 fri 18:00`: the voting ends then by itself, and people are reminded once before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect, Send
from bot.chat.event import ChatRef, Event, EventKind, PersonRef
from bot.chat.jobs import Job, due_by, job
from bot.chat.text_length import shorten
from bot.debate import cards
from bot.debate.card_view import MAX_ANCHOR_CHARS
from bot.debate.cards import named_here, replied_to, subject_of
from bot.debate.closing_time.moment import read_moment, reminder_before
from bot.debate.lifecycle import OPEN, Decisions, too_late
from bot.schedule.due_times import DEFAULT
from bot.schedule.quiet_hours import QuietHours
from bot.schedule.words import date_of
from bot.texts import Refusal, say, tell
from storage import audit, chats, closing_times, digests, outbox_subjects
from storage.audit import Act
from storage.chat_settings import language_of
from storage.chats import Discussion, Place
from storage.closing_times import ClosingTime
from storage.counterpoints import Counterpoint

AT_ONCE = 20
"""Closing times that are dealt with before the next ones are looked for."""
THE_BOT = PersonRef(0, "")
"""Who ends a voting whose time has come, as the audit log knows it."""
_NUMBERED = re.compile(r"\s*[#№]?([0-9]{1,9})(?:[.,:;!]*\s+(\S.*)|[.,:;!]*\s*)", re.DOTALL)
"""A number, and what follows it."""


class ClosingTimes:
    """What is done about the end of a voting."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions

    def job(self) -> Job:
        """Return what the clock does about it."""
        return job("closing times", due_by(partial(closing_times.due, most=AT_ONCE)), self.follow)

    async def close(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/close 12`, `/close 12 fri 18:00`, or as a reply to the card: end the voting, now or then."""
        counterpoint, words = await _named(event, session)
        if not words:
            return await self._decisions.close(event, session, counterpoint, now)
        if counterpoint.status is not OPEN:
            raise await too_late(event, session, counterpoint)
        zone = await _zone(session, counterpoint)
        closes_at = read_moment(words, zone, now)
        remind_at = reminder_before(closes_at, now)
        chosen = ClosingTime(counterpoint_id=counterpoint.id, closes_at=closes_at, remind_at=remind_at)
        await closing_times.choose(session, chosen)
        if event.topic:
            await chats.note_topic(session, event.place)
        await _record(event, session, counterpoint, closes_at, now)
        when, before = (date_of(one, now, zone, event.language) for one in (closes_at, remind_at))
        said = say("close-planned", event.language, number=str(counterpoint.number), at=when, before=before, zone=zone)
        undo = Button(tell("button-undo", event.language), f"unplan:{counterpoint.id}")
        return [event.post(said, ((undo,),))]

    async def undo(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Undo*: let the voting go on for as long as nobody ends it."""
        counterpoint = await cards.get(session, number(event))
        planned = await closing_times.find(session, counterpoint.id)
        if planned is None or not await closing_times.take(session, planned):
            raise Refusal("close-not-planned", number=str(counterpoint.number))
        await _record(event, session, counterpoint, None, now)
        return event.edit(say("close-unplanned", event.language, number=str(counterpoint.number)))

    async def follow(self, one: ClosingTime, session: AsyncSession, now: datetime) -> list[Effect]:
        """Remind people that a voting ends, or end it; one that was ended by hand is left as it is."""
        is_over = one.closes_at <= now
        if not await (closing_times.take if is_over else closing_times.note_reminded)(session, one):
            return []
        counterpoint = await cards.get(session, one.counterpoint_id)
        if counterpoint.status is not OPEN:
            return []
        clock = await _as_event(session, counterpoint, now)
        if not is_over:
            return [await _reminder(clock, session, counterpoint, one)]
        *effects, _ = await self._decisions.close(clock, session, counterpoint, now)
        done = say("close-done", clock.language, number=str(counterpoint.number))
        return [*effects, await _below_card(clock, session, counterpoint, done)]


async def _named(event: Event, session: AsyncSession) -> tuple[Counterpoint, str]:
    """Return which counterpoint is meant, by its number or a reply to its card, and when."""
    numbered = _NUMBERED.fullmatch(event.text)
    if numbered is not None:
        return await named_here(session, event, int(numbered[1])), numbered[2] or ""
    shown = await replied_to(session, event)
    if shown is None:
        return await named_here(session, event, event.number()), ""
    return shown, event.text.strip()


async def _zone(session: AsyncSession, counterpoint: Counterpoint) -> str:
    """Return the zone that the digests of a counterpoint's debate go by."""
    schedule = await digests.find_schedule(session, counterpoint.discussion_id)
    return schedule.zone if schedule is not None else DEFAULT.zone


async def _record(
    event: Event, session: AsyncSession, counterpoint: Counterpoint, closes_at: datetime | None, now: datetime
) -> None:
    """Note in the audit log when a voting is to end, or that it is not to end by itself any more."""
    action = "closing undone" if closes_at is None else "closing chosen"
    after = {"closes_at": closes_at.isoformat()} if closes_at is not None else None
    about = subject_of(counterpoint)
    act = Act(event.person.id, action, about, discussion_id=counterpoint.discussion_id, after=after)
    await audit.record(session, act, now)


async def _as_event(session: AsyncSession, counterpoint: Counterpoint, now: datetime) -> Event:
    """Return what the clock does in the words of something that somebody did, in the place of the debate."""
    chat = await cards.chat_of(session, counterpoint)
    debate = await session.get_one(Discussion, counterpoint.discussion_id)
    here, language = ChatRef(chat.telegram_id, chat.kind, chat.title), await language_of(session, chat.telegram_id)
    clock = Event(EventKind.COMMAND, here, THE_BOT, 0, now, language=language)
    return replace(clock, thread_id=debate.thread_id, topic=debate.topic)


async def _reminder(clock: Event, session: AsyncSession, counterpoint: Counterpoint, one: ClosingTime) -> Send:
    """Return the reminder, without a sound in the quiet hours of the debate."""
    zone, now = await _zone(session, counterpoint), clock.at
    words = shorten(" ".join(counterpoint.text.split()), MAX_ANCHOR_CHARS)
    when = date_of(one.closes_at, now, zone, clock.language)
    text = say("close-soon", clock.language, number=str(counterpoint.number), words=words, at=when, zone=zone)
    schedule = await digests.find_schedule(session, counterpoint.discussion_id)
    quiet = schedule is not None and QuietHours(schedule.quiet_from, schedule.quiet_until, zone).hold(now)
    return replace(await _below_card(clock, session, counterpoint, text), silent=quiet)


async def _below_card(clock: Event, session: AsyncSession, counterpoint: Counterpoint, text: str) -> Send:
    """Return a message as a reply to the newest card of a counterpoint."""
    shown = await outbox_subjects.find_messages(session, subject_of(counterpoint))
    return replace(clock.post(text), place=Place(clock.chat.id, clock.thread_id), reply_to=shown[-1] if shown else None)
