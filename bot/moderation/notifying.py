"""Cards on their way to the moderators: where they read, and not more at a time than anybody can."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Forward, Send
from bot.chat.moderators import where_moderators_read
from bot.moderation import dossier
from bot.moderation.exhibits import Exhibit, Fate, exhibits_of
from bot.texts import say
from storage import chats, outbox, reviews
from storage.chats import Chat, Place
from storage.reviews import Review

AT_ONCE = 5
"""Cards of one kind within `A_MINUTE` that go out by themselves; the others wait in the queue."""
SAVED_AT_ONCE = 20
"""Entries within `A_MINUTE` whose pictures and files are forwarded where they are deleted at once."""
FORWARDED = 10
"""Messages of one entry that are forwarded."""
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
    where = await places(session, found.chat, moderators)
    if any(one.done is Fate.WATCHED for one in exhibits_of(review)):
        # What still stands is shown to moderators alone: nobody is called a spammer before the group for nothing.
        where = _elsewhere(where, found.chat)
    if lately > AT_ONCE:
        words = say("queue-rush", language, chat=found.chat.title)
        return [Send(place, words, topic=bool(place.thread_id)) for place in where]
    return [card(found, place, language) for place in where]


def card(found: dossier.Dossier, place: Place, language: str) -> Effect:
    """Return the card of an entry for one place."""
    return Send(
        place,
        dossier.card_text(found, language),
        topic=bool(place.thread_id),
        buttons=dossier.card_buttons(found.review, language),
        subject=dossier.subject_of(found.review),
    )


async def forwarding(
    session: AsyncSession, review: Review, exhibit: Exhibit, moderators: Collection[int], now: datetime
) -> list[Effect]:
    """Return what forwards a message of an entry to the moderators where words do not tell all: in a rush, few.

    In the group itself nothing is forwarded: it is not told twice what was too much once.
    """
    if not exhibit.media or sum(one.forwarded for one in exhibits_of(review)) >= FORWARDED:
        return []
    others = await reviews.entered_since(session, review.chat_id, review.kind, now - A_MINUTE)
    others -= review.id is not None and review.opened_at > now - A_MINUTE
    chat = await chats.get_chat(session, review.chat_id)
    if chat is None or others >= (AT_ONCE if exhibit.stands else SAVED_AT_ONCE):
        return []
    where = _elsewhere(await places(session, chat, moderators), chat)
    return [_forward(chat, exhibit, place) for place in where]


async def evidence(session: AsyncSession, review: Review, chat: Chat, place: Place) -> list[Effect]:
    """Return what shows the pictures and files of an entry in a place: as they stand, or as they were forwarded."""
    if place.chat_id == chat.telegram_id:
        return []
    effects: list[Effect] = []
    for exhibit in [one for one in exhibits_of(review) if one.media][:FORWARDED]:
        copies = await outbox.shown(session, _subject(chat, exhibit))
        if exhibit.stands:
            effects.append(_forward(chat, exhibit, place))
        elif copies:
            effects.append(Forward(place, *copies[0]))
    return effects


def _elsewhere(where: Sequence[Place], chat: Chat) -> list[Place]:
    return [place for place in where if place.chat_id != chat.telegram_id]


def _forward(chat: Chat, exhibit: Exhibit, place: Place) -> Effect:
    return Forward(place, chat.telegram_id, exhibit.id, _subject(chat, exhibit))


def _subject(chat: Chat, exhibit: Exhibit) -> str:
    """Return the name by which the outbox knows the copies of a message."""
    return f"evidence:{chat.telegram_id}:{exhibit.id}"
