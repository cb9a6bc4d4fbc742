"""Everything put together: the tables of handlers and jobs, and the line that leads through them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from time import monotonic
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.article import feature as article_feature
from bot.article.extraction.sources import Source
from bot.article.extraction.web import fetch as web_fetch
from bot.article.library import Library, page_reader
from bot.article.semantic import Embedder
from bot.article.semantic_indexer import IndexerEnvironment, SemanticIndexer
from bot.chat import command_menu
from bot.chat import help as help_feature
from bot.chat.effects import Effect, Send
from bot.chat.event import ChatRef, EventKind, PersonRef
from bot.chat.feature import Feature
from bot.chat.handler import Handler
from bot.chat.message.group_message import GroupMessage
from bot.debate import feature as debate_feature
from bot.debate.cards import Cards
from bot.debate.electorate import Electorate
from bot.debate.feature import DebateTools
from bot.debate.opinions.state import OpinionGroups
from bot.debate.reanchor import Following
from bot.debate.voting.banned_votes import BannedVotes
from bot.digest import feature as digest_feature
from bot.digest.feature import DigestTools
from bot.digest.settings_line import line as digest_line
from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.event_parts import Me
from bot.dispatch.job_handler import JobHandler
from bot.dispatch.job_runner import JobRunner
from bot.dispatch.outbox_rows import RowContext, as_row
from bot.dispatch.pending_update import PendingUpdate
from bot.dispatch.runner import HandlerRunner
from bot.dispatch.telegram_queries import BotApiQueries, api_of, introduce
from bot.dispatch.update_parser import KINDS, UpdateParser
from bot.moderation import feature as moderation_feature
from bot.moderation.feature import ModerationTools
from bot.moderation.locks.enforcement import LockStage
from bot.moderation.screening.model_store import ModelStore, learner
from bot.moderation.screening.receiver_stage import Screener
from bot.texts import Refusal, find_all, languages, say, tell
from bot.transport.rate_limits import NoRateLimits, RateLimits
from bot.transport.receiver import LONG_POLL, PollingReceiver
from bot.transport.sender import Sender
from bot.worker import Worker
from config.clock import utc_now
from config.settings import Settings
from storage import chats, inbox, outbox
from storage.chat_settings import languages_chosen
from storage.chats import Place
from storage.cleanup import tidy
from storage.database import Database, InTransaction, Languages, until_database_answers
from storage.inbox import Arrival, InboxStatus
from storage.instance_lock import InstanceLock
from storage.outbox import OutboxRow

log = logging.getLogger(__name__)

TICK_OPTIONS: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True}
"""How APScheduler ticks: late rather than never, and once for all that were missed."""
ON_THE_MINUTE = datetime(2026, 1, 1, tzinfo=UTC)
"""From when the ticks are counted: due times are whole minutes, and the first look at them comes then."""
EACH_HOUR = IntervalTrigger(hours=1, start_date=ON_THE_MINUTE, timezone="UTC")
LATER = ("regex", "numpy")
"""Libraries that are loaded when there is something to discuss."""
TAKEOVER_CHECK_SECONDS = 0.5
"""Seconds between two looks whether the process that is at work has ended."""
FIRST_TIDY_DELAY = timedelta(minutes=1)
"""After a start, before what is old is tidied away for the first time."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the app stands on: a test hands in a Bot API without sockets and a still clock."""

    request: BaseRequest
    clock: Callable[[], datetime] = utc_now
    steady: Callable[[], float] = monotonic
    fetch: Callable[[str], Awaitable[Source]] = web_fetch.fetch
    long_poll: int = LONG_POLL
    worker: Worker = field(default_factory=Worker)
    embedder: Embedder | None = None
    """What answers across languages; none where words alone do."""
    pages: Worker = field(default_factory=page_reader)
    learner: Worker = field(default_factory=learner)
    instance_lock: InstanceLock | None = None
    """The right to work on the database, where it was taken before."""


class App:
    """The bot, from a Bot API server to a database and back."""

    def __init__(self, settings: Settings, database: Database, environment: Environment, me: Me) -> None:
        self._settings, self._database, self._environment = settings, database, environment
        self._instance_lock = environment.instance_lock or InstanceLock(settings.database_url)
        database.languages = Languages(settings.language, frozenset(languages()))
        self._spoken: dict[int, str] = {}
        self._used = asyncio.Event()
        self._api = api_of(settings, environment.request)
        limits = NoRateLimits() if settings.rate_limits == "off" else RateLimits()
        self.sender = Sender(self._api, database, limits, environment.clock, environment.steady, self._excuse)
        self._queries = BotApiQueries(self._api, database, environment.clock, me.id, self.sender, environment.steady)
        self._me = me
        self._parser = UpdateParser(me, self._language)
        self._library = Library(environment.pages, environment.fetch)
        indexing = IndexerEnvironment(database, environment.clock, self._post)
        self.indexer = SemanticIndexer(self._library, environment.embedder, indexing)
        self.models = ModelStore(environment.learner)
        cards = Cards(self._library, me.username)
        banned_votes = BannedVotes(cards)
        electorate = Electorate(banned_votes)
        features = self._features(cards, banned_votes, electorate)
        self.menu = tuple(entry for one in features for entry in one.menu)
        self.handlers = tuple(_wrapped(row, features, electorate) for one in features for row in one.handlers)
        self.jobs = tuple(job for one in features for job in one.jobs)
        self._commands = frozenset(one.word for one in self.handlers if one.kind is EventKind.COMMAND)
        self._runner = HandlerRunner(
            self._parser, self._queries, self.handlers, environment.clock, self.sender, settings.fade_after
        )
        ticking = JobHandler(self._queries, environment.clock, self.sender.accept, settings.fade_after).tick
        self._job_runner = JobRunner(self.jobs, ticking)
        self.dispatcher: Dispatcher[PendingUpdate] = Dispatcher(
            self._runner.understand, self._runner.prepare, self._runner.handle, self._runner.receive
        )
        self.screener = Screener(database, self._queries, self.models, environment.clock, self._words_for_us)
        locks = LockStage(database, self.screener, environment.clock)
        self._receiver = PollingReceiver(self._api, self._parser, self._receive, environment.clock, locks)

    def _features(self, cards: Cards, banned_votes: BannedVotes, electorate: Electorate) -> tuple[Feature, ...]:
        """Return everything that the bot does, in the order in which Telegram's menus show it."""
        library, worker, username = self._library, self._environment.worker, self._me.username
        opinions = OpinionGroups(worker)
        return (
            article_feature.feature(library, self.indexer, Following(cards)),
            debate_feature.feature(DebateTools(cards, opinions, worker, electorate, self.indexer, username)),
            digest_feature.feature(DigestTools(library, opinions, worker, username)),
            moderation_feature.feature(
                ModerationTools(cards, banned_votes, worker, self.models, username, self._spoken, [digest_line])
            ),
            help_feature.feature(),
        )

    async def run(self) -> None:
        """Run until cancelled; what is under way then stays in inbox and outbox.

        Raises:
            Refusal: Telegram does not know the token (any more).
        """
        scheduler = AsyncIOScheduler(timezone="UTC")
        try:
            await take_over(self._instance_lock)
            await self.sender.recover()
            async with self._database.read() as session:
                self._spoken.update(await languages_chosen(session))
                self.dispatcher.deliver(await inbox.waiting_updates(session))
            soon = utc_now() + FIRST_TIDY_DELAY
            scheduler.add_job(self._tidy, EACH_HOUR, id="tidy", next_run_time=soon, **TICK_OPTIONS)
            each_tick = IntervalTrigger(seconds=self._settings.tick, start_date=ON_THE_MINUTE, timezone="UTC")
            scheduler.add_job(self._wake, each_tick, id="tick", **TICK_OPTIONS)
            scheduler.start()
            await self._work(scheduler)
        except ExceptionGroup as group:
            if group.subgroup(InvalidToken) is None:
                raise
            raise Refusal("token-refused") from None
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)
            for worker in (self._environment.worker, self._environment.pages, self._environment.learner):
                worker.stop()
            self._instance_lock.release()

    async def _work(self, scheduler: AsyncIOScheduler) -> None:
        """Do everything that the bot does at the same time."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.sender.run())
            tasks.create_task(self.dispatcher.run())
            tasks.create_task(self._announce())
            tasks.create_task(self._job_runner.run())
            tasks.create_task(self.indexer.run())
            tasks.create_task(self._load_ahead())
            tasks.create_task(self._receiver.run(KINDS, self._environment.long_poll))
            tasks.create_task(_mind_the_clock(scheduler, self._settings.tick))

    async def _receive(self, rows: Sequence[Arrival], learnt: InTransaction | None) -> None:
        """Have updates kept and handled."""
        await self.dispatcher.receive(rows, learnt)
        if any(row.status is InboxStatus.WAITING for row in rows):
            self._used.set()

    async def _load_ahead(self) -> None:
        """Once there is something to discuss, load in a thread what answers and votes need: it holds up nobody then."""
        while True:
            await self._used.wait()
            self._used.clear()
            if await until_database_answers(self._is_anything_discussed, breakable=True):
                break
        for library in LATER:
            await asyncio.to_thread(import_module, library)

    async def _is_anything_discussed(self) -> bool:
        async with self._database.read() as session:
            return bool(await chats.discussions(session))

    async def _wake(self) -> None:
        """Let the jobs look what is due: in the event loop, for APScheduler runs what is no coroutine in a thread."""
        self.screener.forget_words()
        self._job_runner.wake()

    async def tick(self) -> None:
        """Let everything be done that is due, and wait for it."""
        await self._wake()
        await self.rested()

    async def rested(self) -> None:
        """Wait until no job is at work."""
        await self._job_runner.settled()

    async def settled(self) -> None:
        """Wait until every update that was received is handled and its effects are sent."""
        await self.dispatcher.settled()
        await self.sender.settled()

    def _excuse(self, late: OutboxRow) -> OutboxRow:
        """Return a word in place of replies that were given up, where the latest of them would have stood."""
        chat_id = late.chat_id or 0
        words = say("too-much-asked", self._spoken.get(chat_id, self._settings.language))
        stamp = RowContext(self._environment.clock(), fade_after=self._settings.fade_after)
        row = as_row(Send(Place(chat_id), words, silent=True, fades=True, fades_alone=True), stamp)
        around: dict[str, Any] = {
            name: late.params[name] for name in ("message_thread_id", "reply_parameters") if name in late.params
        }
        row.params = {**row.params, **around}
        return row

    def _words_for_us(self, message: GroupMessage) -> str | None:
        """Return what follows a command that something is done about here; None where a message is none."""
        if message.command is None:
            return None
        word, addressed, words = message.command
        return words if word in self._commands and self._me.is_named(addressed) else None

    def _language(self, chat: ChatRef, person: PersonRef) -> str:
        """Choose the bot's language: a person's own in private, the one that the group chose elsewhere."""
        own = person.language if chat.private else None
        return self._database.languages.choose(own, self._spoken.get(chat.id))

    async def _post(self, effects: Sequence[Effect]) -> None:
        """Owe Telegram what belongs to no update."""
        rows = [as_row(effect, RowContext(self._environment.clock())) for effect in effects]
        async with self._database.write() as session:
            await outbox.store_effects(session, rows)
        self.sender.accept(rows)

    async def _tidy(self) -> None:
        """Forget what was handled and sent long ago."""
        await tidy(self._database, self._environment.clock())

    async def _announce(self) -> None:
        """Tell Telegram which commands to suggest, to whom, where and in which language."""
        with suppress(TelegramError):
            for menu in command_menu.calls(self.menu, self._settings.language, sorted(self._database.languages.spoken)):
                await self._api.call("setMyCommands", menu)


def _wrapped(handler: Handler, features: Iterable[Feature], electorate: Electorate) -> Handler:
    """Return a handler with all that is put around it."""
    for wrap in (electorate.following, *(wrap for one in features for wrap in one.around)):
        handler = wrap(handler)
    return handler


@asynccontextmanager
async def opened(settings: Settings, database: Database, environment: Environment) -> AsyncIterator[App]:
    """Open the bot on a database whose tables are up to date."""
    find_all()
    await environment.request.initialize()
    try:
        me = await introduce(api_of(settings, environment.request))
        log.info("this is @%s", me.username)
        yield App(settings, database, environment, me)
    finally:
        await environment.request.shutdown()


async def _mind_the_clock(scheduler: AsyncIOScheduler, seconds: float) -> None:
    """Let what is scheduled for after a clock that was wrong come in its time again."""
    while True:
        await asyncio.sleep(seconds)
        for job in scheduler.get_jobs():
            if job.next_run_time - utc_now() > max(job.trigger.interval, FIRST_TIDY_DELAY):
                job.reschedule(job.trigger)


async def take_over(lock: InstanceLock) -> None:
    """Wait while another process works on the database."""
    waited = False
    while not lock.acquire():
        if not waited:
            log.warning("%s", tell("another-at-work"))
        waited = True
        await asyncio.sleep(TAKEOVER_CHECK_SECONDS)
