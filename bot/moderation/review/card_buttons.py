"""The cards of the review queue: what a moderator decides, by whoever presses first, and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import DeleteMany, DeleteReactions, Effect, Send
from bot.chat.event import Event
from bot.chat.members import CAN_DELETE, CAN_RESTRICT, Member
from bot.chat.queries import TelegramQueries
from bot.debate.cards import get
from bot.debate.lifecycle import Decisions
from bot.moderation.groups import chat_numbered
from bot.moderation.review import card as review_card
from bot.moderation.review.appeals import close, to_appellant
from bot.moderation.review.decisions import Reason, decide, reopen, too_late
from bot.moderation.review.evidence import as_evidence, counterpoint_of, hides_writer, messages_of, reacted_in, taken
from bot.moderation.sanctions import announcements, service, writers
from bot.moderation.sanctions import undo as undo_commands
from bot.moderation.sanctions.case import Case, SanctionResult
from bot.moderation.sanctions.ladder import SAME_WARNING_PERIOD, ladder_of
from bot.moderation.sanctions.undo import UndoTarget, undo_target
from bot.moderation.sanctions.writers import WriterCase
from bot.moderation.targets import Target, TargetIdentity, read_member, require_here, require_right
from bot.texts import Refusal, say, tell
from storage import chats, reviews, sanctions, silences
from storage import screening as screening_log
from storage.chat_settings import language_of, language_of_group, settings_of
from storage.chats import Chat, Place
from storage.reviews import Review, ReviewKind, ReviewStatus, Ruling
from storage.sanctions import Sanction, SanctionKind, SanctionStatus

ABUSIVE = "abusive"
"""Why a counterpoint is rejected whose writer is sanctioned for it."""


@dataclass(frozen=True, slots=True)
class CardContext:
    """What is looked up before a decision."""

    member: Member | None = None
    """What the person is in the chat now."""
    may_delete: bool = False
    """Whether who decides may delete messages: nobody gains a right by a card."""


async def chat_of_pressed(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat that a card is about."""
    async with telegram.database.read() as session:
        return (await chat_numbered(session, (await _pressed(event, session)).chat_id)).telegram_id


async def look_before_sanction(event: Event, telegram: TelegramQueries) -> CardContext:
    """Read what the person is, and refuse what the bot cannot do."""
    review, chat = await _shown_in(event, telegram)
    if hides_writer(review):
        return CardContext()
    await require_right(telegram, chat.telegram_id, CAN_RESTRICT)
    admins = await telegram.administrators(chat.telegram_id)
    may_delete = any(one.id == event.person.id and one.has_right(CAN_DELETE) for one in admins)
    whom = _whom(review)
    if whom.is_channel:
        return CardContext(may_delete=may_delete)
    member = await read_member(telegram, chat.telegram_id, whom)
    if event.word != "rban":
        require_here(Target(whom, member, ""))
    return CardContext(member, may_delete)


async def look_before_delete(event: Event, telegram: TelegramQueries) -> None:
    """Refuse what the bot cannot do."""
    review, chat = await _shown_in(event, telegram)
    if counterpoint_of(review) is None:
        await require_right(telegram, chat.telegram_id, CAN_DELETE)


async def look_before_undo(event: Event, telegram: TelegramQueries) -> Member | None:
    """Read what the person is now, where there is a sanction to lift."""
    async with telegram.database.read() as session:
        sanction = await _in_force(session, await _as_shown(event, session))
    return (await undo_target(telegram, sanction)).current if sanction is not None else None


async def ask_reason(event: Event, session: AsyncSession, _now: datetime, _allowed: None) -> list[Effect]:
    """*Delete*, or *Keep deleted*: ask why."""
    card = await _card(event, session, await _of_message(event, session))
    return event.edit(review_card.card_text(card), review_card.reason_buttons(card))


async def show_again(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """*Cancel*: show the card with its own buttons again."""
    card = await _card(event, session, await _pressed(event, session))
    return event.edit(review_card.card_text(card), review_card.card_buttons(card))


async def dismiss(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """*Dismiss*: nothing is done about the message; of an appeal, the sanction stays."""
    review = await _as_shown(event, session)
    is_appeal = review.kind is ReviewKind.APPEAL
    if is_appeal and await _in_force(session, review) is None:
        return await _overtaken(event, session, review, now)
    await decide(session, review, Ruling.DISMISS, event.person.id, now)
    told: list[Effect] = []
    if is_appeal:
        told = await to_appellant(session, review, "appeal-dismissed")
    elif review.kind is ReviewKind.SPAM:  # to be reported is no merit
        await screening_log.approve(session, review.chat_id, review.person_id)
    return [*told, *await _shown(event, session, review)]


@dataclass(frozen=True, slots=True)
class Removal:
    """How what an entry is about goes."""

    chat: Chat
    act: str | None
    """The subject of what is done; none where who decides may not delete messages, which stay then."""
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CardDecisions:
    """What moderators do with cards; the group reads it in its own language."""

    decisions: Decisions
    """Rejects the counterpoints that were reported."""

    async def punish(self, event: Event, session: AsyncSession, now: datetime, context: CardContext) -> list[Effect]:
        """*Warn*, *Mute* and *Ban*: the message goes, the person is sanctioned."""
        review, ruling = await _of_message(event, session), Ruling(event.word.removeprefix("r"))
        if hides_writer(review):
            return await self._silence(event, session, review, ruling, now)
        if ruling is not Ruling.BAN:
            await _require_unbanned(session, review, now)
        act = await decide(session, review, ruling, event.person.id, now)
        result = await _sanctioned(session, await _case(event, session, review, context), ruling, now)
        return await self._punished(event, session, result, act if context.may_delete else None)

    async def reject(self, event: Event, session: AsyncSession, now: datetime, _allowed: None) -> list[Effect]:
        """Take a message away for a reason, and nothing else."""
        reason = fields(event, 3)[2]
        if reason not in review_card.REASONS:
            raise Refusal("button-old")
        review = await _of_message(event, session)
        chat, language = await chat_numbered(session, review.chat_id), await language_of_group(session, review.chat_id)
        why = tell("reason-name", language, reason=reason)
        act = await decide(session, review, Ruling.REJECT, event.person.id, now, Reason(reason, why))
        told: list[Effect] = []
        if counterpoint_of(review) is None and await _knows_us(session, review):  # else its writer is told as always
            own = await language_of(session, review.person_id)
            words = say("told-message-rejected", own, chat=chat.title, reason=tell("reason-name", own, reason=reason))
            told = [Send(Place(review.person_id), words)]
        away = await self._away(event, session, review, Removal(chat, act, reason, now))
        return [*away, *told, *await _shown(event, session, review)]

    async def undo(self, event: Event, session: AsyncSession, now: datetime, member: Member | None) -> list[Effect]:
        """*Undo*: lift the sanction that is appealed; or take a decision back, with what it did to the person."""
        review = await _as_shown(event, session)
        sanction = await _in_force(session, review)
        if review.kind is ReviewKind.APPEAL:
            if sanction is None:
                return await _overtaken(event, session, review, now)
            await decide(session, review, Ruling.UNDO, event.person.id, now)
        else:
            await reopen(session, review, event.person.id, now)
        if review.ruling is Ruling.DISMISS and review.kind is ReviewKind.SPAM:
            await screening_log.disapprove(session, review.chat_id, review.person_id)
        done: list[Effect] = []
        if sanction is not None:
            *done, _ = await undo_commands.undo(event, session, now, UndoTarget(sanction.id, member))
        counterpoint_id = counterpoint_of(review)
        if counterpoint_id is not None and hides_writer(review):
            await silences.lift_all(session, counterpoint_id, now)
        if counterpoint_id is not None and review.ruling is not Ruling.DISMISS:
            done += await self.decisions.put_back(event, session, counterpoint_id, now)
        if review.kind is ReviewKind.APPEAL and review.answer:
            done += await to_appellant(session, review, "appeal-answered")
        return [*done, *await _shown(event, session, review)]

    async def _silence(
        self, event: Event, session: AsyncSession, review: Review, ruling: Ruling, now: datetime
    ) -> list[Effect]:
        """Do something about the writer of a counterpoint from private, without learning who it is."""
        counterpoint = await get(session, counterpoint_of(review) or 0)
        chat = await chat_numbered(session, review.chat_id)
        act = await decide(session, review, ruling, event.person.id, now)
        span = ladder_of((await settings_of(session, chat.id)).ladder).mute if ruling is Ruling.MUTE else None
        reason = tell(f"review-reason-{review.kind.value}", await language_of_group(session, chat.id))
        case = WriterCase(counterpoint, ruling.value, span, reason)
        away = await self._away(event, session, review, Removal(chat, act, ABUSIVE, now))
        told = await writers.impose(session, case, event.person.id, now)
        return [*away, *told, *await _shown(event, session, review)]

    async def _punished(
        self, event: Event, session: AsyncSession, result: SanctionResult, act: str | None
    ) -> list[Effect]:
        """Return what carries a sanction out, its announcement in the group, and the news for the person.

        The message goes with it where who decides may delete; `act` is the subject of that.
        """
        review = await _pressed(event, session)
        await reviews.note_sanction(session, review.id, result.sanction.id)
        chat, language = await chat_numbered(session, review.chat_id), await language_of_group(session, review.chat_id)
        public = announcements.public(result, Place(chat.telegram_id, review.thread_id), language)
        knows_us = await _knows_us(session, review)
        private = [await announcements.to_person(session, result, chat.title)] if knows_us else []
        return [
            *result.acts,
            *await self._away(event, session, review, Removal(chat, act, ABUSIVE, result.sanction.decided_at)),
            replace(public, topic=review.topic),
            *private,
            *await _shown(event, session, review, stays=act is None and counterpoint_of(review) is None),
        ]

    async def _away(self, event: Event, session: AsyncSession, review: Review, removal: Removal) -> list[Effect]:
        """Return what takes away what an entry is about: the messages that still stand, or the counterpoint."""
        counterpoint_id = counterpoint_of(review)
        if counterpoint_id is not None:
            return await self.decisions.take_down(event, session, counterpoint_id, removal.reason, removal.at)
        if removal.act is None:
            return []
        if reacted_in(review):
            return [DeleteReactions(removal.chat.telegram_id, review.person_id, subject=removal.act)]
        messages = messages_of(review)
        standing = tuple(one.id for one in messages if one.stands)
        if not standing:
            return []
        await reviews.amend(session, review.id, evidence={**review.evidence, **as_evidence(taken(messages))})
        return [DeleteMany(removal.chat.telegram_id, standing, subject=removal.act)]


async def _case(event: Event, session: AsyncSession, review: Review, context: CardContext) -> Case:
    """Return the case against the person of an entry."""
    chat = await chat_numbered(session, review.chat_id)
    reason = tell(f"review-reason-{review.kind.value}", await language_of_group(session, review.chat_id))
    whom = _whom(review) if context.member is None else replace(_whom(review), name=context.member.name)
    evidence = {"words": review.words, "review": review.id}
    return Case(chat, whom, event.person.id, context.member, reason, review.message_id, evidence)


async def _sanctioned(session: AsyncSession, case: Case, ruling: Ruling, now: datetime) -> SanctionResult:
    """Impose what was decided; a mute lasts as long as the ladder says."""
    if ruling is Ruling.WARN:
        return await service.warn(session, case, now)
    if ruling is Ruling.BAN:
        return await service.ban(session, case, None, now)
    return await service.mute(session, case, ladder_of((await settings_of(session, case.chat.id)).ladder).mute, now)


async def _overtaken(event: Event, session: AsyncSession, review: Review, now: datetime) -> list[Effect]:
    """Close an appeal of what is over already."""
    return [*await close(session, review, now), event.note("review-overtaken")]


async def _card(event: Event, session: AsyncSession, review: Review) -> review_card.ReviewCard:
    """Return the card of an entry as it reads where its button was pressed."""
    return await review_card.as_read_in(session, await review_card.gather(session, review), event.chat.id)


async def _shown(event: Event, session: AsyncSession, review: Review, *, stays: bool = False) -> list[Effect]:
    """Return the card with what was decided on it, wherever it is, and the answer to the press."""
    done = event.note("review-done-stays" if stays else "review-done-now")
    return [*await review_card.refresh(session, review.id), done]


def _whom(review: Review) -> TargetIdentity:
    return TargetIdentity(review.person_id, review.name, is_channel=review.person_id < 0)


async def _pressed(event: Event, session: AsyncSession) -> Review:
    """Return the entry that a button is about.

    Raises:
        Refusal: There is none.
    """
    review = await reviews.get(session, number(event))
    if review is None:
        raise Refusal("button-old")
    return review


async def _as_shown(event: Event, session: AsyncSession) -> Review:
    """Return the entry that a button is about, if it is as the card showed it.

    Raises:
        Refusal: There is none, or somebody has decided since.
    """
    review = await _pressed(event, session)
    undoes = event.word == "rundo" and review.kind is not ReviewKind.APPEAL
    if review.version != number(event, 1) or (review.status is ReviewStatus.SETTLED) != undoes:
        raise await too_late(session, review.id)
    return review


async def _shown_in(event: Event, telegram: TelegramQueries) -> tuple[Review, Chat]:
    """Return the entry that a button is about, if it is as the card showed it, and its chat."""
    async with telegram.database.read() as session:
        review = await _as_shown(event, session)
        return review, await chat_numbered(session, review.chat_id)


async def _of_message(event: Event, session: AsyncSession) -> Review:
    """Return the entry that a button is about, if it is as the card showed it and about a message.

    Raises:
        Refusal: It is not.
    """
    review = await _as_shown(event, session)
    if review.kind is ReviewKind.APPEAL:
        raise Refusal("button-old")
    return review


async def _in_force(session: AsyncSession, review: Review) -> Sanction | None:
    """Return the sanction of an entry if it is in force still."""
    sanction = await sanctions.get(session, review.sanction_id) if review.sanction_id is not None else None
    return sanction if sanction is not None and sanction.status is SanctionStatus.ACTIVE else None


async def _require_unbanned(session: AsyncSession, review: Review, now: datetime) -> None:
    """Refuse to warn or mute somebody who is banned by a decision so fresh that Telegram may not have heard of it.

    Raises:
        Refusal: They are.
    """
    ban = await sanctions.standing(session, review.chat_id, review.person_id, SanctionKind.BAN)
    if ban is not None and abs(now - ban.decided_at) < SAME_WARNING_PERIOD:
        raise Refusal("person-banned", person=review.name)


async def _knows_us(session: AsyncSession, review: Review) -> bool:
    return bool(await chats.private_chats(session, [review.person_id]))
