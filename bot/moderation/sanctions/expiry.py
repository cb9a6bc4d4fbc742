"""Mutes and bans that end by themselves, looked for by the clock, also after the bot was down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import ChatRef, Event, EventKind, PersonRef
from bot.chat.members import Member
from bot.chat.queries import TelegramQueries
from bot.debate.banned_votes import BannedVotes
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.sanctions import restore, service
from storage import chats, sanctions
from storage.chats import Chat
from storage.sanctions import Sanction, SanctionKind, SanctionStatus

EXPIRED = "expired"
"""The action of the audit log for what ended by itself."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """Ends sanctions whose time has passed, and counts the votes of those who may come back."""

    barring: BannedVotes
    language: str

    async def due(self, telegram: TelegramQueries, now: datetime) -> list[Sanction]:
        """Return the sanctions whose time has passed."""
        async with telegram.database.read() as session:
            return await sanctions.ending(session, now)

    async def look(self, sanction: Sanction, telegram: TelegramQueries) -> Member | None:
        """Read what the person is now; somebody may have decided otherwise since."""
        if sanction.person_id < 0:
            return None
        async with telegram.database.read() as session:
            chat_id = await chats.telegram_chat(session, sanction.chat_id)
        return await telegram.member(chat_id, sanction.person_id)

    async def lift(
        self, sanction: Sanction, session: AsyncSession, now: datetime, current: Member | None
    ) -> list[Effect]:
        """End one: Telegram does so by itself, but knows of no older restriction, and the record must follow."""
        chat = await chats.get_chat(session, sanction.chat_id)
        if chat is None or not await sanctions.settle(session, sanction.id, SanctionStatus.OVER, BOT_ACTOR_ID, now):
            return []
        await service.pass_on(session, sanction)
        act = await service.note(session, sanction, EXPIRED, BOT_ACTOR_ID, now)
        end = (
            restore.restoring
            if await sanctions.came_late(session, sanction, restore.ENDING_PERIOD)
            else restore.expiring
        )
        effects = end(sanction, current, (chat.telegram_id, act), now)
        lifts_ban = sanction.kind is SanctionKind.BAN and sanction.person_id > 0
        if lifts_ban and not restore.stays_out(current, effects, now):
            effects += await self.barring.unbar(self._as_if_told(chat, sanction, now), session, now)
        return effects

    def _as_if_told(self, chat: Chat, sanction: Sanction, now: datetime) -> Event:
        """Return the news that Telegram does not tell when a ban ends by itself."""
        return Event(
            update_id=0,
            kind=EventKind.UNBANNED,
            word="",
            text="",
            chat=ChatRef(chat.telegram_id, chat.kind, chat.title),
            person=PersonRef(sanction.person_id, sanction.name),
            message_id=0,
            at=now,
            language=self.language,
        )
