"""The card of an entry of the review queue: what it is about, what speaks for it, and who it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Edit, Effect, Rows
from bot.chat.text_length import shorten
from bot.moderation.actor_names import name_of
from bot.moderation.review.evidence import EvidenceMessage, MessageState, counterpoint_of, exhibits_of, reacted_in
from bot.texts import Value, say, tell
from storage import chats, outbox, reviews, sanctions
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
    history: Mapping[str, int]
    """Sanctions by kind, and counterpoints accepted and rejected."""
    reports: Sequence[Report] = ()
    sanction: Sanction | None = None
    """What is appealed."""
    sanctioned_by: str = ""
    settled_by: str = ""
    copies: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Of messages that are more than words, the chat and message of a copy that was forwarded."""


async def gather(session: AsyncSession, review: Review, language: str) -> ReviewCard:
    """Gather what a card shows.

    Raises:
        LookupError: The chat is not known.
    """
    chat = await chats.get_chat(session, review.chat_id)
    if chat is None:
        raise LookupError(review.chat_id)
    appealed = review.sanction_id if review.kind is ReviewKind.APPEAL else None
    sanction = await sanctions.get(session, appealed) if appealed is not None else None
    return ReviewCard(
        review,
        chat,
        await reviews.history(session, review.chat_id, review.person_id),
        await reviews.reports_of(session, review.id) if review.kind is ReviewKind.REPORT else (),
        sanction,
        await name_of(session, sanction.actor_id, language) if sanction is not None else "",
        await name_of(session, review.settled_by, language) if review.settled_by is not None else "",
        await _copies(session, review),
    )


async def _copies(session: AsyncSession, review: Review) -> dict[int, tuple[int, int]]:
    """Return the oldest copy of each message of an entry that was forwarded."""
    found = {}
    for one in [one for one in exhibits_of(review) if one.media]:
        if copies := await outbox.shown(session, one.subject_in(review.chat_id)):
            found[one.id] = copies[0]
    return found


def card_text(dossier: ReviewCard, language: str) -> str:
    """Return a card as Telegram HTML."""
    review = dossier.review
    lines = [say(f"review-{review.kind.value}", language, **_head(dossier))]
    if review.words:
        lines.append(say("review-words", language, words=shorten(review.words, SHOWN_MESSAGE_CHARS)))
    lines += _evidence(dossier, language)
    lines.append(say("review-history", language, **_history(dossier.history)))
    if review.answer:
        lines.append(say("review-answer", language, words=shorten(review.answer, SHOWN_MESSAGE_CHARS)))
    if review.ruling is not None:
        lines.append(_ruled(dossier, language))
    elif review.version:
        lines.append(say("review-again", language, by=dossier.settled_by))
    return "\n".join(lines)


def card_buttons(review: Review, language: str) -> Rows:
    """Return what can be decided about an entry as it stands."""
    at = f"{review.id}:{review.version}"
    if review.status is ReviewStatus.SETTLED:
        return () if review.kind is ReviewKind.APPEAL else ((_button("undo", at, language),),)
    if review.kind is ReviewKind.APPEAL:
        return ((_button("undo", at, language), _button("dismiss", at, language)),)
    take_away = () if reacted_in(review) else (_take_away(review, at, language),)
    punish = tuple(_button(one.value, at, language) for one in RULINGS)
    return ((*take_away, _button("dismiss", at, language)), punish)


def _take_away(review: Review, at: str, language: str) -> Button:
    """Return the button that takes away what an entry is about, called what it does."""
    if counterpoint_of(review) is not None:
        return _button("reject", at, language)
    stands = any(one.stands for one in exhibits_of(review))
    return Button(tell("button-take-away", language, stands="yes" if stands else "no"), f"rreject:{at}")


def reason_buttons(review: Review, language: str) -> Rows:
    """Return the reasons for which a message may be taken away."""
    at = f"{review.id}:{review.version}"
    buttons = [Button(tell("reason-name", language, reason=one), f"rreason:{at}:{one}") for one in REASONS]
    back = Button(tell("button-cancel", language), f"rshow:{at}")
    return (tuple(buttons[:2]), tuple(buttons[2:]), (back,))


def subject_of(review: Review) -> str:
    """Return the name by which the outbox knows the cards of an entry."""
    return str(Subject("review", review.id))


def reasons_of(evidence: Mapping[str, Any], language: str) -> list[str]:
    """Return what the checks found, in words."""
    return [tell(one["key"], language, **one["values"]) for one in evidence.get("reasons", ())]


async def refresh(
    session: AsyncSession, review_id: int, language: str, priority: Priority = Priority.REPLY
) -> list[Effect]:
    """Bring every copy of a card up to date."""
    review = await reviews.get(session, review_id)
    if review is None:
        return []
    text = card_text(await gather(session, review, language), language)
    buttons = card_buttons(review, language)
    shown = await outbox.shown(session, subject_of(review))
    return [Edit(chat, message, text, buttons, priority) for chat, message in shown]


def _button(verb: str, at: str, language: str) -> Button:
    return Button(tell(f"button-{verb}", language), f"r{verb}:{at}")


def _head(dossier: ReviewCard) -> dict[str, Value]:
    review, sanction = dossier.review, dossier.sanction
    return {
        "chat": dossier.chat.title,
        "person": review.name,
        "href": _address(dossier.chat, review.message_id),
        "count": len(dossier.reports),
        "kind": sanction.kind.value if sanction is not None else "none",
        "by": dossier.sanctioned_by,
        "reason": (sanction.reason if sanction is not None else "") or "none",
    }


def _evidence(dossier: ReviewCard, language: str) -> list[str]:
    """Return the lines of what speaks for an entry: further messages, checks, reporters' words, what stands still."""
    review = dossier.review
    exhibits = exhibits_of(review)
    lines = [line for one in exhibits if one.id == review.message_id for line in _before(one, language)]
    lines += _later([one for one in exhibits if one.id != review.message_id], language)
    lines += [say("review-check", language, words=words) for words in reasons_of(review.evidence, language)]
    wrote = [one for one in dossier.reports if one.words]
    lines += [
        say("review-reporter", language, words=shorten(one.words, SHOWN_REPORT_CHARS))
        for one in wrote[-SHOWN_REPORTERS:]
    ]
    if more := len(wrote[:-SHOWN_REPORTERS]):
        lines.append(say("review-reporters-more", language, count=more))
    if lost := sum(one.lost for one in exhibits):
        lines.append(say("review-lost", language, count=lost))
    if len(exhibits) == 1 and exhibits[0].album:
        lines.append(say("review-album", language))
    if exhibits and (review.kind is ReviewKind.SPAM or not all(one.stands for one in exhibits)):
        lines.append(say("review-done", language, **_done(exhibits)))
    return lines


def _before(exhibit: EvidenceMessage, language: str) -> list[str]:
    """Return the lines of what a message said before its author changed it."""
    shown = (shorten(" ".join(words.split()), SHOWN_LATER_CHARS) for words in exhibit.before)
    return [say("review-before", language, words=words, says="yes" if words else "no") for words in shown]


def _later(exhibits: Sequence[EvidenceMessage], language: str) -> list[str]:
    """Return the lines of what else the person has written: the newest messages, and how many more there are."""
    shown = exhibits[-SHOWN_LATER_MESSAGES:]
    lines = [say("review-more", language, count=more)] if (more := len(exhibits) - len(shown)) else []
    for one in shown:
        words = shorten(" ".join(one.words.split()), SHOWN_LATER_CHARS)
        says, stands = ("yes" if it_is else "no" for it_is in (words, one.stands))
        lines.append(say("review-later", language, words=words, says=says, stands=stands))
    return lines


def _done(exhibits: Sequence[EvidenceMessage]) -> dict[str, Value]:
    """Return what became of the messages of an entry."""
    standing = sum(one.stands for one in exhibits)
    several = "none" if not standing else "all" if standing == len(exhibits) else "some"
    watched = any(one.done is MessageState.WATCHED for one in exhibits)
    return {
        "count": len(exhibits),
        "standing": standing,
        "several": several,
        "done": exhibits[0].done.value,
        "watched": "yes" if watched else "no",
    }


def _ruled(dossier: ReviewCard, language: str) -> str:
    """Return what was decided, by whom and why."""
    review = dossier.review
    if review.ruling is Ruling.OVER:
        return say("review-over", language)
    reason = tell("reason-name", language, reason=review.reason) if review.reason else "none"
    ruling = review.ruling.value if review.ruling is not None else "none"
    return say("review-ruled", language, by=dossier.settled_by, ruling=ruling, reason=reason)


def _history(history: Mapping[str, int]) -> dict[str, Value]:
    counts = {name: history.get(name, 0) for name in ("warn", "mute", "ban", "kick", "accepted", "rejected")}
    debated = "some" if counts["accepted"] or counts["rejected"] else "none"
    return {**counts, "any": "yes" if any(counts.values()) else "none", "counterpoints": debated}


def _address(chat: Chat, message_id: int | None) -> str:
    """Return where a message of a supergroup is read."""
    number = str(chat.telegram_id)
    if message_id is None or not number.startswith("-100"):
        return "none"
    return f"https://t.me/c/{number.removeprefix('-100')}/{message_id}"
