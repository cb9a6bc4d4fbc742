"""The first week of a chat: the bot only watches, then its moderators are asked once whether to switch it on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect, Rows
from bot.chat.event import Event
from bot.chat.moderators import tell_moderators
from bot.chat.queries import TelegramQueries
from bot.moderation.groups import chat_numbered
from bot.moderation.review import delivery
from bot.texts import Value, say, tell
from storage import audit, chat_settings, reviews
from storage import screening as screening_log
from storage.audit import Act
from storage.chat_settings import Screening
from storage.chats import Chat, Place
from storage.reviews import ReviewKind

TRIAL_PERIOD = timedelta(days=7)


async def due(telegram: TelegramQueries, now: datetime) -> Sequence[Chat]:
    """Return the chats that were only watched for a week, and not asked yet."""
    async with telegram.database.read() as session:
        return [chat for _, chat in await screening_log.watched_since(session, now - TRIAL_PERIOD)]


async def look(chat: Chat, telegram: TelegramQueries) -> frozenset[int]:
    """Read who moderates a chat."""
    return await telegram.moderators(chat.telegram_id)


async def ask(chat: Chat, session: AsyncSession, now: datetime, moderators: frozenset[int]) -> list[Effect]:
    """Ask the moderators whether to switch screening on, with how often it would have done something."""
    chosen = await chat_settings.settings_of(session, chat.id)
    await chat_settings.choose(session, chat.id, asked_at=now)
    since = chosen.watched_since or now - TRIAL_PERIOD
    count = await reviews.entered_between(session, chat.id, ReviewKind.SPAM, since, now)
    asked: list[Effect] = []
    for place in await delivery.places(session, chat, moderators):
        # The group itself has no cards, and whom they are about is nobody's business there.
        where = "group" if place == Place(chat.telegram_id) else "moderators"
        values: dict[str, Value] = {"chat": chat.title, "count": count, "where": where}
        asked += await tell_moderators(session, chat, [place], "week-over", partial(_answers, chat), **values)
    return asked


def _answers(chat: Chat, language: str) -> Rows:
    answers = (("button-switch-on", "screenon"), ("button-keep-watching", "screenwatch"))
    return tuple((Button(tell(label, language), f"{verb}:{chat.id}"),) for label, verb in answers)


async def switch_on(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """*Switch on*: from now on messages are taken away."""
    return await _choose(event, session, now, Screening.ON)


async def keep_watching(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """*Keep watching*: the moderators are told, nothing is taken away."""
    return await _choose(event, session, now, Screening.WATCH)


async def _choose(event: Event, session: AsyncSession, now: datetime, chosen: Screening) -> list[Effect]:
    chat = await chat_numbered(session, number(event))
    former = (await chat_settings.settings_of(session, chat.id)).screening
    before, after = {"screening": former.value}, {"screening": chosen.value}
    await chat_settings.choose(session, chat.id, screening=chosen)
    await audit.record(session, Act(event.person.id, "screening", "settings", chat.id, before=before, after=after), now)
    return event.edit(say("week-chosen", event.language, chat=chat.title, screening=chosen.value, by=event.person.name))
