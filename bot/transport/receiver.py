"""The receiver: Telegram to inbox. An update is kept before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.transport.request import JSON, BotApi
from storage import inbox
from storage.engine import Database, persistently
from storage.inbox import InboxRow, InboxStatus

log = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds that Telegram holds an empty answer back."""
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds between tries, longer and longer; the last one again and again."""
MOST_AT_ONCE = 100
"""Updates in one answer: the most that Telegram allows."""


class Screen(Protocol):
    """Looks at the messages of groups before anything is kept, so that the words of most are never kept."""

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Return the updates that something speaks against, with what it is, by their number."""
        ...

    def takes_away(self, update: JSON) -> bool:
        """Say whether nobody but the screening shall handle such an update."""
        ...

    async def keep(self, session: AsyncSession) -> None:
        """Keep what was learnt of people while looking: counts, no words."""
        ...


class NoScreen:
    """Looks at nothing."""

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Find nothing."""
        return {}

    def takes_away(self, update: JSON) -> bool:
        """Take nothing away."""
        return False

    async def keep(self, session: AsyncSession) -> None:
        """Keep nothing."""


class PollingReceiver:
    """Asks for updates, keeps them, and only then asks for the next ones (which confirms the former)."""

    def __init__(
        self,
        api: BotApi,
        database: Database,
        wanted: Callable[[JSON], bool],
        deliver: Callable[[Sequence[InboxRow]], None],
        clock: Callable[[], datetime],
        screen: Screen | None = None,
    ) -> None:
        self._screen = screen or NoScreen()
        self._api = api
        self._database = database
        self._wanted = wanted
        self._deliver = deliver
        self._clock = clock

    async def run(self, kinds: Sequence[str], long_poll: int = LONG_POLL) -> None:
        """Receive until cancelled.

        Args:
            kinds: Update kinds to ask for.
            long_poll: Seconds that an empty answer may take.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
        """
        await self._patiently("deleteWebhook", {})
        offset: int | None = None
        while True:
            params = {"timeout": long_poll, "limit": MOST_AT_ONCE, "allowed_updates": list(kinds), "offset": offset}
            updates: list[JSON] = await self._patiently("getUpdates", params, wait=long_poll + 10)
            if updates:
                await self.keep(updates)
                offset = int(updates[-1]["update_id"]) + 1

    async def keep(self, updates: Sequence[JSON]) -> None:
        """Commit updates to the inbox and hand the new ones on."""
        now = self._clock()
        found = await persistently(lambda: self._screen.look(updates), breakable=True)
        rows = [row for update in updates for row in self._as_rows(update, found.get(update["update_id"]), now)]
        self._deliver(await persistently(lambda: self._store(rows)))

    async def _store(self, rows: Sequence[InboxRow]) -> list[InboxRow]:
        async with self._database.write() as session:
            await self._screen.keep(session)
            return await inbox.store_updates(session, rows)

    def _as_rows(self, update: JSON, found: JSON | None, now: datetime) -> list[InboxRow]:
        """Make a row of an update. What the checks speak against is one more, under the negative of its number."""
        if found is None:
            return [self._as_row(update, self._wanted(update), now)]
        wanted = self._wanted(update) and not self._screen.takes_away(found)
        finding = {**found, "update_id": -update["update_id"]}
        return [self._as_row(finding, True, now), self._as_row(update, wanted, now)]

    def _as_row(self, update: JSON, wanted: bool, now: datetime) -> InboxRow:
        """Make a row; the words of what nobody handles are not kept."""
        return InboxRow(
            update_id=update["update_id"],
            chat_id=chat_of(update),
            payload=json.dumps(update, ensure_ascii=False) if wanted else None,
            status=InboxStatus.WAITING if wanted else InboxStatus.IGNORED,
            received_at=now,
        )

    async def _patiently(self, method: str, params: JSON, wait: float | None = None) -> list[JSON]:
        """Call until it succeeds, with longer and longer pauses; say so once."""
        for tries in count():
            try:
                answer: list[JSON] = await self._api.call(method, params, wait)
            except InvalidToken:
                raise
            except TelegramError as error:
                if tries == 0:
                    log.warning("no updates for now (%s): %s", method, _advice(error))
                await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
            else:
                if tries:
                    log.info("updates come again")
                return answer
        raise AssertionError  # count() does not end


def chat_of(update: JSON) -> int | None:
    """Return the chat that an update belongs to, for the order within a chat."""
    for kind, content in update.items():
        if kind == "update_id" or not isinstance(content, dict):
            continue
        about = content.get("message", content) if kind == "callback_query" else content
        chat = about.get("chat") or content.get("from")
        if isinstance(chat, dict):
            return int(chat["id"])
    return None


def _advice(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "another program receives updates with this token; stop one of the two"
    return f"{type(error).__name__}: {error.message}"
