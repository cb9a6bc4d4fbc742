"""The bot put together: what the clock does, it does in the event loop."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.chat.ticking import Ticking
from tests.town import Town


async def test_the_clock_wakes_the_jobs_in_the_event_loop(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def wake(_ticking: Ticking) -> None:
        threads.append(threading.current_thread())

    await town.stop()
    monkeypatch.setattr(Ticking, "wake", wake)
    town.settings = town.settings.model_copy(update={"tick": 0.1})
    await town.start(with_article=False)
    async with asyncio.timeout(5):
        while len(threads) < 3:
            await asyncio.sleep(0.02)
    assert set(threads) == {threading.main_thread()}
