"""/digest: when a discussion has its digests, and the panel with everything that can be chosen about them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import current_article
from bot.chat.button_data import fields
from bot.chat.effects import Button, Effect, Rows
from bot.chat.event import Event
from bot.digest.schedule import due_times
from bot.digest.schedule.time_zones import rules_of
from bot.digest.schedule.words import echo
from bot.texts import Refusal, Value, say, tell
from storage import audit, digests
from storage.audit import Audit
from storage.digests import Edition, Schedule

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
    first, _, rest = event.text.strip().partition(" ")
    schedule = await _schedule(event, session, now)
    wish = ScheduleChange(event, session, now, schedule)
    change = _WORDS.get(first.lower())
    if change is not None and not rest.strip():
        await change(wish)
    elif event.text.strip():
        await _when(wish)
    return [event.post(await _text(wish), _buttons(schedule, event.language))]


async def press(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """A button of the panel: change one thing, and show it as it is now."""
    change = _BUTTONS.get(fields(event, 1)[0])
    if change is None:
        raise Refusal("button-old")
    schedule = await _schedule(event, session, now)
    wish = ScheduleChange(event, session, now, schedule)
    await change(wish)
    return event.edit(await _text(wish), _buttons(schedule, event.language))


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


async def _when(wish: ScheduleChange) -> None:
    """Choose when digests are due; a zone alone switches nothing on."""
    schedule, words = wish.schedule, wish.event.text
    chosen = due_times.parse(words, due_times.ScheduleRule(schedule.cron, schedule.zone))
    on = schedule.due_at is not None or words.split()[0].lower() != "zone"
    before = _as_told(schedule)
    schedule.cron, schedule.zone = chosen.cron, chosen.zone
    await _switch(wish, on, before)


async def _switch(wish: ScheduleChange, on: bool, before: dict[str, Value]) -> None:
    """Keep a schedule that is on or off from now on, and who chose so."""
    schedule, event = wish.schedule, wish.event
    when = due_times.ScheduleRule(schedule.cron, schedule.zone)
    schedule.counted_from = wish.now
    schedule.due_at = due_times.next_due(when, wish.now) if on else None
    schedule.trouble, schedule.topic = None, event.topic
    if not event.person.speaks_as_chat:
        schedule.chosen_by = event.person.id
    await digests.keep_schedule(wish.session, schedule)
    entry = Audit(
        discussion_id=schedule.discussion_id,
        actor_id=event.person.id,
        action="digest chosen",
        subject=f"schedule:{schedule.id}",
        before=before,
        after=_as_told(schedule),
        at=wish.now,
    )
    await audit.note(wish.session, entry)


async def _turn_off(wish: ScheduleChange) -> None:
    await _switch(wish, on=False, before=_as_told(wish.schedule))


async def _turn_on(wish: ScheduleChange) -> None:
    await _switch(wish, on=True, before=_as_told(wish.schedule))


async def _show(_wish: ScheduleChange) -> None:
    """Change nothing."""


async def _toggle_empty(wish: ScheduleChange) -> None:
    wish.schedule.skip_empty = not wish.schedule.skip_empty
    await digests.keep_schedule(wish.session, wish.schedule)


async def _toggle_pin(wish: ScheduleChange) -> None:
    wish.schedule.pin = not wish.schedule.pin
    await digests.keep_schedule(wish.session, wish.schedule)


async def _toggle_quiet(wish: ScheduleChange) -> None:
    schedule = wish.schedule
    schedule.quiet_from, schedule.quiet_until = OFFERED_QUIET_HOURS if schedule.quiet_from is None else (None, None)
    await digests.keep_schedule(wish.session, schedule)


async def _daily(wish: ScheduleChange) -> None:
    await _when(replace(wish, event=replace(wish.event, text="daily")))


async def _weekly(wish: ScheduleChange) -> None:
    await _when(replace(wish, event=replace(wish.event, text="weekly mon 09:00")))


_Change = Callable[[ScheduleChange], Awaitable[None]]
_WORDS: dict[str, _Change] = {"off": _turn_off, "on": _turn_on, "status": _show}
_BUTTONS: dict[str, _Change] = {
    "off": _turn_off,
    "on": _turn_on,
    "daily": _daily,
    "weekly": _weekly,
    "empty": _toggle_empty,
    "pin": _toggle_pin,
    "quiet": _toggle_quiet,
}


async def _text(wish: ScheduleChange) -> str:
    """Return the panel: when the next digests are due, how they are posted, and what became of the last one."""
    schedule, language = wish.schedule, wish.event.language
    lines = [say("digest-panel-head", language)]
    when = due_times.ScheduleRule(schedule.cron, schedule.zone)
    lines.append(echo(when, wish.now, language) if schedule.due_at is not None else say("digest-off", language))
    if schedule.due_at is not None and schedule.zone == due_times.DEFAULT.zone:
        lines.append(say("digest-zone-hint", language))
    last = await digests.latest(wish.session, schedule.id) if schedule.id is not None else None
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
    return say("digest-last", language, status=edition.status.value, date=date)


def _buttons(schedule: Schedule, language: str) -> Rows:
    on = schedule.due_at is not None
    first = ("off",) if on else ("daily", "weekly")
    states = {
        "empty": schedule.skip_empty,
        "pin": schedule.pin,
        "quiet": schedule.quiet_from is not None,
    }
    choices = tuple(
        (Button(tell(f"button-digest-{name}", language, on="yes" if state else "no"), f"digest:{name}"),)
        for name, state in states.items()
    )
    switches = tuple(Button(tell(f"button-digest-{name}", language), f"digest:{name}") for name in first)
    asks = tuple(Button(tell(f"button-digest-{name}", language), f"edition:{name}") for name in ("preview", "now"))
    return (switches, *choices, asks)


def _as_told(schedule: Schedule) -> dict[str, Value]:
    return {"cron": schedule.cron, "zone": schedule.zone, "on": int(schedule.due_at is not None)}
