"""/slow, /lock and /unlock: what everybody in a chat is held to, by Telegram where it can, else by the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Lock
from bot.chat.event import Event
from bot.chat.members import CAN_DELETE, CAN_RESTRICT
from bot.chat.queries import TelegramQueries
from bot.moderation.durations import looks_like_span, name_span, parse, read_span, split_span
from bot.moderation.groups import group_of, require_group
from bot.moderation.targets import require_right
from bot.texts import Refusal
from storage import audit
from storage import locks as storage_locks
from storage.audit import Act
from storage.chats import Chat
from storage.locks import ChatLock
from storage.subjects import Subject

SLOW = "slow"
LEAST, MOST = timedelta(seconds=5), timedelta(hours=1)
"""Between two messages of a person in slow mode."""

MEDIA = (
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
)
BY_TELEGRAM: Mapping[str, tuple[str, ...]] = {
    "messages": ("can_send_messages", *MEDIA, "can_send_polls", "can_send_other_messages"),
    "media": MEDIA,
    "stickers": ("can_send_other_messages",),
    "polls": ("can_send_polls",),
    "reactions": ("can_react_to_messages",),
    "invites": ("can_invite_users",),
}
"""Locks that Telegram holds, and the permissions that they take away."""
BY_BOT = ("links", "forwards", "channels")
"""Locks that the bot holds: it deletes what comes."""


async def look_before(event: Event, telegram: TelegramQueries) -> dict[str, bool]:
    """Return what members may do now, where the bot may change it.

    Raises:
        Refusal: It lacks the right, or nothing is named that it knows.
    """
    require_group(event)
    what = _what(event.text)[0]
    await require_right(telegram, event.chat.id, CAN_DELETE if what in BY_BOT else CAN_RESTRICT)
    return await telegram.permissions(event.chat.id)


async def may_delete(event: Event, telegram: TelegramQueries) -> None:
    """See whether the bot can hold people to slow mode."""
    require_group(event)
    await require_right(telegram, event.chat.id, CAN_DELETE)


async def lock(event: Event, session: AsyncSession, now: datetime, allowed: dict[str, bool]) -> list[Effect]:
    """`/lock [what] [2h]`: nobody but moderators may send that, for a while or until it is unlocked."""
    what, span = _what(event.text)
    chat, held = await _held(event, session)
    names = BY_TELEGRAM.get(what, ())
    former = {name: _before(name, held, allowed) for name in names if name in allowed}
    restraint = ChatLock(
        chat_id=chat.id,
        what=what,
        former=former,
        until=now + span if span is not None else None,
        actor_id=event.person.id,
        set_at=now,
    )
    await storage_locks.restrain(session, restraint)
    act = await _note(session, chat, "lock", restraint, now)
    locked: list[Effect] = [Lock(event.chat.id, {**allowed, **dict.fromkeys(former, False)}, act)] if names else []
    for_ = name_span(span, event.language) if span is not None else "none"
    return [*locked, event.reply_with("locked", what=what, span=for_)]


async def unlock(event: Event, session: AsyncSession, now: datetime, allowed: dict[str, bool]) -> list[Effect]:
    """`/unlock [what]`: one lock, or all of them."""
    chat, held = await _held(event, session)
    locks = [one for one in held if one.what != SLOW and event.text.strip().lower() in ("", one.what)]
    if not locks:
        raise Refusal("not-locked")
    ends = await end(session, chat, locks, allowed, (event.person.id, now))
    return [*ends, event.reply_with("unlocked", what=locks[0].what if len(locks) == 1 else "all")]


async def slow(event: Event, session: AsyncSession, now: datetime, _found: None) -> list[Effect]:
    """`/slow 30s [2h]`, `/slow off`: a pause between two messages of a person; the bot deletes what comes too soon."""
    chat, held = await _held(event, session)
    if event.text.strip().lower() == "off":
        return await _end_slow(event, session, (chat, held), now)
    pause, rest = split_span(event.text.strip())
    if not pause:
        raise Refusal("slow-how")
    between = parse(pause)
    if not LEAST <= between <= MOST:
        raise Refusal("slow-bounds")
    span = read_span(rest) if rest else None
    restraint = ChatLock(
        chat_id=chat.id,
        what=SLOW,
        seconds=int(between.total_seconds()),
        until=now + span if span is not None else None,
        actor_id=event.person.id,
        set_at=now,
    )
    await storage_locks.restrain(session, restraint)
    await _note(session, chat, "slow", restraint, now)
    for_ = name_span(span, event.language) if span is not None else "none"
    return [event.reply_with("slowed", between=name_span(between, event.language), span=for_)]


async def end(
    session: AsyncSession,
    chat: Chat,
    ending: Sequence[ChatLock],
    allowed: Mapping[str, bool],
    by_at: tuple[int, datetime],
) -> list[Effect]:
    """End slow mode or locks: members may again what they might before, but for what another lock holds.

    Args:
        session: An open transaction.
        chat: The chat.
        ending: What ends.
        allowed: What members may do now.
        by_at: Telegram id of who ends it, and when.
    """
    by, now = by_at
    going = [one for one in ending if await storage_locks.release(session, chat.id, one.what)]
    left = {name for one in await storage_locks.restraints(session, chat.id) for name in one.former}
    back: dict[str, bool] = {}
    act = ""
    for one in going:
        act = await _note(session, chat, "unlock", one, now, by=by)
        back |= {name: was for name, was in one.former.items() if name not in left}
    return [Lock(chat.telegram_id, {**allowed, **back}, act)] if back else []


def _what(text: str) -> tuple[str, timedelta | None]:
    """Return what is to be locked, and for how long; nothing named is messages."""
    words = text.strip().lower()
    named = "".join(takewhile(str.isalpha, words))
    rest = words.removeprefix(named).strip(" \n,")
    what = named or "messages"
    if what not in (*BY_TELEGRAM, *BY_BOT) or (rest and not looks_like_span(rest)):
        raise Refusal("lock-how")
    return what, read_span(rest) if rest else None


def _before(name: str, held: Sequence[ChatLock], allowed: Mapping[str, bool]) -> bool:
    """Return whether members might do something before anything was locked."""
    return next((one.former[name] for one in held if name in one.former), allowed[name])


async def _end_slow(
    event: Event, session: AsyncSession, found: tuple[Chat, list[ChatLock]], now: datetime
) -> list[Effect]:
    chat, held = found
    ending = [one for one in held if one.what == SLOW]
    if not ending:
        raise Refusal("not-slow")
    await end(session, chat, ending, {}, (event.person.id, now))
    return [event.reply_with("slow-ended")]


async def _held(event: Event, session: AsyncSession) -> tuple[Chat, list[ChatLock]]:
    chat = await group_of(event, session)
    return chat, await storage_locks.restraints(session, chat.id)


async def _note(
    session: AsyncSession, chat: Chat, action: str, restraint: ChatLock, now: datetime, by: int | None = None
) -> str:
    """Write into the audit log what was done about slow mode or a lock."""
    until = restraint.until.isoformat() if restraint.until is not None else None
    shown = {"former": restraint.former, "seconds": restraint.seconds, "until": until}
    ends = action == "unlock"
    act = Act(
        restraint.actor_id if by is None else by,
        action,
        Subject("restraint", restraint.what),
        chat.id,
        before=shown if ends else None,
        after=None if ends else shown,
    )
    return await audit.record(session, act, now)
