"""The wrapper around every job: what is due, what it needs, transaction, clock, effects, refusals and bugs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.effects import Effect
from bot.chat.jobs import Job
from bot.chat.queries import TelegramQueries
from bot.dispatch.outbox_rows import RowContext, owed
from bot.texts import Refusal
from config.tracing import where
from storage import outbox
from storage.database import until_database_answers
from storage.outbox import OutboxRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PreparedJob:
    """A thing that a job is to do, with what was looked up for it."""

    thing: object
    found: object


class JobHandler:
    """Does what is due of jobs, in transactions."""

    def __init__(
        self,
        telegram: TelegramQueries,
        clock: Callable[[], datetime],
        accept: Callable[[Sequence[OutboxRow]], None],
        fade_after: float,
    ) -> None:
        self._telegram = telegram
        self._clock = clock
        self._accept = accept
        self._fade_after = fade_after

    async def tick(self, job: Job) -> int:
        """Do what is due of a job, some things at a time, and count it; one that fails waits for the next tick."""
        done, due = 0, await self._due(job)
        for first in range(0, len(due), job.together):
            some = due[first : first + job.together]
            found = await asyncio.gather(*(self._look(job, thing) for thing in some))
            done += await self._try(job, [one for one in found if one is not None])
        return done

    async def _due(self, job: Job) -> Sequence[object]:
        """Return what is due of a job: nothing where that cannot be told."""
        try:
            return await until_database_answers(lambda: job.due(self._telegram, self._clock()), breakable=True)
        except Exception as error:
            log.error("job %s could not tell what is due: %s", job.name, where(error))  # noqa: TRY400 - nobody's words
            return ()

    async def _look(self, job: Job, thing: object) -> PreparedJob | None:
        """Look up what a thing needs; None when that fails."""
        try:
            return PreparedJob(thing, await job.prepare(thing, self._telegram) if job.prepare is not None else None)
        except Refusal as refusal:
            log.warning("job %s: %s", job.name, refusal)
        except Exception as error:
            log.error("job %s failed: %s", job.name, where(error))  # noqa: TRY400 - nobody's words
        return None

    async def _try(self, job: Job, some: Sequence[PreparedJob]) -> int:
        """Do things in one transaction, or each in its own if one of them fails, and count those that are done."""
        try:
            await until_database_answers(lambda: self._do(job, some))
        except Exception as error:
            if len(some) > 1:
                return sum([await self._try(job, [one]) for one in some])
            if isinstance(error, Refusal):
                log.warning("job %s: %s", job.name, error)
            else:
                log.error("job %s failed: %s", job.name, where(error))  # noqa: TRY400 - nobody's words
            return 0
        return len(some)

    async def _do(self, job: Job, some: Sequence[PreparedJob]) -> None:
        effects: list[Effect] = []
        async with self._telegram.database.write() as session:
            now = self._clock()
            for one in some:
                effects += await job.act(one.thing, session, now, one.found)
            rows = owed(effects, RowContext(now, None, self._fade_after))
            await outbox.store_effects(session, rows)
        self._accept(rows)
