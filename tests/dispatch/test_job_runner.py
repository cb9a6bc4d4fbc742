"""Ticking: lanes of jobs, none of which holds the other up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.chat.jobs import Job
from bot.dispatch.job_runner import JobRunner
from tests.patience import PATIENCE


class Works:
    """Jobs that have so much to do, and a journal of what was done."""

    def __init__(self, **left: int) -> None:
        self.left = left
        self.done: list[str] = []
        self.held = asyncio.Event()
        self.held.set()

    def job(self, name: str, *, slow: bool = False) -> Job:
        return Job(name, _unasked, _unasked, in_parts=True, slow=slow)

    async def do(self, job: Job) -> int:
        if job.slow:
            await self.held.wait()
        await asyncio.sleep(0)
        if not self.left[job.name]:
            return 0
        self.left[job.name] -= 1
        self.done.append(job.name)
        return 1


async def _unasked(*_: Any) -> Any:
    raise AssertionError


@asynccontextmanager
async def running(ticking: JobRunner) -> AsyncIterator[None]:
    task = asyncio.ensure_future(ticking.run())
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(happened: Callable[[], object]) -> None:
    while not happened():
        await asyncio.sleep(0.001)


async def test_the_most_urgent_job_is_done_first_and_everything_is_done() -> None:
    works = Works(first=2, second=2)
    ticking = JobRunner([works.job("first"), works.job("second")], works.do)
    async with running(ticking):
        await ticking.settled()
    assert works.done == ["first", "first", "second", "second"]


async def test_a_slow_job_holds_no_quick_one_up() -> None:
    works = Works(quick=1, slow=1)
    works.held.clear()
    ticking = JobRunner([works.job("slow", slow=True), works.job("quick")], works.do)
    async with running(ticking):
        await until(lambda: works.done == ["quick"])
        works.left["quick"] = 1
        ticking.wake()
        await until(lambda: works.done == ["quick", "quick"])
        works.held.set()
        await ticking.settled()
    assert works.done == ["quick", "quick", "slow"]


async def test_what_one_lane_did_may_be_work_for_the_other() -> None:
    works = Works(quick=0, slow=1)

    async def do(job: Job) -> int:
        done = await works.do(job)
        if job.slow and done:
            works.left["quick"] = 1
        return done

    ticking = JobRunner([works.job("quick"), works.job("slow", slow=True)], do)
    async with running(ticking):
        await ticking.settled()
    assert works.done == ["slow", "quick"]


async def test_what_becomes_due_later_is_done_when_it_is_woken() -> None:
    works = Works(only=0)
    ticking = JobRunner([works.job("only")], works.do)
    async with running(ticking):
        await ticking.settled()
        works.left["only"] = 3
        ticking.wake()
        await ticking.settled()
    assert works.done == ["only"] * 3


async def test_what_does_not_come_in_parts_is_done_once_a_tick_beside_the_rest() -> None:
    works = Works(punctual=9, parts=3)
    punctual = replace(works.job("punctual"), in_parts=False)
    ticking = JobRunner([punctual, works.job("parts")], works.do)
    async with running(ticking):
        await ticking.settled()
        assert sorted(works.done) == ["parts"] * 3 + ["punctual"]
        ticking.wake()
        await ticking.settled()
    assert works.done.count("punctual") == 2


async def test_what_may_take_minutes_holds_no_other_job_up() -> None:
    works = Works(quick=9, minutes=1)
    works.held.clear()
    jobs = [replace(works.job("minutes", slow=True), in_parts=False, apart=True), works.job("quick")]
    ticking = JobRunner([jobs[0], replace(jobs[1], in_parts=False)], works.do)
    async with running(ticking):
        for count in (1, 2):
            await until(lambda: works.done == ["quick"] * count)  # noqa: B023 - awaited here
            ticking.wake()
        works.held.set()
        await ticking.settled()
    assert "minutes" in works.done
