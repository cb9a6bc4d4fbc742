"""The receiver: Telegram to inbox. An update is kept before Telegram is told that it arrived."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from time import monotonic
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.transport.letters import WIDEST, Letter, number_of, open_letter
from bot.transport.request import JSON, BotApi
from config.tracing import where
from config.turns import by_turns
from storage import inbox
from storage.engine import Database, persistently
from storage.inbox import Arrival, InboxStatus

log = logging.getLogger(__name__)

LONG_POLL = 25
"""Seconds that Telegram holds an empty answer back."""
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds between tries, longer and longer; the last one again and again."""
AT_ONCE = 1.0
"""Seconds within which no server that waits for updates gives an empty answer."""
MOST_AT_ONCE = 100
"""Updates in one answer: the most that Telegram allows."""


class Reader(Protocol):
    """Knows what updates say."""

    async def plain(self, update: JSON) -> JSON:
        """Return an update that says the same and takes less to read."""
        ...

    def concerns_us(self, update: JSON) -> bool:
        """Say whether anybody here may want an update."""
        ...


class Screen(Protocol):
    """Looks at the messages of groups before anything is kept, so that the words of most are never kept."""

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Return the updates that something speaks against, with what it is, by their number."""
        ...

    async def keep(self, session: AsyncSession) -> None:
        """Keep what was learnt of people while looking: counts, no words."""
        ...


class NoScreen:
    """Looks at nothing."""

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Find nothing."""
        return {}

    async def keep(self, session: AsyncSession) -> None:
        """Keep nothing."""


class PollingReceiver:
    """Asks for updates, keeps them, and only then asks for the next ones (which confirms the former)."""

    def __init__(
        self,
        api: BotApi,
        database: Database,
        reader: Reader,
        deliver: Callable[[Sequence[Arrival]], None],
        clock: Callable[[], datetime],
        screen: Screen | None = None,
    ) -> None:
        self._screen = screen or NoScreen()
        self._api = api
        self._database = database
        self._reader = reader
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
            begun = monotonic()
            updates = await self._patiently("getUpdates", params, wait=long_poll + 10)
            await asyncio.sleep(0)  # what was sent may have taken its time to be parsed
            if updates:
                await self.keep(updates)
            latest = max((number for one in updates if (number := number_of(one)) is not None), default=None)
            if latest is not None:
                offset = latest + 1
            elif monotonic() - begun < AT_ONCE:  # a server that does not hold empty answers back
                await asyncio.sleep(PAUSES[1])

    async def keep(self, updates: Sequence[JSON]) -> None:
        """Commit updates to the inbox and hand the new ones on."""
        now = self._clock()
        opened = [letter async for update in by_turns(updates) if (letter := open_letter(update)) is not None]
        letters = [await self._simplified(letter) if letter.is_rich else letter async for letter in by_turns(opened)]
        if len(letters) < len(updates):
            log.warning("updates without a usable number were passed over: %s", len(updates) - len(letters))
        found = await self._look(letters)
        rows = [
            row async for letter in by_turns(letters) for row in self._as_rows(letter, found.get(letter.number), now)
        ]
        self._deliver(await self._keep_rows(rows))

    async def _simplified(self, letter: Letter) -> Letter:
        """Return an update with less to read; as it is where that cannot be done."""
        try:
            return open_letter(await self._reader.plain(letter.update)) or letter
        except Exception as error:
            log.error("update %s could not be simplified: %s", letter.number, where(error))  # noqa: TRY400 - without words
            return letter

    async def _look(self, letters: Sequence[Letter]) -> Mapping[int, JSON]:
        """Let updates be screened, each by itself if that fails; nothing speaks against one that cannot be."""
        try:
            return await persistently(lambda: self._screen.look([one.update for one in letters]), breakable=True)
        except Exception as error:
            if len(letters) > 1:
                return {number: one for letter in letters for number, one in (await self._look([letter])).items()}
            log.error("screening updates %s failed: %s", [one.number for one in letters], where(error))  # noqa: TRY400 - without words
            return {}

    async def _keep_rows(self, rows: Sequence[Arrival]) -> list[Arrival]:
        """Commit rows, each by itself if that fails; return those that are new and wait to be handled.

        Raises:
            SQLAlchemyError: The database keeps nothing at all; Telegram gives the updates again.
        """
        try:
            return await persistently(lambda: self._store(rows))
        except Exception as error:
            if len(rows) > 1:
                return [kept for row in rows for kept in await self._keep_rows([row])]
            for row in rows:
                log.error("update %s could not be kept: %s", row.update_id, where(error))  # noqa: TRY400 - without words
        failed = [
            Arrival(update_id=row.update_id, status=InboxStatus.FAILED, received_at=row.received_at) for row in rows
        ]
        return await persistently(lambda: self._store_alone(failed))

    async def _store_alone(self, rows: Sequence[Arrival]) -> list[Arrival]:
        """Keep rows without what was learnt while looking, which may be why they could not be kept."""
        async with self._database.write() as session:
            return await inbox.store_updates(session, rows)

    async def _store(self, rows: Sequence[Arrival]) -> list[Arrival]:
        async with self._database.write() as session:
            await self._screen.keep(session)
            return await inbox.store_updates(session, rows)

    def _as_rows(self, letter: Letter, found: JSON | None, now: datetime) -> list[Arrival]:
        """Make a row of an update. What the checks speak against is one more, under the negative of its number."""
        try:
            wanted, chat_id = self._reader.concerns_us(letter.update), chat_of(letter.update)
        except Exception as error:
            log.error("update %s could not be read: %s", letter.number, where(error))  # noqa: TRY400 - without words
            return [Arrival(update_id=letter.number, payload=letter.words, status=InboxStatus.FAILED, received_at=now)]
        row = Arrival(
            update_id=letter.number,
            chat_id=chat_id,
            payload=letter.words if wanted else None,  # the words of what nobody handles are not kept
            status=InboxStatus.WAITING if wanted else InboxStatus.IGNORED,
            received_at=now,
        )
        if found is None:
            return [row]
        payload = json.dumps({**found, "update_id": -letter.number}, ensure_ascii=False)
        waiting = InboxStatus.WAITING
        return [
            Arrival(update_id=-row.update_id, chat_id=chat_id, payload=payload, status=waiting, received_at=now),
            row,
        ]

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
                await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
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
    if type(chat_id) is not int or abs(chat_id) >= WIDEST:
        raise ValueError("no chat has such an id")
    return chat_id


def _advice(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "another program receives updates with this token; stop one of the two"
    return f"{type(error).__name__}: {error.message[:200]}"
