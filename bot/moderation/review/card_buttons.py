"""The cards of the review queue: what a moderator decides, by whoever presses first, and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import DeleteMany, DeleteReactions, Effect, Send
from bot.chat.event import Event
from bot.chat.members import CAN_DELETE, CAN_RESTRICT, Member
from bot.chat.queries import TelegramQueries
from bot.debate.lifecycle import Deciding
from bot.moderation.groups import chat_numbered
from bot.moderation.review import card as review_card
from bot.moderation.review.appeals import close, to_appellant
from bot.moderation.review.decisions import decide, reopen, too_late
from bot.moderation.review.evidence import as_evidence, counterpoint_of, exhibits_of, reacted_in, taken
from bot.moderation.sanctions import announcements as sanctions_announcements
from bot.moderation.sanctions import service
from bot.moderation.sanctions import undo as undo_commands
from bot.moderation.sanctions.case import Case, SanctionResult
from bot.moderation.sanctions.ladder import SAME_WARNING_PERIOD, ladder_of
from bot.moderation.sanctions.undo import UndoTarget
from bot.moderation.targets import Target, TargetIdentity, read_member, require_here, require_right
from bot.texts import Refusal, say, tell
from storage import chats, reviews, sanctions
from storage import screening as screening_log
from storage.chat_settings import settings_of
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
        return (await _chat_of(session, await _pressed(event, session))).telegram_id


async def look_before_sanction(event: Event, telegram: TelegramQueries) -> CardContext:
    """Read what the person is, and refuse what the bot cannot do."""
    async with telegram.database.read() as session:
        review = await _as_shown(event, session)
        chat = await _chat_of(session, review)
    await require_right(telegram, chat.telegram_id, CAN_RESTRICT)
    admins = await telegram.administrators(chat.telegram_id)
    may_delete = any(one.id == event.person.id and one.has_right(CAN_DELETE) for one in admins)
    whom = TargetIdentity(review.person_id, review.name, is_channel=review.person_id < 0)
    if whom.is_channel:
        return CardContext(may_delete=may_delete)
    member = await read_member(telegram, chat.telegram_id, whom)
    if event.word != "rban":
        require_here(Target(whom, member, ""))
    return CardContext(member, may_delete)


async def look_before_delete(event: Event, telegram: TelegramQueries) -> CardContext:
    """Refuse what the bot cannot do."""
    async with telegram.database.read() as session:
        review = await _as_shown(event, session)
        chat = await _chat_of(session, review)
    if counterpoint_of(review) is None:
        await require_right(telegram, chat.telegram_id, CAN_DELETE)
    return CardContext()


async def look_before_undo(event: Event, telegram: TelegramQueries) -> CardContext:
    """Read what the person is now, where there is a sanction to lift."""
    async with telegram.database.read() as session:
        review = await _as_shown(event, session)
        chat = await _chat_of(session, review)
        sanction = await sanctions.get(session, review.sanction_id) if review.sanction_id is not None else None
    if sanction is None or sanction.status is not SanctionStatus.ACTIVE:
        return CardContext()
    if sanction.kind is SanctionKind.WARN or sanction.person_id < 0:
        return CardContext()
    await require_right(telegram, chat.telegram_id, CAN_RESTRICT)
    return CardContext(await telegram.member(chat.telegram_id, sanction.person_id))


@dataclass(frozen=True, slots=True)
class Away:
    """How what an entry is about goes."""

    chat: Chat
    act: str | None
    """The subject of what is done; none where who decides may not delete messages, which stay then."""
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judging:
    """What moderators do with cards; the group reads it in its own language."""

    language: str
    deciding: Deciding
    """Rejects the counterpoints that were reported."""

    async def warn(self, event: Event, session: AsyncSession, now: datetime, bench: CardContext) -> list[Effect]:
        """*Warn*: the message goes, the person is warned."""
        case, act = await self._case(event, session, Ruling.WARN, bench, now)
        return await self._punished(
            event, session, await service.warn(session, case, now), act if bench.may_delete else None
        )

    async def mute(self, event: Event, session: AsyncSession, now: datetime, bench: CardContext) -> list[Effect]:
        """*Mute*: the message goes, the person is muted for as long as the ladder says."""
        case, act = await self._case(event, session, Ruling.MUTE, bench, now)
        span = ladder_of((await settings_of(session, case.chat.id)).ladder).mute
        return await self._punished(
            event, session, await service.mute(session, case, span, now), act if bench.may_delete else None
        )

    async def ban(self, event: Event, session: AsyncSession, now: datetime, bench: CardContext) -> list[Effect]:
        """*Ban*: the message goes, and the person."""
        case, act = await self._case(event, session, Ruling.BAN, bench, now)
        return await self._punished(
            event, session, await service.ban(session, case, None, now), act if bench.may_delete else None
        )

    async def ask_reason(
        self, event: Event, session: AsyncSession, _now: datetime, _bench: CardContext
    ) -> list[Effect]:
        """*Delete*, or *Keep deleted*: ask why."""
        review = await _of_message(event, session)
        text = review_card.card_text(await review_card.gather(session, review, event.language), event.language)
        return event.edit(text, review_card.reason_buttons(review, event.language))

    async def show_again(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """*Cancel*: show the card with its own buttons again."""
        review = await _pressed(event, session)
        text = review_card.card_text(await review_card.gather(session, review, event.language), event.language)
        return event.edit(text, review_card.card_buttons(review, event.language))

    async def reject(self, event: Event, session: AsyncSession, now: datetime, _bench: CardContext) -> list[Effect]:
        """Take a message away for a reason, and nothing else."""
        reason = fields(event, 3)[2]
        if reason not in review_card.REASONS:
            raise Refusal("button-old")
        review = await _of_message(event, session)
        why = tell("reason-name", self.language, reason=reason)
        act = await decide(session, review, Ruling.REJECT, event.person.id, now, (reason, why))
        chat = await _chat_of(session, review)
        is_message = counterpoint_of(review) is None  # of a counterpoint its writer is told as always
        told = [say("told-message-rejected", self.language, chat=chat.title, reason=why)] if is_message else []
        return [
            *await self._away(event, session, review, Away(chat, act, reason, now)),
            *[Send(Place(review.person_id), words) for words in told if await _knows_us(session, review)],
            *await self._shown(event, session, review),
        ]

    async def dismiss(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """*Dismiss*: nothing is done about the message; of an appeal, the sanction stays."""
        review = await _as_shown(event, session)
        is_appeal = review.kind is ReviewKind.APPEAL
        if is_appeal and await _stands(session, review) is None:
            return [*await close(session, review, self.language, now), event.note("review-overtaken")]
        await decide(session, review, Ruling.DISMISS, event.person.id, now)
        told: list[Effect] = []
        if is_appeal:
            told = await to_appellant(session, review, "appeal-dismissed", self.language)
        elif review.kind is ReviewKind.SPAM:  # to be reported is no merit
            await screening_log.approve(session, review.chat_id, review.person_id)
        return [*told, *await self._shown(event, session, review)]

    async def undo(self, event: Event, session: AsyncSession, now: datetime, bench: CardContext) -> list[Effect]:
        """*Undo*: lift the sanction that is appealed; or take a decision back, with what it did to the person."""
        review = await _as_shown(event, session)
        if review.kind is ReviewKind.APPEAL:
            return await self._grant(event, session, review, bench, now)
        await reopen(session, review, event.person.id, now)
        if review.ruling is Ruling.DISMISS and review.kind is ReviewKind.SPAM:
            await screening_log.disapprove(session, review.chat_id, review.person_id)
        stands = await _stands(session, review)
        lifted = await _lifted(event, session, stands, bench, now) if stands is not None else []
        counterpoint_id = counterpoint_of(review)
        if counterpoint_id is not None and review.ruling is not Ruling.DISMISS:
            lifted += await self.deciding.put_back(event, session, counterpoint_id, now)
        return [*lifted, *await self._shown(event, session, review)]

    async def _grant(
        self, event: Event, session: AsyncSession, review: Review, bench: CardContext, now: datetime
    ) -> list[Effect]:
        """Lift the sanction that is appealed, if it is not over already."""
        stands = await _stands(session, review)
        if stands is None:
            return [*await close(session, review, self.language, now), event.note("review-overtaken")]
        await decide(session, review, Ruling.UNDO, event.person.id, now)
        lifted = await _lifted(event, session, stands, bench, now)
        if review.answer:
            lifted += await to_appellant(session, review, "appeal-answered", self.language)
        return [*lifted, *await self._shown(event, session, review)]

    async def _case(
        self, event: Event, session: AsyncSession, ruling: Ruling, bench: CardContext, now: datetime
    ) -> tuple[Case, str]:
        """Decide an entry as it was shown; return the case against the person, and the subject of what is done."""
        review = await _of_message(event, session)
        if ruling is not Ruling.BAN:
            await _require_unbanned(session, review, now)
        act = await decide(session, review, ruling, event.person.id, now)
        whom = TargetIdentity(
            review.person_id, bench.member.name if bench.member else review.name, review.person_id < 0
        )
        reason = tell(f"review-reason-{review.kind.value}", self.language)
        evidence = {"words": review.words, "review": review.id}
        chat = await _chat_of(session, review)
        return Case(chat, whom, event.person.id, bench.member, reason, review.message_id, evidence), act

    async def _punished(
        self, event: Event, session: AsyncSession, outcome: SanctionResult, act: str | None
    ) -> list[Effect]:
        """Return what carries a sanction out, its announcement in the group, and the news for the person.

        The message goes with it where who decides may delete; `act` is the subject of that.
        """
        review = await _pressed(event, session)
        await reviews.note_sanction(session, review.id, outcome.sanction.id)
        chat = await _chat_of(session, review)
        public = Send(
            Place(chat.telegram_id, review.thread_id),
            sanctions_announcements.announcement(outcome, self.language),
            topic=review.topic,
            buttons=sanctions_announcements.buttons(outcome.sanction, self.language),
            subject=outcome.sanction.subject,
        )
        private = (
            [sanctions_announcements.to_person(outcome, chat.title, self.language)]
            if await _knows_us(session, review)
            else []
        )
        return [
            *outcome.acts,
            *await self._away(event, session, review, Away(chat, act, ABUSIVE, outcome.sanction.decided_at)),
            public,
            *private,
            *await self._shown(event, session, review, stays=act is None and counterpoint_of(review) is None),
        ]

    async def _away(self, event: Event, session: AsyncSession, review: Review, away: Away) -> list[Effect]:
        """Return what takes away what an entry is about: the messages that still stand, or the counterpoint."""
        counterpoint_id = counterpoint_of(review)
        if counterpoint_id is not None:
            return await self.deciding.take_down(event, session, counterpoint_id, away.reason, away.at)
        if reacted_in(review):
            return [DeleteReactions(away.chat.telegram_id, review.person_id, away.act)] if away.act is not None else []
        exhibits = exhibits_of(review)
        standing = tuple(one.id for one in exhibits if one.stands)
        if not standing or away.act is None:
            return []
        await reviews.amend(session, review.id, evidence={**review.evidence, **as_evidence(taken(exhibits))})
        return [DeleteMany(away.chat.telegram_id, standing, away.act)]

    async def _shown(self, event: Event, session: AsyncSession, review: Review, *, stays: bool = False) -> list[Effect]:
        """Return the card with what was decided on it, wherever it is, and the answer to the press."""
        done = event.note("review-done-stays" if stays else "review-done-now")
        return [*await review_card.refresh(session, review.id, self.language), done]


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


async def _of_message(event: Event, session: AsyncSession) -> Review:
    """Return the entry that a button is about, if it is as the card showed it and about a message.

    Raises:
        Refusal: It is not.
    """
    review = await _as_shown(event, session)
    if review.kind is ReviewKind.APPEAL:
        raise Refusal("button-old")
    return review


async def _stands(session: AsyncSession, review: Review) -> Sanction | None:
    """Return the sanction of an entry if it is in force still."""
    sanction = await sanctions.get(session, review.sanction_id) if review.sanction_id is not None else None
    return sanction if sanction is not None and sanction.status is SanctionStatus.ACTIVE else None


async def _lifted(
    event: Event, session: AsyncSession, sanction: Sanction, bench: CardContext, now: datetime
) -> list[Effect]:
    """Return what takes a sanction back, but for the answer to the press."""
    *lifted, _ = await undo_commands.undo(event, session, now, UndoTarget(sanction.id, bench.member))
    return lifted


async def _chat_of(session: AsyncSession, review: Review) -> Chat:
    return await chat_numbered(session, review.chat_id)


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
