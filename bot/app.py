"""Everything put together: the tables of handlers and jobs, and the line that leads through them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.article import handlers as article_handlers
from bot.article.library import Library
from bot.article.reading import fetching
from bot.article.reading.sources import Source
from bot.chat import general
from bot.chat.handling import Handler, Handling, Task
from bot.chat.incoming import KINDS, Incoming, Me
from bot.chat.jobs import Job
from bot.chat.members import Member
from bot.chat.said import ChatRef, PersonRef
from bot.compute import Compute
from bot.debate import handlers as debate_handlers
from bot.debate.gathering import Gathering
from bot.digest.handlers import Digests
from bot.moderation import handlers as moderation_handlers
from bot.moderation.learning import Shelf
from bot.moderation.ordering import Ordering
from bot.moderation.watching import Watch
from bot.texts import FALLBACK, Refusal, languages, tell
from bot.transport.dispatcher import Dispatcher
from bot.transport.pace import NoPace, Pace
from bot.transport.receiver import LONG_POLL, PollingReceiver
from bot.transport.request import JSON, AiohttpRequest, BotApi
from bot.transport.sender import Sender
from config.clock import utc_now
from config.settings import Settings
from storage import inbox, outbox
from storage.engine import Database
from storage.sole import Sole

log = logging.getLogger(__name__)

AT_LEISURE: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True}
"""How APScheduler ticks: late rather than never, and once for all that were missed."""
TURN = 0.5
"""Seconds between two looks whether the process that is at work has ended."""
KEPT = timedelta(days=3)
"""How long what was handled and sent is remembered; Telegram repeats nothing older than a day."""
COMMANDS = ("ask", "counter", "counterpoints", "vote", "map", "article", "help", "privacy")
MODERATORS_COMMANDS = (*COMMANDS, "setarticle", "digest", "export")


@dataclass(frozen=True, slots=True)
class World:
    """What the app stands on: a test hands in a Bot API without sockets and a still clock."""

    request: BaseRequest
    clock: Callable[[], datetime] = utc_now
    steady: Callable[[], float] = monotonic
    fetch: Callable[[str], Awaitable[Source]] = fetching.fetch
    long_poll: int = LONG_POLL
    compute: Compute = field(default_factory=Compute)


class Desk:
    """What handlers may ask of Telegram while they prepare."""

    def __init__(self, api: BotApi, database: Database, clock: Callable[[], datetime], me: int) -> None:
        self._api = api
        self._clock = clock
        self.database = database
        self.me = me

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        """Return a chat's administrators, the bot among them."""
        with _answering():
            members = await self._api.call("getChatAdministrators", {"chat_id": chat_id})
        return tuple(map(Member.read, members))

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    async def moderators(self, chat_id: int) -> frozenset[int]:
        """Return the ids of a chat's administrators."""
        return frozenset(member.id for member in await self.administrators(chat_id))

    async def host(self, chat_id: int) -> int | None:
        """Return the id of a chat's owner."""
        return next((one.id for one in await self.administrators(chat_id) if one.status == "creator"), None)

    async def member(self, chat_id: int, person_id: int) -> Member | None:
        """Return what somebody is in a chat; None where Telegram knows nobody of that id there."""
        with _answering():
            try:
                return Member.read(await self._api.call("getChatMember", {"chat_id": chat_id, "user_id": person_id}))
            except BadRequest:
                return None

    async def permissions(self, chat_id: int) -> dict[str, bool]:
        """Return what members of a chat may do who have no permissions of their own."""
        with _answering():
            chat = await self._api.call("getChat", {"chat_id": chat_id})
        return dict(chat.get("permissions") or {})

    async def linked_channel(self, chat_id: int) -> int | None:
        """Return the channel whose discussion group a chat is."""
        with _answering():
            chat = await self._api.call("getChat", {"chat_id": chat_id})
        return int(chat["linked_chat_id"]) if "linked_chat_id" in chat else None

    async def is_member(self, chat_id: int, person_id: int) -> bool:
        """Say whether somebody is in a chat; who was restricted may have left it."""
        with _answering():
            member = await self._api.call("getChatMember", {"chat_id": chat_id, "user_id": person_id})
        return bool(member.get("is_member", member["status"] in ("member", "administrator", "creator")))

    async def download(self, file_id: str) -> bytes:
        """Return a file that somebody sent."""
        with _answering():
            return await self._api.download(file_id)


class App:
    """The bot, from a Bot API server to a database and back."""

    def __init__(self, settings: Settings, database: Database, world: World, me: Me) -> None:
        self._settings = settings
        self._world = world
        self._database = database
        self._languages = frozenset(languages())
        self._api = api_of(settings, world.request)
        pace = NoPace() if settings.rate_limits == "off" else Pace()
        self.sender = Sender(self._api, database, pace, world.clock, world.steady)
        incoming = Incoming(me, self._language)
        self._library = Library(world.compute, world.fetch)
        gathering = Gathering(world.compute)
        digest = Digests(self._library, gathering, world.compute, settings.language, me.username)
        self.shelf, desk = Shelf(world.compute), Desk(self._api, database, world.clock, me.id)
        self.handlers: tuple[Handler, ...] = (
            *general.HANDLERS,
            *article_handlers.handlers(self._library),
            *debate_handlers.handlers(self._library, gathering, world.compute, settings.language, me.username),
            *digest.handlers(),
            *moderation_handlers.handlers(self._library, world.compute, settings.language),
        )
        self._jobs: tuple[Job, ...] = (
            *moderation_handlers.jobs(self._library, self.shelf, settings.language),
            *digest.jobs(),
        )
        self._ticking = asyncio.Lock()
        self._due = asyncio.Event()
        self._handling = Handling(incoming, desk, self.handlers, world.clock, self.sender.accept, settings.fade_after)
        self.dispatcher: Dispatcher[Task] = Dispatcher(
            self._handling.understand, self._handling.prepare, self._handling.handle
        )
        self._receiver = PollingReceiver(
            self._api,
            database,
            incoming.concerns_us,
            self.dispatcher.deliver,
            world.clock,
            Ordering(database, Watch(database, desk, self.shelf, world.clock)),
        )

    async def run(self) -> None:
        """Run until cancelled; what is under way then stays in inbox and outbox.

        Raises:
            Refusal: Telegram does not know the token (any more).
        """
        sole = Sole(self._settings.database_url)
        scheduler = AsyncIOScheduler(timezone="UTC")
        try:
            await _take_over(sole)
            await self.sender.recover()
            async with self._database.read() as session:
                self.dispatcher.deliver(await inbox.waiting_updates(session))
            scheduler.add_job(self._tidy, "interval", hours=6, id="tidy")
            scheduler.add_job(self._due.set, "interval", seconds=self._settings.tick, id="tick", **AT_LEISURE)
            scheduler.start()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.sender.run())
                tasks.create_task(self.dispatcher.run())
                tasks.create_task(self._announce())
                tasks.create_task(self._keep_time())
                tasks.create_task(self._library.warm_up())
                tasks.create_task(self._receiver.run(KINDS, self._world.long_poll))
        except ExceptionGroup as group:
            if group.subgroup(InvalidToken) is None:
                raise
            raise Refusal("token-refused") from None
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)
            self._world.compute.stop()
            sole.give_back()

    async def tick(self) -> None:
        """Do everything that is due; what comes in parts, in the order of haste, until nothing of it is left."""
        async with self._ticking:
            await self._do_at_once()
            while await self._do_a_part():
                if self._due.is_set():
                    self._due.clear()
                    await self._do_at_once()

    async def _do_at_once(self) -> None:
        """Do what does not come in parts: it never waits for a thousand digests."""
        for job in self._jobs:
            if not job.in_parts:
                await self._handling.tick(job)

    async def _do_a_part(self) -> bool:
        """Do a part of the first job that has something to do; False when none has."""
        for job in self._jobs:
            if job.in_parts and await self._handling.tick(job):
                return True
        return False

    async def _keep_time(self) -> None:
        """Do what is due at once, and whenever the clock ticks."""
        while True:
            await self.tick()
            await self._due.wait()
            self._due.clear()

    async def settled(self) -> None:
        """Wait until every update that was received is handled and its effects are sent."""
        await self.dispatcher.settled()
        await self.sender.settled()

    def _language(self, chat: ChatRef, person: PersonRef) -> str:
        """Choose the bot's language: a person's own in private, the group's elsewhere."""
        own = (person.language or "").partition("-")[0].lower()
        return own if chat.private and own in self._languages else self._settings.language

    async def _tidy(self) -> None:
        """Forget what was handled and sent long ago."""
        before = self._world.clock() - KEPT
        async with self._database.write() as session:
            await inbox.forget_old(session, before)
            await outbox.forget_old(session, before)

    async def _announce(self) -> None:
        """Tell Telegram which commands to suggest, to whom."""
        with suppress(TelegramError):
            await self._api.call("setMyCommands", {"commands": _menu(COMMANDS, self._settings.language)})
            for scope in ("all_chat_administrators", "all_private_chats"):
                menu = _menu(MODERATORS_COMMANDS, self._settings.language)
                await self._api.call("setMyCommands", {"commands": menu, "scope": {"type": scope}})


def api_of(settings: Settings, request: BaseRequest) -> BotApi:
    """Return the Bot API that the settings name.

    Raises:
        Refusal: There is no token.
    """
    token = settings.token.get_secret_value() if settings.token else ""
    if not token:
        raise Refusal("token-missing")
    return BotApi(request, settings.api_url, token)


async def introduce(api: BotApi) -> Me:
    """Ask Telegram who the bot is, patiently while it does not say.

    Raises:
        Refusal: Telegram does not know the token.
    """
    pause = 1.0
    while True:
        try:
            me = await api.call("getMe")
        except InvalidToken:
            raise Refusal("token-refused") from None
        except TelegramError as error:
            if pause == 1.0:
                log.warning("%s", tell("server-unreachable", why=error.message))
            await asyncio.sleep(pause)
            pause = min(30.0, pause * 2)
        else:
            return Me(me["id"], me["username"])


async def look_up_bot(settings: Settings) -> JSON:
    """Ask Telegram once who the bot is, and return its `User`.

    Raises:
        Refusal: There is no token, Telegram does not know it, or was not reached.
    """
    request = AiohttpRequest(read_timeout=10)
    api = api_of(settings, request)
    await request.initialize()
    try:
        me: JSON = await api.call("getMe")
    except InvalidToken:
        raise Refusal("token-refused") from None
    except TelegramError as error:
        raise Refusal("server-unreachable", why=error.message) from None
    finally:
        await request.shutdown()
    return me


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


async def _take_over(sole: Sole) -> None:
    """Wait while another process works on the database."""
    waited = False
    while not sole.take():
        if not waited:
            log.warning("%s", tell("another-at-work"))
        waited = True
        await asyncio.sleep(TURN)


def _menu(commands: Sequence[str], language: str = FALLBACK) -> list[dict[str, str]]:
    return [{"command": name, "description": tell(f"command-{name}", language)} for name in commands]


@contextmanager
def _answering() -> Iterator[None]:
    """Turn Telegram's silence into a clear sentence."""
    try:
        yield
    except TelegramError:
        raise Refusal("telegram-silent") from None
