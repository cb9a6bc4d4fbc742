"""What is asked of Telegram beside the line of updates."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from time import monotonic
from typing import Generic, TypeVar

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.chat.members import Member
from bot.dispatch.event_parts import Me
from bot.texts import Refusal, tell
from bot.transport.bot_api import JSON, AiohttpRequest, BotApi
from bot.transport.sender import Sender
from config.bounded_cache import BoundedCache
from config.settings import Settings
from storage.database import Database

log = logging.getLogger(__name__)

T = TypeVar("T")

ANSWER_SECONDS = 10.0
"""Seconds for which an answer about who runs a chat is believed, unless Telegram tells of a change."""
MAX_CHATS = 1_000
"""Chats about which answers are kept in mind; of more, the oldest are forgotten."""
_NOBODY = ("user not found", "member not found", "participant_id_invalid", "user_not_participant", "user_id_invalid")
"""How Telegram says that it knows nobody of an id in a chat."""


class AnswerCache(Generic[T]):
    """Telegram's latest answers about chats, believed for some seconds."""

    def __init__(self, ask: Callable[[int], Awaitable[T]], steady: Callable[[], float]) -> None:
        self._ask = ask
        self._steady = steady
        self._kept: BoundedCache[int, tuple[float, T]] = BoundedCache(MAX_CHATS)
        self._asking: dict[int, object] = {}

    async def get(self, chat_id: int) -> T:
        """Return what Telegram said about a chat some seconds ago, else what it says."""
        kept = self._kept.get(chat_id)
        return kept[1] if kept is not None and self._steady() - kept[0] < ANSWER_SECONDS else await self.ask(chat_id)

    async def ask(self, chat_id: int) -> T:
        """Return what Telegram says about a chat, and keep it in mind."""
        asking = self._asking[chat_id] = object()
        try:
            found = await self._ask(chat_id)
            if self._asking.get(chat_id) is asking:  # else it may be older than a change
                self._kept[chat_id] = (self._steady(), found)
            return found
        finally:
            if self._asking.get(chat_id) is asking:
                del self._asking[chat_id]

    def forget(self, chat_id: int) -> None:
        """Ask anew about a chat."""
        self._kept.pop(chat_id, None)
        self._asking.pop(chat_id, None)


class BotApiQueries:
    """What handlers may ask of Telegram while they prepare."""

    def __init__(
        self,
        api: BotApi,
        database: Database,
        clock: Callable[[], datetime],
        me: int,
        sender: Sender,
        steady: Callable[[], float] = monotonic,
    ) -> None:
        self._api = api
        self._clock = clock
        self._sender = sender
        self.database = database
        self.me = me
        self._admins: AnswerCache[tuple[Member, ...]] = AnswerCache(self._ask_who_runs, steady)
        self._channels: AnswerCache[int | None] = AnswerCache(self._ask_for_channel, steady)

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        """Return a chat's administrators, the bot and other bots among them."""
        return await self._admins.ask(chat_id)

    async def administrators_lately(self, chat_id: int) -> tuple[Member, ...]:
        """Return the same, as Telegram said some seconds ago at the most."""
        return await self._admins.get(chat_id)

    async def _ask_who_runs(self, chat_id: int) -> tuple[Member, ...]:
        with _answering():
            members = await self._api.call("getChatAdministrators", {"chat_id": chat_id, "return_bots": True})
        return tuple(map(Member.read, members))

    def forget(self, chat_id: int) -> None:
        """Ask Telegram anew about a chat: somebody's place in it has changed."""
        self._admins.forget(chat_id)
        self._channels.forget(chat_id)

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    async def moderators(self, chat_id: int) -> frozenset[int]:
        """Return the ids of a chat's administrators."""
        return frozenset(member.id for member in await self.administrators(chat_id))

    async def member(self, chat_id: int, person_id: int) -> Member | None:
        """Return what somebody is in a chat; None where Telegram knows nobody of that id there.

        What the bot owes by now is done before: else a ban on its way would be taken for none.
        """
        return await self._member(chat_id, person_id, lambda _said: True)

    async def voter(self, chat_id: int, person_id: int) -> Member | None:
        """Return what somebody is in a chat; None only where Telegram says that it knows nobody of that id there.

        A bot that is no administrator may be refused the answer: then it is silence, and no word about the person.

        Raises:
            Refusal: Telegram does not say.
        """
        return await self._member(chat_id, person_id, lambda said: any(sign in said for sign in _NOBODY))

    async def _member(self, chat_id: int, person_id: int, says_nobody: Callable[[str], bool]) -> Member | None:
        with _answering():
            await self._sender.acted(chat_id)
            try:
                return Member.read(await self._api.call("getChatMember", {"chat_id": chat_id, "user_id": person_id}))
            except BadRequest as error:
                if says_nobody(error.message.lower()):
                    return None
                raise

    def is_arriving(self, chat_id: int, data: str) -> bool:
        """Say whether a message with such a button is on its way to a chat."""
        return self._sender.is_arriving(chat_id, data)

    async def arrived(self, chat_id: int, data: str) -> None:
        """Wait until it is noted which messages of a chat have such a button."""
        await self._sender.arrived(chat_id, data)

    async def permissions(self, chat_id: int) -> dict[str, bool]:
        """Return what members of a chat may do who have no permissions of their own, when what is owed is done."""
        with _answering():
            await self._sender.acted(chat_id)
            chat = await self._api.call("getChat", {"chat_id": chat_id})
        return dict(chat.get("permissions") or {})

    async def linked_channel(self, chat_id: int) -> int | None:
        """Return the channel whose discussion group a chat is, as Telegram said some seconds ago at the most."""
        return await self._channels.get(chat_id)

    async def _ask_for_channel(self, chat_id: int) -> int | None:
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
    async with _asking(settings) as api:
        me: JSON = await api.call("getMe")
    return me


async def look_up_ranks(settings: Settings, chat_ids: Sequence[int]) -> list[Member | None]:
    """Ask Telegram once what the bot is in some chats; None where it does not tell.

    Raises:
        Refusal: There is no token, Telegram does not know it, or was not reached.
    """
    found: list[Member | None] = []
    async with _asking(settings) as api:
        me = await api.call("getMe")
        for chat_id in chat_ids:
            try:
                found.append(Member.read(await api.call("getChatMember", {"chat_id": chat_id, "user_id": me["id"]})))
            except (BadRequest, Forbidden):
                found.append(None)
    return found


@asynccontextmanager
async def _asking(settings: Settings) -> AsyncIterator[BotApi]:
    """Open a connection to ask Telegram something once."""
    request = AiohttpRequest(read_timeout=10)
    api = api_of(settings, request)
    await request.initialize()
    try:
        yield api
    except InvalidToken:
        raise Refusal("token-refused") from None
    except TelegramError as error:
        raise Refusal("server-unreachable", why=error.message) from None
    finally:
        await request.shutdown()


@contextmanager
def _answering() -> Iterator[None]:
    """Turn Telegram's silence into a clear sentence."""
    try:
        yield
    except (TelegramError, TimeoutError):
        raise Refusal("telegram-silent") from None
