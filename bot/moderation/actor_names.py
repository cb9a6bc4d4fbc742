"""How those who act are called: moderators by name, anonymous ones and the bot by what they are."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.texts import tell
from storage import chats
from storage.counterpoints import WRITER_ID

BOT_ACTOR_ID = 0
"""Who acts where the bot acts by its own checks."""
NAMELESS: dict[int | None, str] = {BOT_ACTOR_ID: "the-bot", WRITER_ID: "the-writer"}
"""Who acts without a name, by the name of the words for them."""


async def name_of(session: AsyncSession, actor_id: int | None, language: str) -> str:
    """Return what somebody who acted is called."""
    if actor_id in NAMELESS:
        return tell(NAMELESS[actor_id], language)
    person = await chats.find_person(session, actor_id) if actor_id is not None else None
    if person is not None and person.name:
        return person.name
    chat = await chats.find_chat(session, actor_id) if actor_id is not None else None
    return tell("anonymous-moderator" if chat is not None else "somebody", language)


async def name_of_person(session: AsyncSession, person_id: int) -> str:
    """Return what somebody is called whom something was done to; the id where no name is known."""
    person = await chats.find_person(session, person_id)
    return person.name if person is not None and person.name else str(person_id)
