"""Other words for a counterpoint that nobody else has dealt with yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.debate.cards import subject_of
from bot.debate.duplicates.normalise import same_words
from bot.texts import Refusal
from storage import audit, counterpoint_edits, counterpoints, votes
from storage.audit import Act
from storage.counterpoints import Counterpoint, CounterpointStatus, actor_of

CHANGEABLE = (CounterpointStatus.HELD, CounterpointStatus.OPEN)


async def reword(session: AsyncSession, own: Counterpoint, text: str, links: Sequence[str], now: datetime) -> None:
    """Let a counterpoint say something else, and note that its writer did it.

    Raises:
        Refusal: Others have voted on it, answered it or decided about it, or another says the same already.
    """
    await check_untouched(session, own)
    same = await counterpoints.find_same(session, own.model_copy(update={"words": same_words(text)}))
    if same is not None and same.id != own.id:
        raise Refusal("mend-known", number=str(own.number), other=str(same.number))
    await counterpoint_edits.reword(session, own, text, same_words(text), links, now)
    by = actor_of(own, own.author_id)
    await audit.record(session, Act(by, "mended", subject_of(own), discussion_id=own.discussion_id), now)


async def check_untouched(session: AsyncSession, own: Counterpoint) -> None:
    """Refuse to change what somebody else than its writer has dealt with.

    Raises:
        Refusal: Somebody has.
    """
    is_untouched = (
        own.status in CHANGEABLE
        and own.accepted_by is None
        and own.reply is None
        and not await counterpoint_edits.is_answered(session, own.id)
        and not await votes.others_voted(session, own.id, own.author_id)
    )
    if not is_untouched:
        raise Refusal("mend-too-late", number=str(own.number))
