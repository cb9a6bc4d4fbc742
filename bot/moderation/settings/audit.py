"""What moderators choose is noted in the audit log, with what was so before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.event import Event
from bot.texts import Refusal
from storage import audit, chats
from storage.audit import Audit
from storage.chats import Chat


async def note(session: AsyncSession, event: Event, chat_id: int, change: tuple[str, str, str], now: datetime) -> None:
    """Note who chose what in a chat, by our number: the name of the setting, the former value and the new one."""
    name, before, after = change
    entry = Audit(
        chat_id=chat_id,
        actor_id=event.person.id,
        action="chosen",
        subject=f"setting:{name}",
        before={name: before},
        after={name: after},
        at=now,
    )
    await audit.note(session, entry)


async def group_of(event: Event, session: AsyncSession) -> Chat:
    """Return the group in which a command was given.

    Raises:
        Refusal: It was given in private.
    """
    chat = await chats.find_chat(session, event.chat.id)
    if chat is None:
        raise Refusal("in-groups-only")
    return chat


def entry_of(
    event: Event, chat: Chat, action: str, change: tuple[dict[str, Any], dict[str, Any]], now: datetime
) -> Audit:
    """Return the entry of the log for a choice that a command made."""
    before, after = change
    return Audit(
        chat_id=chat.id,
        actor_id=event.person.id,
        action=action,
        subject=f"chat:{chat.id}",
        before=before,
        after=after,
        at=now,
    )
