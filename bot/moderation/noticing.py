"""What is done about a message that the checks speak against: taken away, and shown to the moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect
from bot.chat.handling import Desk
from bot.chat.said import Said
from bot.moderation import notifying
from bot.moderation.cases import ITSELF
from storage import audit, chats, reviews
from storage.chats import Chat
from storage.debate import Audit, known
from storage.reviews import Review, ReviewKind

KEPT = 2_000
"""Characters of a message that are kept as evidence."""
MOST_MESSAGES = 100
"""Messages of one person that an entry names."""


async def ask_who_moderates(said: Said, desk: Desk) -> frozenset[int]:
    """Read who moderates the chat."""
    return await desk.moderators(said.chat.id)


@dataclass(frozen=True, slots=True)
class Noticing:
    """What is done in the language of groups."""

    language: str

    async def act(self, said: Said, session: AsyncSession, now: datetime, moderators: frozenset[int]) -> list[Effect]:
        """Take a message away where the chat wants that, and put it into the queue: one entry a person."""
        found = said.found or {}
        chat = await chats.find_chat(session, said.chat.id)
        if chat is None:
            return []
        former = await reviews.latest(session, known(chat.id), _subject(said))
        if former is not None and former.ruling is None:
            await _add(session, former, said)
            return _away(said, found)
        review = _entry(said, chat, found, now)
        await reviews.enter(session, review)
        if found["deletes"]:
            await audit.note(session, _note(review, now))
        cards = await notifying.show(session, review, moderators, self.language, now)
        return [*cards, *_away(said, found)]


def _away(said: Said, found: dict[str, Any]) -> list[Effect]:
    return [Delete(said.chat.id, said.message_id)] if found["deletes"] else []


def _subject(said: Said) -> str:
    return f"spam:{said.person.id}"


def _entry(said: Said, chat: Chat, found: dict[str, Any], now: datetime) -> Review:
    done = "deleted" if found["deletes"] else "watched" if found["watched"] else "standing"
    return Review(
        chat_id=known(chat.id),
        kind=ReviewKind.SPAM,
        subject=_subject(said),
        person_id=said.person.id,
        name=said.person.name,
        message_id=said.message_id,
        words=said.text[:KEPT],
        evidence={
            "check": found["check"],
            "action": found["action"],
            "reasons": found["reasons"],
            "media": found["media"],
            "done": done,
            "messages": [said.message_id],
        },
        opened_at=now,
    )


async def _add(session: AsyncSession, review: Review, said: Said) -> None:
    """Name one more message in an entry that waits."""
    messages = [*review.evidence.get("messages", ()), said.message_id]
    kept = list(dict.fromkeys(messages))[:MOST_MESSAGES]
    await reviews.amend(session, known(review.id), evidence={**review.evidence, "messages": kept})


def _note(review: Review, now: datetime) -> Audit:
    return Audit(
        chat_id=review.chat_id,
        actor_id=ITSELF,
        action="delete",
        subject=f"review:{known(review.id)}",
        person_id=review.person_id,
        reason=review.evidence["check"],
        evidence={"message": review.message_id, "reasons": review.evidence["reasons"]},
        at=now,
    )
