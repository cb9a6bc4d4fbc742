"""The one wrapper around every handler: transaction, clock, effects, refusals and bugs."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import AnswerButton
from bot.chat.event import Event, EventKind
from bot.chat.handler import Effects, Handler
from bot.chat.permissions import ONLY, Role, moderates
from bot.chat.queries import TelegramQueries
from bot.dispatch.fair_shares import SPOKEN, FairShares, ShareVerdict
from bot.dispatch.handler_table import HandlerTable, allows
from bot.dispatch.outbox_rows import Asker, RowContext, owed
from bot.dispatch.pending_update import CarriedOut, PendingUpdate
from bot.dispatch.refused_commands import RefusedCommands
from bot.dispatch.seen_cache import SeenCache
from bot.dispatch.update_parser import UpdateParser
from bot.texts import Refusal
from config.tracing import where
from storage import chats, inbox, keyboards, outbox
from storage.chats import Place
from storage.database import InTransaction, count_writes, is_passing
from storage.inbox import Arrival, InboxStatus
from storage.outbox import OutboxRow

log = logging.getLogger(__name__)


class Outgoing(Protocol):
    """Where effects go."""

    def accept(self, rows: Sequence[OutboxRow]) -> None:
        """Take over rows that were committed, in order."""

    def marks(self) -> AbstractAsyncContextManager[InTransaction]:
        """Hand out what became of what was sent, to be kept along with something else that is committed."""


class HandlerRunner:
    """Parses updates, prepares them, and handles them in transactions."""

    def __init__(
        self,
        parser: UpdateParser,
        telegram: TelegramQueries,
        handlers: Sequence[Handler],
        clock: Callable[[], datetime],
        outgoing: Outgoing,
        fade_after: float,
    ) -> None:
        self._parser = parser
        self._telegram = telegram
        self._table = HandlerTable(handlers)
        self._clock = clock
        self._outgoing = outgoing
        self._fade_after = fade_after
        self._shares = FairShares()
        self._refused = RefusedCommands()
        self._withdrawn: set[int] = set()
        self._seen = SeenCache()

    def understand(self, row: Arrival) -> PendingUpdate:
        """Read an update and find its handler."""
        if row.finding is None and row.update_id in self._withdrawn:
            self._withdrawn.discard(row.update_id)
            return PendingUpdate(row)
        try:
            return self._parsed(row)
        except Exception as error:
            log.error("update %s could not be read: %s", row.update_id, where(error))  # noqa: TRY400 - nobody's words
            return PendingUpdate(row, broken=True)

    def _parsed(self, row: Arrival) -> PendingUpdate:
        event = self._parser.read(row.update or json.loads(row.payload or "{}"), json.loads(row.finding or "{}"))
        if event is not None and event.edited:
            event = self._anew(event, row)
        handler = self._table.find(event) if event is not None else None
        if event is None or handler is None:
            return PendingUpdate(row, event, handler)
        known = handler.known(event, self._clock()) if handler.known is not None else None
        refusal = Refusal("in-groups-only") if handler.groups_only and event.chat.private else None
        is_early = event.kind is EventKind.BUTTON and self._telegram.is_arriving(event.chat.id, event.data)
        task = PendingUpdate(row, event, handler, known, known is not None, refusal, is_early=is_early)
        return self._bounded(task, event)

    def _anew(self, event: Event, row: Arrival) -> Event:
        """Return what was edited: said for the first time where it was refused before, else an edit and no more."""
        if self._refused.take(event.chat.id, event.message_id, row.received_at):
            return event
        return event.but(kind=EventKind.EDITED)

    def _bounded(self, task: PendingUpdate, event: Event) -> PendingUpdate:
        """Return a task as far as its share of what the bot can do reaches."""
        verdict = self._shares.judge(event, task.row.received_at, slow=task.slow)
        if verdict is ShareVerdict.PASSED_OVER or (event.unmarked and isinstance(verdict, Refusal)):
            return replace(task, handler=None)
        if isinstance(verdict, Refusal):
            return replace(task, refusal=verdict)
        return replace(task, doubtful=True) if verdict is ShareVerdict.IN_DOUBT else task

    async def _resolve_doubt(self, task: PendingUpdate, event: Event) -> PendingUpdate:
        """Ask Telegram whether a moderator said it; if not, it counts like anything else."""
        try:
            rank = await moderates(event, event.chat.id, self._telegram.administrators)
        except Refusal:  # Telegram does not tell for now
            rank = False
        self._shares.note_rank(event, task.row.received_at, moderates=rank)
        return self._bounded(task, event)

    async def prepare(self, task: PendingUpdate) -> PendingUpdate:
        """Check rights and look up what the handler needs, outside any transaction.

        Raises:
            OperationalError: The database does not answer for now.
        """
        if task.doubtful and task.event is not None:
            task = await self._resolve_doubt(task, task.event)
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
                event = await _in_discussion(event, session)
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
        if not await allows(handler, event, self._telegram, about):
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

    async def receive(
        self, rows: Sequence[Arrival], tasks: Mapping[int, PendingUpdate], learnt: InTransaction | None
    ) -> list[Arrival]:
        """Keep what arrived and handle some of it in the same transaction; if one of them fails, in turns of their own.

        Args:
            rows: What arrived.
            tasks: What is handled at once, by the numbers of the updates.
            learnt: Keeps what was learnt while looking at what arrived.

        Returns:
            What is still to be handled, in order.

        Raises:
            SQLAlchemyError: The database does not answer, or cannot keep this; nothing was done.
        """
        try:
            return await self._receive(rows, {number: one for number, one in tasks.items() if not one.broken}, learnt)
        except Exception as error:
            if not tasks or is_passing(error):
                raise
        return await self._receive(rows, {}, learnt)

    async def _receive(
        self, rows: Sequence[Arrival], tasks: Mapping[int, PendingUpdate], learnt: InTransaction | None
    ) -> list[Arrival]:
        async with self._outgoing.marks() as keep_marks, self._telegram.database.write() as session:
            if learnt is not None:
                await learnt(session)
            new = await inbox.store_updates(session, rows, tasks)
            done = await self._carry_out([tasks[one.update_id] for one in new if one.update_id in tasks], session)
            await keep_marks(session)
        self._committed(done)
        return [one for one in new if one.update_id not in tasks]

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

    async def _transact(self, tasks: Sequence[PendingUpdate]) -> None:
        """Handle updates that were kept before."""
        async with self._outgoing.marks() as keep_marks, self._telegram.database.write() as session:
            done = await self._carry_out(tasks, session)
            for task in tasks:
                if task.broken:
                    await inbox.mark_failed(session, task.row.update_id)
            await _mark_handled(session, [task.row for task in tasks if not task.broken], done.gone)
            await keep_marks(session)
        waiting = [task.row.update_id for task in tasks if not task.broken and task.row.status is InboxStatus.WAITING]
        self._withdrawn |= done.gone.intersection(waiting)
        self._committed(done)

    async def _carry_out(self, tasks: Sequence[PendingUpdate], session: AsyncSession) -> CarriedOut:
        """Do what is to be done about updates, and store what is owed for it."""
        # Read inside the transaction, of which there is one at a time: moments come in the order of the log.
        now = self._clock()
        heard = [task.event for task in tasks if task.event is not None and task.goes_on]
        done = CarriedOut(await self._seen.store_new(heard, session, now))
        for task in tasks:
            topic = task.event.thread_id if task.event is not None and task.event.chat.is_direct else None
            asker = self._asker(task.event, now)
            context = RowContext(now, task.row.update_id, self._fade_after, asker, topic)
            effects = _answering(task.event, await self._effects_or_refusal(task, session, now))
            done.rows += owed(effects, context)
            if task.takes_away(effects):
                done.gone.add(task.row.update_id)
        # A command that was refused, is said better now, and was to leave with its refusal stays.
        edited = [(event.chat.id, event.message_id) for event in heard if event.edited]
        stays = [row for one in edited for row in await outbox.call_off_deletion(session, *one)]
        await outbox.store_effects(session, done.rows)
        done.rows[:0] = stays
        return done

    def _committed(self, done: CarriedOut) -> None:
        """Go on with what was committed."""
        self._seen.commit(done.news)
        self._outgoing.accept(done.rows)

    async def _effects_or_refusal(self, task: PendingUpdate, session: AsyncSession, now: datetime) -> Effects:
        """Return what is to be done about one update; if it is refused and nothing was written for it, that is said.

        Raises:
            Refusal: It is refused, and what was written for it must be undone.
        """
        writes = count_writes(session)
        try:
            return await self._effects(task, session, now)
        except Refusal as refusal:
            if count_writes(session) != writes or session.new or session.dirty or session.deleted:
                raise
            return await self._effects(replace(task, refusal=refusal), session, now)

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
        return await handler.act(await _in_discussion(event, session), session, now, task.found)

    def _asker(self, event: Event | None, now: datetime) -> Asker | None:
        """Return who waits for a reply, if anybody does."""
        if event is None or event.kind not in (*SPOKEN, EventKind.BUTTON):
            return None
        return Asker(event.person.id, event.chat.id, event.message_id, moderates=self._shares.is_moderator(event, now))


async def _in_discussion(event: Event, session: AsyncSession) -> Event:
    """Return the same with its discussion: a topic or comment thread that has its own, else the chat's.

    Topics of somebody's private chat are no places of their own.
    """
    place, whole_chat = Place(event.chat.id, event.thread_id), Place(event.chat.id)
    if event.chat.private:
        return event.at_place(whole_chat)
    of_post = event.kind is EventKind.CHANNEL_POST or (event.reply is not None and event.reply.channel_post)
    is_apart = event.topic or not event.thread_id or of_post or await chats.find_discussion(session, place) is not None
    return event.at_place(place if is_apart else whole_chat)


async def _mark_handled(session: AsyncSession, rows: Sequence[Arrival], gone: Collection[int]) -> None:
    """Note what was handled: a finding, after which its update follows unless its message is gone; or an update."""
    if findings := [row.update_id for row in rows if row.finding is not None]:
        await inbox.forget_findings(session, findings)
    if done := [row.update_id for row in rows if row.finding is None or row.update_id in gone]:
        await inbox.mark_done(session, done)


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
    spoken = next((one for one in answers if one.text or one.url), AnswerButton(event.callback_id))
    return [*(one for one in effects if one not in answers), spoken]
