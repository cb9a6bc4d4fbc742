"""A sender between a real database and the playground's Bot API, with a still clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlmodel import select

from bot.playground.bot_api.api import PlaygroundBotApi as PlaygroundApi
from bot.playground.seed import TOKEN, Seed, seed
from bot.playground.telegram.chats import PlaygroundChat
from bot.transport.bot_api import BotApi
from bot.transport.rate_limits import NoRateLimits, RateLimits
from bot.transport.sender import Sender
from storage import outbox
from storage.database import Database
from storage.outbox import OutboxRow, OutboxStatus
from tests.databases import database, empty_database  # noqa: F401 - fixtures
from tests.patience import PATIENCE
from tests.playground_request import PlaygroundRequest, StillClock


class Post:
    """A post office: what a test owes goes out through the real sender."""

    def __init__(self, database: Database) -> None:  # noqa: F811 - a database, not the fixture
        self.clock = StillClock()
        self.cast: Seed = seed(self.clock)
        self.telegram = PlaygroundApi(self.cast.telegram)
        self.request = PlaygroundRequest(self.telegram)
        self.api = BotApi(self.request, "http://playground.test", TOKEN)
        self.database = database
        self.sender: Sender
        self._running: asyncio.Future[None]

    async def open(self, pace: RateLimits | None = None) -> None:
        """Start a sender that takes up what is owed."""
        self.sender = Sender(
            self.api, self.database, pace or NoRateLimits(), self.clock, self.clock.steady, self.excuse
        )
        await self.sender.recover()
        self._running = asyncio.ensure_future(self.sender.run())

    def excuse(self, late: OutboxRow) -> OutboxRow:
        """Return the word that stands for replies that were given up."""
        return OutboxRow(
            chat_id=late.chat_id, method="sendMessage", params={"text": "too much was asked"}, due_at=self.clock()
        )

    async def close(self) -> None:
        """Stop the sender as SIGTERM does."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)

    async def reopen(self, pace: RateLimits | None = None) -> None:
        await self.close()
        await self.open(pace)

    def row(self, chat: PlaygroundChat, text: str = "hello", **more: Any) -> OutboxRow:
        """Return a message that is owed to a chat."""
        return self.call(chat, "sendMessage", {"text": text}, **more)

    def call(self, chat: PlaygroundChat | None, method: str, params: dict[str, Any], **more: Any) -> OutboxRow:
        """Return a call that is owed."""
        due_at = self.clock() + timedelta(seconds=more.pop("due_in", 0))
        return OutboxRow(chat_id=chat.id if chat else None, method=method, params=params, due_at=due_at, **more)

    async def keep(self, *rows: OutboxRow) -> None:
        """Commit rows to the outbox."""
        async with self.database.write() as session:
            await outbox.store_effects(session, rows)

    async def owe(self, *rows: OutboxRow) -> None:
        """Commit rows and hand them to the sender."""
        await self.keep(*rows)
        self.sender.accept(rows)

    async def settle(self) -> None:
        """Wait until everything that is due is sent and marked."""
        async with asyncio.timeout(PATIENCE):
            await self.sender.settled()

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait for something to have happened."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                await asyncio.sleep(0.001)

    def advance(self, **period: float) -> None:
        """Move the clock on."""
        self.clock.at += timedelta(**period)
        self.sender.wake()

    async def fate(self, row: OutboxRow) -> OutboxRow:
        """Return a row as the database has it."""
        async with self.database.read() as session:
            return (await session.exec(select(OutboxRow).where(OutboxRow.id == row.id))).one()

    async def owes(self) -> bool:
        """Say whether anything is owed still, now or later."""
        async with self.database.read() as session:
            return OutboxStatus.WAITING in await outbox.count_by_status(session)

    async def status(self, row: OutboxRow) -> OutboxStatus:
        return (await self.fate(row)).status

    def posts(self, chat: PlaygroundChat) -> list[str]:
        """Return the bot's messages of a chat in order."""
        bot = self.cast.bot
        return [str(one.content["text"]) for one in chat.messages.values() if one.sender is bot]

    def tries(self, method: str) -> int:
        """Count the calls of a method."""
        return list(self.request.methods()).count(method)


@pytest_asyncio.fixture
async def idle_post(database: Database) -> Post:  # noqa: F811 - the fixture
    """A post office that is not yet open."""
    return Post(database)


@pytest_asyncio.fixture
async def post(idle_post: Post) -> AsyncIterator[Post]:
    """A post office that is open."""
    await idle_post.open()
    yield idle_post
    await idle_post.close()


@pytest.fixture
def quick_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stop give up at once on what hangs."""
    monkeypatch.setattr("bot.transport.sender.GRACE_SECONDS", 0.01)
