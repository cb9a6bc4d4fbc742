"""A bot's queue of updates, kept until the bot confirms them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from bot.playground.telegram.errors import ApiError

KINDS = (
    *("message", "edited_message", "channel_post", "edited_channel_post", "message_reaction"),
    *("callback_query", "my_chat_member", "chat_member", "chat_join_request"),
)
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot gets only when it names them in `allowed_updates`."""

TWO_POLLS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class UpdateQueue:
    """What has happened for one bot and is not yet confirmed."""

    def __init__(self, first_id: int) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.allowed: frozenset[str] = frozenset()
        self.webhook: dict[str, Any] = {}
        self._next_id = first_id
        self._news = asyncio.Event()
        self._polls = 0

    def wants(self, kind: str) -> bool:
        """Tell whether the bot asked for this kind of update."""
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def add(self, kind: str, value: dict[str, Any]) -> None:
        """Queue an update, if the bot wants its kind."""
        if self.wants(kind):
            self.waiting.append({"update_id": self._next_id, kind: value})
            self._next_id += 1
            self.wake()

    def wake(self) -> None:
        """Let a waiting poll look again."""
        self._news.set()

    def allow(self, kinds: Collection[str] | None) -> None:
        """Remember which kinds the bot wants; nothing named means the usual ones, None leaves it as it is."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def confirm(self, offset: int) -> None:
        """Forget the updates below the offset; a negative one keeps that many from the end."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif self.waiting:
            del self.waiting[: max(0, offset - self.waiting[0]["update_id"])]

    async def poll(self, offset: int, limit: int, wait_seconds: float) -> list[dict[str, Any]]:
        """Return the oldest updates from the offset on, waiting for the first one.

        Args:
            offset: The first update wanted; all below it are confirmed.
            limit: How many at most.
            wait_seconds: Seconds to wait when there is none.

        Raises:
            ApiError: A webhook is set, or another poll took over.
        """
        if self.webhook.get("url"):
            raise ApiError(409, WEBHOOK_SET)
        self._polls += 1
        mine = self._polls
        self.wake()
        self.confirm(offset)
        if not self.waiting and wait_seconds > 0:
            await self._wait(wait_seconds)
        if mine != self._polls:
            raise ApiError(409, TWO_POLLS)
        return self.waiting[:limit]

    async def _wait(self, wait_seconds: float) -> None:
        self._news = asyncio.Event()
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_seconds):
                await self._news.wait()
