"""When is learnt: at leisure, again after a while where it failed, and holding up nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.moderation.screening.model_store import ALL_CHATS_ID, LONGEST_PAUSE, PAUSE, ModelStore, TrainingJob
from bot.texts import Refusal
from bot.worker import Worker, WorkerError

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
A_BIT = timedelta(seconds=1)


@dataclass
class Hours:
    """The moment at which a job asks."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


class Schooling(Worker):
    """A worker that cannot learn until told otherwise."""

    fails = True

    async def run_at_leisure(self, *_: Any, **__: Any) -> Any:
        if self.fails:
            raise WorkerError("learn")


async def test_learning_that_fails_is_left_alone_for_longer_and_longer() -> None:
    worker, desk = Schooling(), Hours()
    shelf, everywhere = ModelStore(worker), [TrainingJob(ALL_CHATS_ID)]
    shelf.model(1)
    pause = PAUSE
    for _ in range(12):
        assert await shelf.due(desk, desk.at) == everywhere  # type: ignore[arg-type]  # all that is asked of it
        with pytest.raises(Refusal):
            await shelf.learn(*everywhere, desk)  # type: ignore[arg-type]  # the same
        assert await shelf.due(desk, desk.at + pause - A_BIT) == []  # type: ignore[arg-type]  # the same
        desk.at += pause
        pause = min(LONGEST_PAUSE, 2 * pause)
    worker.fails = False
    await shelf.learn(*everywhere, desk)  # type: ignore[arg-type]  # the same
    assert await shelf.due(desk, desk.at) == everywhere  # type: ignore[arg-type]  # the same
