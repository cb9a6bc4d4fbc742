"""What is done about a message that the checks speak against: taken away, and shown to the moderators."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect
from bot.chat.event import Event
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.chat_admins import ChatAdmins
from bot.moderation.review import card as review_card
from bot.moderation.review import delivery
from bot.moderation.review.evidence import (
    KEPT_MESSAGE_CHARS,
    EvidenceMessage,
    MessageState,
    as_evidence,
    messages_of,
    with_one_more,
)
from storage import audit, chats, reviews
from storage.audit import Act
from storage.chat_settings import language_of_group
from storage.chats import Chat
from storage.outbox import Priority
from storage.reviews import Review, ReviewKind
from storage.subjects import Subject

MOST_REASONS = 8
"""Things found that an entry names: of many messages those that were found first."""


async def act(event: Event, session: AsyncSession, now: datetime, admins: ChatAdmins | None) -> list[Effect]:
    """Take a message away where the chat wants that, and put it into the queue: one entry a person.

    Who runs the chat writes what they like, and where the bot is no administrator it does nothing.
    """
    if admins is None or not admins.may_look or event.person.id in admins.people:
        return []
    chat = await chats.find_chat(session, event.chat.id)
    if chat is None:
        return []
    event = replace(event, found={**_found(event), "deletes": _found(event)["deletes"] and admins.may_delete})
    return await _enter(event, session, now, chat, admins.moderators)


async def _enter(
    event: Event, session: AsyncSession, now: datetime, chat: Chat, moderators: frozenset[int]
) -> list[Effect]:
    """Put a message into the queue, and take it away if it is to go."""
    former = await reviews.latest(session, chat.id, _subject(event))
    is_new = former is None or former.ruling is not None
    review = _entry(event, chat, now) if is_new or former is None else former
    message = _message(event)
    where = await delivery.where_forwarded(session, review, message, moderators, now)
    message = replace(message, forwarded=bool(where))
    if is_new:
        review.evidence = {**review.evidence, **as_evidence([message])}
        await reviews.enter(session, review)
        shown = await delivery.show(session, review, moderators, now)
    else:
        await _add(session, review, message, event)
        refreshed = await review_card.refresh(session, review.id, Priority.BULK)
        shown = [*[delivery.forward(chat, message, place) for place in where], *refreshed]
    if message.done is not MessageState.DELETED:
        return shown
    found = _found(event)
    evidence = {"message": event.message_id, "check": found["check"], "reasons": found["reasons"]}
    act = await record_deletion(session, review, "delete", evidence, now)
    # Of one person's messages the first one is enough to say that Telegram refuses to delete them.
    return [*shown, Delete(event.chat.id, event.message_id, subject=act if is_new else None)]


def _subject(event: Event) -> str:
    return str(Subject("spam", event.person.id))


def _found(event: Event) -> dict[str, Any]:
    return event.found or {}


def _message(event: Event) -> EvidenceMessage:
    found = _found(event)
    stands = MessageState.WATCHED if found["watched"] else MessageState.STANDING
    done = MessageState.DELETED if found["deletes"] else stands
    return EvidenceMessage(
        event.message_id, event.text[:KEPT_MESSAGE_CHARS], done, found["media"], album=bool(found.get("album"))
    )


def _entry(event: Event, chat: Chat, now: datetime) -> Review:
    return Review(
        chat_id=chat.id,
        kind=ReviewKind.SPAM,
        subject=_subject(event),
        person_id=event.person.id,
        name=event.person.name,
        message_id=event.message_id,
        thread_id=event.thread_id,
        topic=event.topic,
        words=event.text[:KEPT_MESSAGE_CHARS],
        evidence={name: _found(event)[name] for name in ("check", "action", "reasons")},
        opened_at=now,
    )


async def _add(session: AsyncSession, review: Review, message: EvidenceMessage, event: Event) -> None:
    """Name one more message in an entry that waits, or one of its messages as its author has changed it."""
    former = review.evidence.get("reasons", [])
    reasons = [*former, *(one for one in _found(event)["reasons"] if one not in former)][:MOST_REASONS]
    messages = as_evidence(with_one_more(messages_of(review), message))
    words = message.words if message.id == review.message_id else review.words
    review.evidence = {**review.evidence, "reasons": reasons, **messages}
    await reviews.amend(session, review.id, evidence=review.evidence, words=words)


async def record_deletion(
    session: AsyncSession, review: Review, action: str, evidence: dict[str, Any], now: datetime
) -> str:
    """Write into the audit log what the bot took away of somebody, and why; return the subject of what does it."""
    reasons = review_card.reasons_of(evidence, await language_of_group(session, review.chat_id))
    act = Act(
        BOT_ACTOR_ID,
        action,
        review_card.subject_of(review),
        review.chat_id,
        person_id=review.person_id,
        reason=" ".join(reasons).rstrip("."),
        evidence=evidence,
    )
    return await audit.record(session, act, now)
