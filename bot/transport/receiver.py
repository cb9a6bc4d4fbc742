"""The receiver: Telegram to inbox. An update is kept before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from time import monotonic
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.transport.bot_api import JSON, BotApi
from bot.transport.raw_updates import MAX_NUMBER, RawUpdate, number_of, read_update
from config.tracing import where
from config.turns import by_turns
from storage.database import InTransaction, until_database_answers
from storage.inbox import Arrival, InboxStatus

log = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds that Telegram holds an empty answer back."""
RETRY_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds between tries, longer and longer; the last one again and again."""
QUICK_ANSWER_SECONDS = 1.0
"""Seconds within which no server that waits for updates gives an empty answer."""
MOST_AT_ONCE = 100
"""Updates in one answer: the most that Telegram allows."""


class UpdateReader(Protocol):
    """Knows what updates say."""

    async def plain(self, update: JSON) -> JSON:
        """Return an update that says the same and takes less to read."""

    def is_relevant(self, update: JSON) -> bool:
        """Say whether anybody here may want an update."""


class Screen(Protocol):
    """Looks at the messages of groups before anything is kept, so that the words of most are never kept."""

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Return what was found about updates, by their number."""

    async def keep(self, session: AsyncSession) -> None:
        """Keep what was learnt of people while looking: counts, no words."""


class PollingReceiver:
    """Asks for updates, keeps them, and only then asks for the next ones (which confirms the former)."""

    def __init__(
        self,
        api: BotApi,
        reader: UpdateReader,
        take: Callable[[Sequence[Arrival], InTransaction | None], Awaitable[None]],
        clock: Callable[[], datetime],
        screen: Screen,
    ) -> None:
        """Make one; `take` commits updates, and what screening learnt of people, before it returns."""
        self._screen = screen
        self._api = api
        self._reader = reader
        self._take = take
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
            begun = monotonic()
            updates = await self._patiently("getUpdates", params, wait=long_poll + 10)
            await asyncio.sleep(0)  # what was sent may have taken its time to be parsed
            if updates:
                await self.keep(updates)
            latest = max((number for one in updates if (number := number_of(one)) is not None), default=None)
            if latest is not None:
                offset = latest + 1
            elif monotonic() - begun < QUICK_ANSWER_SECONDS:  # a server that does not hold empty answers back
                await asyncio.sleep(RETRY_PAUSES[1])

    async def keep(self, updates: Sequence[JSON]) -> None:
        """Have updates committed, each in its place; what needs no preparation is handled in the same transaction."""
        now = self._clock()
        opened = [raw async for update in by_turns(updates) if (raw := read_update(update)) is not None]
        raws = [await self._simplified(raw) if raw.is_rich else raw async for raw in by_turns(opened)]
        if len(raws) < len(updates):
            log.warning("updates without a usable number were passed over: %s", len(updates) - len(raws))
        found = await self._look(raws)
        rows = [self._as_row(raw, found.get(raw.number), now) async for raw in by_turns(raws)]
        await self._keep_rows(rows)

    async def _simplified(self, raw: RawUpdate) -> RawUpdate:
        """Return an update with less to read; as it is where that cannot be done."""
        try:
            return read_update(await self._reader.plain(raw.update)) or raw
        except Exception as error:
            log.error("update %s could not be simplified: %s", raw.number, where(error))  # noqa: TRY400 - without words
            return raw

    async def _look(self, raws: Sequence[RawUpdate]) -> Mapping[int, JSON]:
        """Let updates be screened, each by itself if that fails; nothing speaks against one that cannot be."""
        try:
            return await until_database_answers(lambda: self._screen.look([one.update for one in raws]), breakable=True)
        except Exception as error:
            if len(raws) > 1:
                return {number: one for raw in raws for number, one in (await self._look([raw])).items()}
            log.error("screening updates %s failed: %s", [one.number for one in raws], where(error))  # noqa: TRY400 - without words
            return {}

    async def _keep_rows(self, rows: Sequence[Arrival]) -> None:
        """Commit rows, each by itself if that fails.

        Raises:
            SQLAlchemyError: The database keeps nothing at all; Telegram gives the updates again.
        """
        try:
            return await until_database_answers(lambda: self._take(rows, self._screen.keep))
        except Exception as error:
            if len(rows) > 1:
                for row in rows:
                    await self._keep_rows([row])
                return None
            for row in rows:
                log.error("update %s could not be kept: %s", row.update_id, where(error))  # noqa: TRY400 - without words
        failed = [
            Arrival(update_id=row.update_id, status=InboxStatus.FAILED, received_at=row.received_at) for row in rows
        ]
        # What was learnt while looking may be why they could not be kept.
        return await until_database_answers(lambda: self._take(failed, None))

    def _as_row(self, raw: RawUpdate, found: JSON | None, now: datetime) -> Arrival:
        """Make a row of an update and of what was found about it; the words of what nobody handles are not kept."""
        try:
            wanted, chat_id = self._reader.is_relevant(raw.update), chat_of(raw.update)
        except Exception as error:
            log.error("update %s could not be read: %s", raw.number, where(error))  # noqa: TRY400 - without words
            return Arrival(update_id=raw.number, payload=raw.words, status=InboxStatus.FAILED, received_at=now)
        return Arrival(
            update_id=raw.number,
            chat_id=chat_id,
            payload=raw.words if wanted or found is not None else None,
            status=InboxStatus.WAITING if wanted else InboxStatus.IGNORED,
            received_at=now,
            finding=json.dumps(found, ensure_ascii=False) if found is not None else None,
            update=raw.update if wanted else None,
        )

    async def _patiently(self, method: str, params: JSON, wait: float | None = None) -> list[JSON]:
        """Call until it succeeds, with longer and longer pauses; say so once."""
        for tries in count():
            try:
                answer = await self._api.call(method, params, wait)
            except InvalidToken:
                raise
            except TelegramError as error:
                if tries == 0:
                    log.warning("no updates for now (%s): %s", method, _advice(error))
                await asyncio.sleep(RETRY_PAUSES[min(tries, len(RETRY_PAUSES) - 1)])
            else:
                if tries:
                    log.info("updates come again")
                return answer if isinstance(answer, list) else []
        raise AssertionError  # count() does not end


def chat_of(update: JSON) -> int | None:
    """Return the chat that an update belongs to, for the order within a chat.

    A request to join that Telegram wants answered in seconds belongs to the private chat: nothing of a group goes
    before it, and nobody decides about it until then.

    Raises:
        ValueError, TypeError, AttributeError, KeyError: It is none that Telegram could have.
    """
    for kind, content in update.items():
        if kind == "update_id" or not isinstance(content, dict):
            continue
        about = content.get("message", content) if kind == "callback_query" else content
        chat = (None if content.get("query_id") else about.get("chat")) or content.get("from")
        if isinstance(chat, dict):
            return _checked(chat["id"])
    return None


def _checked(chat_id: object) -> int:
    if type(chat_id) is not int or abs(chat_id) >= MAX_NUMBER:
        raise ValueError("no chat has such an id")
    return chat_id


def _advice(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "another program receives updates with this token; stop one of the two"
    return f"{type(error).__name__}: {error.message[:200]}"
