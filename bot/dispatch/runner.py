"""The one wrapper around every handler: transaction, clock, effects, refusals and bugs."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import AnswerButton, Effect
from bot.chat.event import Event, EventKind
from bot.chat.handler import Effects, Handler
from bot.chat.permissions import ONLY, ModeratorQueries, Role, may, moderates
from bot.chat.queries import TelegramQueries
from bot.dispatch.discussion import settled
from bot.dispatch.fair_shares import SPOKEN, FairShares, ShareVerdict
from bot.dispatch.outbox_rows import Asker, RowContext, owed
from bot.dispatch.pending_update import PendingUpdate, PreparedJob
from bot.dispatch.refused_commands import RefusedCommands
from bot.dispatch.seen_cache import SeenCache
from bot.dispatch.update_parser import UpdateParser
from bot.texts import Refusal
from config.tracing import where
from storage import inbox, keyboards, outbox
from storage.database import is_passing, until_database_answers
from storage.inbox import InboxRow, InboxStatus
from storage.outbox import OutboxRow

if TYPE_CHECKING:
    from bot.chat.jobs import Job

log = logging.getLogger(__name__)

CHECKED_COMMANDS_PER_MINUTE = 60
"""Commands of one person in one chat within a minute of which Telegram is asked whether they may."""


class HandlerRunner:
    """Understands updates, prepares them, and handles them in transactions."""

    def __init__(  # noqa: PLR0913 - the one wrapper needs all of them
        self,
        incoming: UpdateParser,
        telegram: TelegramQueries,
        handlers: Sequence[Handler],
        clock: Callable[[], datetime],
        wake: Callable[[Sequence[OutboxRow]], None],
        fade_after: float,
        lately: ModeratorQueries | None = None,
    ) -> None:
        self._incoming = incoming
        self._telegram = telegram
        self._handlers = {(handler.kind, handler.word): handler for handler in handlers}
        self._clock = clock
        self._wake = wake
        self._fade_after = fade_after
        self._shares = FairShares()
        self._refused = RefusedCommands()
        self._lately = lately
        self._withdrawn: set[int] = set()
        self._acquaintances = SeenCache()

    def understand(self, row: InboxRow) -> PendingUpdate:
        """Read an update and find its handler."""
        if row.finding is None and row.update_id in self._withdrawn:
            self._withdrawn.discard(row.update_id)
            return PendingUpdate(row)
        try:
            return self._understood(row)
        except Exception as error:
            log.error("update %s could not be read: %s", row.update_id, where(error))  # noqa: TRY400 - nobody's words
            return PendingUpdate(row, broken=True)

    def _understood(self, row: InboxRow) -> PendingUpdate:
        event = self._incoming.read(json.loads(row.payload or "{}"), json.loads(row.finding or "{}"))
        if event is not None and event.edited:
            event = self._anew(event, row)
        handler = self._find(event) if event is not None else None
        if event is None or handler is None:
            return PendingUpdate(row, event, handler)
        known = self._known(event, handler)
        task = PendingUpdate(row, event, handler, known, known is not None, is_early=self._is_early(event))
        return self._bounded(task, event)

    def _anew(self, event: Event, row: InboxRow) -> Event:
        """Return what was edited: said for the first time where it was refused before, else an edit and no more."""
        if self._refused.take(event.chat.id, event.message_id, row.received_at):
            return event
        return replace(event, kind=EventKind.EDITED)

    def _bounded(self, task: PendingUpdate, event: Event) -> PendingUpdate:
        """Return a task as far as its share of what the bot can do reaches."""
        verdict = self._shares.judge(event, task.row.received_at, slow=task.slow)
        if verdict is ShareVerdict.PASSED_OVER or (event.unmarked and isinstance(verdict, Refusal)):
            return replace(task, handler=None)
        if isinstance(verdict, Refusal):
            return replace(task, refusal=verdict)
        return replace(task, doubtful=True) if verdict is ShareVerdict.IN_DOUBT else task

    async def _settle_doubt(self, task: PendingUpdate, event: Event) -> PendingUpdate:
        """Ask Telegram whether a moderator said it; if not, it counts like anything else."""
        try:
            rank = await moderates(event, event.chat.id, self._telegram)
        except Refusal:  # Telegram does not tell for now
            rank = False
        self._shares.note_rank(event, task.row.received_at, moderates=rank)
        return self._bounded(task, event)

    def _known(self, event: Event, handler: Handler) -> object:
        """Return what a handler needs not look up."""
        return handler.known(event, self._clock()) if handler.known is not None else None

    def _is_early(self, event: Event) -> bool:
        """Say whether a button is pressed whose message has only just appeared."""
        return event.kind is EventKind.BUTTON and self._telegram.is_arriving(event.chat.id, event.data)

    async def prepare(self, task: PendingUpdate) -> PendingUpdate:
        """Check rights and look up what the handler needs, outside any transaction.

        Raises:
            OperationalError: The database does not answer for now.
        """
        if task.doubtful and task.event is not None:
            task = await self._settle_doubt(task, task.event)
        event, handler = task.event, task.handler
        if event is None or handler is None or task.refusal is not None:
            return task
        try:
            await self._check_button(task, event)
            if not await self._allows(handler, event, task.row.received_at):
                return replace(task, refusal=Refusal(ONLY[handler.role]))
            if handler.prepare is None:
                return task
            async with self._telegram.database.read() as session:
                event = await settled(event, session)
            return replace(task, event=event, found=await handler.prepare(event, self._telegram))
        except Refusal as refusal:
            return replace(task, refusal=refusal)
        except Exception as error:
            if is_passing(error):
                raise
            log.error("preparing update %s failed: %s", task.row.update_id, where(error))  # noqa: TRY400 - nobody's words
            return replace(task, broken=True)

    async def _allows(self, handler: Handler, event: Event, now: datetime) -> bool:
        """Say whether the person has the role that something asks for, and remember it."""
        about = await handler.chat_of(event, self._telegram) if handler.chat_of is not None else None
        if not await self._may(event, handler.role, about):
            return False
        if handler.role is not Role.ANYBODY and about is None:
            self._shares.note_rank(event, now, moderates=True)
        return True

    async def _check_button(self, task: PendingUpdate, event: Event) -> None:
        """Refuse, before anything is looked up, what does not stand under the message that was pressed."""
        if task.is_early:
            await self._telegram.arrived(event.chat.id, event.data)
        async with self._telegram.database.read() as session:
            await _require_button(event, session)

    async def _may(self, event: Event, role: Role, about: int | None) -> bool:
        """Say whether the person has a role now; whoever had none some seconds ago makes nobody ask Telegram again."""
        if self._lately is not None and not await may(event, role, self._lately, about):
            return False
        return await may(event, role, self._telegram, about)

    async def handle(self, tasks: Sequence[PendingUpdate]) -> None:
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

    async def _alone(self, task: PendingUpdate) -> None:
        try:
            await self._transact([task])
        except Refusal as refusal:
            await self._alone(replace(task, refusal=refusal))
        except Exception as error:
            if is_passing(error):
                raise
            log.error("handling update %s failed: %s", task.row.update_id, where(error))  # noqa: TRY400 - nobody's words
            await self._fail(task)

    async def _fail(self, task: PendingUpdate) -> None:
        """Note that handling an update failed, and say so where somebody waits for an answer, if that can be said."""
        try:
            await self._transact([replace(task, refusal=None, broken=True)])
        except Exception as error:
            if is_passing(error):
                raise
            await self._transact([PendingUpdate(task.row, broken=True)])

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
        self._wake(rows)

    async def _transact(self, tasks: Sequence[PendingUpdate]) -> None:
        rows: list[OutboxRow] = []
        gone: set[int] = set()
        heard = [task.event for task in tasks if task.event is not None and task.goes_on]
        async with self._telegram.database.write() as session:
            # Read inside the transaction, of which there is one at a time: moments come in the order of the log.
            now = self._clock()
            news = await self._acquaintances.store_new(heard, session, now)
            for task in tasks:
                stamp = RowContext(
                    now, task.row.update_id, self._fade_after, self._asker(task.event, now), _direct_topic(task.event)
                )
                effects = _answering(task.event, await self._effects(task, session, now))
                rows += owed(effects, stamp)
                if task.takes_away(effects):
                    gone.add(task.row.update_id)
                if task.broken:
                    await inbox.mark_failed(session, task.row.update_id)
            stays = [row for event in heard if event.edited for row in await _spared(session, event)]
            await outbox.store_effects(session, rows)
            handled = [task.row for task in tasks if not task.broken]
            await _mark_handled(session, handled, gone)
        self._acquaintances.commit(news)
        self._withdrawn |= gone.intersection(row.update_id for row in handled if row.status is InboxStatus.WAITING)
        self._wake([*stays, *rows])

    async def _effects(self, task: PendingUpdate, session: AsyncSession, now: datetime) -> Effects:
        """Return what is to be done about one update."""
        event, handler = task.event, task.handler
        if event is None or handler is None:
            return [event.note("button-unknown")] if event is not None and event.kind is EventKind.BUTTON else []
        if not task.goes_on:
            no = task.refusal or Refusal("went-wrong")
            self._refused.keep(event.chat.id, event.message_id, now)
            return [event.decline(no)] if self._shares.is_answered(event, now) else []
        await _require_button(event, session)
        return await handler.act(await settled(event, session), session, now, task.found)

    def _asker(self, event: Event | None, now: datetime) -> Asker | None:
        """Return who waits for a reply, if anybody does."""
        if event is None or event.kind not in (*SPOKEN, EventKind.BUTTON):
            return None
        return Asker(event.person.id, event.chat.id, event.message_id, moderates=self._shares.is_moderator(event, now))

    def _find(self, event: Event) -> Handler | None:
        exact = self._handlers.get((event.kind, event.word))
        if event.kind is EventKind.COMMAND and event.word == "start":
            linked = f"start {event.text.partition('_')[0]}"
            exact = self._handlers.get((EventKind.COMMAND, linked), exact)
        if exact is None and event.kind is EventKind.COMMAND and event.chat.private:
            return self._handlers.get((EventKind.COMMAND, ""))
        return exact


async def _mark_handled(session: AsyncSession, rows: Sequence[InboxRow], gone: Collection[int]) -> None:
    """Note what was handled: a finding, after which its update follows unless its message is gone; or an update."""
    if findings := [row.update_id for row in rows if row.finding is not None]:
        await inbox.forget_findings(session, findings)
    if done := [row.update_id for row in rows if row.finding is None or row.update_id in gone]:
        await inbox.mark_done(session, done)


async def _spared(session: AsyncSession, event: Event) -> list[OutboxRow]:
    """Let a command stay that was refused, is said better now, and was to leave with its refusal."""
    return await outbox.call_off_deletion(session, event.chat.id, event.message_id)


async def _require_button(event: Event, session: AsyncSession) -> None:
    """Refuse a press of what does not stand under its message: a client can send any data from under any message.

    Raises:
        Refusal: The button is forged, of a message that this database does not know, or gone for long.
    """
    if event.kind is EventKind.BUTTON and not await keyboards.stands(
        session, event.chat.id, event.message_id, event.data
    ):
        raise Refusal("button-from-before")


def _answering(event: Event | None, effects: Effects) -> Effects:
    """Return effects with one answer to a press, neither more nor less: the first that says something."""
    if event is None or event.callback_id is None:
        return effects
    answers = [one for one in effects if isinstance(one, AnswerButton)]
    spoken = next((one for one in answers if one.text), AnswerButton(event.callback_id))
    return [*(one for one in effects if one not in answers), spoken]


def _direct_topic(event: Event | None) -> int | None:
    """Return the topic of a channel's direct messages that something was said in."""
    return event.thread_id if event is not None and event.chat.is_direct else None
