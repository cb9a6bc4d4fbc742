"""/premod: whose counterpoints wait for a moderator."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.moderation.groups import group_of
from bot.texts import Refusal
from storage import audit, chats
from storage.audit import Act
from storage.chats import Premoderation
from storage.subjects import Subject


async def premoderate(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/premod all|newcomers|none`: whose counterpoints a moderator sees first."""
    chat = await group_of(event, session)
    word = event.option
    if word not in set(Premoderation):
        raise Refusal("premod-how")
    discussion = await chats.open_discussion(session, event.place, now)
    before, after = {"premoderation": discussion.premoderation.value}, {"premoderation": word}
    await chats.premoderate(session, discussion.id, Premoderation(word))
    act = Act(event.person.id, "premod", Subject("chat", chat.id), chat.id, before=before, after=after)
    await audit.record(session, act, now)
    return [event.note("premod-chosen", rule=word)]
