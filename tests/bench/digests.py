"""1,000 digests due at the same minute, against Telegram's limits, while people ask questions elsewhere.

    uv run python -m tests.bench.digests [--groups 1000] [--rounds 3] [--stalls]

The bot is a process of its own; the playground's Bot API is served to it over HTTP by this one, with Telegram's limits
on. The floor is what 30 messages a second allow, and an album counts as many messages as it holds pictures. The clock
runs from the minute at which the digests are due to the last message of the last one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import time
from typing import Any

from bot.playground.bot_api.api import Answer
from bot.playground.bot_api.methods.call import Upload
from bot.playground.bot_api.rate_limits import SENDING
from bot.playground.seed import Seed
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from config.clock import utc_now
from storage.database import Database
from storage.migrate import migrate
from tests.digest.month import lines
from tests.scenarios.many import Debates, found
from tests.scenarios.process import BotProcess, WatchedApi, process, served
from tests.town import sample

A_SECOND = 30
"""Messages that Telegram takes."""
ASKING = 20
"""Groups in which people ask meanwhile."""
LEAD = timedelta(seconds=15)
"""What the bot gets to start before the digests are due."""
PATIENCE = 300.0
"""Seconds after which a round is given up."""


class Counting(WatchedApi):
    """A Bot API that notes what was sent, when, and what it refused."""

    def __init__(self, cast: Seed) -> None:
        super().__init__(cast.telegram, limits=True)
        self.digests: list[float] = []
        """When each message of a digest was taken, an album once for each picture."""
        self.answers: dict[tuple[int, int], float] = {}
        """When each command was answered, by its chat and message."""

    async def call(
        self, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        status, body = await super().call(token, method, params, files)
        if status == 200 and method.lower() in SENDING:
            self._note(body["result"])
        return status, body

    def _note(self, result: Any) -> None:
        for message in result if isinstance(result, list) else [result]:
            if "reply_to_message" in message:
                self.answers.setdefault((message["chat"]["id"], message["reply_to_message"]["message_id"]), time())
            else:
                self.digests.append(time())


@dataclass
class Askers:
    """People who ask the article in groups that have no digest now."""

    cast: Seed
    chats: list[PlaygroundChat]
    asked: dict[tuple[int, int], float] = field(default_factory=dict)

    async def go_on(self) -> None:
        """Ask a question a second, in one group after the other."""
        for chat, person, question in self._turns():
            message = self.cast.telegram.say(person, chat, f"/ask {question}")
            self.asked[chat.id, message.id] = time()
            await asyncio.sleep(1)

    def _turns(self) -> Iterator[tuple[PlaygroundChat, PlaygroundPerson, str]]:
        questions = [line.partition(" ")[2] for line in lines("questions.txt")]
        people = cycle((self.cast.mara, self.cast.jonas, self.cast.ana))
        for turn, (chat, person) in enumerate(zip(cycle(self.chats), people, strict=False)):
            yield chat, person, questions[(turn // len(self.chats) + turn) % len(questions)]


@dataclass(frozen=True, slots=True)
class Result:
    """What a round showed."""

    groups: int
    messages: int
    seconds: float
    refused: int
    waits: list[float]
    unanswered: int
    processor: float
    load: float
    ends: Mapping[str, int]
    stalls: list[tuple[str, float]]

    @property
    def floor(self) -> float:
        """The seconds that Telegram's limit takes."""
        return self.messages / A_SECOND

    def lines(self) -> Iterator[str]:
        """Return the result in words."""
        p95 = quantiles(self.waits, n=20)[-1]
        yield f"{self.groups} digests, {self.messages} messages: {self.seconds:.1f} s, {self.seconds / self.floor:.3f} of the floor {self.floor:.1f} s; {self.refused} refused (429); editions {dict(self.ends)}"  # noqa: E501 - one line to read
        yield f"  /ask meanwhile: {len(self.waits)} answered, {self.unanswered} not; p50 {1000 * median(self.waits):.0f} ms, p95 {1000 * p95:.0f} ms, slowest {1000 * max(self.waits):.0f} ms"  # noqa: E501 - one line to read
        yield f"  the bot and its worker: {self.processor:.1f} s of processor time, start and end included; load {self.load:.1f} on {os.cpu_count()} cores"  # noqa: E501 - one line to read
        if self.stalls:
            yield from _told(self.stalls)


def _told(stalls: list[tuple[str, float]]) -> Iterator[str]:
    worst: dict[str, float] = {}
    for name, took in stalls:
        worst[name] = max(worst.get(name, 0.0), took)
    over = Counter(name for name, took in stalls if took > 5)
    yield f"  the event loop was held over 5 ms {over.total()} times, at most {max(worst.values()):.1f} ms:"
    for name in sorted(worst, key=lambda one: -worst[one])[:8]:
        yield f"    {name}: {over[name]} times, at most {worst[name]:.1f} ms"


async def measure(groups: int, seed: int, *, stalls: bool) -> Result:
    """Let so many digests be due at once, and return what was seen."""
    cast = seed(utc_now)
    api = Counting(cast)
    chats = found(cast.telegram, cast.vera, groups)
    quiet = found(cast.telegram, cast.vera, ASKING, groups)
    for chat in quiet:
        chat.members |= {person.id: MEMBER for person in (cast.mara, cast.jonas, cast.ana)}
    for queue in cast.telegram.queues.values():
        queue.waiting.clear()
    with TemporaryDirectory(prefix="counterpoint-bench-") as name:
        folder = Path(name) / "bot"
        folder.mkdir()
        async with served(cast.telegram, api=api) as play, _bot(folder, play.address) as bot:
            due_at = _next_minute(utc_now() + LEAD + timedelta(milliseconds=12 * groups))
            await _prepare(bot, due_at, seed, chats, quiet)
            return await _round(bot, api, Askers(cast, quiet), due_at, folder / "stalls.json" if stalls else None)


def _bot(folder: Path, address: str) -> Any:
    return process(folder, address, rate_limits="telegram", tick="20")


def _next_minute(after: datetime) -> datetime:
    return after.replace(second=0, microsecond=0) + timedelta(minutes=1)


async def _prepare(
    bot: BotProcess, due_at: datetime, seed: int, chats: list[PlaygroundChat], quiet: list[PlaygroundChat]
) -> None:
    database = Database(f"sqlite+aiosqlite:///{bot.database}")
    await migrate(database)
    await Debates(Random(seed), sample(), due_at).keep(database, chats, quiet)
    await database.close()


async def _round(bot: BotProcess, api: Counting, askers: Askers, due_at: datetime, into: Path | None) -> Result:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    await bot.start(*([str(into)] if into else []), module="tests.bench.stalls" if into else "bot")
    if (wait := due_at.timestamp() - time()) < 5:
        raise RuntimeError(f"the digests are due in {wait:.0f} s already: give LEAD more time")
    await asyncio.sleep(wait)
    asking = asyncio.ensure_future(askers.go_on())
    ends = await _ended(bot)
    load = os.getloadavg()[0]
    asking.cancel()
    await asyncio.sleep(2)
    assert await bot.end() == 0, bot.log()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    waits = [api.answers[one] - at for one, at in askers.asked.items() if one in api.answers]
    return Result(
        groups=sum(ends.values()),
        messages=len(api.digests),
        seconds=max(api.digests) - due_at.timestamp(),
        refused=api.statuses[429],
        waits=waits,
        unanswered=len(askers.asked) - len(waits),
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        load=load,
        ends=ends,
        stalls=_read(into) if into else [],
    )


def _read(stalls: Path) -> list[tuple[str, float]]:
    return [(name, took) for name, took in json.loads(stalls.read_text(encoding="utf-8"))]


async def _ended(bot: BotProcess) -> Counter[str]:
    """Wait until every digest has ended, and count how."""
    schedules = bot.kept("SELECT count(*) FROM schedule")[0][0]
    async with asyncio.timeout(PATIENCE):
        while True:
            await asyncio.sleep(3)
            ends = Counter(dict(await asyncio.to_thread(bot.kept, "SELECT status, count(*) FROM edition GROUP BY 1")))
            if ends.total() == schedules and not ends.keys() & {"claimed", "written", "posted"}:
                return ends


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--groups", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stalls", action="store_true", help="note what holds the event loop, too")
    chosen = parser.parse_args()
    results = []
    for seed in range(1, chosen.rounds + 1):
        results.append(asyncio.run(measure(chosen.groups, seed, stalls=chosen.stalls)))
        print(*results[-1].lines(), sep="\n", flush=True)
    print(f"median of {len(results)}: {median(one.seconds / one.floor for one in results):.3f} of the floor")


if __name__ == "__main__":
    main()
