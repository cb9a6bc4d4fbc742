"""Twenty strangers try to hold up the bot; the others are answered, nothing is lost, disk and memory stay bounded.

`python -m tests.scenarios.hostile.test_evening [SECONDS]` is the same for longer (300 by default), with its figures.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic

from tests.scenarios.hostile.others import SlowApi, disk_of, evening, memory_of, p95
from tests.scenarios.process import BotProcess, process, served

SHORT = 20.0
"""Seconds of it in the suite."""
LONG = 300.0
LATE = 240.0
"""Seconds within which everything is handled after the last word was said."""
A_MESSAGE = 20_000
"""Bytes on disk for each message that was heard, at the most, beside what there is at the start."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the others noticed, and what it cost."""

    answered: int
    unanswered: int
    p95: float
    heard: int
    unhandled: int
    failed: int
    disk: int
    memory: list[int]

    def __str__(self) -> str:
        return (
            f"{self.answered} of {self.answered + self.unanswered} answers to others, p95 {self.p95:.2f} s; "
            f"{self.heard} updates heard, {self.unhandled} unhandled, {self.failed} failed; "
            f"{self.disk / 1e6:.1f} MB on disk; memory {self.memory} MiB"
        )


async def endure(folder: Path, seconds: float, seed: int = 20261130) -> Figures:
    """Let the strangers try for a while, then wait until all is handled."""
    scene = evening(seed)
    api, memory = SlowApi(scene.telegram), [0]
    async with served(scene.telegram, api=api) as play, process(folder, play.address, rate_limits="telegram") as bot:
        await bot.start()
        await bot.until(lambda: api.called["getUpdates"])
        until = monotonic() + seconds
        listening = asyncio.ensure_future(scene.listen())
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(scene.strangers(until))
            tasks.create_task(scene.others(until, Random(seed)))
            tasks.create_task(_watch(bot, until, memory))
        await _handled(bot, monotonic() + LATE, lambda: not scene.sent)
        listening.cancel()
        assert await bot.end() == 0
        assert "Traceback" not in bot.log(), bot.log()
        heard = dict(bot.kept("SELECT status, count(*) FROM inbox GROUP BY 1"))
        unhandled = heard.get("waiting", 0)
        answered, left = scene.waits, len(scene.sent)
        return Figures(
            len(answered),
            left,
            p95(answered),
            sum(heard.values()),
            unhandled,
            heard.get("failed", 0),
            disk_of(bot),
            memory[1:],
        )


async def _watch(bot: BotProcess, until: float, memory: list[int]) -> None:
    """Note the memory of the bot six times."""
    step = (until - monotonic()) / 6
    for _ in range(6):
        await asyncio.sleep(step)
        memory.append(memory_of(bot))


async def _handled(bot: BotProcess, until: float, answered: object) -> None:
    while monotonic() < until:
        await asyncio.sleep(1)
        waiting = bot.kept("SELECT count(*) FROM inbox WHERE status = 'waiting'")
        if waiting == [(0,)] and callable(answered) and answered():
            return


async def test_strangers_hold_up_nobody(tmp_path: Path) -> None:
    figures = await endure(tmp_path, SHORT)
    print(figures)  # noqa: T201 - a measurement, shown with -s
    assert figures.answered >= SHORT
    assert (figures.unanswered, figures.unhandled, figures.failed) == (0, 0, 0)
    assert figures.disk < 5_000_000 + A_MESSAGE * figures.heard


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(asyncio.run(endure(Path(place), float((sys.argv[1:] or [LONG])[0]))))  # noqa: T201 - a measurement
