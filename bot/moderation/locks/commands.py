"""/slow, /lock and /unlock: what everybody in a chat is held to, by Telegram where it can, else by the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Lock
from bot.chat.event import Event
from bot.chat.members import CAN_DELETE, CAN_RESTRICT
from bot.chat.message.written_text import behind_mark
from bot.chat.queries import TelegramQueries
from bot.moderation.durations import looks_like_span, name_span, parse, read_span, split_span
from bot.moderation.groups import group_of
from bot.moderation.targets import require_right
from bot.texts import Refusal
from storage import audit
from storage import locks as storage_locks
from storage.audit import Act
from storage.chats import Chat
from storage.locks import ChatLock
from storage.subjects import Subject

SLOW = "slow"
MIN_PAUSE, MAX_PAUSE = timedelta(seconds=5), timedelta(hours=1)
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
    what = _what(event.text)[0]
    await require_right(telegram, event.chat.id, CAN_DELETE if what in BY_BOT else CAN_RESTRICT)
    return await telegram.permissions(event.chat.id)


async def may_delete(event: Event, telegram: TelegramQueries) -> None:
    """See whether the bot can hold people to slow mode."""
    await require_right(telegram, event.chat.id, CAN_DELETE)


async def lock(event: Event, session: AsyncSession, now: datetime, allowed: dict[str, bool]) -> list[Effect]:
    """`/lock [what] [2h]`: nobody but moderators may send that, for a while or until it is unlocked."""
    what, span = _what(event.text)
    chat, held = await _held(event, session)
    names = BY_TELEGRAM.get(what, ())
    former = {name: _before(name, held, allowed) for name in names if name in allowed}
    new = ChatLock(chat_id=chat.id, what=what, former=former, actor_id=event.person.id, set_at=now)
    act = await _impose(session, new, "lock", span)
    locked: list[Effect] = (
        [Lock(event.chat.id, {**allowed, **dict.fromkeys(former, False)}, subject=act)] if names else []
    )
    return [*locked, event.reply_with("locked", what=what, span=_for(span, event.language))]


async def unlock(event: Event, session: AsyncSession, now: datetime, allowed: dict[str, bool]) -> list[Effect]:
    """`/unlock [what]`: one lock, or all of them."""
    chat, held = await _held(event, session)
    ending = [one for one in held if one.what != SLOW and event.option in ("", one.what)]
    if not ending:
        raise Refusal("not-locked")
    ends = await end(session, Ending(chat, ending, event.person.id, now), allowed)
    return [*ends, event.reply_with("unlocked", what=ending[0].what if len(ending) == 1 else "all")]


async def slow(event: Event, session: AsyncSession, now: datetime, _found: None) -> list[Effect]:
    """`/slow 30s [2h]`, `/slow off`: a pause between two messages of a person; the bot deletes what comes too soon."""
    chat, held = await _held(event, session)
    if event.option == "off":
        ending = [one for one in held if one.what == SLOW]
        if not ending:
            raise Refusal("not-slow")
        await end(session, Ending(chat, ending, event.person.id, now), {})
        return [event.reply_with("slow-ended")]
    pause, rest = split_span(event.text.strip())
    if not pause:
        raise Refusal("slow-how")
    between = parse(pause)
    if not MIN_PAUSE <= between <= MAX_PAUSE:
        least, most = (name_span(one, event.language) for one in (MIN_PAUSE, MAX_PAUSE))
        raise Refusal("slow-bounds", least=least, most=most)
    span, seconds = read_span(rest) if rest else None, int(between.total_seconds())
    new = ChatLock(chat_id=chat.id, what=SLOW, seconds=seconds, actor_id=event.person.id, set_at=now)
    await _impose(session, new, "slow", span)
    between_words, span_words = name_span(between, event.language), _for(span, event.language)
    return [event.reply_with("slowed", between=between_words, span=span_words)]


@dataclass(frozen=True, slots=True)
class Ending:
    """Slow mode or locks that end in a chat."""

    chat: Chat
    locks: Sequence[ChatLock]
    by: int
    """Telegram id of who ends them."""
    at: datetime


async def end(session: AsyncSession, ending: Ending, allowed: Mapping[str, bool]) -> list[Effect]:
    """End slow mode or locks: members may again what they might before, but for what another lock holds.

    Args:
        session: An open transaction.
        ending: What ends.
        allowed: What members may do now.
    """
    chat = ending.chat
    going = [one for one in ending.locks if await storage_locks.release(session, chat.id, one.what)]
    left = {name for one in await storage_locks.locks_of(session, chat.id) for name in one.former}
    back: dict[str, bool] = {}
    subject = ""
    for one in going:
        act = Act(ending.by, "unlock", Subject("restraint", one.what), chat.id, before=_as_noted(one))
        subject = await audit.record(session, act, ending.at)
        back |= {name: was for name, was in one.former.items() if name not in left}
    return [Lock(chat.telegram_id, {**allowed, **back}, subject=subject)] if back else []


async def _impose(session: AsyncSession, lock: ChatLock, action: str, span: timedelta | None) -> str:
    """Keep slow mode or a lock, and write it into the audit log; return the subject of what carries it out."""
    lock.until = lock.set_at + span if span is not None else None
    await storage_locks.add(session, lock)
    act = Act(lock.actor_id, action, Subject("restraint", lock.what), lock.chat_id, after=_as_noted(lock))
    return await audit.record(session, act, lock.set_at)


def _for(span: timedelta | None, language: str) -> str:
    return name_span(span, language) if span is not None else "none"


def _as_noted(lock: ChatLock) -> dict[str, Any]:
    """Return slow mode or a lock as the audit log keeps it."""
    until = lock.until.isoformat() if lock.until is not None else None
    return {"former": lock.former, "seconds": lock.seconds, "until": until}


def _what(text: str) -> tuple[str, timedelta | None]:
    """Return what is to be locked, and for how long; nothing named is messages."""
    words = text.strip().lower()
    named = "".join(takewhile(str.isalpha, words))
    rest = words[behind_mark(words, len(named)) :]
    what = named or "messages"
    if what not in (*BY_TELEGRAM, *BY_BOT) or (rest and not looks_like_span(rest)):
        raise Refusal("lock-how")
    return what, read_span(rest) if rest else None


def _before(name: str, held: Sequence[ChatLock], allowed: Mapping[str, bool]) -> bool:
    """Return whether members might do something before anything was locked."""
    return next((one.former[name] for one in held if name in one.former), allowed[name])


async def _held(event: Event, session: AsyncSession) -> tuple[Chat, list[ChatLock]]:
    chat = await group_of(event, session)
    return chat, await storage_locks.locks_of(session, chat.id)
