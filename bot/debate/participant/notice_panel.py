"""What somebody is told, with a switch for each kind, and when they are told nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields
from bot.chat.effects import Button
from bot.chat.event import Event
from bot.debate.participant import notices as news
from bot.debate.participant.me_view import Shown
from bot.schedule.time_zones import find_zone
from bot.texts import Refusal, Value, say, tell
from storage import notices
from storage.notices import USUAL_QUIET_HOURS, Follower, NoticeKind
from storage.participation import OwnDebate

SWITCHES = tuple(kind for kind in NoticeKind if kind is not NoticeKind.DECIDED)
"""What can be switched off: whether somebody's words are accepted they are always told."""
GROUPS_CLOCK = "group"
"""The word for the clock that a group's digests go by."""
_HOURS = re.compile(r"quiet\s+([01]?[0-9]|2[0-3])(?::00)?\s*(?:[-–—]|\s|to|until)\s*([01]?[0-9]|2[0-3])(?::00)?")


async def panel(event: Event, session: AsyncSession, debates: Sequence[OwnDebate]) -> Shown:
    """Return the panel as it is now."""
    follower, language = await notices.follower_of(session, event.person.id), event.language
    hours = await news.quiet_hours(session, follower, debates[0].id if debates else None)
    lines = [say("told-panel", language), say("told-panel-hours", language, zone=hours.zone, **_hours(follower))]
    lines.append(say("told-panel-zone", language, own="no" if follower.zone is None else "yes"))
    rows = tuple((_switch(follower, kind, language),) for kind in SWITCHES)
    quiet = Button(tell("button-told-quiet", language, **_hours(follower)), "follow:quiet")
    return "\n\n".join(lines), (*rows, (quiet,), (Button(tell("button-back-to-me", language), "me:home"),))


async def press(event: Event, session: AsyncSession, now: datetime) -> None:
    """Turn a switch.

    Raises:
        Refusal: There is no such switch.
    """
    (name,) = fields(event, 1)
    follower = await notices.follower_of(session, event.person.id)
    if name == "quiet":
        hours = USUAL_QUIET_HOURS if follower.quiet_from is None else (None, None)
        follower.quiet_from, follower.quiet_until = hours
    elif name in SWITCHES:
        await _turn(session, follower, NoticeKind(name))
    else:
        raise Refusal("button-old")
    await _keep(session, follower, now)


async def choose(event: Event, session: AsyncSession, now: datetime) -> None:
    """`/me quiet 23 7`, `/me quiet off`, `/me zone Europe/Vilnius`, `/me zone group`: choose when to be told nothing.

    Raises:
        Refusal: That is none of these, or no time zone.
    """
    words = event.option
    follower = await notices.follower_of(session, event.person.id)
    hours = _HOURS.fullmatch(words)
    if hours is not None and int(hours[1]) != int(hours[2]):
        follower.quiet_from, follower.quiet_until = int(hours[1]), int(hours[2])
    elif words == "quiet off":
        follower.quiet_from = follower.quiet_until = None
    elif words.startswith("zone "):
        zone = words.removeprefix("zone ").strip()
        follower.zone = None if zone == GROUPS_CLOCK else find_zone(zone)
    else:
        raise Refusal("me-how")
    await _keep(session, follower, now)


async def _turn(session: AsyncSession, follower: Follower, kind: NoticeKind) -> None:
    """Switch one kind on or off; what waits to be told of it goes with it."""
    wanted = follower.wants(kind)
    if wanted:
        await notices.drop_kind(session, follower.person_id, kind)
    if kind is NoticeKind.DIGEST:
        follower.digests = not wanted
    else:
        others = [one for one in follower.unwanted if one != kind.value]
        follower.unwanted = [*others, kind.value] if wanted else others


async def _keep(session: AsyncSession, follower: Follower, now: datetime) -> None:
    """Keep what was chosen; what waits is told when that allows it."""
    waiting = await notices.waiting(session, follower.person_id)
    due_at = await news.next_moment(session, follower, waiting[0].discussion_id, now) if waiting else None
    follower.due_at = due_at
    await notices.keep_follower(session, follower)


def _switch(follower: Follower, kind: NoticeKind, language: str) -> Button:
    on = "yes" if follower.wants(kind) else "no"
    return Button(tell("button-told-kind", language, kind=kind.value, on=on), f"follow:{kind.value}")


def _hours(follower: Follower) -> dict[str, Value]:
    if follower.quiet_from is None or follower.quiet_until is None:
        return {"quiet": "off", "first": "", "until": ""}
    return {"quiet": "on", "first": f"{follower.quiet_from:02}:00", "until": f"{follower.quiet_until:02}:00"}
