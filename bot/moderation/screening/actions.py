"""What is done about a message that the checks speak against: taken away, and shown to the moderators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.chat_admins import ChatAdmins, ChatAdminsLookup
from bot.moderation.review import card as review_card
from bot.moderation.review import delivery
from bot.moderation.review.evidence import (
    KEPT_MESSAGE_CHARS,
    EvidenceMessage,
    MessageState,
    as_evidence,
    exhibits_of,
    with_one_more,
)
from storage import audit, chats, reviews
from storage.audit import Act
from storage.chats import Chat
from storage.outbox import Priority
from storage.reviews import Review, ReviewKind
from storage.subjects import Subject

MOST_REASONS = 8
"""Things found that an entry names: of many messages those that were found first."""


@dataclass(frozen=True, slots=True)
class Noticing:
    """What is done in the language of groups."""

    language: str
    houses: ChatAdminsLookup

    async def look(self, event: Event, telegram: TelegramQueries) -> ChatAdmins | None:
        """Read who runs the chat."""
        return await self.houses.of(event.chat.id, telegram)

    async def act(self, event: Event, session: AsyncSession, now: datetime, house: ChatAdmins | None) -> list[Effect]:
        """Take a message away where the chat wants that, and put it into the queue: one entry a person.

        Who runs the chat writes what they like, and where the bot is no administrator it does nothing.
        """
        if house is None or not house.may_look or event.person.id in house.people:
            return []
        event = replace(event, found={**_found(event), "deletes": _found(event)["deletes"] and house.may_delete})
        return await self._enter(event, session, now, house.moderators)

    async def _enter(
        self, event: Event, session: AsyncSession, now: datetime, moderators: frozenset[int]
    ) -> list[Effect]:
        """Put a message into the queue, and take it away if it is to go."""
        chat = await chats.find_chat(session, event.chat.id)
        if chat is None:
            return []
        former = await reviews.latest(session, chat.id, _subject(event))
        is_new = former is None or former.ruling is not None
        review = _entry(event, chat, now) if is_new or former is None else former
        exhibit = _exhibit(event)
        where = await delivery.where_forwarded(session, review, exhibit, moderators, now)
        exhibit = replace(exhibit, forwarded=bool(where))
        if is_new:
            review.evidence = {**review.evidence, **as_evidence([exhibit])}
            await reviews.enter(session, review)
            shown = await delivery.show(session, review, moderators, self.language, now)
        else:
            await _add(session, review, exhibit, event)
            refreshed = await review_card.refresh(session, review.id, self.language, Priority.BULK)
            shown = [*[delivery.forward(chat, exhibit, place) for place in where], *refreshed]
        if exhibit.done is not MessageState.DELETED:
            return shown
        act = await audit.record(session, _act(review, event, self.language), now)
        # Of one person's messages the first one is enough to say that Telegram refuses to delete them.
        return [*shown, Delete(event.chat.id, event.message_id, act if is_new else None)]


def _subject(event: Event) -> str:
    return str(Subject("spam", event.person.id))


def _found(event: Event) -> dict[str, Any]:
    return event.found or {}


def _exhibit(event: Event) -> EvidenceMessage:
    found = _found(event)
    done = (
        MessageState.DELETED
        if found["deletes"]
        else MessageState.WATCHED
        if found["watched"]
        else MessageState.STANDING
    )
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


async def _add(session: AsyncSession, review: Review, exhibit: EvidenceMessage, event: Event) -> None:
    """Name one more message in an entry that waits, or one of its messages as its author has changed it."""
    former = review.evidence.get("reasons", [])
    reasons = [*former, *(one for one in _found(event)["reasons"] if one not in former)][:MOST_REASONS]
    messages = as_evidence(with_one_more(exhibits_of(review), exhibit))
    words = exhibit.words if exhibit.id == review.message_id else review.words
    review.evidence = {**review.evidence, "reasons": reasons, **messages}
    await reviews.amend(session, review.id, evidence=review.evidence, words=words)


def _act(review: Review, event: Event, language: str) -> Act:
    """Return what the audit log says about a message that the bot deleted."""
    found = _found(event)
    return Act(
        BOT_ACTOR_ID,
        "delete",
        review_card.subject_of(review),
        review.chat_id,
        person_id=review.person_id,
        reason=" ".join(review_card.reasons_of(found, language)).rstrip("."),
        evidence={"message": event.message_id, "check": found["check"], "reasons": found["reasons"]},
    )
