"""The queue of the sender: a line of messages and one of acts a chat, and which row is the next that may go."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from heapq import heapify, heappop, heappush
from itertools import count
from time import monotonic

from bot.transport.chat_line import ChatLine, is_edit
from bot.transport.rate_limits import RateLimits
from storage.outbox import ABOUT_MESSAGES, DELETIONS, OutboxRow, follow

ACTS = frozenset(
    {
        *("deleteMessage", "deleteMessages", "deleteAllMessageReactions", "restrictChatMember", "banChatMember"),
        *("unbanChatMember", "banChatSenderChat", "unbanChatSenderChat", "setChatPermissions"),
        *("approveChatJoinRequest", "declineChatJoinRequest"),
    }
)
"""What is done about people and messages: in order among themselves, but never behind a message."""
UNPACED = ACTS | {"answerCallbackQuery", "answerChatJoinRequestQuery"}
"""Methods that Telegram does not count as messages."""
MAX_HOLD_SECONDS = 30.0
"""Seconds that a message which is to be forwarded stays at the most, before it is deleted all the same."""
UNCOUNTED_PRIORITY = -1
"""Priority of what Telegram does not count: it never waits behind a message that has to."""

Message = tuple[int, int]
"""Telegram's ids of a chat and of a message in it."""


class Queue:
    """Rows in lines by chat. Of the lines that may go, people's replies come first, then who waited longest.

    A message that is to be forwarded as evidence is deleted when that was done: the two go to lines of two chats.
    """

    def __init__(
        self, limits: RateLimits, steady: Callable[[], float] = monotonic, on_lapse: Callable[[], None] = lambda: None
    ) -> None:
        self.limits = limits
        self._steady = steady
        self._on_lapse = on_lapse
        self._lines: dict[int | str, ChatLine] = {}
        self._later: list[tuple[float, int, OutboxRow]] = []
        self._ready: list[tuple[int, int, int, int | str]] = []
        self._blocked: list[tuple[float, int, int | str]] = []
        self._tickets = count()
        self._superseded: list[OutboxRow] = []
        self._lapsed: list[OutboxRow] = []
        self._forwards: Counter[Message] = Counter()
        self._held: dict[Message, list[OutboxRow]] = {}
        self._news = asyncio.Event()

    def add(self, row: OutboxRow, due: float) -> None:
        """Add a row that may go from a moment of the steady clock on."""
        if row.method == "forwardMessage":
            self._forwards[_forwarded(row)] += 1
        if due > self._steady():
            heappush(self._later, (due, row.id or 0, row))
        else:
            self._append(row)
        self._news.set()

    def put_back(self, row: OutboxRow, until: float) -> None:
        """Put a row back to the head of its line and pause that line."""
        self._lines.setdefault(_line_of(row), ChatLine()).put_back(row, until)

    def done(self, row: OutboxRow) -> None:
        """Let the line of a row that was tried go on."""
        key = _line_of(row)
        line = self._lines.get(key)
        if line is not None and line.under_way is row:
            line.under_way = None
            if row.method == "forwardMessage" and not line.was_put_back(row):
                self._forward_over(row)
            self._offer(key)

    def drop(self, chat_id: int) -> None:
        """Forget what is owed to a chat."""
        for key in (chat_id, _acts(chat_id)):
            if key in self._lines:
                given_up = [row for row in self._lines[key].clear() if row.method == "forwardMessage"]
                self._offer(key)
                for row in given_up:
                    self._forward_over(row)
        self._held = {message: held for message, held in self._held.items() if message[0] != chat_id}
        self._later = [later for later in self._later if later[2].chat_id != chat_id]
        heapify(self._later)

    def redirect(self, old_id: int, new_id: int) -> None:
        """Let what is owed to a chat go to its new id; what is about its messages stays behind with them."""
        self._later = [
            (due, number, _renamed(row, old_id, new_id))
            for due, number, row in self._later
            if row.chat_id != old_id or row.method not in ABOUT_MESSAGES
        ]
        heapify(self._later)
        for old, new in ((old_id, new_id), (_acts(old_id), _acts(new_id))):
            moved = [row for row in self._lines.pop(old, ChatLine()).clear() if row.method not in ABOUT_MESSAGES]
            line = self._lines.setdefault(new, ChatLine())
            for row in (*(_renamed(row, old_id, new_id) for row in moved), *line.clear()):
                line.add(row, self._steady())
            self._offer(new)

    def wake(self) -> None:
        """Look again which rows may go."""
        self._news.set()

    def due(self, now: float) -> bool:
        """Say whether anything is owed by now."""
        return any(self._lines.values()) or bool(self._later and self._later[0][0] <= now)

    def newest_act(self, chat_id: int) -> int:
        """Return the number of the newest act upon people that is owed to a chat; 0 where none is."""
        return max((row.id or 0 for row in self._acts_upon_people(chat_id)), default=0)

    def owes_acts(self, chat_id: int, upto: int) -> bool:
        """Say whether an act upon people up to a number is owed to a chat still."""
        return any((row.id or 0) <= upto for row in self._acts_upon_people(chat_id))

    def _acts_upon_people(self, chat_id: int) -> list[OutboxRow]:
        line = self._lines.get(_acts(chat_id))
        if line is None:
            return []
        owed = [*line, line.under_way] if line.under_way is not None else line
        return [row for row in owed if row.method not in DELETIONS]

    def superseded(self) -> list[OutboxRow]:
        """Return, once, the edits that a newer edit of the same message made needless."""
        gone, self._superseded = self._superseded, []
        return gone

    def lapsed(self) -> list[OutboxRow]:
        """Return, once, the replies that waited too long for their turn."""
        gone, self._lapsed = self._lapsed, []
        return gone

    def call_off(self, row: OutboxRow) -> None:
        """Forget a row that is due later."""
        self._later = [later for later in self._later if later[1] != row.id]
        heapify(self._later)

    async def next(self) -> OutboxRow:
        """Wait for the next row that may go, and take it."""
        while True:
            now = self._steady()
            self._wake_lines(now)
            row, wait = self._pick(now)
            if row is not None:
                return row
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._news.wait()

    def _append(self, row: OutboxRow) -> None:
        key = _line_of(row)
        self._lines.setdefault(key, ChatLine()).add(row, self._steady())
        self._offer(key)

    def _offer(self, key: int | str) -> None:
        """Put a line that has something to go into the running, or forget it when it has not."""
        line = self._lines[key]
        if line.under_way is not None:
            return
        if line:
            head = line.next()[0]
            line.ticket = next(self._tickets)
            rank = UNCOUNTED_PRIORITY if head.method in UNPACED else head.priority
            heappush(self._ready, (rank, head.id or 0, line.ticket, key))
            self._news.set()
        else:
            del self._lines[key]

    def _wake_lines(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            self._append(heappop(self._later)[2])
        while self._blocked and self._blocked[0][0] <= now:
            key = heappop(self._blocked)[2]
            if key in self._lines:
                self._offer(key)

    def _pick(self, now: float) -> tuple[OutboxRow | None, float | None]:
        """Return the row to send now, or else how many seconds nothing can happen."""
        while self._ready:
            *_, ticket, key = self._ready[0]
            line = self._lines.get(key)
            if line is None or line.under_way or line.ticket != ticket:
                heappop(self._ready)
                continue
            if self._lets_go(line, now):
                heappop(self._ready)
                self._offer(key)
                continue
            free, row = self._first_free(line, now)
            if free > now:
                heappop(self._ready)
                heappush(self._blocked, (free, ticket, key))
                continue
            free = now if row.method in UNPACED else self.limits.free_overall_at(now, row.messages, bulk=row.bulk)
            if free > now:
                return None, free - now
            heappop(self._ready)
            return self._take(line, row, now), None
        moments = [heap[0][0] for heap in (self._later, self._blocked) if heap]
        return None, max(0.0, min(moments) - now) if moments else None

    def _lets_go(self, line: ChatLine, now: float) -> bool:
        """Take out of a line what is not to go now, and say whether there was anything."""
        if late := line.lapse(now):
            self._lapsed += late
            self._on_lapse()
            return True
        head = line.next()[0]
        if not self._is_held(head, now):
            return False
        line.take(head)
        return True

    def _first_free(self, line: ChatLine, now: float) -> tuple[float, OutboxRow]:
        """Return which row of a line may go first, and when."""

        def free_at(row: OutboxRow) -> float:
            if row.method in UNPACED:
                return now
            return self.limits.free_at(row.chat_id, now, row.messages, bulk=row.bulk, asked=row.asked)

        free, row = min(((free_at(row), row) for row in line.next()), key=lambda one: one[0])  # of equal ones the first
        return max(line.paused_until, free), row

    def _is_held(self, row: OutboxRow, now: float) -> bool:
        """Say whether a deletion has to wait for the message to be forwarded, and let it wait."""
        number = row.params.get("message_id")
        message = (row.chat_id or 0, number if isinstance(number, int) else 0)
        if row.method != "deleteMessage" or not self._forwards[message]:
            return False
        held = self._held.setdefault(message, [])
        if any(one is row for one in held):  # it has waited long enough
            return False
        held.append(row)
        heappush(self._later, (now + MAX_HOLD_SECONDS, row.id or 0, row))
        return True

    def _forward_over(self, row: OutboxRow) -> None:
        """Note that a message is forwarded, or will not be; after the last of its forwards it may be deleted."""
        message = _forwarded(row)
        self._forwards[message] -= 1
        if self._forwards[message] > 0:
            return
        del self._forwards[message]
        held = {id(row) for row in self._held.pop(message, ())}
        deletions = [later[2] for later in self._later if id(later[2]) in held]
        self._later = [later for later in self._later if id(later[2]) not in held]
        heapify(self._later)
        for deletion in deletions:
            self._append(deletion)

    def _take(self, line: ChatLine, row: OutboxRow, now: float) -> OutboxRow:
        """Take a row out of a line; of several edits of one message the newest goes instead."""
        line.take(row)
        others = [other for other in line if _same_message(row, other)] if is_edit(row) else []
        if others:
            line.remove(others)
            *older, row = sorted([row, *others], key=lambda one: one.id or 0)
            self._superseded += older
        line.under_way = row
        if row.method not in UNPACED:
            self.limits.take(row.chat_id, now, row.messages, bulk=row.bulk, asked=row.asked)
        return row


def _line_of(row: OutboxRow) -> int | str:
    """Return the line of a row: that of its chat's messages or acts, or a line of its own."""
    if row.chat_id is None:
        return f"row {row.id}"
    return _acts(row.chat_id) if row.method in ACTS else row.chat_id


def _acts(chat_id: int) -> str:
    """Return the line of what is done in a chat about people and messages."""
    return f"acts {chat_id}"


def _forwarded(row: OutboxRow) -> Message:
    """Return which message a row forwards."""
    return row.params["from_chat_id"], row.params["message_id"]


def _same_message(row: OutboxRow, other: OutboxRow) -> bool:
    """Say whether two rows edit the same message in the same way."""
    return (
        is_edit(row) and row.method == other.method and row.params.get("message_id") == other.params.get("message_id")
    )


def _renamed(row: OutboxRow, old_id: int, new_id: int) -> OutboxRow:
    if row.chat_id == old_id:
        follow(row, new_id)
    return row
