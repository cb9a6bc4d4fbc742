"""Places: to which discussion belongs what is said somewhere."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.event import Kind, Said
from storage import chats
from storage.chats import Place


async def settled(said: Said, session: AsyncSession) -> Said:
    """Return the same with its discussion: a topic or comment thread that has its own, else the chat's.

    Topics of somebody's private chat are no places of their own.
    """
    if said.chat.private:
        return said.at_place(Place(said.chat.id))
    if said.topic or not said.thread_id or said.kind is Kind.CHANNEL_POST:
        return said.at_place(Place(said.chat.id, said.thread_id))
    if said.reply is not None and said.reply.channel_post:
        return said.at_place(Place(said.chat.id, said.thread_id))
    place = Place(said.chat.id, said.thread_id)
    if await chats.find_discussion(session, place) is not None:
        return said.at_place(place)
    return said.at_place(Place(said.chat.id))
