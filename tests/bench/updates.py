"""Updates a second: our whole durable path beside peers that keep nothing, all against one sink.

    uv run python -m tests.bench.updates [--updates 2000] [--rounds 5] [--profile]

Every contestant runs in a process of its own, one after the other, round by round. The clock is the sink's: from the
first updates that it hands out to the last reply that it takes, once the contestant is warm. Contestant and sink share
the machine's cores, so the figures compare with each other and not with those of another machine.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import pstats
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import clock_gettime, sleep

import aiohttp
from pydantic import SecretStr

from bot.app import Environment, opened
from bot.transport.bot_api import AiohttpRequest
from config.settings import Settings
from storage.database import Database
from storage.migrate import migrate
from tests.bench import stock
from tests.bench.sink import TOKEN, Sink, open_sink

Peer = Callable[[str], Awaitable[None]]

WARM_UP = 400
"""Updates before those that are measured."""
A_WHILE, AT_REST = 0.5, 0.02
"""Seconds, and how many of them a process at rest has of the processor."""


async def counterpoint(address: str) -> None:
    """Run Counterpoint as it is: every update and every effect kept in SQLite, on the disk."""
    with TemporaryDirectory(prefix="counterpoint-bench-") as folder:
        settings = Settings(
            _env_file=None,
            token=SecretStr(TOKEN),
            api_url=address,
            database_url=f"sqlite+aiosqlite:///{folder}/bench.db",
            rate_limits="off",
            tick=300,
        )
        database = Database(settings.database_url)
        await migrate(database)
        async with opened(settings, database, Environment(AiohttpRequest())) as bot:
            await bot.run()


async def stock_sequential(address: str) -> None:
    """Run a python-telegram-bot application as its manual shows it; it keeps nothing."""
    await stock.run(address, TOKEN)


async def stock_concurrent(address: str) -> None:
    """Run python-telegram-bot with `concurrent_updates`."""
    await stock.run(address, TOKEN, concurrent=True)


async def bare(address: str, at_once: int = 1) -> None:
    """Poll and reply with aiohttp alone; it keeps nothing."""
    offset, base = 1, f"{address}/bot{TOKEN}"

    async def reply(session: aiohttp.ClientSession, update: dict[str, dict[str, dict[str, str]]]) -> None:
        words = {"chat_id": update["message"]["chat"]["id"], "text": "Help"}
        async with session.post(f"{base}/sendMessage", data=words) as answer:
            await answer.read()

    async with aiohttp.ClientSession() as session:
        while True:
            async with session.post(f"{base}/getUpdates", data={"offset": offset, "timeout": 10}) as answer:
                updates = json.loads(await answer.read())["result"]
            for first in range(0, len(updates), at_once):
                await asyncio.gather(*(reply(session, one) for one in updates[first : first + at_once]))
            offset += len(updates)


async def bare_concurrent(address: str) -> None:
    """Run the same, ten replies at once."""
    await bare(address, 10)


OURS = "counterpoint, everything kept"
BASELINE = "python-telegram-bot, sequential"
PEERS: dict[str, Peer] = {
    OURS: counterpoint,
    BASELINE: stock_sequential,
    "python-telegram-bot, concurrent": stock_concurrent,
    "bare aiohttp, one by one": bare,
    "bare aiohttp, ten at once": bare_concurrent,
}


def run_contestant(address: str, name: str = OURS, profile: Path | None = None) -> None:
    """Run one contestant until the process is ended, its threads taking turns as the command line sets it."""
    sys.setswitchinterval(0.001)
    work = PEERS[name](address)
    if profile is None:
        asyncio.run(work)
    else:
        asyncio.run(_profiled(work, profile))


async def _profiled(work: Awaitable[None], into: Path) -> None:
    """Run under cProfile and write every half second what it saw."""
    profile, unfinished = cProfile.Profile(), into.with_suffix(".unfinished")
    profile.enable()
    task = asyncio.ensure_future(work)
    while not task.done():
        await asyncio.wait([task], timeout=0.5)
        profile.dump_stats(unfinished)
        unfinished.replace(into)  # the process may be ended while it writes
        profile.enable()


def measure(sink: Sink, updates: int, run: Callable[[str], None] = run_contestant) -> tuple[float, float]:
    """Return the updates a second of one contestant in one round, and the microseconds of the processor for each."""
    sink.load(WARM_UP)
    process = get_context("spawn").Process(target=run, args=(sink.address,), daemon=True)
    process.start()
    try:
        sink.seconds()
        begun = at_rest(process.pid or 0)
        sink.load(updates, after=WARM_UP)
        seconds = sink.seconds()
        return updates / seconds, (processor_time(process.pid or 0) - begun) / updates * 1e6
    finally:
        process.join(1.0 if isinstance(run, partial) and "profile" in run.keywords else 0.0)
        process.kill()
        process.join()


def processor_time(process: int) -> float:
    """Return the seconds of the processor that another process has had: the kernel numbers their clocks like this."""
    return clock_gettime((~process << 3) | 2)


def at_rest(process: int) -> float:
    """Wait until what a process does once, when it starts, is over; return the seconds of the processor it has had."""
    former, now = -1.0, 0.0
    while now - former > AT_REST:
        former = now
        sleep(A_WHILE)
        now = processor_time(process)
    return now


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--updates", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="show where our own time goes, and nothing else")
    chosen = parser.parse_args()
    with open_sink() as sink:
        if chosen.profile:
            _show_profile(sink, chosen.updates)
        else:
            _compare(sink, chosen.updates, chosen.rounds)


def _compare(sink: Sink, updates: int, rounds: int) -> None:
    rates: dict[str, list[float]] = {name: [] for name in PEERS}
    for _ in range(rounds):
        for name, seen in rates.items():
            seen.append(measure(sink, updates, partial(run_contestant, name=name))[0])
    baseline = median(rates[BASELINE])
    print(f"updates a second, {updates} updates, {rounds} rounds; contestant and sink share the cores")
    for name, seen in rates.items():
        middle = median(seen)
        print(f"{name:34}{middle:8.0f}   ({min(seen):.0f}-{max(seen):.0f})   {middle / baseline:5.2f} x stock")


def _show_profile(sink: Sink, updates: int) -> None:
    with TemporaryDirectory(prefix="counterpoint-bench-") as folder:
        into = Path(folder) / "profile"
        rate, _ = measure(sink, updates, partial(run_contestant, profile=into))
        print(f"{rate:.0f} updates a second under the profiler")
        pstats.Stats(str(into)).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
