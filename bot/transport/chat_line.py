"""The line of a chat: what is owed to it, and whose turn it is."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator

from storage.outbox import OutboxRow

MAX_REPLY_WAIT_SECONDS = 60.0
"""Seconds that a reply may wait for its turn among others before it is given up."""


class ChatLine:
    """What is owed to one chat.

    Replies to moderators go first, then what belongs to nobody (notices, decisions) in order, then replies to
    members, a reply at a turn, so that one who asks much waits behind one who asks little; bulk comes last.
    Within each of these the order holds, but for edits that only bring a message up to date: replies overtake them.
    """

    __slots__ = ("_again", "_ahead", "_asked", "paused_until", "rows", "ticket", "under_way")

    def __init__(self) -> None:
        self.rows: deque[OutboxRow] = deque()
        """What belongs to nobody."""
        self.under_way: OutboxRow | None = None
        self.paused_until = 0.0
        self.ticket = 0
        """The number of its latest offer: earlier ones hold no more."""
        self._again: deque[OutboxRow] = deque()
        self._ahead: deque[OutboxRow] = deque()
        self._asked: OrderedDict[int | None, deque[tuple[OutboxRow, float]]] = OrderedDict()

    def __iter__(self) -> Iterator[OutboxRow]:
        """Yield all that is owed, whatever its turn."""
        yield from self._again
        yield from self._ahead
        yield from self.rows
        for asked in self._asked.values():
            yield from (row for row, _ in asked)

    def __bool__(self) -> bool:
        """Say whether anything is owed."""
        return bool(self._again or self._ahead or self.rows or self._asked)

    def add(self, row: OutboxRow, now: float) -> None:
        """Add a row at its place."""
        if row.asked:
            self._asked.setdefault(row.asker_id, deque()).append((row, now))
        elif row.ahead and not row.bulk:
            self._ahead.append(row)
        else:
            place = len(self.rows)
            while place and self.rows[place - 1].priority > row.priority and is_edit(self.rows[place - 1]):
                place -= 1
            self.rows.insert(place, row)

    def put_back(self, row: OutboxRow, until: float) -> None:
        """Put a row before all others, and let the line pause."""
        self._again.appendleft(row)
        self.paused_until = until

    def was_put_back(self, row: OutboxRow) -> bool:
        """Say whether a row is to be tried again."""
        return bool(self._again) and self._again[0] is row

    def next(self) -> list[OutboxRow]:
        """Return what may go next, best first: the others may where the pace does not let the first go yet."""
        if self._again:
            return [self._again[0]]
        if self._ahead:
            return [self._ahead[0]]
        nobodys = [self.rows[0]] if self.rows else []
        asked = [next(iter(self._asked.values()))[0][0]] if self._asked else []
        return [*asked, *nobodys] if nobodys and nobodys[0].bulk else [*nobodys, *asked]

    def take(self, row: OutboxRow) -> None:
        """Take out a row that was next; whom it answers stands behind the others then."""
        for part in (self._again, self._ahead, self.rows):
            if part and part[0] is row:
                part.popleft()
                return
        asked = self._asked.pop(row.asker_id)
        asked.popleft()
        if asked:
            self._asked[row.asker_id] = asked

    def remove(self, rows: Iterable[OutboxRow]) -> None:
        """Take rows out without touching whose turn it is."""
        gone = {id(row) for row in rows}
        for part in (self._again, self._ahead, self.rows):
            if any(id(row) in gone for row in part):
                left = [row for row in part if id(row) not in gone]
                part.clear()
                part.extend(left)
        for asker in list(self._asked):
            self._asked[asker] = deque(one for one in self._asked[asker] if id(one[0]) not in gone)
            if not self._asked[asker]:
                del self._asked[asker]

    def clear(self) -> list[OutboxRow]:
        """Take everything out and return it, in the order in which it was owed."""
        rows = sorted(self, key=lambda row: row.id or 0)
        self.remove(rows)
        return rows

    def lapse(self, now: float) -> list[OutboxRow]:
        """Take out the replies that waited too long for their turn; a single one still goes, for a word costs as much.

        A pause of the whole chat is nobody's fault, and does not count.
        """
        late = [
            row
            for asked in self._asked.values()
            if now - max(asked[0][1], self.paused_until) > MAX_REPLY_WAIT_SECONDS
            for row, since in asked
            if row.lapses and now - max(since, self.paused_until) > MAX_REPLY_WAIT_SECONDS
        ]
        if len(late) < 2:
            return []
        self.remove(late)
        return late


def is_edit(row: OutboxRow) -> bool:
    """Say whether a row changes a message."""
    return row.method.startswith("edit")
