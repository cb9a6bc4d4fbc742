"""What is done about a message that the checks speak against: taken away, and shown to the moderators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect
from bot.chat.event import Said
from bot.chat.queries import Desk
from bot.moderation.actor_names import ITSELF
from bot.moderation.chat_admins import House, Houses
from bot.moderation.review import card as review_card
from bot.moderation.review import delivery
from bot.moderation.review.evidence import KEPT, Exhibit, Fate, as_evidence, exhibits_of, with_one_more
from storage import audit, chats, reviews
from storage.audit import Audit
from storage.chats import Chat
from storage.database import known
from storage.outbox import Priority
from storage.reviews import Review, ReviewKind

MOST_REASONS = 8
"""Things found that an entry names: of many messages those that were found first."""


@dataclass(frozen=True, slots=True)
class Noticing:
    """What is done in the language of groups."""

    language: str
    houses: Houses

    async def look(self, said: Said, desk: Desk) -> House | None:
        """Read who runs the chat."""
        return await self.houses.of(said.chat.id, desk)

    async def act(self, said: Said, session: AsyncSession, now: datetime, house: House | None) -> list[Effect]:
        """Take a message away where the chat wants that, and put it into the queue: one entry a person.

        Who runs the chat writes what they like, and where the bot is no administrator it does nothing.
        """
        if house is None or not house.may_look or said.person.id in house.people:
            return []
        said = replace(said, found={**_found(said), "deletes": _found(said)["deletes"] and house.may_delete})
        return await self._enter(said, session, now, house.moderators)

    async def _enter(
        self, said: Said, session: AsyncSession, now: datetime, moderators: frozenset[int]
    ) -> list[Effect]:
        """Put a message into the queue, and take it away if it is to go."""
        chat = await chats.find_chat(session, said.chat.id)
        if chat is None:
            return []
        former = await reviews.latest(session, known(chat.id), _subject(said))
        is_new = former is None or former.ruling is not None
        review = _entry(said, chat, now) if is_new or former is None else former
        exhibit = _exhibit(said)
        where = await delivery.where_forwarded(session, review, exhibit, moderators, now)
        exhibit = replace(exhibit, forwarded=bool(where))
        if is_new:
            review.evidence = {**review.evidence, **as_evidence([exhibit])}
            await reviews.enter(session, review)
            shown = await delivery.show(session, review, moderators, self.language, now)
        else:
            await _add(session, review, exhibit, said)
            refreshed = await review_card.refresh(session, known(review.id), self.language, Priority.BULK)
            shown = [*[delivery.forward(chat, exhibit, place) for place in where], *refreshed]
        if exhibit.done is not Fate.DELETED:
            return shown
        act = audit.act_of(await audit.note(session, _note(review, said, self.language, now)))
        # Of one person's messages the first one is enough to say that Telegram refuses to delete them.
        return [*shown, Delete(said.chat.id, said.message_id, act if is_new else None)]


def _subject(said: Said) -> str:
    return f"spam:{said.person.id}"


def _found(said: Said) -> dict[str, Any]:
    return said.found or {}


def _exhibit(said: Said) -> Exhibit:
    found = _found(said)
    done = Fate.DELETED if found["deletes"] else Fate.WATCHED if found["watched"] else Fate.STANDING
    return Exhibit(said.message_id, said.text[:KEPT], done, found["media"], album=bool(found.get("album")))


def _entry(said: Said, chat: Chat, now: datetime) -> Review:
    return Review(
        chat_id=known(chat.id),
        kind=ReviewKind.SPAM,
        subject=_subject(said),
        person_id=said.person.id,
        name=said.person.name,
        message_id=said.message_id,
        thread_id=said.thread_id,
        topic=said.topic,
        words=said.text[:KEPT],
        evidence={name: _found(said)[name] for name in ("check", "action", "reasons")},
        opened_at=now,
    )


async def _add(session: AsyncSession, review: Review, exhibit: Exhibit, said: Said) -> None:
    """Name one more message in an entry that waits, or one of its messages as its author has changed it."""
    former = review.evidence.get("reasons", [])
    reasons = [*former, *(one for one in _found(said)["reasons"] if one not in former)][:MOST_REASONS]
    messages = as_evidence(with_one_more(exhibits_of(review), exhibit))
    words = exhibit.words if exhibit.id == review.message_id else review.words
    review.evidence = {**review.evidence, "reasons": reasons, **messages}
    await reviews.amend(session, known(review.id), evidence=review.evidence, words=words)


def _note(review: Review, said: Said, language: str, now: datetime) -> Audit:
    """Return the entry of the audit log about a message that the bot deleted."""
    found = _found(said)
    return Audit(
        chat_id=review.chat_id,
        actor_id=ITSELF,
        action="delete",
        subject=review_card.subject_of(review),
        person_id=review.person_id,
        reason=" ".join(review_card.reasons_of(found, language)).rstrip("."),
        evidence={"message": said.message_id, "check": found["check"], "reasons": found["reasons"]},
        at=now,
    )
