"""How long the picture of votes takes, warm, in the worker process: `python -m tests.bench.bars`."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import replace

from bot.digest.bars import draw
from bot.digest.bars.standings import VoteBars
from bot.worker import Worker
from tests.digest.bars_scenes import SCENES

TIMES = 25


def drawn(standings: VoteBars) -> tuple[float, int]:
    """Draw, and return the processor seconds that it took, and the bytes."""
    begun = time.process_time()
    picture = draw(standings)
    return time.process_time() - begun, len(picture)


async def main() -> None:
    """Draw each scene many times, with other numbers each time, and print the medians."""
    worker = Worker()
    begun = time.perf_counter()
    await worker.run(draw, SCENES["one"])
    print(f"first picture, with the start of the worker: {time.perf_counter() - begun:.2f} s")
    for name, scene in SCENES.items():
        waited, taken, size = [], [], 0
        for time_ in range(TIMES):
            shown = tuple(replace(one, number=one.number + 1000 * time_) for one in scene.shown)
            begun = time.perf_counter()
            seconds, size = await worker.run(drawn, replace(scene, shown=shown))
            waited.append(time.perf_counter() - begun)
            taken.append(seconds)
        print(
            f"{name}: median {1000 * statistics.median(taken):.0f} ms of processor, "
            f"{1000 * statistics.median(waited):.0f} ms waited, {size / 1024:.0f} KiB"
        )
    worker.stop()


if __name__ == "__main__":
    asyncio.run(main())
