"""Slow mode and locks, kept: what breaks slow mode or a lock is taken away as it arrives, before anybody handles it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect
from bot.chat.event import DISORDERLY, SCREENED, Event
from bot.chat.message.group_message import GroupMessage
from bot.chat.message.json_fields import JSON, number, part
from bot.chat.text_length import shorten
from bot.moderation.chat_admins import ChatAdmins
from bot.moderation.durations import name_span
from bot.moderation.known_usernames import KnownUsernames
from bot.moderation.locks.rules import LINKS, LockRules
from bot.moderation.screening import actions
from bot.moderation.screening.receiver_stage import Screener, heard, in_time
from bot.texts import say
from config.clock import utc_now
from storage import locks
from storage.database import Database
from storage.locks import ChatLock

MAX_LINK_UNITS = 60
"""UTF-16 units of what Telegram took for a link that are said again."""


class LockStage:
    """Part of the receiver: looks at messages for slow mode and locks first, then lets the checks look at them."""

    def __init__(self, database: Database, screener: Screener, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._screener = screener
        self._clock = clock
        self._rules = LockRules()
        self._usernames = KnownUsernames()

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Return what is found about updates, by their number.

        Whether the bot may delete in the chat, and of this person, is seen to in the chat's own turn. Where it may not,
        what the checks say counts.
        """
        groups = [_group_of(update) for update in updates]
        written = [(chat_id, _message(update)) for chat_id, update in zip(groups, updates, strict=True) if chat_id]
        self._usernames.call(written)
        held = await self._held({chat_id for chat_id, _ in written})
        broken: dict[int, JSON] = {}
        for chat_id, update in zip(groups, updates, strict=True):
            message = heard(update) if chat_id in held else None
            finding = self._judge(message, held[message.chat_id]) if message is not None else None
            if finding is not None:
                broken[update["update_id"]] = {DISORDERLY: finding}
        found = await self._screener.look(updates, broken)
        for update_id, finding in broken.items():
            finding[DISORDERLY][SCREENED] = found.get(update_id, {}).get(SCREENED)
        return {**found, **broken}

    async def keep(self, session: AsyncSession) -> None:
        """Keep what was learnt of people while looking."""
        await self._screener.keep(session)
        await self._usernames.keep(session, self._clock())

    async def _held(self, chat_ids: set[int]) -> dict[int, list[ChatLock]]:
        """Return what everybody is held to, for those of some chats where there is anything."""
        if not chat_ids:
            return {}
        async with self._database.read() as session:
            return await locks.locks_in(session, chat_ids)

    def _judge(self, message: GroupMessage, held: Sequence[ChatLock]) -> JSON | None:
        """Return which slow mode or lock a message breaks."""
        if message.is_channel_post or message.person_id == message.chat_id:
            return None
        message = in_time(message, self._clock())
        what = self._rules.breach(message, held)
        if what is None:
            return None
        seconds = next(one.seconds for one in held if one.what == what)
        bare = next((one for one in message.links if "://" not in one), None) if what == LINKS else None
        return {"what": what, "seconds": seconds, "tell": self._rules.is_to_be_told(message, what), "link": bare}


def _group_of(update: JSON) -> int | None:
    """Return the group of a message, read from the raw update and fast; most groups are held to nothing."""
    chat_id = number(part(_message(update), "chat"), "id")
    return chat_id if chat_id is not None and chat_id < 0 else None


def _message(update: JSON) -> JSON:
    """Return the message that an update brings; an empty one where it brings none."""
    return part(update, "message") or part(update, "edited_message")


async def act(event: Event, session: AsyncSession, now: datetime, admins: ChatAdmins | None) -> list[Effect]:
    """Take it away, but for those who run the chat; where the bot may not delete, what the checks say counts."""
    if admins is None or event.person.id in admins.people:
        return []
    if admins.may_delete:
        return take_away(event)
    found = (event.found or {}).get(SCREENED)
    return await actions.act(replace(event, found=found), session, now, admins) if found else []


def take_away(event: Event) -> list[Effect]:
    """Delete a message that breaks slow mode or a lock; its writer is told why, once."""
    found = event.found or {}
    gone = Delete(event.chat.id, event.message_id)
    if not found.get("tell"):
        return [gone]
    between = name_span(timedelta(seconds=found["seconds"]), event.language)
    link = shorten(found.get("link") or "none", MAX_LINK_UNITS)
    words = say("disorderly", event.language, what=found["what"], person=event.person.name, between=between, link=link)
    return [gone, replace(event.post(words), reply_to=None, fades=True, fades_alone=True, silent=True)]
