"""What Telegram refused although it was announced: the record is corrected, and the moderators are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Edit, Effect
from bot.chat.moderators import tell_moderators, where_moderators_read
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import BOT_ACTOR_ID
from bot.moderation.chat_admins import moderators_or_nobody
from bot.moderation.purge import DELETABLE_HOURS
from bot.texts import Value, say
from storage import audit, chats, locks, outbox_subjects, sanctions
from storage.audit import Act, Audit
from storage.chat_settings import language_of
from storage.chats import Place
from storage.database import known
from storage.locks import ChatLock
from storage.sanctions import Sanction, SanctionStatus
from storage.subjects import Subject

LOOKED_BACK = timedelta(days=3)
"""How old a refusal may be that nobody was told of yet."""

REASONS = (
    ("rights", ("not enough rights", "admin_required", "need administrator rights", "not an administrator")),
    ("administrator", ("user is an administrator", "chat owner", "user_admin_invalid")),
    ("gone", ("kicked", "not a member", "chat not found")),
    ("old", ("message can't be deleted",)),
)
"""What Telegram's errors come down to."""


@dataclass(frozen=True, slots=True)
class RefusedAct:
    """An entry of the audit log that Telegram did not carry out."""

    entry_id: int
    error: str


async def due(telegram: TelegramQueries, now: datetime) -> list[RefusedAct]:
    """Return what Telegram refused and nobody was told of."""
    async with telegram.database.read() as session:
        return [RefusedAct(entry, error) for entry, error in await audit.refused(session, now - LOOKED_BACK)]


async def look(refused: RefusedAct, telegram: TelegramQueries) -> frozenset[int]:
    """Read who moderates the chat; nobody can tell when the bot is no longer in it."""
    async with telegram.database.read() as session:
        entry = await audit.get(session, refused.entry_id)
        chat_id = await chats.telegram_chat(session, known(entry.chat_id))
    return await moderators_or_nobody(telegram, chat_id)


async def tell(refused: RefusedAct, session: AsyncSession, now: datetime, moderators: frozenset[int]) -> list[Effect]:
    """Write into the audit log that it was refused, correct the record, and tell the moderators."""
    entry = await audit.get(session, refused.entry_id)
    chat = await chats.get_chat(session, known(entry.chat_id))
    if chat is None:
        return []
    await audit.record(session, _refusal(entry, refused), now)
    # A removal is a ban that is lifted at once: when only the lifting was refused, the person is out for good.
    half = entry.action == "kick" and await outbox_subjects.was_done(
        session, audit.act_of(refused.entry_id), "banChatMember"
    )
    sanction = await _corrected(session, entry, now, half=half)
    what = "half" if half else "delete" if Subject.parse(entry.subject).kind == "review" else entry.action
    values: dict[str, Value] = {
        "chat": chat.title,
        "what": what,
        "person": sanction.name if sanction is not None else "",
        "why": reason_of(refused.error),
        "error": refused.error,
        "hours": DELETABLE_HOURS,
    }
    here = say("refused-here", await language_of(session, chat.telegram_id), **values)
    shown = await outbox_subjects.find_messages(session, sanction.subject) if sanction is not None else []
    effects: list[Effect] = [Edit(chat.telegram_id, message, here) for message in shown]
    places = await where_moderators_read(session, Place(chat.telegram_id), moderators)
    if effects and Place(chat.telegram_id) in places:
        return effects
    return [*effects, *await tell_moderators(session, chat, places, "refused-there", **values)]


def reason_of(error: str) -> str:
    """Return what an error of Telegram comes down to; `other` where we do not know it."""
    said = error.lower()
    return next((reason for reason, signs in REASONS if any(sign in said for sign in signs)), "other")


def _refusal(entry: Audit, refused: RefusedAct) -> Act:
    return Act(
        BOT_ACTOR_ID,
        audit.REFUSED,
        audit.act_of(refused.entry_id),
        entry.chat_id,
        entry.discussion_id,
        entry.person_id,
        reason=refused.error or None,
        before=entry.after,
        after=entry.before,
    )


async def _corrected(session: AsyncSession, entry: Audit, now: datetime, *, half: bool) -> Sanction | None:
    """Let the record say what is: a refused sanction never stood, one whose end was refused stands still."""
    subject = Subject.parse(entry.subject)
    if subject.kind == "restraint":
        await _correct_restraint(session, entry, str(subject.id))
    number = subject.number("sanction")
    sanction = await sanctions.get(session, number) if number is not None else None
    if half:
        return sanction
    if sanction is not None and entry.action == sanction.kind.value:
        await sanctions.settle(session, sanction.id, SanctionStatus.REFUSED, BOT_ACTOR_ID, now)
    elif sanction is not None and not await _has_newer(session, sanction):
        await sanctions.revive(session, sanction.id)
    return sanction


async def _correct_restraint(session: AsyncSession, entry: Audit, what: str) -> None:
    """Let the record say what is: a refused lock never was, one whose end was refused goes on until it is unlocked."""
    chat_id = known(entry.chat_id)
    if entry.action == "lock":
        await locks.release(session, chat_id, what)
    elif entry.before is not None:
        former = entry.before["former"]
        lock = ChatLock(chat_id=chat_id, what=what, former=former, actor_id=entry.actor_id, set_at=entry.at)
        await locks.add(session, lock)


async def _has_newer(session: AsyncSession, sanction: Sanction) -> bool:
    """Say whether another sanction of the same kind stands by now."""
    return await sanctions.standing(session, sanction.chat_id, sanction.person_id, sanction.kind) is not None
