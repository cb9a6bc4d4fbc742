"""Cards on their way to the moderators: where they read, and not more at a time than anybody can."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Forward, Send
from bot.chat.moderators import to_moderators, where_moderators_read
from bot.moderation import dossier
from bot.texts import say
from storage import reviews
from storage.chats import Chat, Place
from storage.reviews import Review

AT_ONCE = 5
"""Cards of one kind within `A_MINUTE` that go out by themselves; the others wait in the queue."""
A_MINUTE = timedelta(minutes=1)


async def places(session: AsyncSession, chat: Chat, moderators: Collection[int]) -> list[Place]:
    """Return where the moderators of a chat read."""
    return await where_moderators_read(session, Place(chat.telegram_id), moderators)


async def show(
    session: AsyncSession, review: Review, moderators: Collection[int], language: str, now: datetime
) -> list[Effect]:
    """Return the cards of a new entry; in a rush one word that more wait, once a minute."""
    lately = await reviews.entered_since(session, review.chat_id, review.kind, now - A_MINUTE)
    if lately > AT_ONCE + 1:
        return []
    found = await dossier.gather(session, review, language)
    where = await audience(session, found, moderators)
    if lately > AT_ONCE:
        words = say("queue-rush", language, chat=found.chat.title)
        return [to_moderators(found.chat, place, words) for place in where]
    return [effect for place in where for effect in card(found, place, language)]


async def audience(session: AsyncSession, found: dossier.Dossier, moderators: Collection[int]) -> list[Place]:
    """Return where an entry is shown."""
    where = await places(session, found.chat, moderators)
    if found.review.evidence.get("done") != "watched":
        return where
    # What still stands is shown to moderators alone: nobody is called a spammer before the group for nothing.
    return [place for place in where if place.chat_id != found.chat.telegram_id or place.thread_id]


def card(found: dossier.Dossier, place: Place, language: str) -> list[Effect]:
    """Return the card of an entry for one place, with its message forwarded where words do not tell all."""
    review = found.review
    shown = Send(
        place,
        dossier.card_text(found, language),
        topic=bool(place.thread_id),
        buttons=dossier.card_buttons(review, language),
        subject=dossier.subject_of(review),
    )
    elsewhere = place.chat_id != found.chat.telegram_id
    if review.message_id is not None and review.evidence.get("media") and elsewhere:
        return [Forward(place, found.chat.telegram_id, review.message_id), shown]
    return [shown]
