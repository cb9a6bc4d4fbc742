"""Moves: what somebody is in a chat has changed, read from raw updates."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.event import Event, EventKind, PersonRef
from bot.chat.members import Member
from bot.chat.message.json_fields import JSON, UnreadableError, moment, needed, part, words
from bot.chat.message.update_parts import chat_of, person_of

ANONYMOUS_ADMIN = 1087968824
"""As whom Telegram shows an administrator who acts as the group."""
ORDINARY, KICKED = frozenset({"member", "restricted"}), "kicked"


def of_the_bot(moved: JSON) -> Event | None:
    """Return that the bot came into a chat, left it, or may do more or less in it."""
    was, now = (Member.read(part(moved, side)).is_here for side in ("old_chat_member", "new_chat_member"))
    kind = EventKind.JOINED if now and not was else EventKind.LEFT if was and not now else EventKind.RIGHTS
    return _moved(moved, kind, part(moved, "from")) if was or now else None


def of_somebody(moved: JSON, me: int) -> Event | None:
    """Return that somebody was banned or is not any more, came in, left, or may do more or less.

    Args:
        moved: A raw change of what somebody is in a chat.
        me: Telegram id of the bot: what it did itself is no news.
    """
    old, new = (Member.read(part(moved, side)) for side in ("old_chat_member", "new_chat_member"))
    whom = part(part(moved, "new_chat_member"), "user")
    if (old.status == KICKED) != (new.status == KICKED):
        kind = EventKind.BANNED if new.status == KICKED else EventKind.UNBANNED
        return replace(_moved(moved, kind, whom), by=_doer(moved, me))
    if new.is_bot:
        return None
    if old.is_here and not new.is_here:
        return _moved(moved, EventKind.WENT, whom)
    if new.status not in ORDINARY or not new.is_here:
        return None
    if not old.is_here:
        return _moved(moved, EventKind.CAME, whom)
    by = _doer(moved, me)
    return replace(_moved(moved, EventKind.LIMITED, whom), by=by) if by is not None else None


def _doer(moved: JSON, me: int) -> PersonRef | None:
    """Return who changed what somebody is; none where it was the bot itself."""
    doer, chat = person_of(part(moved, "from"), {}), part(moved, "chat")
    if doer.id == me:
        return None
    return person_of({}, chat) if doer.id == ANONYMOUS_ADMIN else doer


def status_of(moved: JSON, side: str) -> str:
    """Return what somebody was or is in a chat.

    Raises:
        UnreadableError: It is not told.
    """
    status = words(part(moved, side), "status")
    if not status:
        raise UnreadableError("a member who is nothing")
    return status


def _moved(moved: JSON, kind: EventKind, whom: JSON) -> Event:
    """Return that what somebody is in a chat has changed."""
    now, was = (Member.read(part(moved, side)) for side in ("new_chat_member", "old_chat_member"))
    return replace(about(moved, kind, whom), rank=now, former_rank=was)


def about(told: JSON, kind: EventKind, whom: JSON) -> Event:
    """Return that something happened to somebody in a chat.

    Raises:
        UnreadableError: It is not said to whom, where or when.
    """
    at = moment(told, "date")
    if at is None:
        raise UnreadableError("a change without a date")
    needed(whom, "id")
    return Event(kind, chat_of(part(told, "chat")), person_of(whom, {}), message_id=0, at=at)
