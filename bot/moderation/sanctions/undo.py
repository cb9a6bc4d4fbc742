"""/unwarn, /unmute, /unban, /undo and *Undo*: a sanction taken back, by whoever is first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Edit, Effect, Restrict, Send, Unban, UnbanSender
from bot.chat.event import Event
from bot.chat.members import ALL, CAN_RESTRICT, Member
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import name_of, name_of_person
from bot.moderation.durations import name_span
from bot.moderation.groups import group_of, require_group
from bot.moderation.sanctions import service
from bot.moderation.sanctions.restore import stays_out
from bot.moderation.targets import Target, TargetIdentity, announced, confirm, named, require_right
from bot.texts import Refusal, say
from storage import audit, chats, outbox, sanctions
from storage.audit import Act, Audit
from storage.chats import Place
from storage.sanctions import Sanction, SanctionKind
from storage.subjects import Subject

RECENT_PERIOD = timedelta(hours=1)
"""How long one's own latest sanction is what `/undo` alone means."""


@dataclass(frozen=True, slots=True)
class UndoTarget:
    """A sanction that is to be taken back, and what the person is now."""

    sanction_id: int
    current: Member | None


async def chat_of_pressed(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat that an *Undo* is about."""
    async with telegram.database.read() as session:
        sanction = await sanctions.get(session, number(event))
        if sanction is None:
            raise Refusal("button-old")
        return await chats.telegram_chat(session, sanction.chat_id)


async def look_at_pressed(event: Event, telegram: TelegramQueries) -> UndoTarget:
    """Read what the person of an *Undo* is now."""
    async with telegram.database.read() as session:
        sanction = await sanctions.get(session, number(event))
    return await _regret(telegram, sanction)


async def look_for_latest(event: Event, telegram: TelegramQueries) -> UndoTarget:
    """Find what `/undo` takes back: what it replies to, the latest of the person that it names, or one's own latest.

    Raises:
        Refusal: There is nothing, or it could be about something else: what to do instead.
    """
    require_group(event)
    async with telegram.database.read() as session:
        sanction = await announced(event, session)
        whom = (await named(event, session))[0] if sanction is None and event.text.strip() else None
    if whom is not None:
        await confirm(telegram, event, whom)
    async with telegram.database.read() as session:
        sanction = sanction or await _latest(event, session, telegram.now())
    return await _regret(telegram, sanction)


async def undo(event: Event, session: AsyncSession, now: datetime, regret: UndoTarget) -> list[Effect]:
    """`/undo` and *Undo*: take a sanction back."""
    sanction, acts = await service.undo(session, regret.sanction_id, event.person.id, regret.current, now)
    by = await name_of(session, event.person.id, event.language)
    out = stays_out(regret.current, acts, now)
    told = await tell_undone(session, sanction, by, event.language, out=out)
    return [*acts, *told, event.note("undone", person=sanction.name)]


async def unwarn(event: Event, session: AsyncSession, now: datetime, aim: Target) -> list[Effect]:
    """`/unwarn`: take the latest warning back."""
    return await undo(event, session, now, await _standing(event, session, aim, SanctionKind.WARN))


async def unmute(event: Event, session: AsyncSession, now: datetime, aim: Target) -> list[Effect]:
    """`/unmute`: end a mute, also one that was not made by the bot."""
    if not await _has(event, session, aim, SanctionKind.MUTE) and aim.member and aim.member.status == "restricted":
        act = await _note_lifting(event, session, now, aim.whom, "unmute")
        lifted = Restrict(event.chat.id, aim.whom.id, dict(ALL), None, act)
        return [lifted, event.note("lifted-mute", person=aim.whom.name)]
    return await undo(event, session, now, await _standing(event, session, aim, SanctionKind.MUTE))


async def unban(event: Event, session: AsyncSession, now: datetime, aim: Target) -> list[Effect]:
    """`/unban`: lift a ban, also one that was not made by the bot."""
    foreign = aim.whom.is_channel or (aim.member is not None and aim.member.status == "kicked")
    if foreign and not await _has(event, session, aim, SanctionKind.BAN):
        act = await _note_lifting(event, session, now, aim.whom, "unban")
        lift = UnbanSender if aim.whom.is_channel else Unban
        return [lift(event.chat.id, aim.whom.id, act), event.note("lifted-ban", person=aim.whom.name)]
    return await undo(event, session, now, await _standing(event, session, aim, SanctionKind.BAN))


async def _latest(event: Event, session: AsyncSession, now: datetime) -> Sanction | None:
    """Return the latest sanction of whom a command names; of those that one gave oneself where it names nobody."""
    chat = await chats.find_chat(session, event.chat.id)
    if chat is None:
        return None
    if not event.text.strip() and event.answered is None:
        return await _own_latest(event, session, chat.id, now)
    if not event.text.strip() and event.answered is not None and event.answered.to_us:
        raise Refusal("undo-how")
    whom, _ = await named(event, session)
    return await sanctions.latest(session, chat.id, person_id=whom.id)


async def _own_latest(event: Event, session: AsyncSession, chat_id: int, now: datetime) -> Sanction | None:
    """Return the sanction that a moderator gave last, if nothing else came after it and it was not long ago.

    Raises:
        Refusal: It would be a guess: what they did last, and how it is taken back.
    """
    sanction = await sanctions.latest(session, chat_id, actor_id=event.person.id)
    entry = await audit.latest(session, sanction.subject, sanction.kind.value) if sanction is not None else None
    other = await audit.latest_besides(session, chat_id, event.person.id, entry.id if entry is not None else 0)
    if other is not None:
        raise await _is_something_else(session, other)
    if sanction is not None and now - sanction.decided_at > RECENT_PERIOD:
        ago = name_span(_in_one_unit(now - sanction.decided_at), event.language)
        raise Refusal("undo-long-ago", person=sanction.name, kind=sanction.kind.value, ago=ago)
    return sanction


async def _is_something_else(session: AsyncSession, entry: Audit) -> Refusal:
    """Say what a moderator did last that `/undo` does not take back."""
    person = await name_of_person(session, entry.person_id) if entry.person_id is not None else "none"
    what = str(Subject.parse(entry.subject).id)
    return Refusal("undo-of-something-else", action=entry.action, what=what, person=person)


def _in_one_unit(span: timedelta) -> timedelta:
    """Return a length of time of an hour or more, roughly: whole days, or whole hours within the first."""
    return timedelta(days=span.days) if span.days else timedelta(hours=span.seconds // 3600)


async def _regret(telegram: TelegramQueries, sanction: Sanction | None) -> UndoTarget:
    """Read what the person of a sanction is now, if the bot can still do anything about it."""
    if sanction is None:
        raise Refusal("nothing-to-undo")
    if sanction.kind is SanctionKind.WARN or sanction.person_id < 0:
        return UndoTarget(sanction.id, None)
    async with telegram.database.read() as session:
        chat_id = await chats.telegram_chat(session, sanction.chat_id)
    await require_right(telegram, chat_id, CAN_RESTRICT)
    return UndoTarget(sanction.id, await telegram.member(chat_id, sanction.person_id))


async def _has(event: Event, session: AsyncSession, aim: Target, kind: SanctionKind) -> Sanction | None:
    chat = await chats.find_chat(session, event.chat.id)
    return await sanctions.standing(session, chat.id, aim.whom.id, kind) if chat is not None else None


async def _standing(event: Event, session: AsyncSession, aim: Target, kind: SanctionKind) -> UndoTarget:
    """Return what is to be taken back of a person.

    Raises:
        Refusal: They have none of this kind.
    """
    sanction = await _has(event, session, aim, kind)
    if sanction is None:
        raise Refusal("nothing-on-person", person=aim.whom.name, kind=kind.value)
    return UndoTarget(sanction.id, aim.member)


async def _note_lifting(event: Event, session: AsyncSession, now: datetime, whom: TargetIdentity, action: str) -> str:
    """Write into the audit log that something was lifted that the bot had not imposed."""
    chat = await group_of(event, session)
    act = Act(event.person.id, action, Subject("person", whom.id), chat.id, person_id=whom.id)
    return await audit.record(session, act, now)


async def tell_undone(
    session: AsyncSession,
    sanction: Sanction,
    by: str,
    language: str,
    words: str = "sanction-undone",
    *,
    out: bool = False,
) -> list[Effect]:
    """Return new words for the announcements of a sanction that was taken back, and the news for the person.

    Who is `out` is banned still, or again, by something else.
    """
    stands = "banned" if out else "free"
    text = say(words, language, by=by, person=sanction.name, kind=sanction.kind.value, stands=stands)
    chat = await chats.get_chat(session, sanction.chat_id)
    if chat is None:
        return []
    shown = await outbox.find_messages(session, sanction.subject)
    effects: list[Effect] = [Edit(chat.telegram_id, message, text) for message in shown]
    if await chats.private_chats(session, [sanction.person_id]):
        news = say("told-undone", language, chat=chat.title, kind=sanction.kind.value, stands=stands)
        effects.append(Send(Place(sanction.person_id), news))
    return effects
