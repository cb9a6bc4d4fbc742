"""/premod: whose counterpoints wait for a moderator."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.moderation.settings.audit import entry_of, group_of
from bot.texts import Refusal
from storage import audit, chats
from storage.chats import Discussion, Premoderation


async def premoderate(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/premod all|newcomers|none`: whose counterpoints a moderator sees first."""
    chat = await group_of(event, session)
    word = event.text.strip().lower()
    if word not in set(Premoderation):
        raise Refusal("premod-how")
    rule = Premoderation(word)
    discussion = await chats.open_discussion(session, event.place, now)
    former = discussion.premoderation
    change = update(Discussion).where(col(Discussion.id) == discussion.id).values(premoderation=rule)
    await session.exec(change.execution_options(synchronize_session=False))
    before_after = ({"premoderation": former.value}, {"premoderation": rule.value})
    await audit.note(session, entry_of(event, chat, "premod", before_after, now))
    return [event.note("premod-chosen", rule=rule.value)]
