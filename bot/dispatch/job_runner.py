"""The runner of jobs: they are done when the clock says so, in lanes that do not hold each other up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.chat.jobs import Job


@dataclass(slots=True)
class Lane:
    """Jobs of which one is done at a time, in the order of their haste."""

    jobs: tuple[Job, ...]
    in_parts: bool
    """Whether they are done until nothing is left, and not once a tick."""
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    resting: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Let the lane look what is due."""
        self.awake.set()
        self.resting.clear()


class JobRunner:
    """Does what is due; what comes in parts, such as a thousand digests, has a quick and a slow lane of its own.

    What may take minutes has a lane to itself, each of it.
    """

    def __init__(self, jobs: Sequence[Job], do: Callable[[Job], Awaitable[int]]) -> None:
        self._do = do
        self._lanes = [
            Lane(tuple(job for job in jobs if not job.in_parts and not job.apart), in_parts=False),
            Lane(tuple(job for job in jobs if job.in_parts and not job.slow), in_parts=True),
            Lane(tuple(job for job in jobs if job.in_parts and job.slow), in_parts=True),
            *(Lane((job,), in_parts=False) for job in jobs if job.apart),
        ]

    def wake(self) -> None:
        """Look what is due."""
        for lane in self._lanes:
            lane.wake()

    async def run(self) -> None:
        """Do what is due at once, and whenever it is woken."""
        self.wake()
        async with asyncio.TaskGroup() as tasks:
            for lane in self._lanes:
                tasks.create_task(self._keep(lane))

    async def settled(self) -> None:
        """Wait until nothing is due."""
        while busy := [lane for lane in self._lanes if not lane.resting.is_set()]:
            await busy[0].resting.wait()

    async def _keep(self, lane: Lane) -> None:
        while True:
            await lane.awake.wait()
            lane.awake.clear()
            await (self._do_all(lane) if lane.in_parts else self._do_once(lane))
            if not lane.awake.is_set():
                lane.resting.set()

    async def _do_once(self, lane: Lane) -> None:
        for job in lane.jobs:
            await self._do(job)

    async def _do_all(self, lane: Lane) -> None:
        """Do parts of the most urgent jobs until nothing is left; each may be work for the other lanes of this kind."""
        while await self._do_a_part(lane):
            for other in self._lanes:
                if other.in_parts:
                    other.wake()

    async def _do_a_part(self, lane: Lane) -> int:
        """Do a part of the first job that has something to do, and count it."""
        for job in lane.jobs:
            if done := await self._do(job):
                return done
        return 0
