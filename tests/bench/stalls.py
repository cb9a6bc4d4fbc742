"""`python -m tests.bench.stalls FILE`: the bot, which notes how long each step holds its event loop.

What counts is the processor time of the loop's own thread: on a busy machine the time on the wall says more about the
neighbours. Steps of over a millisecond are written to the file at the end: what ran, and its milliseconds.
"""

from __future__ import annotations

import json
import sys
from asyncio import events
from pathlib import Path
from time import thread_time
from typing import Any

from bot.cli import main

NOTED = 1.0
"""Milliseconds from which on a step is noted."""


def watch(steps: list[tuple[str, float]]) -> None:
    """Note how long every callback of the event loop runs from now on."""
    run = events.Handle._run  # type: ignore[attr-defined] # the one place through which every step goes

    def timed(handle: Any) -> None:
        begun = thread_time()
        run(handle)
        took = 1000 * (thread_time() - begun)
        if took >= NOTED:
            steps.append((_named(handle), took))

    events.Handle._run = timed  # type: ignore[attr-defined]


def _named(handle: Any) -> str:
    """Return what a step belongs to: the coroutine of its task, or the callback itself."""
    task = getattr(handle._callback, "__self__", None)
    work = task.get_coro() if hasattr(task, "get_coro") else handle._callback
    return str(getattr(work, "__qualname__", work))


if __name__ == "__main__":
    into, seen = Path(sys.argv[1]), []  # type: ignore[var-annotated]
    watch(seen)
    sys.argv = ["counterpoint", "run"]
    try:
        main()
    finally:
        into.write_text(json.dumps(seen), encoding="utf-8")
