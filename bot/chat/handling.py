"""The one wrapper around every handler: transaction, clock, effects, refusals and bugs."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.acquaintances import Acquaintances
from bot.chat.effects import Delete, Effect
from bot.chat.incoming import Incoming
from bot.chat.members import Member
from bot.chat.owing import Stamp, as_row
from bot.chat.patience import MISTAKES, WISHES, Patience
from bot.chat.permissions import ONLY, Membership, Role, may
from bot.chat.said import Kind, Said
from bot.texts import Refusal
from config.tracing import where
from storage import chats, inbox, outbox
from storage.chats import Place
from storage.engine import Database, is_passing, persistently
from storage.inbox import InboxRow
from storage.outbox import OutboxRow

if TYPE_CHECKING:
    from bot.chat.jobs import Job

T = TypeVar("T")
log = logging.getLogger(__name__)

Effects = list[Effect]
Act = Callable[[Said, AsyncSession, datetime], Awaitable[Effects]]


ORDERS = 60
"""Commands of one person in one chat within a minute of which Telegram is asked whether they may."""


class Desk(Membership, Protocol):
    """What may be asked of the world while a handler prepares, outside the transaction."""

    @property
    def database(self) -> Database:
        """The database, for reading."""
        ...

    def now(self) -> datetime:
        """Return the present moment."""
        ...

    @property
    def me(self) -> int:
        """The bot's own id."""
        ...

    async def member(self, chat_id: int, person_id: int) -> Member | None:
        """Return what somebody is in a chat; None where Telegram knows nobody of that id there."""
        ...

    async def permissions(self, chat_id: int) -> dict[str, bool]:
        """Return what members of a chat may do who have no permissions of their own."""
        ...

    async def administrators_lately(self, chat_id: int) -> tuple[Member, ...]:
        """Return a chat's administrators as Telegram said some seconds ago at the most."""
        ...

    async def linked_channel(self, chat_id: int) -> int | None:
        """Return the channel whose discussion group a chat is."""
        ...

    async def download(self, file_id: str) -> bytes:
        """Return a file that somebody sent."""
        ...


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done about one kind of thing that people say."""

    kind: Kind
    word: str
    act: Callable[[Said, AsyncSession, datetime, Any], Awaitable[Effects]]
    first: Callable[[Said, Desk], Awaitable[Any]] | None = None
    """What is looked up before the transaction, slowly if need be; repeated after a restart."""
    role: Role = Role.ANYBODY
    about: Callable[[Said, Desk], Awaitable[int]] | None = None
    """Which chat it is about, by Telegram's id, where it may be another than the one in which it is said."""

    @property
    def slow(self) -> bool:
        """Whether it needs preparation."""
        return self.first is not None or self.role is not Role.ANYBODY


About = Callable[[Said, Desk], Awaitable[int]]


def simple(kind: Kind, word: str, act: Act, role: Role = Role.ANYBODY, about: About | None = None) -> Handler:
    """Return a handler that needs the database alone."""

    async def run(said: Said, session: AsyncSession, now: datetime, _found: object) -> Effects:
        return await act(said, session, now)

    run.__doc__ = act.__doc__
    return Handler(kind, word, run, role=role, about=about)


def prepared(
    kind: Kind,
    word: str,
    first: Callable[[Said, Desk], Awaitable[T]],
    then: Callable[[Said, AsyncSession, datetime, T], Awaitable[Effects]],
    role: Role = Role.ANYBODY,
    about: About | None = None,
) -> Handler:
    """Return a handler in two steps: `first` outside the transaction, `then` inside it with what was found."""
    return Handler(kind, word, then, first, role, about)


@dataclass(frozen=True, slots=True)
class Task:
    """An update on its way through the wrapper."""

    row: InboxRow
    said: Said | None = None
    handler: Handler | None = None
    found: object = None
    refusal: Refusal | None = None
    broken: bool = False

    @property
    def slow(self) -> bool:
        """Whether it must be prepared outside the transaction."""
        return self.handler is not None and self.handler.slow

    @property
    def goes_on(self) -> bool:
        """Whether its handler is to act."""
        return self.handler is not None and self.refusal is None and not self.broken


@dataclass(frozen=True, slots=True)
class Ready:
    """A thing that a job is to do, with what was looked up for it."""

    thing: object
    found: object


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
        self._lately = lately
        self._patience_with_mistakes = Patience(MISTAKES)
        self._patience_with_wishes = Patience(WISHES)
        self._patience_with_excess = Patience(1)
        self._patience_with_orders = Patience(ORDERS)
        self._withdrawn: set[int] = set()
        self._acquaintances = Acquaintances()

    def understand(self, row: InboxRow) -> Task:
        """Read an update and find its handler."""
        if row.update_id in self._withdrawn:
            self._withdrawn.discard(row.update_id)
            return Task(row)
        try:
            said = self._incoming.read(json.loads(row.payload or "{}"))
        except Exception as error:
            log.error("update %s could not be read: %s", row.update_id, where(error))  # noqa: TRY400 - nobody's words
            return Task(row, broken=True)
        handler = self._find(said) if said is not None else None
        if said is None or handler is None or not self._is_too_much(said, handler):
            return Task(row, said, handler)
        if not self._patience_with_excess.lasts(said.chat.id, said.person.id, said.at):
            return Task(row, said)
        return Task(row, said, handler, refusal=Refusal("too-much-at-once"))

    def _is_too_much(self, said: Said, handler: Handler) -> bool:
        """Say whether somebody asks for more in a group than leaves room for others; moderators may, within reason.

        Who is a moderator is not known yet: Telegram is asked only for as many commands as one could mean.
        """
        if said.kind in _SPOKEN and handler.role is not Role.ANYBODY:
            return not self._patience_with_orders.lasts(said.chat.id, said.person.id, said.at)
        wishes = said.kind in _SPOKEN and handler.role is Role.ANYBODY and not said.chat.private
        return wishes and not self._patience_with_wishes.lasts(said.chat.id, said.person.id, said.at)

    async def prepare(self, task: Task) -> Task:
        """Check rights and look up what the handler needs, outside any transaction.

        Raises:
            OperationalError: The database does not answer for now.
        """
        said, handler = task.said, task.handler
        if said is None or handler is None or task.refusal is not None:
            return task
        try:
            about = await handler.about(said, self._desk) if handler.about is not None else None
            if not await self._may(said, handler.role, about):
                return replace(task, refusal=Refusal(ONLY[handler.role]))
            if handler.first is None:
                return task
            async with self._desk.database.read() as session:
                said = await _settled(said, session)
            return replace(task, said=said, found=await handler.first(said, self._desk))
        except Refusal as refusal:
            return replace(task, refusal=refusal)
        except Exception as error:
            if is_passing(error):
                raise
            log.error("preparing update %s failed: %s", task.row.update_id, where(error))  # noqa: TRY400 - nobody's words
            return replace(task, broken=True)

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
            rows = [as_row(effect, Stamp(now, None, self._fade_after)) for effect in effects]
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
                stamp = Stamp(now, task.row.update_id, self._fade_after)
                effects = await self._effects(task, session, now)
                rows += [as_row(effect, stamp) for effect in effects]
                if _takes_away(task, effects) and await inbox.withdraw(session, -task.row.update_id):
                    withdrawn.add(-task.row.update_id)
                if task.broken:
                    await inbox.mark_failed(session, task.row.update_id)
            await outbox.store_effects(session, rows)
            done = [task.row.update_id for task in tasks if not task.broken]
            if done:
                await inbox.mark_done(session, done)
        self._acquaintances.keep(news)
        self._withdrawn |= withdrawn
        self._wake(rows)

    async def _effects(self, task: Task, session: AsyncSession, now: datetime) -> Effects:
        """Return what is to be done about one update."""
        said, handler = task.said, task.handler
        if said is None or handler is None:
            return [said.note("button-unknown")] if said is not None and said.kind is Kind.BUTTON else []
        if not task.goes_on:
            no = task.refusal or Refusal("went-wrong")
            return [said.note(no.key, **no.values)] if self._is_answered(said, now) else []
        return await handler.act(await _settled(said, session), session, now, task.found)

    def _is_answered(self, said: Said, now: datetime) -> bool:
        """Say whether somebody waits for an answer; a channel post does not, and errors must not fill a group."""
        if said.kind is Kind.BUTTON:
            return True
        return said.kind in _SPOKEN and (
            said.chat.private or self._patience_with_mistakes.lasts(said.chat.id, said.person.id, now)
        )

    def _find(self, said: Said) -> Handler | None:
        exact = self._handlers.get((said.kind, said.word))
        if said.kind is Kind.COMMAND and said.word == "start":
            linked = f"start {said.text.partition('_')[0]}"
            exact = self._handlers.get((Kind.COMMAND, linked), exact)
        if exact is None and said.kind is Kind.COMMAND and said.chat.private:
            return self._handlers.get((Kind.COMMAND, ""))
        return exact


_SPOKEN = frozenset({Kind.COMMAND, Kind.QUESTION})
_OVERHEARD = frozenset({Kind.SCREENED, Kind.DISORDERLY})


def _takes_away(task: Task, effects: Effects) -> bool:
    """Say whether the message of a finding is deleted: then nobody handles the update that brought it."""
    said = task.said
    if said is None or said.kind not in _OVERHEARD:
        return False
    return any(isinstance(one, Delete) and one.message_id == said.message_id for one in effects)


async def _settled(said: Said, session: AsyncSession) -> Said:
    """Return the same with its discussion: a topic or comment thread that has its own, else the chat's."""
    if said.topic or not said.thread_id or said.kind is Kind.CHANNEL_POST:
        return said.at_place(Place(said.chat.id, said.thread_id))
    if said.reply is not None and said.reply.channel_post:
        return said.at_place(Place(said.chat.id, said.thread_id))
    place = Place(said.chat.id, said.thread_id)
    if await chats.find_discussion(session, place) is not None:
        return said.at_place(place)
    return said.at_place(Place(said.chat.id))
