"""What moderators choose is noted in the audit log, with what was so before."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.event import Said
from storage import audit
from storage.audit import Audit


async def note(session: AsyncSession, said: Said, chat_id: int, change: tuple[str, str, str], now: datetime) -> None:
    """Note who chose what in a chat, by our number: the name of the setting, the former value and the new one."""
    name, before, after = change
    entry = Audit(
        chat_id=chat_id,
        actor_id=said.person.id,
        action="chosen",
        subject=f"setting:{name}",
        before={name: before},
        after={name: after},
        at=now,
    )
    await audit.note(session, entry)
