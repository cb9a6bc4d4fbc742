"""A town for scenario tests: the playground's Telegram, the real bot on a real SQLite file, and a still clock."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.app import App, Environment, opened
from bot.article.extraction import Source, read
from bot.article.extraction.web import fetch
from bot.article.semantic import Embedder
from bot.article.snapshot import Snapshot
from bot.moderation.screening.classifier.training import train_on_seed
from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.seed import TOKEN, Seed, seed
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground_app import set_article_in
from bot.texts.unlinked import BREAK
from bot.worker import Turns, Worker
from config.articles import SAMPLE
from config.settings import Settings
from storage.database import Database
from storage.migrate import migrate
from tests.patience import PATIENCE
from tests.playground_request import PlaygroundRequest, StillClock


class LastingCompute(Worker):
    """A worker process that is shared by the tests of one test process: starting one takes seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._loop: object = None
        self._general: object = None
        """What is learnt about spam from our own examples: the same each time, and it takes seconds."""

    async def run(self, function, *args, **kwargs):  # type: ignore[no-untyped-def]
        """Run as usual, with turns of the test's own event loop."""
        self._come_along()
        return await super().run(function, *args, **kwargs)

    async def run_at_leisure(self, function, *args, **kwargs):  # type: ignore[no-untyped-def]
        """Do the same, and learn once for all tests what is the same each time."""
        self._come_along()
        if function is not train_on_seed:
            return await super().run_at_leisure(function, *args, **kwargs)
        if self._general is None:
            self._general = await super().run_at_leisure(function, *args, **kwargs)
        return self._general

    def _come_along(self) -> None:
        if self._loop is not asyncio.get_running_loop():
            self._loop = asyncio.get_running_loop()
            self._turns = Turns()

    def stop(self) -> None:
        """Stop it in the middle of a call, whose answer the next test would get; else the next test goes on with it."""
        if self._turns.taken:
            super().stop()


WORKER = LastingCompute()
_FOLDER = TemporaryDirectory(prefix="counterpoint-town-")  # goes with the process
MODELS = Path(_FOLDER.name)
"""Databases of towns as they are before anything has happened, by who has the article."""


def _is_there(path: Path, model: Path) -> bool:
    """Say whether a database has been in use, or could be copied."""
    if not path.exists() and model.exists():
        shutil.copy(model, path)
    return path.exists()


def sample() -> Snapshot:
    """Read the sample article."""
    return read(Source(SAMPLE.read_bytes(), name="sample.md", url="https://example.org/buses"))


class Town:
    """People in chats, and the bot among them."""

    def __init__(self, folder: Path) -> None:
        self.clock = StillClock()
        self.cast: Seed = seed(self.clock)
        self.telegram = self.cast.telegram
        self.telegram.client_wait_seconds = PATIENCE
        self.api = PlaygroundBotApi(self.telegram)
        self.request = PlaygroundRequest(self.api)
        self.fetch = fetch.fetch
        self.embedder: Embedder | None = None
        self.settings = Settings(
            _env_file=None,
            token=SecretStr(TOKEN),
            api_url="http://playground.test",
            database_url=f"sqlite+aiosqlite:///{folder}/town.db",
            rate_limits="off",
        )
        self._open = AsyncExitStack()
        self.database: Database
        self.app: App
        self._running: asyncio.Future[None]

    async def start(self, *, with_article: bool = True) -> None:
        """Start the bot; the group and the private chats have the sample article unless told otherwise."""
        self._open = AsyncExitStack()
        self.database = Database(self.settings.database_url)
        self._open.push_async_callback(self.database.close)
        await self._furnish((self.cast.group.id, *self.telegram.people) if with_article else ())
        world = Environment(
            self.request, self.clock, self.clock.steady, self.fetch, 5, WORKER, self.embedder, WORKER, WORKER
        )
        self.app = await self._open.enter_async_context(opened(self.settings, self.database, world))
        self._running = asyncio.ensure_future(self.app.run())
        await self._listens()

    async def _listens(self) -> None:
        """Wait until the bot has told Telegram what it wants to hear: who comes and goes is told to nobody before."""
        with suppress(TimeoutError):  # where Telegram is out of reach at the start
            async with asyncio.timeout(30):
                while not self.telegram.queues[self.cast.bot.id].allowed and not self._running.done():
                    await asyncio.sleep(0.001)

    async def _furnish(self, with_article: tuple[int, ...]) -> None:
        """Make the tables, and bring the sample article into chats; a new file is made once and then copied."""
        path = Path(self.database.engine.url.database or "")
        model = MODELS / f"{hash(with_article)}.db"
        if _is_there(path, model):
            return
        await migrate(self.database)
        await set_article_in(self.database, with_article, sample())
        await self.database.shrink()
        shutil.copy(path, model)

    async def stop(self) -> None:
        """Stop the bot as SIGTERM does."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self._open.aclose()

    async def restart(self) -> None:
        """Stop the bot and start it again on the same database."""
        await self.stop()
        await self.start(with_article=False)

    async def settle(self) -> None:
        """Wait until the bot has received, handled and answered everything."""
        waiting = self.telegram.queues[self.cast.bot.id]
        async with asyncio.timeout(PATIENCE):
            while True:
                if self._running.done():
                    await self._running
                await asyncio.sleep(0.002)
                if not waiting.waiting:
                    await self.app.settled()
                    await asyncio.sleep(0)
                    if not waiting.waiting:
                        return

    async def received(self) -> None:
        """Wait until the bot has received and handled everything; some of it may not be sent yet."""
        async with asyncio.timeout(PATIENCE):
            while self.telegram.queues[self.cast.bot.id].waiting:
                await asyncio.sleep(0.002)
            await self.app.dispatcher.settled()
            await asyncio.sleep(0.02)

    async def advance(self, **period: float) -> None:
        """Move the clock and let the bot do what became due; jobs that are at work are done before."""
        await self.app.rested()
        self.clock.at += timedelta(**period)
        self.app.sender.wake()
        await self.settle()
        for _ in range(2):  # what became due, and then what became of it
            await self.app.tick()
            await self.settle()

    async def says(self, person: PlaygroundPerson, chat: PlaygroundChat, text: str, **more: object) -> list[Message]:
        """Let somebody say something and return what the bot posted then."""
        before = set(chat.messages)
        self.telegram.say(person, chat, text, **more)  # type: ignore[arg-type]  # as `Telegram.say` takes them
        await self.settle()
        return [message for message in self.from_bot(chat) if message.id not in before]

    async def press(self, person: PlaygroundPerson, message: Message, label: str) -> dict[str, object]:
        """Let somebody press a button by its label and return the bot's answer to the press."""
        rows = (message.keyboard or {}).get("inline_keyboard", [])
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
        answer = await self.telegram.press(person, message, data)
        await self.settle()
        return answer

    def from_bot(self, chat: PlaygroundChat) -> list[Message]:
        """Return the bot's messages of a chat that are not deleted, oldest first."""
        bot = self.cast.bot.id
        return [one for one in chat.messages.values() if one.sender and one.sender.id == bot and not one.is_deleted]


ANSWERS = {"Rebut", "Support"}
"""What stands under every open card."""


def labels(message: Message) -> list[str]:
    """Return the labels of the buttons under a message, but for those that every open card has."""
    rows = (message.keyboard or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row if button["text"] not in ANSWERS]


def text_of(message: Message) -> str:
    """Return the words of a message as they are read: without what keeps them from being links."""
    return str(message.content.get("text", "")).replace(BREAK, "")
