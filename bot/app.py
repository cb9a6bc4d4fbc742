"""Everything put together: the tables of handlers and jobs, and the line that leads through them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.article import handlers as article_handlers
from bot.article.library import Library, page_reader
from bot.article.meaning import Embedder
from bot.article.reading import fetching
from bot.article.reading.sources import Source
from bot.article.understanding import Around, Understanding
from bot.chat import general, menus
from bot.chat.effects import Effect, Send
from bot.chat.handler import Handler
from bot.chat.handling import Handling
from bot.chat.incoming import KINDS, Incoming, Me
from bot.chat.jobs import Job
from bot.chat.overheard import Overheard
from bot.chat.owing import Stamp, as_row
from bot.chat.said import ChatRef, Kind, PersonRef
from bot.chat.task import Task
from bot.chat.ticking import Ticking
from bot.compute import Compute
from bot.debate import handlers as debate_handlers
from bot.debate.barring import Barring
from bot.debate.cards import Cards
from bot.debate.electorate import Electorate
from bot.debate.following import follower
from bot.debate.gathering import Gathering
from bot.desk import Desk, api_of, introduce
from bot.digest import handlers as digest_handlers
from bot.digest.handlers import Digests
from bot.digest.noting import line as digest_line
from bot.moderation import handlers as moderation_handlers
from bot.moderation import joining, rights, ruling, settling, staff
from bot.moderation.learning import Shelf, learner
from bot.moderation.ordering import Ordering
from bot.moderation.watching import Watch
from bot.texts import Refusal, languages, read_all, say, tell
from bot.transport.dispatcher import Dispatcher
from bot.transport.pace import NoPace, Pace
from bot.transport.receiver import LONG_POLL, PollingReceiver
from bot.transport.sender import Sender
from config.clock import utc_now
from config.settings import Settings
from storage import inbox, outbox
from storage.chats import Place
from storage.engine import Database
from storage.outbox import OutboxRow
from storage.settings import languages_chosen
from storage.sole import Sole
from storage.tidying import tidy

log = logging.getLogger(__name__)

AT_LEISURE: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True}
"""How APScheduler ticks: late rather than never, and once for all that were missed."""
ON_THE_MINUTE = datetime(2026, 1, 1, tzinfo=UTC)
"""From when the ticks are counted: due times are whole minutes, and the first look at them comes then."""
EACH_HOUR = IntervalTrigger(hours=1, start_date=ON_THE_MINUTE, timezone="UTC")
TURN = 0.5
"""Seconds between two looks whether the process that is at work has ended."""
SOON = timedelta(minutes=1)
"""After a start, before what is old is tidied away for the first time."""
MENUS = (
    *article_handlers.MENU,
    *debate_handlers.MENU,
    *digest_handlers.MENU,
    *moderation_handlers.MENU,
    *general.MENU,
)
"""The commands that Telegram suggests, in the order in which it shows them."""


@dataclass(frozen=True, slots=True)
class World:
    """What the app stands on: a test hands in a Bot API without sockets and a still clock."""

    request: BaseRequest
    clock: Callable[[], datetime] = utc_now
    steady: Callable[[], float] = monotonic
    fetch: Callable[[str], Awaitable[Source]] = fetching.fetch
    long_poll: int = LONG_POLL
    compute: Compute = field(default_factory=Compute)
    embedder: Embedder | None = None
    """What answers across languages; none where words alone do."""
    pages: Compute = field(default_factory=page_reader)
    learner: Compute = field(default_factory=learner)
    sole: Sole | None = None
    """The right to work on the database, where it was taken before."""


class App:
    """The bot, from a Bot API server to a database and back."""

    def __init__(self, settings: Settings, database: Database, world: World, me: Me) -> None:
        self._settings = settings
        self._world = world
        self._database = database
        self._sole = world.sole or Sole(settings.database_url)
        self._languages = frozenset(languages())
        self._spoken: dict[int, str] = {}
        read_all()
        self._api = api_of(settings, world.request)
        self.sender = Sender(self._api, database, _pace(settings), world.clock, world.steady, self._excuse)
        self._incoming = Incoming(me, self._language)
        self._library = Library(world.pages, world.fetch)
        self._understanding = Understanding(self._library, world.embedder, Around(database, world.clock, self._post))
        gathering = Gathering(world.compute)
        digest = Digests(self._library, gathering, world.compute, settings.language, me.username)
        self.shelf = Shelf(world.learner)
        desk = Desk(self._api, database, world.clock, me.id, self.sender, world.steady)
        follow = follower(self._library, settings.language)
        cards = Cards(self._library, settings.language)
        barring = Barring(cards)
        electorate = Electorate(barring)
        debate = debate_handlers.Tools(cards, gathering, world.compute, electorate)
        handlers: tuple[Handler, ...] = (
            *general.HANDLERS,
            *article_handlers.handlers(self._library, self._understanding, follow),
            *debate_handlers.handlers(debate, me.username),
            *digest.handlers(),
            *moderation_handlers.handlers(self._library, world.compute, settings.language),
            *joining.handlers(settings.language, me.username),
            *settling.handlers(settling.Settling(settings.language, self._spoken, [digest_line])),
            *staff.handlers(),
            *ruling.handlers(),
            *rights.handlers(),
        )
        self.handlers: tuple[Handler, ...] = tuple(map(electorate.following, handlers))
        self._jobs: tuple[Job, ...] = (
            *barring.jobs(),
            *moderation_handlers.jobs(self._library, self.shelf, settings.language),
            *joining.jobs(settings.language, me.username),
            *settling.jobs(),
            *debate_handlers.jobs(cards),
            *digest.jobs(),
        )
        self._commands = frozenset(one.word for one in self.handlers if one.kind is Kind.COMMAND)
        handling = self._handling = Handling(
            self._incoming, desk, self.handlers, world.clock, self.sender.accept, settings.fade_after, desk.lately
        )
        self._ticking = Ticking(self._jobs, self._handling.tick)
        self.dispatcher: Dispatcher[Task] = Dispatcher(handling.understand, handling.prepare, handling.handle)
        self._watch = Watch(database, desk, self.shelf, world.clock, self._words_for_us)
        self._receiver = PollingReceiver(
            self._api,
            database,
            self._incoming,
            self.dispatcher.deliver,
            world.clock,
            Ordering(database, self._watch, world.clock),
        )

    async def run(self) -> None:
        """Run until cancelled; what is under way then stays in inbox and outbox.

        Raises:
            Refusal: Telegram does not know the token (any more).
        """
        scheduler = AsyncIOScheduler(timezone="UTC")
        try:
            await take_over(self._sole)
            await self.sender.recover()
            async with self._database.read() as session:
                self._spoken.update(await languages_chosen(session))
                self.dispatcher.deliver(await inbox.waiting_updates(session))
            soon = utc_now() + SOON
            scheduler.add_job(self._tidy, EACH_HOUR, id="tidy", next_run_time=soon, **AT_LEISURE)
            scheduler.add_job(self._wake, self._each_tick(), id="tick", **AT_LEISURE)
            scheduler.start()
            await self._work(scheduler)
        except ExceptionGroup as group:
            if group.subgroup(InvalidToken) is None:
                raise
            raise Refusal("token-refused") from None
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)
            for worker in (self._world.compute, self._world.pages, self._world.learner):
                worker.stop()
            self._sole.give_back()

    def _each_tick(self) -> IntervalTrigger:
        return IntervalTrigger(seconds=self._settings.tick, start_date=ON_THE_MINUTE, timezone="UTC")

    async def _work(self, scheduler: AsyncIOScheduler) -> None:
        """Do everything that the bot does at the same time."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.sender.run())
            tasks.create_task(self.dispatcher.run())
            tasks.create_task(self._announce())
            tasks.create_task(self._ticking.run())
            tasks.create_task(self._library.warm_up())
            tasks.create_task(self._understanding.run())
            tasks.create_task(self._receiver.run(KINDS, self._world.long_poll))
            tasks.create_task(_mind_the_clock(scheduler, self._settings.tick))

    async def _wake(self) -> None:
        """Let the jobs look what is due: in the event loop, for APScheduler runs what is no coroutine in a thread."""
        self._watch.forget_words()
        self._ticking.wake()

    async def tick(self) -> None:
        """Let everything be done that is due, and wait for it."""
        await self._wake()
        await self._ticking.settled()

    async def settled(self) -> None:
        """Wait until every update that was received is handled and its effects are sent."""
        await self.dispatcher.settled()
        await self.sender.settled()

    def _excuse(self, late: OutboxRow) -> OutboxRow:
        """Return a word in place of replies that were given up, where the latest of them would have stood."""
        chat_id = late.chat_id or 0
        words = say("too-much-asked", self._spoken.get(chat_id, self._settings.language))
        stamp = Stamp(self._world.clock(), fade_after=self._settings.fade_after)
        row = as_row(Send(Place(chat_id), words, silent=True, fades=True, fades_alone=True), stamp)
        around: dict[str, Any] = {
            name: late.params[name] for name in ("message_thread_id", "reply_parameters") if name in late.params
        }
        row.params = {**row.params, **around}
        return row

    def _words_for_us(self, message: Overheard) -> str | None:
        """Return what follows a command that something is done about here; None where a message is none."""
        if message.command is None:
            return None
        word, addressed, words = message.command
        return words if word in self._commands and self._incoming.is_us(addressed) else None

    def _language(self, chat: ChatRef, person: PersonRef) -> str:
        """Choose the bot's language: a person's own in private, the one that the group chose elsewhere."""
        own = (person.language or "").partition("-")[0].lower()
        if chat.private and own in self._languages:
            return own
        return self._spoken.get(chat.id, self._settings.language)

    async def _post(self, effects: Sequence[Effect]) -> None:
        """Owe Telegram what belongs to no update."""
        rows = [as_row(effect, Stamp(self._world.clock())) for effect in effects]
        async with self._database.write() as session:
            await outbox.store_effects(session, rows)
        self.sender.accept(rows)

    async def _tidy(self) -> None:
        """Forget what was handled and sent long ago."""
        await tidy(self._database, self._world.clock())

    async def _announce(self) -> None:
        """Tell Telegram which commands to suggest, to whom, where and in which language."""
        with suppress(TelegramError):
            for menu in menus.calls(MENUS, self._settings.language, sorted(self._languages)):
                await self._api.call("setMyCommands", menu)


def _pace(settings: Settings) -> Pace | NoPace:
    """Return how fast is sent: as Telegram allows, or without bounds to a test server."""
    return NoPace() if settings.rate_limits == "off" else Pace()


@asynccontextmanager
async def opened(settings: Settings, database: Database, world: World) -> AsyncIterator[App]:
    """Open the bot on a database whose tables are up to date."""
    await world.request.initialize()
    try:
        me = await introduce(api_of(settings, world.request))
        log.info("this is @%s", me.username)
        yield App(settings, database, world, me)
    finally:
        await world.request.shutdown()


async def _mind_the_clock(scheduler: AsyncIOScheduler, seconds: float) -> None:
    """Let what is scheduled for after a clock that was wrong come in its time again."""
    while True:
        await asyncio.sleep(seconds)
        for job in scheduler.get_jobs():
            if job.next_run_time - utc_now() > max(job.trigger.interval, SOON):
                job.reschedule(job.trigger)


async def take_over(sole: Sole) -> None:
    """Wait while another process works on the database."""
    waited = False
    while not sole.take():
        if not waited:
            log.warning("%s", tell("another-at-work"))
        waited = True
        await asyncio.sleep(TURN)
