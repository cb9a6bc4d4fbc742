"""/appeal: a person who was sanctioned asks the moderators to look again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.review import card as review_card
from bot.moderation.review import delivery
from bot.moderation.review.decisions import note
from bot.texts import Refusal, Value, say
from storage import chats, reviews
from storage import sanctions as storage_sanctions
from storage.chat_settings import language_of
from storage.chats import Chat, Place
from storage.database import known
from storage.reviews import Review, ReviewKind, Ruling
from storage.sanctions import Sanction, SanctionStatus

MAX_APPEAL_CHARS = 1_000
"""Characters of an appeal, and of an answer to it."""
_COMMAND = re.compile(r"/appeal(?:@\w+)?\s*")


@dataclass(frozen=True, slots=True)
class AppealDraft:
    """What an appeal may be about."""

    sanctions: Sequence[tuple[Sanction, Chat]]
    moderators: frozenset[int] = frozenset()


async def look(event: Event, telegram: TelegramQueries) -> AppealDraft:
    """Find what the person may appeal, and who would look at it.

    Raises:
        Refusal: It is not said in private, there is nothing to appeal, or no words to send.
    """
    if not event.chat.private:
        raise Refusal("appeal-in-private")
    found = await _appealable(event, telegram)
    if not event.text.strip():
        raise Refusal("appeal-how")
    in_one_line(event.text, "appeal-too-long")
    if len(found) > 1:
        return AppealDraft(found)
    return AppealDraft(found, await telegram.moderators(found[0][1].telegram_id))


async def look_at_chosen(event: Event, telegram: TelegramQueries) -> AppealDraft:
    """Find the sanction that was chosen, if it is the person's own and stands."""
    found = await _appealable(event, telegram)
    chosen = [(sanction, chat) for sanction, chat in found if sanction.id == number(event)]
    if not chosen:
        raise Refusal("appeal-of-nothing")
    return AppealDraft(chosen, await telegram.moderators(chosen[0][1].telegram_id))


async def appeal(event: Event, session: AsyncSession, now: datetime, draft: AppealDraft) -> list[Effect]:
    """`/appeal words`: put it into the queue, or ask which chat it is about."""
    if len(draft.sanctions) > 1:
        rows = tuple((Button(chat.title, f"appeal:{sanction.id}"),) for sanction, chat in draft.sanctions)
        return [event.post(say("appeal-which", event.language), rows)]
    cards = await _enter(event, session, now, draft)
    return [*cards, event.post(_sent(event, draft))]


async def choose(event: Event, session: AsyncSession, now: datetime, draft: AppealDraft) -> list[Effect]:
    """The chat was chosen: the words stand in the message that the list replies to."""
    words = _COMMAND.sub("", event.reply.text, count=1) if event.reply is not None else ""
    if not words.strip():
        raise Refusal("appeal-how")
    cards = await _enter(replace(event, text=words), session, now, draft)
    return [*cards, *event.edit(_sent(event, draft))]


def _sent(event: Event, draft: AppealDraft) -> str:
    return say("appeal-sent", event.language, chat=draft.sanctions[0][1].title)


async def _enter(event: Event, session: AsyncSession, now: datetime, draft: AppealDraft) -> list[Effect]:
    """Put what an event says into the queue, and return the cards."""
    sanction, chat = draft.sanctions[0]
    former = await reviews.latest(session, chat.id, sanction.subject)
    if former is not None:
        raise Refusal("appeal-waits" if former.ruling is None else "appeal-decided")
    review = Review(
        chat_id=chat.id,
        kind=ReviewKind.APPEAL,
        subject=sanction.subject,
        person_id=event.person.id,
        name=event.person.name,
        message_id=sanction.message_id,
        words=in_one_line(event.text, "appeal-too-long"),
        evidence={"said": sanction.evidence.get("words", "")},
        sanction_id=sanction.id,
        opened_at=now,
    )
    if not await reviews.enter(session, review):
        raise Refusal("appeal-waits")
    return await delivery.show(session, review, draft.moderators, now)


async def close(session: AsyncSession, review: Review, now: datetime) -> list[Effect]:
    """Close an appeal whose sanction has ended without it; tell who appealed, unless they were told of the end."""
    sanction = await storage_sanctions.get(session, known(review.sanction_id))
    if sanction is None or not await reviews.settle(session, review, Ruling.OVER, BOT_ACTOR_ID, now):
        return []
    await note(session, review, Ruling.OVER.value, BOT_ACTOR_ID, now)
    told: list[Effect] = []
    if sanction.status is not SanctionStatus.UNDONE:
        told = await to_appellant(session, review, "appeal-over", status=sanction.status.value)
    elif review.answer:
        told = await to_appellant(session, review, "appeal-answered")
    return [*told, *await review_card.refresh(session, review.id)]


async def to_appellant(session: AsyncSession, review: Review, key: str, **values: Value) -> list[Effect]:
    """Return the news for who appealed: what was decided, and what the moderators write."""
    chat = await chats.get_chat(session, review.chat_id)
    if chat is None or not await chats.private_chats(session, [review.person_id]):
        return []
    language = await language_of(session, review.person_id)
    words = say(key, language, chat=chat.title, words=review.answer or "none", **values)
    return [Send(Place(review.person_id), words)]


async def _appealable(event: Event, telegram: TelegramQueries) -> list[tuple[Sanction, Chat]]:
    """Return what somebody may appeal, in chats where the bot can do something about it.

    Raises:
        Refusal: There is nothing, or only in chats that the bot has left.
    """
    async with telegram.database.read() as session:
        found = await reviews.appealable(session, event.person.id)
    if not found:
        raise Refusal("appeal-of-nothing")
    within_reach = [(sanction, chat) for sanction, chat in found if not chat.resting]
    if not within_reach:
        raise Refusal("appeal-out-of-reach", chat=found[0][1].title)
    return within_reach


def in_one_line(words: str, too_long: str) -> str:
    """Return words in one line.

    Raises:
        Refusal: They are too many: nothing is cut off that somebody wants read.
    """
    tidied = " ".join(words.split())
    if len(tidied) > MAX_APPEAL_CHARS:
        raise Refusal(too_long, most=MAX_APPEAL_CHARS, count=len(tidied))
    return tidied
