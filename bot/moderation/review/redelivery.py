"""What did not arrive where the moderators of a group read: they get it in private, and the choice is cleared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Effect, Rows
from bot.chat.moderators import PRIVATE, STAFF, tell_moderators, to_moderators
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.review import card as review_card
from bot.moderation.review import delivery
from bot.moderation.settings.audit import chosen
from bot.texts import Value
from storage import audit, chat_settings, chats, outbox_subjects, reviews
from storage.chats import Chat, Place
from storage.database import known
from storage.outbox import OutboxRow, OutboxStatus
from storage.reviews import ReviewStatus
from storage.subjects import Subject

LOOKED_BACK = timedelta(days=3)
"""How old a message may be that is told again."""
CARD = "review"
"""Cards of the queue have the subject `review:12`."""
SIGNS = (
    ("topic", ("thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")),
    ("gone", ("chat not found", "kicked", "not a member", "deactivated")),
    ("rights", ("rights", "forbidden", "chat_restricted", "administrator")),
)
"""Telegram's errors that come from the place, and not from the message, and what they come down to."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """A group, and what its moderators did not get."""

    chat: Chat
    rows: tuple[OutboxRow, ...] = ()


async def due(telegram: TelegramQueries, now: datetime) -> list[Unreached]:
    """Return the groups whose moderators did not get something, or could not."""
    async with telegram.database.read() as session:
        shut_out = {chat.id: Unreached(chat) for chat in await chat_settings.moderators_shut_out(session)}
        rows = await outbox_subjects.undelivered(session, (STAFF, CARD), now - LOOKED_BACK)
        for row in rows:
            chat = await _group(session, row) if _why(row) is not None else None
            if chat is not None and not chat.resting:
                former = shut_out.get(chat.id, Unreached(chat))
                shut_out[chat.id] = Unreached(chat, (*former.rows, row))
    return list(shut_out.values())


async def look(unreached: Unreached, telegram: TelegramQueries) -> frozenset[int]:
    """Read who moderates the group."""
    return await telegram.moderators(unreached.chat.telegram_id)


async def reach(unreached: Unreached, session: AsyncSession, now: datetime, moderators: frozenset[int]) -> list[Effect]:
    """Clear a choice that does not work, say so once, and tell elsewhere what did not arrive."""
    chat, effects = unreached.chat, list[Effect]()
    why = await _lost(session, unreached)
    if why is not None:
        await _clear(session, chat, why, now)
        for place in await delivery.places(session, chat, moderators):
            where = "group" if place.chat_id == chat.telegram_id else "private"
            values: dict[str, Value] = {"chat": chat.title, "why": why, "where": where}
            effects += await tell_moderators(session, chat, [place], "staff-lost", **values)
    for row in unreached.rows:
        await outbox_subjects.forget_subject(session, row.id)
    once_each = {(row.subject, str(row.params.get("text"))): row for row in unreached.rows}
    for row in once_each.values():  # the same card may have been sent more than once
        effects += await _again(session, chat, row, moderators)
    return effects


async def _again(session: AsyncSession, chat: Chat, row: OutboxRow, moderators: frozenset[int]) -> list[Effect]:
    """Return a message that did not arrive, for the places that are not the one where it failed."""
    number = Subject.parse(row.subject).number(CARD)
    if number is None:
        where = await delivery.places(session, chat, moderators)
        private = [place for place in where if place != _place(row) and place.chat_id != chat.telegram_id]
        return [to_moderators(chat, place, row.params["text"], _buttons(row.params)) for place in private]
    review = await reviews.get(session, number)
    if review is None or review.status is not ReviewStatus.OPEN:
        return []
    found = await review_card.gather(session, review)
    where = [place for place in await delivery.audience(session, found, moderators) if place != _place(row)]
    return [effect for place in where for effect in await delivery.card(session, found, place)]


async def _group(session: AsyncSession, row: OutboxRow) -> Chat | None:
    """Return the group for whose moderators a message was."""
    about = Subject.parse(row.subject)
    if about.kind == STAFF:
        return await chats.get_chat(session, known(about.number(STAFF)))
    review = await reviews.get(session, known(about.number(CARD)))
    return await chats.get_chat(session, review.chat_id) if review is not None else None


def _why(row: OutboxRow) -> str | None:
    """Return what is the matter with the place where a message did not arrive; None where it was the message."""
    if row.status is OutboxStatus.DROPPED:
        return "gone"
    said = (row.error or "").lower()
    return next((why for why, signs in SIGNS if any(sign in said for sign in signs)), None)


async def _lost(session: AsyncSession, unreached: Unreached) -> str | None:
    """Return why the moderators cannot read where they chose to; None where that works."""
    chosen = await chat_settings.settings_of(session, unreached.chat.id)
    theirs = await chats.find_chat(session, chosen.moderators_chat_id or 0)
    if theirs is None:
        return None
    if theirs.resting:
        return "gone"
    place = Place(theirs.telegram_id, chosen.moderators_thread_id)
    return next((_why(row) for row in unreached.rows if _place(row) == place), None)


async def _clear(session: AsyncSession, chat: Chat, why: str, now: datetime) -> None:
    """Let moderators read in private again, and note that."""
    before = (await chat_settings.settings_of(session, chat.id)).moderators_chat_id
    await chat_settings.choose(session, chat.id, moderators_chat_id=None, moderators_thread_id=0)
    act = chosen(BOT_ACTOR_ID, chat.id, "staff", str(before), PRIVATE)
    await audit.record(session, replace(act, evidence={"why": why}), now)


def _place(row: OutboxRow) -> Place:
    return Place(row.chat_id or 0, row.params.get("message_thread_id", 0))


def _buttons(params: dict[str, Any]) -> Rows:
    keyboard = params.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(
        tuple(Button(one["text"], one.get("callback_data"), one.get("url")) for one in row) for row in keyboard
    )
