"""The bot as a process of its own, and a playground that is served to it: for scenarios that end it."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.playground.bot_api.api import Answer, PlaygroundBotApi
from bot.playground.bot_api.methods.call import Upload
from bot.playground.seed import TOKEN, seed
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from bot.playground.telegram.telegram import Telegram
from bot.playground.web import server
from config.clock import utc_now
from tests.patience import PATIENCE

PROJECT = Path(__file__).parents[2]


class WatchedApi(PlaygroundBotApi):
    """A playground's Bot API that counts what was called, and how it answered."""

    def __init__(self, telegram: Telegram, *, limits: bool = False) -> None:
        super().__init__(telegram, limits=limits)
        self.called: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()

    async def call(
        self, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        self.called[method] += 1
        status, body = await super().call(token, method, params, files)
        self.statuses[status] += 1
        return status, body


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that somebody sent, by where it stands; what answers it replies to that message."""

    chat_id: int
    message_id: int


class Crowd:
    """People in their private chats and in groups, who ask the bot for help."""

    def __init__(self, chance: Random, readers: int = 14, groups: int = 6) -> None:
        cast = seed(utc_now)
        self.telegram, self._bot, self._chance = cast.telegram, cast.bot, chance
        people = [self.telegram.add_person(PlaygroundPerson(7100000000 + n, f"Reader {n}")) for n in range(readers)]
        self._doors = [(people, self._group(people, n)) for n in range(groups)]
        self._doors += [([person], self.telegram.private(person)) for person in people]
        self.asked: dict[int, Asked] = {}
        """What was asked, by the number of the update."""

    def ask(self) -> None:
        """Let somebody ask somewhere."""
        people, chat = self._chance.choice(self._doors)
        words = self._chance.choice(("/help", "/privacy"))
        message = self.telegram.say(self._chance.choice(people), chat, words)
        update = self.telegram.queues[self._bot.id].waiting[-1]
        self.asked[update["update_id"]] = Asked(chat.id, message.id)

    async def ask_on(self, times: int, pause: float = 0.02) -> None:
        """Let people ask so many times, with small pauses."""
        for _ in range(times):
            self.ask()
            await asyncio.sleep(self._chance.uniform(0, pause))

    def answered(self) -> Counter[Asked]:
        """Count the bot's answers to each command, in the order in which the first ones came in each chat."""
        bot = self._bot
        posted = (message for _, chat in self._doors for message in chat.messages.values() if message.sender is bot)
        return Counter(Asked(one.chat.id, one.reply_to.id) for one in posted if one.reply_to is not None)

    def _group(self, people: list[PlaygroundPerson], number: int) -> PlaygroundChat:
        chat = PlaygroundChat(-1002000000000 - number, "supergroup", f"Group {number}")
        chat.members |= {one.id: MEMBER for one in (*people, self._bot)}
        return self.telegram.found(people[0], chat)


@dataclass(frozen=True, slots=True)
class Played:
    """A playground that is served."""

    address: str
    api: WatchedApi


@asynccontextmanager
async def served(telegram: Telegram, port: int = 0, api: WatchedApi | None = None) -> AsyncIterator[Played]:
    """Serve a playground for as long as the block runs."""
    api = api or WatchedApi(telegram)
    async with server.serve(server.build(telegram, api), port) as real_port:
        yield Played(f"http://127.0.0.1:{real_port}", api)


class BotProcess:
    """`python -m bot` in a folder of its own."""

    def __init__(
        self, folder: Path, address: str = "http://127.0.0.1:9", token: str | None = TOKEN, **settings: str
    ) -> None:
        self.database, self._folder = folder / "bot.db", folder
        self._output, self._errors = folder / "output.txt", folder / "errors.txt"
        own = {
            "COUNTERPOINT_API_URL": address,
            "COUNTERPOINT_RATE_LIMITS": "off",
            "COUNTERPOINT_TICK": "0.2",
            "COUNTERPOINT_SEMANTIC": "off",
            "COUNTERPOINT_DATABASE_URL": f"sqlite+aiosqlite:///{self.database}",
            # Compiled modules make the second start quick, also where they are not to be written beside the sources.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPATH": str(PROJECT),
            "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode"),
        }
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERPOINT_")}
        own |= {f"COUNTERPOINT_{name.upper()}": value for name, value in settings.items()}
        self._environment = inherited | own | ({"COUNTERPOINT_TOKEN": token} if token is not None else {})
        self._process: asyncio.subprocess.Process

    async def start(self, *arguments: str, module: str = "bot") -> None:
        """Start it; what it says is kept in files."""
        with self._output.open("ab") as output, self._errors.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, *(arguments or ("run",))),
                cwd=self._folder,
                env=self._environment,
                stdout=output,
                stderr=errors,
            )

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait for something that it brings about."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                assert self._process.returncode is None, f"the bot ended:\n{self.log()}"
                await asyncio.sleep(0.01)

    @property
    def number(self) -> int:
        """Its process id."""
        return self._process.pid

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal and return its exit code."""
        self._process.send_signal(number)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until it has ended and return its exit code."""
        async with asyncio.timeout(PATIENCE):
            return await self._process.wait()

    def put_away(self) -> None:
        """Leave no process behind, whatever became of the test."""
        if self._process.returncode is None:
            self._process.kill()

    def printed(self) -> list[str]:
        """Return the lines of its standard output."""
        return self._output.read_text(encoding="utf-8").splitlines()

    def log(self) -> str:
        """Return everything that it wrote to standard error."""
        return self._errors.read_text(encoding="utf-8")

    def sentences(self) -> list[str]:
        """Return what it told a person on standard error, beside the log."""
        return [line for line in self.log().splitlines() if not LOGGED.match(line)]

    def kept(self, query: str) -> list[tuple[Any, ...]]:
        """Ask a copy of its database: opening the one that a dead process left would repair it."""
        copies = self._folder / "copies"
        shutil.rmtree(copies, ignore_errors=True)
        copies.mkdir()
        for name in ("bot.db", "bot.db-wal"):
            if (self._folder / name).exists():
                shutil.copy(self._folder / name, copies)
        connection = sqlite3.connect(copies / "bot.db")
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def owed(self) -> set[Asked]:
        """Return the commands whose answers the outbox does not call sent."""
        rows = self.kept(f"SELECT {REPLIED}, status FROM outbox WHERE update_id IS NOT NULL")  # noqa: S608 - ours
        return {Asked(chat, message) for chat, message, status in rows if status != "sent"}


LOGGED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (INFO|WARNING|ERROR) ")
"""How a line of the log begins."""
REPLIED = "chat_id, json_extract(params, '$.reply_parameters.message_id')"
"""The columns that say which command a row answers."""


@asynccontextmanager
async def process(folder: Path, address: str, token: str | None = TOKEN, **settings: str) -> AsyncIterator[BotProcess]:
    """Give a bot that is not yet started; at the end there is no process left."""
    bot = BotProcess(folder, address, token, **settings)
    try:
        yield bot
    finally:
        bot.put_away()
        await bot.ended()
