"""Keeping order in groups: what breaks slow mode or a lock is taken away as it arrives, before anybody handles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect
from bot.chat.incoming import DISORDERLY
from bot.chat.overheard import JSON, Overheard, overhear
from bot.chat.said import Said
from bot.moderation.durations import name_span
from bot.moderation.order import Order
from bot.moderation.watching import Watch
from bot.texts import say
from storage import moderation
from storage.engine import Database
from storage.moderation import Restraint


class Ordering:
    """Part of the receiver: looks at messages for order first, then hands the others on to be watched over."""

    def __init__(self, database: Database, watch: Watch) -> None:
        self._database = database
        self._watch = watch
        self._order = Order()

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Return the updates that something speaks against, with what it is, by their number."""
        held = await self._held({chat_id for update in updates if (chat_id := _group_of(update)) is not None})
        broken: dict[int, JSON] = {}
        for update in updates:
            message = overhear(update) if _group_of(update) in held else None
            finding = await self._judge(message, held[message.chat_id]) if message is not None else None
            if finding is not None:
                broken[update["update_id"]] = {**update, DISORDERLY: finding}
        others = [update for update in updates if update["update_id"] not in broken]
        return {**broken, **await self._watch.look(others)}

    def takes_away(self, update: JSON) -> bool:
        """Say whether nobody else shall handle such an update: its message is deleted."""
        return DISORDERLY in update or self._watch.takes_away(update)

    async def keep(self, session: AsyncSession) -> None:
        """Keep what was learnt of people while looking."""
        await self._watch.keep(session)

    async def _held(self, chat_ids: set[int]) -> dict[int, list[Restraint]]:
        """Return what everybody is held to, for those of some chats where there is anything."""
        if not chat_ids:
            return {}
        async with self._database.read() as session:
            return await moderation.restraints_in(session, chat_ids)

    async def _judge(self, message: Overheard, held: Sequence[Restraint]) -> JSON | None:
        """Return which order a message breaks; who runs the chat is free of it."""
        if message.is_channel_post or message.person_id == message.chat_id:
            return None
        house = await self._watch.house(message.chat_id)
        if house is None or not house.may_delete or message.person_id in house.people:
            return None
        what = self._order.breach(message, held)
        if what is None:
            return None
        seconds = next(one.seconds for one in held if one.what == what)
        return {"what": what, "seconds": seconds, "tell": self._order.is_to_be_told(message, what)}


def _group_of(update: JSON) -> int | None:
    """Return the group of a message, read from the raw update and fast; most groups are held to nothing."""
    message = update.get("message") or update.get("edited_message") or {}
    chat_id: int = message.get("chat", {}).get("id", 0)
    return chat_id if chat_id < 0 else None


async def take_away(said: Said, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """Delete a message that breaks slow mode or a lock; its writer is told why, once."""
    found = said.found or {}
    gone = Delete(said.chat.id, said.message_id)
    if not found.get("tell"):
        return [gone]
    between = name_span(timedelta(seconds=found["seconds"]), said.language)
    words = say("disorderly", said.language, what=found["what"], person=said.person.name, between=between)
    return [gone, replace(said.post(words), reply_to=None, fades=True, fades_alone=True, silent=True)]
