"""What becomes of an entry of the review queue: decided or open again, by whoever is first, and noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.moderation.actor_names import name_of
from bot.moderation.review import card as review_card
from bot.moderation.review.evidence import hides_writer, messages_of
from bot.texts import Refusal
from storage import audit, reviews
from storage.audit import Act
from storage.chat_settings import language_of_group
from storage.reviews import Review, ReviewStatus, Ruling

REOPENED = "reopened"
"""What the audit log calls a decision that was taken back."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided."""

    name: str
    """As `reason-name` knows it."""
    words: str
    """As the log says it."""


async def decide(
    session: AsyncSession, review: Review, ruling: Ruling, by: int, now: datetime, reason: Reason | None = None
) -> str:
    """Decide an entry as it was shown, write it into the audit log, and return the subject of what carries it out.

    Args:
        session: An open transaction.
        review: The entry, with the version that was shown.
        ruling: The decision.
        by: Telegram id of the moderator.
        now: The moment, aware.
        reason: Why, where a reason was chosen.

    Raises:
        Refusal: Somebody else was first: who, and what they decided.
    """
    if not await reviews.settle(session, review, ruling, by, now, reason.name if reason is not None else None):
        raise await too_late(session, review.id)
    return await note(session, review, ruling.value, by, now, reason.words if reason is not None else None)


async def reopen(session: AsyncSession, review: Review, by: int, now: datetime) -> None:
    """Let a decided entry wait again as if it had just come in, and write it into the audit log.

    Raises:
        Refusal: Somebody else was first, or the person has a newer entry that waits.
    """
    newest = await reviews.latest(session, review.chat_id, review.subject)
    if newest is not None and newest.id != review.id and newest.status is ReviewStatus.OPEN:
        raise Refusal("review-newer", person=review.name)
    if not await reviews.reopen(session, review, by, now):
        raise await too_late(session, review.id)
    await reviews.forget_reminder(session, review_card.subject_of(review))
    await note(session, review, REOPENED, by, now)


async def too_late(session: AsyncSession, review_id: int) -> Refusal:
    """Say who was first, and what they decided."""
    review = await reviews.get(session, review_id)
    if review is None:
        return Refusal("button-old")
    by = await name_of(session, review.settled_by, await language_of_group(session, review.chat_id))
    return Refusal("review-settled", by=by, ruling=review.ruling.value if review.ruling is not None else REOPENED)


async def note(
    session: AsyncSession, review: Review, what: str, by: int, now: datetime, reason: str | None = None
) -> str:
    """Write into the audit log what became of an entry, and return the subject of what carries it out."""
    act = Act(
        by,
        f"{review.kind.value}-{what}",
        review_card.subject_of(review),
        review.chat_id,
        person_id=None if hides_writer(review) else review.person_id,
        reason=reason,
        evidence={"messages": [one.id for one in messages_of(review)], "check": review.evidence.get("check")},
        before={"ruling": review.ruling.value} if review.ruling is not None else None,
    )
    return await audit.record(session, act, now)
