"""How long the picture of votes takes, warm, in the worker process: `python -m tests.bench.bars`."""

from __future__ import annotations

import asyncio
import statistics
import time

from bot.compute import Compute
from bot.digest.bars import draw
from tests.digest.bars_scenes import SCENES

TIMES = 25


async def main() -> None:
    """Draw each scene many times and print the medians."""
    worker = Compute()
    begun = time.perf_counter()
    await worker.run(draw, SCENES["one"])
    print(f"first picture, with the start of the worker: {time.perf_counter() - begun:.2f} s")
    for name, scene in SCENES.items():
        taken = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            picture = await worker.run(draw, scene)
            taken.append(time.perf_counter() - begun)
        print(f"{name}: median {1000 * statistics.median(taken):.0f} ms, {len(picture) / 1024:.0f} KiB")
    worker.stop()


if __name__ == "__main__":
    asyncio.run(main())
