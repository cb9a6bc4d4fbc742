"""/report: members point moderators to a message. Reports notify; they punish nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Delete, Effect, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import shorten
from bot.debate.cards import replied_to
from bot.moderation.groups import group_of
from bot.moderation.review import card as review_card
from bot.moderation.review import delivery
from bot.moderation.review.evidence import (
    COUNTERPOINT,
    KEPT_MESSAGE_CHARS,
    EvidenceMessage,
    as_evidence,
    messages_of,
    with_one_more,
)
from bot.texts import Refusal, Value, say, tell
from storage import reviews
from storage.chats import Chat
from storage.counterpoints import CounterpointStatus
from storage.reviews import Report, Review, ReviewKind
from storage.subjects import Subject

ENOUGH_REPORTS_WEIGHT = 2.0
"""Members whose reports notify the moderators, each as `weight` says."""
FORGIVEN_REPORTS = 2
"""Dismissed reports that cost a reporter nothing."""
AN_HOUR = timedelta(hours=1)
REPORTS_PER_HOUR = 10
"""Reports of a person within an hour."""
MAX_REPORT_CHARS = 300
"""Characters of a reporter's own words."""


def weight(upheld: int, dismissed: int) -> float:
    """Return what a member's report weighs, 0 to 1.

    Two dismissed reports are forgiven; from then on it is the share of reports that moderators acted on, those two
    among them: 3 dismissed weigh 2/3, 8 dismissed 1/4, 4 upheld and 4 dismissed 3/4.

    Args:
        upheld: The member's reports in this chat after which moderators did something.
        dismissed: Those that they dismissed.
    """
    if dismissed <= FORGIVEN_REPORTS:
        return 1.0
    return (upheld + FORGIVEN_REPORTS) / (upheld + dismissed)


def are_enough(weights: Iterable[float]) -> bool:
    """Say whether reports of one message notify the moderators: two members in good standing, or more of others."""
    return sum(weights) >= ENOUGH_REPORTS_WEIGHT - 1e-9


@dataclass(frozen=True, slots=True)
class Pointed:
    """What somebody points to, and its author."""

    subject: str
    """Of which one entry is open at a time."""
    words: str
    message_id: int
    person_id: int
    name: str
    messages: tuple[EvidenceMessage, ...] = ()
    """The message itself; none where it is one of the bot's, that shows the words of somebody."""
    hidden: bool = False
    """Whether nobody may learn who wrote it."""


async def ask_who_moderates(event: Event, telegram: TelegramQueries) -> frozenset[int]:
    """Read who moderates the chat; a private one has nothing to report."""
    return await telegram.moderators(event.chat.id)


def pointed(event: Event, moderators: frozenset[int]) -> Pointed:
    """Return what is reported.

    Raises:
        Refusal: It is nothing that can be reported: one clear sentence why.
    """
    message = event.reply
    if message is None or message.person is None:
        raise Refusal("report-how")
    author = message.person
    if message.to_us:
        raise Refusal("report-of-the-bot")
    if not message.message_id:
        raise Refusal("report-unseen")
    if author.id == event.person.id:
        raise Refusal("report-of-own")
    if message.channel_post or author.id == event.chat.id or author.id in moderators:
        raise Refusal("report-of-admin")
    words = message.words[:KEPT_MESSAGE_CHARS]
    reported = EvidenceMessage(message.message_id, words, media=message.has_media, album=message.album)
    return Pointed(str(Subject("message", reported.id)), words, reported.id, author.id, author.name, (reported,))


async def pointed_card(event: Event, session: AsyncSession) -> Pointed | None:
    """Return the open counterpoint whose card is reported: its words are its writer's. None where it is something else.

    Raises:
        Refusal: It is their own.
    """
    if event.reply is None or not event.reply.to_us:
        return None
    shown = await replied_to(session, event)
    if shown is None or shown.status is not CounterpointStatus.OPEN:
        return None
    if shown.author_id == event.person.id:
        raise Refusal("report-of-own")
    name = tell("report-writer", event.language, number=str(shown.number))
    words = "\n".join((shown.text, *shown.links))[:KEPT_MESSAGE_CHARS]
    return Pointed(
        str(Subject(COUNTERPOINT, shown.id)),
        words,
        event.reply.message_id,
        shown.author_id,
        name,
        hidden=shown.from_private,
    )


async def report(event: Event, session: AsyncSession, now: datetime, moderators: frozenset[int]) -> list[Effect]:
    """`/report [words]`, as a reply: put the message into the queue; the command goes at once."""
    gone = Delete(event.chat.id, event.message_id)
    try:
        shown = await _take_in(event, session, now, moderators)
    except Refusal as refusal:
        return [gone, _aside(event, refusal.key, **refusal.values)]
    return [gone, _aside(event, "report-noted"), *shown]


async def _take_in(event: Event, session: AsyncSession, now: datetime, moderators: frozenset[int]) -> list[Effect]:
    """Keep a report, and show the entry as soon as its reports are enough.

    Raises:
        Refusal: Nothing was kept: one clear sentence why.
    """
    if event.person.speaks_as_chat and event.person.id != event.chat.id:
        raise Refusal("report-as-channel")
    what = await pointed_card(event, session) or pointed(event, moderators)
    if await reviews.reports_between(session, event.person.id, now - AN_HOUR, now) >= REPORTS_PER_HOUR:
        raise Refusal("report-too-many", most=REPORTS_PER_HOUR)
    review = await _entry(event, session, now, what)
    shown_before = are_enough(await weights(session, review))
    words = shorten(" ".join(event.text.split()), MAX_REPORT_CHARS)
    fresh = Report(review_id=review.id, reporter_id=event.person.id, words=words, at=now)
    if not await reviews.add_report(session, fresh):
        raise Refusal("report-again")
    if shown_before:
        return await review_card.refresh(session, review.id)
    if not are_enough(await weights(session, review)):
        return []
    return await delivery.show(session, review, moderators, now)


async def weights(session: AsyncSession, review: Review) -> list[float]:
    """Return what the reports of an entry weigh, by the records of who made them."""
    reporters = [one.reporter_id for one in await reviews.reports_of(session, review.id)]
    records = await reviews.records(session, review.chat_id, reporters)
    return [weight(*records.get(one, (0, 0))) for one in reporters]


async def _entry(event: Event, session: AsyncSession, now: datetime, what: Pointed) -> Review:
    """Return the entry of a message: the one that waits, or a new one.

    Raises:
        Refusal: A moderator has looked at the message before, as it is now.
    """
    chat = await group_of(event, session)
    former = await reviews.latest(session, chat.id, what.subject)
    if former is not None and former.ruling is None:
        return await _as_it_is_now(session, former, what)
    if former is not None and former.words == what.words:
        raise Refusal("report-looked-at")
    review = _new(event, chat, what, now)
    await reviews.enter(session, review)
    return review


async def _as_it_is_now(session: AsyncSession, review: Review, what: Pointed) -> Review:
    """Keep what a reported message says since its author changed it, beside what it said before."""
    if review.words == what.words or not what.messages:
        return review
    messages = as_evidence(with_one_more(messages_of(review), what.messages[0]))
    review.words, review.evidence = what.words, {**review.evidence, **messages}
    await reviews.amend(session, review.id, words=review.words, evidence=review.evidence)
    return review


def _new(event: Event, chat: Chat, what: Pointed, now: datetime) -> Review:
    return Review(
        chat_id=chat.id,
        kind=ReviewKind.REPORT,
        subject=what.subject,
        person_id=what.person_id,
        name=what.name,
        message_id=what.message_id,
        thread_id=event.thread_id,
        topic=event.topic,
        words=what.words,
        evidence={"quote": event.quote or "", "hidden": what.hidden, **as_evidence(what.messages)},
        opened_at=now,
    )


def _aside(event: Event, key: str, /, **values: Value) -> Send:
    """Return a word that leaves by itself: the command that it answers is gone."""
    words = event.post(say(key, event.language, **values))
    return replace(words, reply_to=None, silent=True, fades=True, fades_alone=True)
