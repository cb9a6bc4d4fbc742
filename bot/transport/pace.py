"""Telegram's pace: 30 messages a second in all, 1 a second in a chat, 20 a minute in a group.

An album counts as many messages as it has pictures.
"""

from __future__ import annotations

from collections import deque


class Window:
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


class Rhythm:
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


class Pace:
    """When the next message may go, and where. The windows are a little wider than Telegram's, for uneven networks."""

    OVERALL = (30, 1.03)
    CHAT = (1, 1.03)
    GROUP = (20, 61.0)
    BULK = (10, 61.0)
    """Of a group's window, what may be used for bulk, so that replies always find room."""
    STEADY = (1.03 / 30, 0.25)
    """Seconds between two messages of bulk, and how many it may be late: sent in bursts, it would hold replies up."""
    REMEMBERED = 10_000
    """Chats kept in mind before those that are free again are forgotten."""

    def __init__(self) -> None:
        self._overall = Window(*self.OVERALL)
        self._steady = Rhythm(*self.STEADY)
        self._chats: dict[int, tuple[Window, ...]] = {}
        self._bulk: dict[int, Window] = {}

    def free_at(self, chat_id: int | None, now: float, messages: int = 1, *, bulk: bool = False) -> float:
        """Return when messages may go to this chat, as far as the chat itself is concerned."""
        windows = self._of(chat_id)
        if bulk and chat_id in self._bulk:
            windows = (*windows, self._bulk[chat_id])
        return max((window.free_at(now, messages) for window in windows), default=now)

    def free_overall_at(self, now: float, messages: int = 1, *, bulk: bool = False) -> float:
        """Return when messages may go anywhere."""
        free = self._overall.free_at(now, messages)
        return max(free, self._steady.free_at(now)) if bulk else free

    def take(self, chat_id: int | None, at: float, messages: int = 1, *, bulk: bool = False) -> None:
        """Count messages to this chat."""
        self._overall.take(at, messages)
        if bulk:
            self._steady.take(at, messages)
        if bulk and chat_id is not None and chat_id < 0:
            self._bulk.setdefault(chat_id, Window(*self.BULK)).take(at, messages)
        for window in self._of(chat_id):
            window.take(at, messages)
        if len(self._chats) > self.REMEMBERED:
            forgotten = at - self.GROUP[1]
            self._chats = {chat: windows for chat, windows in self._chats.items() if windows[0].last() > forgotten}
            self._bulk = {chat: window for chat, window in self._bulk.items() if chat in self._chats}

    def _of(self, chat_id: int | None) -> tuple[Window, ...]:
        if chat_id is None:
            return ()
        if chat_id not in self._chats:
            limits = (self.CHAT, self.GROUP) if chat_id < 0 else (self.CHAT,)
            self._chats[chat_id] = tuple(Window(*limit) for limit in limits)
        return self._chats[chat_id]


class NoPace(Pace):
    """No limits: for a test server of one's own."""

    def free_at(self, chat_id: int | None, now: float, messages: int = 1, *, bulk: bool = False) -> float:
        """Say that any time will do."""
        return now

    def free_overall_at(self, now: float, messages: int = 1, *, bulk: bool = False) -> float:
        """Say that any time will do."""
        return now

    def take(self, chat_id: int | None, at: float, messages: int = 1, *, bulk: bool = False) -> None:
        """Count nothing."""
