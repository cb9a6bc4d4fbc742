"""Telegram's pace: 30 messages a second in all, 1 a second in a chat, 20 a minute in a group.

An album counts as many messages as it has pictures.
"""

from __future__ import annotations

from collections import deque
from typing import Any


class SlidingWindow:
    """Lets `most` things through in any stretch of `seconds`; exact, where a token bucket allows twice as many."""

    __slots__ = ("_most", "_seconds", "_taken")

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._taken: deque[float] = deque(maxlen=most)

    def free_at(self, now: float, messages: int = 1) -> float:
        """Return the moment, `now` or later, at which the next things may pass (seconds of any steady clock)."""
        over = len(self._taken) + min(messages, self._most) - self._most
        return now if over <= 0 else max(now, self._taken[over - 1] + self._seconds)

    def take(self, at: float, messages: int = 1) -> None:
        """Count things that passed together; those that are too many for one stretch count for the next ones."""
        self._taken.extend(at + place // self._most * self._seconds for place in range(messages))

    def last(self) -> float:
        """Return when the last thing passed."""
        return self._taken[-1] if self._taken else float("-inf")


class EvenSpacing:
    """Spreads things evenly; those that are late may catch up for a while."""

    __slots__ = ("_late", "_next", "_step")

    def __init__(self, step: float, late: float) -> None:
        self._step = step
        self._late = late
        self._next = float("-inf")

    def free_at(self, now: float) -> float:
        """Return the moment, `now` or later, at which the next thing may pass."""
        return max(now, self._next)

    def take(self, at: float, messages: int = 1) -> None:
        """Count things that passed together."""
        begun = self._next if at - self._next <= self._late else at
        self._next = begun + messages * self._step


class RateLimits:
    """When the next message may go, and where. The windows are a little wider than Telegram's, for uneven networks."""

    OVERALL = (30, 1.03)
    CHAT = (1, 1.03)
    GROUP = (20, 61.0)
    BULK = (10, 61.0)
    """Of a group's window, what may be used for bulk, so that replies always find room."""
    ASKED = (15, 61.0)
    """Of a group's window, what may be used for replies to members, so that bulk goes on whatever they ask."""
    COMMON = (17, 61.0)
    """Of a group's window, what may be used for the two together: moderators and notices find room at any time."""
    STEADY = (1.03 / 30, 0.25)
    """Seconds between two messages of bulk, and how many it may be late: sent in bursts, it would hold replies up."""
    REMEMBERED = 10_000
    """Chats kept in mind before those that are free again are forgotten."""

    def __init__(self) -> None:
        self._overall = SlidingWindow(*self.OVERALL)
        self._steady = EvenSpacing(*self.STEADY)
        self._chats: dict[int, Room] = {}

    def free_at(
        self, chat_id: int | None, now: float, messages: int = 1, *, bulk: bool = False, asked: bool = False
    ) -> float:
        """Return when messages may go to this chat, as far as the chat itself is concerned.

        Args:
            chat_id: The chat; none for what belongs to no chat.
            now: The moment from which on, in seconds of any steady clock.
            messages: How many go together.
            bulk: Whether they wait for replies.
            asked: Whether they are replies to a member, who shares a group's room with the others.
        """
        windows = self._room(chat_id).windows(bulk=bulk, asked=asked) if chat_id is not None else ()
        return max((window.free_at(now, messages) for window in windows), default=now)

    def free_overall_at(self, now: float, messages: int = 1, *, bulk: bool = False) -> float:
        """Return when messages may go anywhere."""
        free = self._overall.free_at(now, messages)
        return max(free, self._steady.free_at(now)) if bulk else free

    def take(
        self, chat_id: int | None, at: float, messages: int = 1, *, bulk: bool = False, asked: bool = False
    ) -> None:
        """Count messages to this chat."""
        self._overall.take(at, messages)
        if bulk:
            self._steady.take(at, messages)
        if chat_id is None:
            return
        for window in self._room(chat_id).windows(bulk=bulk, asked=asked):
            window.take(at, messages)
        if len(self._chats) > self.REMEMBERED:
            forgotten = at - self.GROUP[1]
            self._chats = {chat: room for chat, room in self._chats.items() if room.last() > forgotten}

    def _room(self, chat_id: int) -> Room:
        return self._chats.setdefault(chat_id, Room(self, is_group=chat_id < 0))


class Room:
    """The windows of one chat: those that hold for everything, and what bulk and members' replies have of them."""

    __slots__ = ("_asked", "_bulk", "_whole")

    def __init__(self, limits: RateLimits, *, is_group: bool) -> None:
        self._whole: tuple[SlidingWindow, ...] = (SlidingWindow(*limits.CHAT),)
        self._bulk: tuple[SlidingWindow, ...] = ()
        self._asked: tuple[SlidingWindow, ...] = ()
        if is_group:
            common = SlidingWindow(*limits.COMMON)
            self._whole = (*self._whole, SlidingWindow(*limits.GROUP))
            self._bulk = (SlidingWindow(*limits.BULK), common)
            self._asked = (SlidingWindow(*limits.ASKED), common)

    def windows(self, *, bulk: bool, asked: bool) -> tuple[SlidingWindow, ...]:
        """Return the windows that messages of a kind have to pass."""
        return (*self._whole, *(self._bulk if bulk else self._asked if asked else ()))

    def last(self) -> float:
        """Return when the last message went."""
        return self._whole[0].last()


class NoRateLimits(RateLimits):
    """No limits: for a test server of one's own."""

    def free_at(self, chat_id: int | None, now: float, *_messages: Any, **_kind: Any) -> float:
        """Say that any time will do."""
        return now

    def free_overall_at(self, now: float, *_messages: Any, **_kind: Any) -> float:
        """Say that any time will do."""
        return now

    def take(self, *_messages: Any, **_kind: Any) -> None:
        """Count nothing."""
