"""/answer: what the moderators write back to somebody who appealed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.moderation.review import card as review_card
from bot.moderation.review.appeals import in_one_line, to_appellant
from bot.texts import Refusal
from storage import chats, outbox_subjects, reviews
from storage.reviews import Review, ReviewKind


async def answer(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/answer words`, as a reply to the card of an appeal: what the person reads with the decision."""
    review = await _answered(event, session)
    words = in_one_line(event.text, "answer-too-long").rstrip(" .")
    if review is None or not words:
        raise Refusal("answer-how")
    await reviews.amend(session, review.id, answer=words)
    review = review.model_copy(update={"answer": words})
    told = await to_appellant(session, review, "appeal-answered") if review.ruling else []
    note = event.note("answer-sent" if review.ruling else "answer-kept", person=review.name)
    return [*told, *await review_card.refresh(session, review.id), note]


async def chat_of_answer(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat whose appeal is answered; this one where it is none."""
    async with telegram.database.read() as session:
        review = await _answered(event, session)
        return event.chat.id if review is None else await chats.telegram_chat(session, review.chat_id)


async def _answered(event: Event, session: AsyncSession) -> Review | None:
    """Return the appeal whose card was replied to, if that is what was replied to."""
    replied = event.reply.message_id if event.reply is not None else 0
    number = (await outbox_subjects.find_subject(session, event.chat.id, replied)).number("review")
    review = await reviews.get(session, number) if number is not None else None
    return review if review is not None and review.kind is ReviewKind.APPEAL else None
