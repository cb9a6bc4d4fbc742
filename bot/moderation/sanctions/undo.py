"""/undo and *Undo*: a sanction taken back, by whoever is first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Edit, Effect, Send
from bot.chat.event import Event
from bot.chat.members import CAN_RESTRICT, Member
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import name_of, name_of_person
from bot.moderation.durations import name_span
from bot.moderation.sanctions import service
from bot.moderation.sanctions.restore import stays_out
from bot.moderation.targets import announced, confirm, named, require_right
from bot.texts import Refusal, say
from storage import audit, chats, outbox_subjects, sanctions
from storage.chat_settings import language_of, language_of_group
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
    return await undo_target(telegram, sanction)


async def look_for_latest(event: Event, telegram: TelegramQueries) -> UndoTarget:
    """Find what `/undo` takes back: what it replies to, the latest of the person that it names, or one's own latest.

    Raises:
        Refusal: There is nothing, or it could be about something else: what to do instead.
    """
    async with telegram.database.read() as session:
        sanction = await announced(event, session)
        whom = (await named(event, session))[0] if sanction is None and event.text.strip() else None
    if whom is not None:
        await confirm(telegram, event, whom)
    async with telegram.database.read() as session:
        sanction = sanction or await _latest(event, session, telegram.now())
    return await undo_target(telegram, sanction)


async def undo(event: Event, session: AsyncSession, now: datetime, target: UndoTarget) -> list[Effect]:
    """`/undo` and *Undo*: take a sanction back."""
    undone = await service.undo(session, target.sanction_id, event.person.id, target.current, now)
    out = stays_out(target.current, undone.acts, now)
    told = await tell_undone(session, undone.sanction, event.person.id, out=out)
    return [*undone.acts, *told, event.note("undone", person=undone.sanction.name)]


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
        person = await name_of_person(session, other.person_id) if other.person_id is not None else "none"
        what = str(Subject.parse(other.subject).id)
        raise Refusal("undo-of-something-else", action=other.action, what=what, person=person)
    if sanction is not None and now - sanction.decided_at > RECENT_PERIOD:
        since = now - sanction.decided_at
        roughly = timedelta(days=since.days) if since.days else timedelta(hours=since.seconds // 3600)
        ago = name_span(roughly, event.language)
        raise Refusal("undo-long-ago", person=sanction.name, kind=sanction.kind.value, ago=ago)
    return sanction


async def undo_target(telegram: TelegramQueries, sanction: Sanction | None) -> UndoTarget:
    """Read what the person of a sanction is now, if the bot can still do anything about it."""
    if sanction is None:
        raise Refusal("nothing-to-undo")
    if sanction.kind is SanctionKind.WARN or sanction.person_id < 0:
        return UndoTarget(sanction.id, None)
    async with telegram.database.read() as session:
        chat_id = await chats.telegram_chat(session, sanction.chat_id)
    await require_right(telegram, chat_id, CAN_RESTRICT)
    return UndoTarget(sanction.id, await telegram.member(chat_id, sanction.person_id))


async def tell_undone(
    session: AsyncSession, sanction: Sanction, by_id: int, words: str = "sanction-undone", *, out: bool = False
) -> list[Effect]:
    """Return new words for the announcements of a sanction that was taken back, and the news for the person.

    Who is `out` is banned still, or again, by something else.
    """
    stands, language = "banned" if out else "free", await language_of_group(session, sanction.chat_id)
    by = await name_of(session, by_id, language)
    text = say(words, language, by=by, person=sanction.name, kind=sanction.kind.value, stands=stands)
    chat = await chats.get_chat(session, sanction.chat_id)
    if chat is None:
        return []
    shown = await outbox_subjects.find_messages(session, sanction.subject)
    effects: list[Effect] = [Edit(chat.telegram_id, message, text) for message in shown]
    if await chats.private_chats(session, [sanction.person_id]):
        own = await language_of(session, sanction.person_id)
        news = say("told-undone", own, chat=chat.title, kind=sanction.kind.value, stands=stands)
        effects.append(Send(Place(sanction.person_id), news))
    return effects
