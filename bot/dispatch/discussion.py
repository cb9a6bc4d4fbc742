"""Places: to which discussion belongs what is said somewhere."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.event import Event, EventKind
from storage import chats
from storage.chats import Place


async def settled(event: Event, session: AsyncSession) -> Event:
    """Return the same with its discussion: a topic or comment thread that has its own, else the chat's.

    Topics of somebody's private chat are no places of their own.
    """
    if event.chat.private:
        return event.at_place(Place(event.chat.id))
    if event.topic or not event.thread_id or event.kind is EventKind.CHANNEL_POST:
        return event.at_place(Place(event.chat.id, event.thread_id))
    if event.reply is not None and event.reply.channel_post:
        return event.at_place(Place(event.chat.id, event.thread_id))
    place = Place(event.chat.id, event.thread_id)
    if await chats.find_discussion(session, place) is not None:
        return event.at_place(place)
    return event.at_place(Place(event.chat.id))
