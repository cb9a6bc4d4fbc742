"""The one wrapper around every handler: transaction, clock, effects, refusals and bugs."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.acquaintances import Acquaintances
from bot.chat.effects import AnswerButton, Effect
from bot.chat.handler import Effects, Handler
from bot.chat.incoming import Incoming
from bot.chat.owing import Asker, Stamp, owed
from bot.chat.permissions import ONLY, Membership, Role, may, moderates
from bot.chat.places import settled
from bot.chat.queries import Desk
from bot.chat.refused import Refused
from bot.chat.said import Kind, Said
from bot.chat.shares import SPOKEN, Shares, Verdict
from bot.chat.task import Ready, Task
from bot.texts import Refusal
from config.tracing import where
from storage import inbox, keyboards, outbox
from storage.engine import is_passing, persistently
from storage.inbox import Arrival
from storage.outbox import OutboxRow

if TYPE_CHECKING:
    from bot.chat.jobs import Job

log = logging.getLogger(__name__)

ORDERS = 60
"""Commands of one person in one chat within a minute of which Telegram is asked whether they may."""


class Handling:
    """Understands updates, prepares them, and handles them in transactions."""

    def __init__(  # noqa: PLR0913 - the one wrapper needs all of them
        self,
        incoming: Incoming,
        desk: Desk,
        handlers: Sequence[Handler],
        clock: Callable[[], datetime],
        wake: Callable[[Sequence[OutboxRow]], None],
        fade_after: float,
        lately: Membership | None = None,
    ) -> None:
        self._incoming = incoming
        self._desk = desk
        self._handlers = {(handler.kind, handler.word): handler for handler in handlers}
        self._clock = clock
        self._wake = wake
        self._fade_after = fade_after
        self._shares = Shares()
        self._refused = Refused()
        self._lately = lately
        self._withdrawn: set[int] = set()
        self._acquaintances = Acquaintances()

    def understand(self, row: Arrival) -> Task:
        """Read an update and find its handler."""
        if row.update_id in self._withdrawn:
            self._withdrawn.discard(row.update_id)
            return Task(row)
        try:
            return self._understood(row)
        except Exception as error:
            log.error("update %s could not be read: %s", row.update_id, where(error))  # noqa: TRY400 - nobody's words
            return Task(row, broken=True)

    def _understood(self, row: Arrival) -> Task:
        said = self._incoming.read(json.loads(row.payload or "{}"))
        if said is not None and said.edited:
            said = self._anew(said, row)
        handler = self._find(said) if said is not None else None
        if said is None or handler is None:
            return Task(row, said, handler)
        known = self._known(said, handler)
        task = Task(row, said, handler, known, known is not None, is_early=self._is_early(said))
        return self._bounded(task, said)

    def _anew(self, said: Said, row: Arrival) -> Said:
        """Return what was edited: said for the first time where it was refused before, else an edit and no more."""
        if self._refused.take(said.chat.id, said.message_id, row.received_at):
            return said
        return replace(said, kind=Kind.EDITED)

    def _bounded(self, task: Task, said: Said) -> Task:
        """Return a task as far as its share of what the bot can do reaches."""
        verdict = self._shares.judge(said, task.row.received_at, slow=task.slow)
        if verdict is Verdict.PASSED_OVER or (said.unmarked and isinstance(verdict, Refusal)):
            return replace(task, handler=None)
        if isinstance(verdict, Refusal):
            return replace(task, refusal=verdict)
        return replace(task, doubtful=True) if verdict is Verdict.IN_DOUBT else task

    async def _settle_doubt(self, task: Task, said: Said) -> Task:
        """Ask Telegram whether a moderator said it; if not, it counts like anything else."""
        try:
            rank = await moderates(said, said.chat.id, self._desk)
        except Refusal:  # Telegram does not tell for now
            rank = False
        self._shares.note_rank(said, task.row.received_at, moderates=rank)
        return self._bounded(task, said)

    def _known(self, said: Said, handler: Handler) -> object:
        """Return what a handler needs not look up."""
        return handler.known(said, self._clock()) if handler.known is not None else None

    def _is_early(self, said: Said) -> bool:
        """Say whether a button is pressed whose message has only just appeared."""
        return said.kind is Kind.BUTTON and self._desk.is_arriving(said.chat.id, said.data)

    async def prepare(self, task: Task) -> Task:
        """Check rights and look up what the handler needs, outside any transaction.

        Raises:
            OperationalError: The database does not answer for now.
        """
        if task.doubtful and task.said is not None:
            task = await self._settle_doubt(task, task.said)
        said, handler = task.said, task.handler
        if said is None or handler is None or task.refusal is not None:
            return task
        try:
            await self._check_button(task, said)
            if not await self._allows(handler, said, task.row.received_at):
                return replace(task, refusal=Refusal(ONLY[handler.role]))
            if handler.first is None:
                return task
            async with self._desk.database.read() as session:
                said = await settled(said, session)
            return replace(task, said=said, found=await handler.first(said, self._desk))
        except Refusal as refusal:
            return replace(task, refusal=refusal)
        except Exception as error:
            if is_passing(error):
                raise
            log.error("preparing update %s failed: %s", task.row.update_id, where(error))  # noqa: TRY400 - nobody's words
            return replace(task, broken=True)

    async def _allows(self, handler: Handler, said: Said, now: datetime) -> bool:
        """Say whether the person has the role that something asks for, and remember it."""
        about = await handler.about(said, self._desk) if handler.about is not None else None
        if not await self._may(said, handler.role, about):
            return False
        if handler.role is not Role.ANYBODY and about is None:
            self._shares.note_rank(said, now, moderates=True)
        return True

    async def _check_button(self, task: Task, said: Said) -> None:
        """Refuse, before anything is looked up, what does not stand under the message that was pressed."""
        if task.is_early:
            await self._desk.arrived(said.chat.id, said.data)
        async with self._desk.database.read() as session:
            await _require_button(said, session)

    async def _may(self, said: Said, role: Role, about: int | None) -> bool:
        """Say whether the person has a role now; whoever had none some seconds ago makes nobody ask Telegram again."""
        if self._lately is not None and not await may(said, role, self._lately, about):
            return False
        return await may(said, role, self._desk, about)

    async def handle(self, tasks: Sequence[Task]) -> None:
        """Handle updates in one transaction; if one of them is refused or fails, each in its own.

        Raises:
            OperationalError: The database does not answer; nothing was done.
        """
        try:
            await self._transact(tasks)
        except Exception as error:
            if is_passing(error):
                raise
            for task in tasks:
                await self._alone(task)

    async def _alone(self, task: Task) -> None:
        try:
            await self._transact([task])
        except Refusal as refusal:
            await self._alone(replace(task, refusal=refusal))
        except Exception as error:
            if is_passing(error):
                raise
            log.error("handling update %s failed: %s", task.row.update_id, where(error))  # noqa: TRY400 - nobody's words
            await self._fail(task)

    async def _fail(self, task: Task) -> None:
        """Note that handling an update failed, and say so where somebody waits for an answer, if that can be said."""
        try:
            await self._transact([replace(task, refusal=None, broken=True)])
        except Exception as error:
            if is_passing(error):
                raise
            await self._transact([Task(task.row, broken=True)])

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
            return await persistently(lambda: job.due(self._desk, self._clock()), breakable=True)
        except Exception as error:
            log.error("job %s could not tell what is due: %s", job.name, where(error))  # noqa: TRY400 - nobody's words
            return ()

    async def _look(self, job: Job, thing: object) -> Ready | None:
        """Look up what a thing needs; None when that fails."""
        try:
            return Ready(thing, await job.first(thing, self._desk) if job.first is not None else None)
        except Refusal as refusal:
            log.warning("job %s: %s", job.name, refusal)
        except Exception as error:
            log.error("job %s failed: %s", job.name, where(error))  # noqa: TRY400 - nobody's words
        return None

    async def _try(self, job: Job, some: Sequence[Ready]) -> int:
        """Do things in one transaction, or each in its own if one of them fails, and count those that are done."""
        try:
            await persistently(lambda: self._do(job, some))
        except Exception as error:
            if len(some) > 1:
                return sum([await self._try(job, [one]) for one in some])
            if isinstance(error, Refusal):
                log.warning("job %s: %s", job.name, error)
            else:
                log.error("job %s failed: %s", job.name, where(error))  # noqa: TRY400 - nobody's words
            return 0
        return len(some)

    async def _do(self, job: Job, some: Sequence[Ready]) -> None:
        effects: list[Effect] = []
        async with self._desk.database.write() as session:
            now = self._clock()
            for one in some:
                effects += await job.act(one.thing, session, now, one.found)
            rows = owed(effects, Stamp(now, None, self._fade_after))
            await outbox.store_effects(session, rows)
        self._wake(rows)

    async def _transact(self, tasks: Sequence[Task]) -> None:
        rows: list[OutboxRow] = []
        withdrawn: set[int] = set()
        heard = [task.said for task in tasks if task.said is not None and task.goes_on]
        async with self._desk.database.write() as session:
            # Read inside the transaction, of which there is one at a time: moments come in the order of the log.
            now = self._clock()
            news = await self._acquaintances.introduce(heard, session, now)
            for task in tasks:
                stamp = Stamp(
                    now, task.row.update_id, self._fade_after, self._asker(task.said, now), _direct_topic(task.said)
                )
                effects = _answering(task.said, await self._effects(task, session, now))
                rows += owed(effects, stamp)
                if task.takes_away(effects) and await inbox.withdraw(session, -task.row.update_id):
                    withdrawn.add(-task.row.update_id)
                if task.broken:
                    await inbox.mark_failed(session, task.row.update_id)
            stays = [row for said in heard if said.edited for row in await _spared(session, said)]
            await outbox.store_effects(session, rows)
            done = [task.row.update_id for task in tasks if not task.broken]
            if done:
                await inbox.mark_done(session, done)
        self._acquaintances.keep(news)
        self._withdrawn |= withdrawn
        self._wake([*stays, *rows])

    async def _effects(self, task: Task, session: AsyncSession, now: datetime) -> Effects:
        """Return what is to be done about one update."""
        said, handler = task.said, task.handler
        if said is None or handler is None:
            return [said.note("button-unknown")] if said is not None and said.kind is Kind.BUTTON else []
        if not task.goes_on:
            no = task.refusal or Refusal("went-wrong")
            self._refused.keep(said.chat.id, said.message_id, now)
            return [said.decline(no)] if self._shares.is_answered(said, now) else []
        await _require_button(said, session)
        return await handler.act(await settled(said, session), session, now, task.found)

    def _asker(self, said: Said | None, now: datetime) -> Asker | None:
        """Return who waits for a reply, if anybody does."""
        if said is None or said.kind not in (*SPOKEN, Kind.BUTTON):
            return None
        return Asker(said.person.id, said.chat.id, said.message_id, moderates=self._shares.is_moderator(said, now))

    def _find(self, said: Said) -> Handler | None:
        exact = self._handlers.get((said.kind, said.word))
        if said.kind is Kind.COMMAND and said.word == "start":
            linked = f"start {said.text.partition('_')[0]}"
            exact = self._handlers.get((Kind.COMMAND, linked), exact)
        if exact is None and said.kind is Kind.COMMAND and said.chat.private:
            return self._handlers.get((Kind.COMMAND, ""))
        return exact


async def _spared(session: AsyncSession, said: Said) -> list[OutboxRow]:
    """Let a command stay that was refused, is said better now, and was to leave with its refusal."""
    return await outbox.call_off_deletion(session, said.chat.id, said.message_id)


async def _require_button(said: Said, session: AsyncSession) -> None:
    """Refuse a press of what does not stand under its message: a client can send any data from under any message.

    Raises:
        Refusal: The button is forged, of a message that this database does not know, or gone for long.
    """
    if said.kind is Kind.BUTTON and not await keyboards.stands(session, said.chat.id, said.message_id, said.data):
        raise Refusal("button-from-before")


def _answering(said: Said | None, effects: Effects) -> Effects:
    """Return effects with one answer to a press, neither more nor less: the first that says something."""
    if said is None or said.callback_id is None:
        return effects
    answers = [one for one in effects if isinstance(one, AnswerButton)]
    spoken = next((one for one in answers if one.text), AnswerButton(said.callback_id))
    return [*(one for one in effects if one not in answers), spoken]


def _direct_topic(said: Said | None) -> int | None:
    """Return the topic of a channel's direct messages that something was said in."""
    return said.thread_id if said is not None and said.chat.is_direct else None
