"""/slow, /lock and /unlock: what everybody in a chat is held to, by Telegram where it can, else by the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Lock
from bot.chat.members import CAN_DELETE, CAN_RESTRICT
from bot.chat.queries import Desk
from bot.chat.said import Said
from bot.chat.written import behind_mark
from bot.moderation.aiming import require_right
from bot.moderation.durations import looks_like_span, name_span, parse, read_span, split_span
from bot.texts import Refusal
from storage import audit, chats, moderation
from storage.chats import Chat
from storage.debate import Audit, known
from storage.moderation import Restraint

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


async def look_before(said: Said, desk: Desk) -> dict[str, bool]:
    """Return what members may do now, where the bot may change it.

    Raises:
        Refusal: It lacks the right, or nothing is named that it knows.
    """
    if said.chat.private:
        raise Refusal("in-groups-only")
    what = _what(said.text)[0]
    await require_right(desk, said.chat.id, CAN_DELETE if what in BY_BOT else CAN_RESTRICT)
    return await desk.permissions(said.chat.id)


async def may_delete(said: Said, desk: Desk) -> None:
    """See whether the bot can hold people to slow mode."""
    if said.chat.private:
        raise Refusal("in-groups-only")
    await require_right(desk, said.chat.id, CAN_DELETE)


async def lock(said: Said, session: AsyncSession, now: datetime, allowed: dict[str, bool]) -> list[Effect]:
    """`/lock [what] [2h]`: nobody but moderators may send that, for a while or until it is unlocked."""
    what, span = _what(said.text)
    chat, held = await _held(said, session)
    names = BY_TELEGRAM.get(what, ())
    former = {name: _before(name, held, allowed) for name in names if name in allowed}
    restraint = Restraint(
        chat_id=known(chat.id),
        what=what,
        former=former,
        until=now + span if span is not None else None,
        actor_id=said.person.id,
        set_at=now,
    )
    await moderation.restrain(session, restraint)
    act = await _note(session, chat, "lock", restraint, now)
    locked: list[Effect] = [Lock(said.chat.id, {**allowed, **dict.fromkeys(former, False)}, act)] if names else []
    for_ = name_span(span, said.language) if span is not None else "none"
    return [*locked, said.reply_with("locked", what=what, span=for_)]


async def unlock(said: Said, session: AsyncSession, now: datetime, allowed: dict[str, bool]) -> list[Effect]:
    """`/unlock [what]`: one lock, or all of them."""
    chat, held = await _held(said, session)
    locks = [one for one in held if one.what != SLOW and said.option in ("", one.what)]
    if not locks:
        raise Refusal("not-locked")
    ends = await end(session, chat, locks, allowed, (said.person.id, now))
    return [*ends, said.reply_with("unlocked", what=locks[0].what if len(locks) == 1 else "all")]


async def slow(said: Said, session: AsyncSession, now: datetime, _found: None) -> list[Effect]:
    """`/slow 30s [2h]`, `/slow off`: a pause between two messages of a person; the bot deletes what comes too soon."""
    chat, held = await _held(said, session)
    if said.option == "off":
        return await _end_slow(said, session, (chat, held), now)
    pause, rest = split_span(said.text.strip())
    if not pause:
        raise Refusal("slow-how")
    between = parse(pause)
    if not LEAST <= between <= MOST:
        raise Refusal("slow-bounds")
    span = read_span(rest) if rest else None
    restraint = Restraint(
        chat_id=known(chat.id),
        what=SLOW,
        seconds=int(between.total_seconds()),
        until=now + span if span is not None else None,
        actor_id=said.person.id,
        set_at=now,
    )
    await moderation.restrain(session, restraint)
    await _note(session, chat, "slow", restraint, now)
    for_ = name_span(span, said.language) if span is not None else "none"
    return [said.reply_with("slowed", between=name_span(between, said.language), span=for_)]


async def end(
    session: AsyncSession,
    chat: Chat,
    ending: Sequence[Restraint],
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
    going = [one for one in ending if await moderation.release(session, known(chat.id), one.what)]
    left = {name for one in await moderation.restraints(session, known(chat.id)) for name in one.former}
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
    rest = words[behind_mark(words, len(named)) :]
    what = named or "messages"
    if what not in (*BY_TELEGRAM, *BY_BOT) or (rest and not looks_like_span(rest)):
        raise Refusal("lock-how")
    return what, read_span(rest) if rest else None


def _before(name: str, held: Sequence[Restraint], allowed: Mapping[str, bool]) -> bool:
    """Return whether members might do something before anything was locked."""
    return next((one.former[name] for one in held if name in one.former), allowed[name])


async def _end_slow(
    said: Said, session: AsyncSession, found: tuple[Chat, list[Restraint]], now: datetime
) -> list[Effect]:
    chat, held = found
    ending = [one for one in held if one.what == SLOW]
    if not ending:
        raise Refusal("not-slow")
    await end(session, chat, ending, {}, (said.person.id, now))
    return [said.reply_with("slow-ended")]


async def _held(said: Said, session: AsyncSession) -> tuple[Chat, list[Restraint]]:
    chat = await chats.find_chat(session, said.chat.id)
    if chat is None:
        raise Refusal("in-groups-only")
    return chat, await moderation.restraints(session, known(chat.id))


async def _note(
    session: AsyncSession, chat: Chat, action: str, restraint: Restraint, now: datetime, by: int | None = None
) -> str:
    """Write into the audit log what was done about slow mode or a lock."""
    until = restraint.until.isoformat() if restraint.until is not None else None
    shown = {"former": restraint.former, "seconds": restraint.seconds, "until": until}
    entry = Audit(
        chat_id=chat.id,
        actor_id=restraint.actor_id if by is None else by,
        action=action,
        subject=f"restraint:{restraint.what}",
        before=shown if action == "unlock" else None,
        after=None if action == "unlock" else shown,
        at=now,
    )
    return audit.act_of(await audit.note(session, entry))
