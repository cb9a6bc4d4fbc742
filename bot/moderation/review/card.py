"""The card of an entry of the review queue: what it is about, what speaks for it, and who it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Edit, Effect, Rows
from bot.chat.message.addresses import address_of
from bot.chat.text_length import shorten
from bot.moderation.actor_names import name_of
from bot.moderation.review.evidence import (
    EvidenceMessage,
    MessageState,
    counterpoint_of,
    hides_writer,
    messages_of,
    reacted_in,
)
from bot.texts import Value, say, tell
from storage import chats, outbox_subjects, reviews, sanctions
from storage.chat_settings import language_of, language_of_group
from storage.chats import Chat
from storage.outbox import Priority
from storage.reviews import Report, Review, ReviewKind, ReviewStatus, Ruling
from storage.sanctions import Sanction
from storage.subjects import Subject

SHOWN_MESSAGE_CHARS = 1_000
"""Characters of a message that a card shows."""
SHOWN_LATER_MESSAGES = 4
"""Later messages of the same person that a card shows, the newest ones."""
SHOWN_LATER_CHARS = 250
"""Characters of each of them."""
SHOWN_REPORT_CHARS = 300
"""Characters of what a reporter writes."""
SHOWN_REPORTERS = 4
"""Reporters whose words a card shows, the newest ones."""
REASONS = ("spam", "abusive", "unrelated", "personal-data")
"""Why a message may be taken away."""
RULINGS = (Ruling.WARN, Ruling.MUTE, Ruling.BAN)
"""What may be done to the person, besides."""


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """All that a card shows."""

    review: Review
    chat: Chat
    language: str
    """That of the chat in which it is shown."""
    history: Mapping[str, int]
    """Sanctions by kind, and counterpoints accepted and rejected."""
    reports: Sequence[Report] = ()
    sanction: Sanction | None = None
    """What is appealed."""
    sanctioned_by: str = ""
    settled_by: str = ""
    copies: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Of messages that are more than words, the chat and message of a copy that was forwarded."""


async def gather(session: AsyncSession, review: Review) -> ReviewCard:
    """Gather what a card shows, as its group reads it.

    Raises:
        LookupError: The chat is not known.
    """
    chat = await chats.get_chat(session, review.chat_id)
    if chat is None:
        raise LookupError(review.chat_id)
    appealed = review.sanction_id if review.kind is ReviewKind.APPEAL else None
    sanction = await sanctions.get(session, appealed) if appealed is not None else None
    language = await language_of_group(session, review.chat_id)
    return ReviewCard(
        review,
        chat,
        language,
        {} if hides_writer(review) else await reviews.history(session, review.chat_id, review.person_id),
        await reviews.reports_of(session, review.id) if review.kind is ReviewKind.REPORT else (),
        sanction,
        *await _names(session, review, sanction, language),
        copies=await _copies(session, review),
    )


async def as_read_in(session: AsyncSession, card: ReviewCard, chat_id: int) -> ReviewCard:
    """Return a card in the language of a chat, by Telegram's id."""
    language = await language_of(session, chat_id)
    if language == card.language:
        return card
    sanctioned_by, settled_by = await _names(session, card.review, card.sanction, language)
    return replace(card, language=language, sanctioned_by=sanctioned_by, settled_by=settled_by)


async def _names(session: AsyncSession, review: Review, sanction: Sanction | None, language: str) -> tuple[str, str]:
    """Return who gave the sanction that is appealed, and who decided about an entry."""
    sanctioned_by = await name_of(session, sanction.actor_id, language) if sanction is not None else ""
    settled_by = await name_of(session, review.settled_by, language) if review.settled_by is not None else ""
    return sanctioned_by, settled_by


async def _copies(session: AsyncSession, review: Review) -> dict[int, tuple[int, int]]:
    """Return the oldest copy of each message of an entry that was forwarded."""
    found = {}
    for one in [one for one in messages_of(review) if one.media]:
        if copies := await outbox_subjects.shown(session, one.subject_in(review.chat_id)):
            found[one.id] = copies[0]
    return found


def card_text(card: ReviewCard) -> str:
    """Return a card as Telegram HTML."""
    review, language = card.review, card.language
    lines = [say(f"review-{review.kind.value}", language, **_head(card))]
    if review.words:
        lines.append(say("review-words", language, words=shorten(review.words, SHOWN_MESSAGE_CHARS)))
    lines += _evidence(card)
    lines.append(say("review-history", language, **_history(card.history)))
    if review.answer:
        lines.append(say("review-answer", language, words=shorten(review.answer, SHOWN_MESSAGE_CHARS)))
    if review.ruling is not None:
        lines.append(_ruled(card))
    elif review.version:
        lines.append(say("review-again", language, by=card.settled_by))
    return "\n".join(lines)


def card_buttons(card: ReviewCard) -> Rows:
    """Return what can be decided about an entry as it stands."""
    review, language, at = card.review, card.language, _at(card)
    if review.status is ReviewStatus.SETTLED:
        return () if review.kind is ReviewKind.APPEAL else ((_button("undo", at, language),),)
    if review.kind is ReviewKind.APPEAL:
        return ((_button("undo", at, language), _button("dismiss", at, language)),)
    take_away = () if reacted_in(review) else (_take_away(card),)
    punish = tuple(_button(one.value, at, language) for one in RULINGS)
    return ((*take_away, _button("dismiss", at, language)), punish)


def _at(card: ReviewCard) -> str:
    """Return what the buttons of a card begin with: which entry it is, as it is shown."""
    return f"{card.review.id}:{card.review.version}"


def _take_away(card: ReviewCard) -> Button:
    """Return the button that takes away what an entry is about, called what it does."""
    if counterpoint_of(card.review) is not None:
        return _button("reject", _at(card), card.language)
    stands = any(one.stands for one in messages_of(card.review))
    return Button(tell("button-take-away", card.language, stands="yes" if stands else "no"), f"rreject:{_at(card)}")


def reason_buttons(card: ReviewCard) -> Rows:
    """Return the reasons for which a message may be taken away."""
    language, at = card.language, _at(card)
    buttons = [Button(tell("reason-name", language, reason=one), f"rreason:{at}:{one}") for one in REASONS]
    back = Button(tell("button-cancel", language), f"rshow:{at}")
    return (tuple(buttons[:2]), tuple(buttons[2:]), (back,))


def subject_of(review: Review) -> str:
    """Return the name by which the outbox knows the cards of an entry."""
    return str(Subject("review", review.id))


def reasons_of(evidence: Mapping[str, Any], language: str) -> list[str]:
    """Return what the checks found, in words."""
    return [tell(one["key"], language, **one["values"]) for one in evidence.get("reasons", ())]


async def refresh(session: AsyncSession, review_id: int, priority: Priority = Priority.REPLY) -> list[Effect]:
    """Bring every copy of a card up to date."""
    review = await reviews.get(session, review_id)
    if review is None:
        return []
    card, effects = await gather(session, review), list[Effect]()
    for chat_id, message in await outbox_subjects.shown(session, subject_of(review)):
        there = await as_read_in(session, card, chat_id)
        effects.append(Edit(chat_id, message, card_text(there), card_buttons(there), priority))
    return effects


def _button(verb: str, at: str, language: str) -> Button:
    return Button(tell(f"button-{verb}", language), f"r{verb}:{at}")


def _head(card: ReviewCard) -> dict[str, Value]:
    review, sanction = card.review, card.sanction
    return {
        "chat": card.chat.title,
        "person": review.name,
        "href": (review.message_id and address_of(card.chat.telegram_id, review.message_id)) or "none",
        "count": len(card.reports),
        "kind": sanction.kind.value if sanction is not None else "none",
        "by": card.sanctioned_by,
        "reason": (sanction.reason if sanction is not None else "") or "none",
    }


def _evidence(card: ReviewCard) -> list[str]:
    """Return the lines of what speaks for an entry: further messages, checks, reporters' words, what stands still."""
    review, language = card.review, card.language
    messages = messages_of(review)
    lines = [line for one in messages if one.id == review.message_id for line in _before(one, language)]
    lines += _later([one for one in messages if one.id != review.message_id], language)
    lines += [say("review-check", language, words=words) for words in reasons_of(review.evidence, language)]
    wrote = [one for one in card.reports if one.words]
    lines += [
        say("review-reporter", language, words=shorten(one.words, SHOWN_REPORT_CHARS))
        for one in wrote[-SHOWN_REPORTERS:]
    ]
    if more := len(wrote[:-SHOWN_REPORTERS]):
        lines.append(say("review-reporters-more", language, count=more))
    if lost := sum(one.lost for one in messages):
        lines.append(say("review-lost", language, count=lost))
    if len(messages) == 1 and messages[0].album:
        lines.append(say("review-album", language))
    if messages and (review.kind is ReviewKind.SPAM or not all(one.stands for one in messages)):
        lines.append(say("review-done", language, **_done(messages)))
    return lines


def _before(message: EvidenceMessage, language: str) -> list[str]:
    """Return the lines of what a message said before its author changed it."""
    shown = (shorten(" ".join(words.split()), SHOWN_LATER_CHARS) for words in message.before)
    return [say("review-before", language, words=words, says="yes" if words else "no") for words in shown]


def _later(messages: Sequence[EvidenceMessage], language: str) -> list[str]:
    """Return the lines of what else the person has written: the newest messages, and how many more there are."""
    shown = messages[-SHOWN_LATER_MESSAGES:]
    lines = [say("review-more", language, count=more)] if (more := len(messages) - len(shown)) else []
    for one in shown:
        words = shorten(" ".join(one.words.split()), SHOWN_LATER_CHARS)
        says, stands = ("yes" if it_is else "no" for it_is in (words, one.stands))
        lines.append(say("review-later", language, words=words, says=says, stands=stands))
    return lines


def _done(messages: Sequence[EvidenceMessage]) -> dict[str, Value]:
    """Return what became of the messages of an entry."""
    standing = sum(one.stands for one in messages)
    several = "none" if not standing else "all" if standing == len(messages) else "some"
    watched = any(one.done is MessageState.WATCHED for one in messages)
    return {
        "count": len(messages),
        "standing": standing,
        "several": several,
        "done": messages[0].done.value,
        "watched": "yes" if watched else "no",
    }


def _ruled(card: ReviewCard) -> str:
    """Return what was decided, by whom and why."""
    review, language = card.review, card.language
    if review.ruling is Ruling.OVER:
        return say("review-over", language)
    reason = tell("reason-name", language, reason=review.reason) if review.reason else "none"
    ruling = review.ruling.value if review.ruling is not None else "none"
    return say("review-ruled", language, by=card.settled_by, ruling=ruling, reason=reason)


def _history(history: Mapping[str, int]) -> dict[str, Value]:
    counts = {name: history.get(name, 0) for name in ("warn", "mute", "ban", "kick", "accepted", "rejected")}
    debated = "some" if counts["accepted"] or counts["rejected"] else "none"
    return {**counts, "any": "yes" if any(counts.values()) else "none", "counterpoints": debated}
