"""Entries of the queue that were overtaken: what they are about was ended elsewhere, in the group, by hand or by time.

The cards follow, so that no button is left on them that does nothing.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.review import card as review_card
from bot.moderation.review.appeals import close
from storage import reviews, sanctions
from storage.database import known
from storage.outbox import Priority
from storage.reviews import Review, ReviewKind


async def follow(review: Review, session: AsyncSession, now: datetime) -> list[Effect]:
    """Close an appeal that nobody has to decide any more; say on another card that the sanction was taken back."""
    if review.kind is ReviewKind.APPEAL:
        return await close(session, review, now)
    sanction = await sanctions.get(session, known(review.sanction_id))
    if sanction is None or not await reviews.overrule(session, review, sanction.settled_by or BOT_ACTOR_ID, now):
        return []
    return await review_card.refresh(session, review.id, Priority.BULK)
