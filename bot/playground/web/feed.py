"""What the page is told as it happens: a bounded log of events that a browser can resume."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any


class Feed:
    """Numbered events, the last few hundred of them."""

    def __init__(self, kept: int = 1000) -> None:
        self.last = 0
        self._log: deque[tuple[int, dict[str, Any]]] = deque(maxlen=kept)
        self._news = asyncio.Event()

    def tell(self, kind: str, **event: Any) -> None:
        """Add an event."""
        self.last += 1
        self._log.append((self.last, {"type": kind, **event}))
        self.wake()

    def wake(self) -> None:
        """Let everybody who waits look again."""
        self._news.set()
        self._news = asyncio.Event()

    def since(self, number: int) -> list[tuple[int, dict[str, Any]]]:
        """Return the events after a number."""
        return [entry for entry in self._log if entry[0] > number]

    def has_lost(self, number: int) -> bool:
        """Tell whether events after a number are no longer kept, or the number is of another life."""
        return number > self.last or (bool(self._log) and self._log[0][0] > number + 1)

    async def news(self) -> None:
        """Wait until something is told."""
        await self._news.wait()
