"""Telegram's limits on sending: 30 messages a second in all, one a second a chat, 20 a minute a group.

An album counts as many messages as it has pictures.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

SENDING = frozenset(
    {"sendmessage", "senddocument", "sendphoto", "sendmediagroup", "forwardmessage", "copymessage"}
    | {"editmessagetext", "editmessagecaption", "editmessagereplymarkup"}
)
"""The methods that count."""


@dataclass(slots=True)
class Bucket:
    """Holds `size` tokens and gets `rate` of them back a second."""

    size: float
    rate: float
    level: float
    at: datetime

    def wait(self, now: datetime, messages: int) -> float:
        """Return the seconds until there are so many tokens, or all that it holds: the others are owed to it then."""
        self.level = min(self.size, self.level + (now - self.at).total_seconds() * self.rate)
        self.at = now
        return max(0.0, (min(messages, self.size) - self.level) / self.rate)


class Limits:
    """Counts what a bot sends and says how long it has to wait."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[int, object], list[Bucket]] = defaultdict(list)

    def wait(self, bot_id: int, chat_id: object, now: datetime, messages: int = 1) -> int:
        """Return 0 and count the messages, or the whole seconds that the bot has to wait first."""
        buckets = [*self._of(bot_id, "all", now), *self._of(bot_id, chat_id, now)]
        seconds = max(bucket.wait(now, messages) for bucket in buckets)
        if seconds > 0:
            return max(1, math.ceil(seconds))
        for bucket in buckets:
            bucket.level -= messages
        return 0

    def _of(self, bot_id: int, subject: object, now: datetime) -> list[Bucket]:
        buckets = self._buckets[bot_id, subject]
        if not buckets:
            sizes = [(30.0, 30.0)] if subject == "all" else [(3.0, 1.0)]
            if str(subject).startswith(("-", "@")):
                sizes.append((20.0, 20 / 60))
            buckets.extend(Bucket(size, rate, size, now) for size, rate in sizes)
        return buckets
