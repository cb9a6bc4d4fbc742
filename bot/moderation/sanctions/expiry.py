"""Mutes and bans that end by themselves, looked for by the clock, also after the bot was down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import ChatRef, Event, EventKind, PersonRef
from bot.chat.members import Member
from bot.chat.queries import TelegramQueries
from bot.debate.voting.banned_votes import BannedVotes
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.sanctions import restore, service
from storage import chats, sanctions
from storage.chat_settings import language_of
from storage.chats import Chat
from storage.sanctions import Sanction, SanctionKind, SanctionStatus

EXPIRED = "expired"
"""The action of the audit log for what ended by itself."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """Ends sanctions whose time has passed, and counts the votes of those who may come back."""

    banned_votes: BannedVotes

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
        is_late = await sanctions.came_late(session, sanction, restore.ENDING_PERIOD)
        end = restore.Restoration(sanction, chat.telegram_id, act, now)
        effects = end.restoring(current) if is_late else end.expiring(current)
        lifts_ban = sanction.kind is SanctionKind.BAN and sanction.person_id > 0
        if lifts_ban and not restore.stays_out(current, effects, now):
            told = _as_if_told(chat, sanction, now, await language_of(session, chat.telegram_id))
            effects += await self.banned_votes.unbar(told, session, now)
        return effects


def _as_if_told(chat: Chat, sanction: Sanction, now: datetime, language: str) -> Event:
    """Return the news that Telegram does not tell when a ban ends by itself."""
    where, who = ChatRef(chat.telegram_id, chat.kind, chat.title), PersonRef(sanction.person_id, sanction.name)
    return Event(EventKind.UNBANNED, where, who, 0, now, language=language)
