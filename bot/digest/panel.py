"""/digest: when a discussion has its digests, and the panel with everything that can be chosen about them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import current_article
from bot.chat.button_data import fields
from bot.chat.effects import Button, Effect, Rows
from bot.chat.event import Event
from bot.digest.claim import MAX_LATENESS
from bot.schedule import due_times
from bot.schedule.time_zones import rules_of
from bot.schedule.words import echo
from bot.texts import Refusal, Value, say, tell
from storage import audit, digests
from storage.audit import Act
from storage.digests import Edition, Schedule
from storage.subjects import Subject

OFFERED_TIMES = {"daily": due_times.USUAL_TIME, "weekly": "09:00"}
"""The times of day that the panel offers, each day or on Mondays."""
OFFERED_QUIET_HOURS = (22, 8)
"""The quiet hours that the panel offers: from, until."""


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """A change of a schedule that somebody wishes."""

    event: Event
    session: AsyncSession
    now: datetime
    schedule: Schedule


async def choose(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/digest daily 18:00`, `weekly mon 09:00`, `cron …`, `zone …`, `off`, `status`, or nothing: the panel."""
    words = event.text.strip()
    change = ScheduleChange(event, session, now, await _schedule(event, session, now))
    if words.lower() in ("on", "off"):
        await _BUTTONS[words.lower()](change)
    elif words and words.lower() != "status":
        await _choose_times(change, words)
    return [event.post(await _text(change), _buttons(change.schedule, event.language))]


async def press(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """A button of the panel: change one thing, and show it as it is now."""
    act = _BUTTONS.get(fields(event, 1)[0])
    if act is None:
        raise Refusal("button-old")
    change = ScheduleChange(event, session, now, await _schedule(event, session, now))
    await act(change)
    return event.edit(await _text(change), _buttons(change.schedule, event.language))


async def _schedule(event: Event, session: AsyncSession, now: datetime) -> Schedule:
    """Return the schedule of a discussion; one that is off where none was chosen yet."""
    article = await current_article(session, event.place)
    found = await digests.find_schedule(session, article.discussion_id)
    return found or unchosen(event, article.discussion_id, now)


def unchosen(event: Event, discussion_id: int, now: datetime) -> Schedule:
    """Return a schedule that is off."""
    usual = due_times.DEFAULT
    return Schedule(
        discussion_id=discussion_id,
        topic=event.topic,
        cron=usual.cron,
        zone=usual.zone,
        counted_from=now,
        chosen_by=event.person.id,
    )


async def _choose_times(change: ScheduleChange, words: str) -> None:
    """Choose when digests are due; a zone alone switches nothing on."""
    schedule = change.schedule
    before, on = _as_told(schedule), schedule.due_at is not None or words.split()[0].lower() != "zone"
    chosen = due_times.parse(words, due_times.ScheduleRule(schedule.cron, schedule.zone))
    schedule.cron, schedule.zone = chosen.cron, chosen.zone
    await _switch(change, on, before)


async def _switch(change: ScheduleChange, on: bool, before: dict[str, Value] | None = None) -> None:
    """Keep a schedule that is on or off from now on, and who chose so; `before` is what it was, if it is another."""
    schedule, event = change.schedule, change.event
    before = before or _as_told(schedule)
    when = due_times.ScheduleRule(schedule.cron, schedule.zone)
    schedule.counted_from = change.now
    schedule.due_at = due_times.next_due(when, change.now) if on else None
    schedule.trouble, schedule.topic = None, event.topic
    if not event.person.speaks_as_chat:
        schedule.chosen_by = event.person.id
    await digests.keep_schedule(change.session, schedule)
    act = Act(
        event.person.id,
        "digest chosen",
        Subject("schedule", schedule.id),
        discussion_id=schedule.discussion_id,
        before=before,
        after=_as_told(schedule),
    )
    await audit.record(change.session, act, change.now)


async def _toggle(change: ScheduleChange, name: str) -> None:
    schedule = change.schedule
    if name == "quiet":
        hours = OFFERED_QUIET_HOURS if schedule.quiet_from is None else (None, None)
        schedule.quiet_from, schedule.quiet_until = hours
    else:
        setattr(schedule, name, not getattr(schedule, name))
    await digests.keep_schedule(change.session, schedule)


_BUTTONS: dict[str, Callable[[ScheduleChange], Awaitable[None]]] = {
    "off": partial(_switch, on=False),
    "on": partial(_switch, on=True),
    "daily": partial(_choose_times, words=f"daily {OFFERED_TIMES['daily']}"),
    "weekly": partial(_choose_times, words=f"weekly mon {OFFERED_TIMES['weekly']}"),
    "empty": partial(_toggle, name="skip_empty"),
    "pin": partial(_toggle, name="pin"),
    "quiet": partial(_toggle, name="quiet"),
}


async def _text(change: ScheduleChange) -> str:
    """Return the panel: when the next digests are due, how they are posted, and what became of the last one."""
    schedule, language = change.schedule, change.event.language
    lines = [say("digest-panel-head", language)]
    when = due_times.ScheduleRule(schedule.cron, schedule.zone)
    lines.append(echo(when, change.now, language) if schedule.due_at is not None else say("digest-off", language))
    if schedule.due_at is not None and schedule.zone == due_times.DEFAULT.zone:
        lines.append(say("digest-zone-hint", language))
    last = await digests.latest(change.session, schedule.id) if schedule.id is not None else None
    if last is not None:
        lines.append(_last(last, schedule, language))
    if schedule.trouble is not None:
        lines.append(say("digest-trouble-now", language, trouble=schedule.trouble))
    return "\n".join(lines)


def _last(edition: Edition, schedule: Schedule, language: str) -> str:
    """Return what became of the last edition."""
    at = edition.due_at.astimezone(rules_of(schedule.zone))
    month = tell("digest-month", language, month=at.month)
    date = tell("digest-date", language, day=at.day, month=month, time=f"{at:%H:%M}")
    hours = MAX_LATENESS // timedelta(hours=1)
    return say("digest-last", language, status=edition.status.value, date=date, hours=hours)


def _buttons(schedule: Schedule, language: str) -> Rows:
    switches = ("off",) if schedule.due_at is not None else ("daily", "weekly")
    states = {"empty": schedule.skip_empty, "pin": schedule.pin, "quiet": schedule.quiet_from is not None}
    choices = tuple((_button(name, language, on="yes" if state else "no"),) for name, state in states.items())
    asks = tuple(Button(tell(f"button-digest-{name}", language), f"edition:{name}") for name in ("preview", "now"))
    return (tuple(_button(name, language, time=OFFERED_TIMES.get(name, "")) for name in switches), *choices, asks)


def _button(name: str, language: str, **values: Value) -> Button:
    first, until = OFFERED_QUIET_HOURS
    return Button(tell(f"button-digest-{name}", language, **values, first=first, until=until), f"digest:{name}")


def _as_told(schedule: Schedule) -> dict[str, Value]:
    return {"cron": schedule.cron, "zone": schedule.zone, "on": int(schedule.due_at is not None)}
