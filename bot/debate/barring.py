"""Who was put out of a chat: their votes are kept, and do not count there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.said import Said
from bot.debate.cards import Cards, get, root_of
from storage import audit, chats, votes
from storage.chats import Chat
from storage.debate import Audit, known


class Barring:
    """What is done when somebody is banned from a chat, or not any more."""

    def __init__(self, cards: Cards) -> None:
        self._cards = cards

    async def bar(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """Take the votes of somebody who was banned out of the totals."""
        chat = await chats.find_chat(session, said.chat.id)
        if chat is None:
            return []
        return await self._recount(said, session, await votes.bar(session, known(chat.id), said.person.id), (chat, now))

    async def unbar(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """Count them again."""
        chat = await chats.find_chat(session, said.chat.id)
        if chat is None:
            return []
        return await self._recount(
            said, session, await votes.unbar(session, known(chat.id), said.person.id), (chat, now)
        )

    async def _recount(
        self, said: Said, session: AsyncSession, voted: Sequence[int], where: tuple[Chat, datetime]
    ) -> list[Effect]:
        """Count what they voted on again, and note it where the groups must be found anew."""
        chat, now = where
        found = [await get(session, number) for number in voted]
        for discussion_id in sorted({one.discussion_id for one in found}):
            entry = Audit(
                discussion_id=discussion_id,
                actor_id=chat.telegram_id,
                action=said.kind.value,
                subject=f"person:{said.person.id}",
                at=now,
            )
            await audit.note(session, entry)
        effects: list[Effect] = []
        for number in sorted({*voted, *[known((await root_of(session, one)).id) for one in found]}):
            await votes.recount(session, number)
            effects += await self._cards.refresh(session, said, number)
        return effects
