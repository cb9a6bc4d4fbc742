"""Slow mode, and the locks that Telegram does not know, told from one message after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.chat.message.group_message import GroupMessage
from bot.moderation.locks.commands import SLOW
from storage.locks import ChatLock

K = TypeVar("K")
V = TypeVar("V")

MAX_PEOPLE = 50_000
"""People kept in mind before all are forgotten: then one of them may write once too soon."""
TOLD_AGAIN = timedelta(hours=1)
"""How long somebody is not told again why their messages go."""


LINKS = "links"
LOCKS: Mapping[str, Callable[[GroupMessage], bool]] = {
    LINKS: lambda post: bool(post.links),
    "forwards": lambda post: post.is_forward,
    "channels": lambda post: post.speaks_as_chat,
}
"""What the bot deletes, by the name of the lock."""


class LockRules:
    """Remembers who wrote when, as long as slow mode is on."""

    def __init__(self) -> None:
        self._written: dict[tuple[int, int], tuple[datetime, str | None]] = {}
        self._told: dict[tuple[int, int, str], datetime] = {}

    def breach(self, post: GroupMessage, held: Sequence[ChatLock]) -> str | None:
        """Return what a message breaks: a lock, or slow mode; None where it may stay.

        Args:
            post: The message of somebody who does not run the chat. Messages of a chat come in order.
            held: What everybody in the chat is held to.
        """
        locks = (one.what for one in held if one.what in LOCKS and LOCKS[one.what](post))
        broken = next(locks, None)
        if broken is not None:
            return broken
        slow = next((one for one in held if one.what == SLOW), None)
        return SLOW if slow is not None and self._is_too_soon(post, timedelta(seconds=slow.seconds)) else None

    def is_to_be_told(self, post: GroupMessage, what: str) -> bool:
        """Say whether somebody is to be told why their message goes: once, not for each."""
        key = (post.chat_id, post.person_id, what)
        told = self._told.get(key)
        if told is not None and abs(post.at - told) < TOLD_AGAIN:
            return False
        _remember(self._told, key, post.at)
        return True

    def _is_too_soon(self, post: GroupMessage, pause: timedelta) -> bool:
        """Say whether a message comes too soon after the last one that stayed; an album is one message."""
        key = (post.chat_id, post.person_id)
        last, album = self._written.get(key, (None, None))
        if post.is_edit or (post.album is not None and post.album == album):
            return False
        if last is not None and abs(post.at - last) < pause:
            return True
        _remember(self._written, key, (post.at, post.album))
        return False


def _remember(kept: dict[K, V], key: K, value: V) -> None:
    if len(kept) > MAX_PEOPLE:
        kept.clear()
    kept[key] = value
