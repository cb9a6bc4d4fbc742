"""Cards on their way to the moderators: where they read, and not more at a time than anybody can."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Forward, Send
from bot.chat.moderators import tell_moderators, where_moderators_read
from bot.moderation.review import card as review_card
from bot.moderation.review.evidence import EvidenceMessage, is_watched, messages_of
from storage import chats, reviews
from storage.chats import Chat, Place
from storage.reviews import Review

AT_ONCE = 5
"""Cards of one kind within `A_MINUTE` that go out by themselves; the others wait in the queue."""
SAVED_AT_ONCE = 20
"""Entries within `A_MINUTE` whose pictures and files are forwarded where they are deleted at once."""
MAX_FORWARDED = 10
"""Messages of one entry that are forwarded."""
A_MINUTE = timedelta(minutes=1)


async def places(session: AsyncSession, chat: Chat, moderators: Collection[int]) -> list[Place]:
    """Return where the moderators of a chat read."""
    return await where_moderators_read(session, Place(chat.telegram_id), moderators)


async def show(session: AsyncSession, review: Review, moderators: Collection[int], now: datetime) -> list[Effect]:
    """Return the cards of a new entry; in a rush one word that more wait, once a minute, and what would be lost."""
    lately = await reviews.entered_between(session, review.chat_id, review.kind, now - A_MINUTE, now)
    saved = [one for one in messages_of(review) if one.forwarded]
    if lately > AT_ONCE + 1 and not saved:
        return []
    found = await review_card.gather(session, review)
    where = await audience(session, found, moderators)
    if lately <= AT_ONCE:
        return [effect for place in where for effect in await card(session, found, place)]
    rush = where if lately == AT_ONCE + 1 else ()
    told = await tell_moderators(session, found.chat, rush, "queue-rush", chat=found.chat.title)
    return [*told, *[effect for place in where for effect in _evidence(found, saved, place)]]


async def audience(session: AsyncSession, found: review_card.ReviewCard, moderators: Collection[int]) -> list[Place]:
    """Return where an entry is shown."""
    where = await places(session, found.chat, moderators)
    if not is_watched(found.review):
        return where
    # What still stands is shown to moderators alone: nobody is called a spammer before the group for nothing.
    return [place for place in where if _is_apart(place, found.chat)]


async def card(session: AsyncSession, found: review_card.ReviewCard, place: Place) -> list[Effect]:
    """Return the card of an entry for one place, with its messages forwarded where words do not tell all."""
    found = await review_card.as_read_in(session, found, place.chat_id)
    shown = Send(
        place,
        review_card.card_text(found),
        topic=bool(place.thread_id),
        buttons=review_card.card_buttons(found),
        subject=review_card.subject_of(found.review),
    )
    return [*_evidence(found, messages_of(found.review), place), shown]


async def where_forwarded(
    session: AsyncSession, review: Review, message: EvidenceMessage, moderators: Collection[int], now: datetime
) -> list[Place]:
    """Return where a message of an entry is forwarded to: nowhere if words tell all; in a rush only what would be lost.

    In the group itself nothing is forwarded: it is not shown twice what was too much once.
    """
    if not message.media or sum(one.forwarded for one in messages_of(review)) >= MAX_FORWARDED:
        return []
    others = await reviews.entered_between(session, review.chat_id, review.kind, now - A_MINUTE, now)
    others -= review.id is not None and review.opened_at > now - A_MINUTE
    chat = await chats.get_chat(session, review.chat_id)
    if chat is None or others >= (AT_ONCE if message.stands else SAVED_AT_ONCE):
        return []
    return [place for place in await places(session, chat, moderators) if _is_apart(place, chat)]


def forward(chat: Chat, message: EvidenceMessage, place: Place, copy: tuple[int, int] | None = None) -> Effect:
    """Return what shows a message of a group in a place: as it stands, or as a former forward has kept it."""
    from_chat, message_id = copy or (chat.telegram_id, message.id)
    return Forward(place, from_chat, message_id, message.subject_in(chat.id))


def _evidence(found: review_card.ReviewCard, messages: Sequence[EvidenceMessage], place: Place) -> list[Effect]:
    """Return what shows the pictures and files among messages, but for those that nobody has any more."""
    if not _is_apart(place, found.chat):
        return []
    there = [one for one in messages if one.media and (one.stands or one.forwarded or one.id in found.copies)]
    return [forward(found.chat, one, place, found.copies.get(one.id)) for one in there[:MAX_FORWARDED]]


def _is_apart(place: Place, chat: Chat) -> bool:
    """Say whether a place is not before the whole group: another chat, or a topic that moderators chose."""
    return place.chat_id != chat.telegram_id or bool(place.thread_id)
