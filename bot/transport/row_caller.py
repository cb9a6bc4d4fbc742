"""One call of the Bot API for a row of the outbox, and what its answer says became of the row."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.transport.bot_api import BotApi, NotConnectedError, Upload
from bot.transport.send_queue import Queue
from storage import chat_migration, chats, outbox
from storage.database import Database, until_database_answers
from storage.outbox import Delivery, OutboxRow, OutboxStatus

log = logging.getLogger(__name__)

MIN_RESTRICTION = timedelta(seconds=31)
"""What ends sooner than half a minute after it was done, Telegram takes for ever."""
MAX_ATTEMPTS = 8
"""Tries of a row before it is given up; times without any connection do not count."""
UNKNOWN_TOKEN_PAUSE_SECONDS = 30.0
"""Seconds until the next try where Telegram does not know the token."""
MAX_PAUSE_SECONDS = 60.0
"""Seconds between two tries of a row at the most, where Telegram names none."""
BETWEEN_CHATS = frozenset({"forwardMessage", "forwardMessages", "copyMessage", "copyMessages"})
"""Methods that read in one chat and write in another."""
FILES = {"sendPhoto": "photo", "sendDocument": "document"}
"""The parameter that holds the file of a row."""
LATER = frozenset({"deleteAllMessageReactions"})
"""Methods that older servers do not know, which say so as they say that they do not know a token."""
FULFILLED = {
    "editMessageText": ("message is not modified",),
    "editMessageReplyMarkup": ("message is not modified",),
    "deleteMessage": ("message to delete not found",),
    "answerCallbackQuery": ("query is too old",),
    "answerChatJoinRequestQuery": ("query is too old", "query_id_invalid"),
    "approveChatJoinRequest": ("user_already_participant", "hide_requester_missing"),
}
"""Refusals that say: it is so already, or it is too late to matter."""
UNASKED = {"deleteMessage": ("message can't be deleted",)}
"""Refusals that matter only where somebody is told what became of it."""


class RowCaller:
    """Tries rows of the outbox."""

    def __init__(
        self, api: BotApi, database: Database, queue: Queue, clock: Callable[[], datetime], steady: Callable[[], float]
    ) -> None:
        self._api = api
        self._database = database
        self._queue = queue
        self._clock = clock
        self._steady = steady

    async def attempt(self, row: OutboxRow) -> Delivery | None:
        """Call Telegram; None when the row stays owed and is queued again."""
        try:
            answer = await self._api.call(row.method, _in_time(params_of(row), self._clock()))
        except RetryAfter as error:
            pause = error.retry_after
            self._put_back(row, pause.total_seconds() if isinstance(pause, timedelta) else float(pause))
            return None
        except ChatMigrated as error:
            return await self._follow(row, error.new_chat_id)
        except Forbidden as error:
            return await self._rest(row, error)
        except InvalidToken as error:
            if row.method in LATER:
                return self._delivery(row, OutboxStatus.FAILED, error.message)
            self._put_back(row, UNKNOWN_TOKEN_PAUSE_SECONDS)
            return None
        except BadRequest as error:
            return self._refused(row, error)
        except TelegramError as error:
            return self._broken(row, error)
        first = answer[0] if isinstance(answer, list) and answer else answer
        message = first.get("message_id") if isinstance(first, dict) else None
        return Delivery(row.id, OutboxStatus.SENT, self._clock(), message)

    def _put_back(self, row: OutboxRow, seconds: float) -> None:
        """Queue a row again, first in its chat, after a pause that holds for this chat alone."""
        self._queue.put_back(row, self._steady() + seconds)

    def _refused(self, row: OutboxRow, error: BadRequest) -> Delivery | None:
        """Judge a refusal: some say that it is so already, one can be mended, the others stand."""
        said = error.message.lower()
        nobody_asks = UNASKED if row.subject is None else {}
        if any(words in said for known in (FULFILLED, nobody_asks) for words in known.get(row.method, ())):
            return self._delivery(row, OutboxStatus.SENT, error.message)
        reply = row.params.get("reply_parameters")
        if "quote" in said and isinstance(reply, dict) and "quote" in reply:
            row.params["reply_parameters"] = {key: reply[key] for key in reply if not key.startswith("quote")}
            self._put_back(row, 0)
            return None
        if row.instead is not None:
            log.warning("row %s (%s) was refused, so it is told in words: %s", row.id, row.method, error.message)
            row.method, row.params, row.file, row.instead = "sendMessage", row.instead, None, None
            self._put_back(row, 0)
            return None
        log.error("row %s (%s) was refused: %s", row.id, row.method, error.message)
        return self._delivery(row, OutboxStatus.FAILED, error.message)

    def _broken(self, row: OutboxRow, error: TelegramError) -> Delivery | None:
        """Try again later; but what may go out only once, and may have arrived, is unclear."""
        if row.once and not isinstance(error, NotConnectedError):
            return self._delivery(row, OutboxStatus.UNCLEAR, error.message)
        if isinstance(error, NotConnectedError):
            row.attempts = min(row.attempts, MAX_ATTEMPTS - 1)
        if row.attempts >= MAX_ATTEMPTS:
            log.error("row %s (%s) was given up: %s", row.id, row.method, error.message)
            return self._delivery(row, OutboxStatus.FAILED, error.message)
        self._put_back(row, min(MAX_PAUSE_SECONDS, 2.0 ** (row.attempts - 1)))
        return None

    async def _rest(self, row: OutboxRow, error: Forbidden) -> Delivery:
        """Put the chat to rest: the bot was removed, blocked, or may not write there.

        What is forwarded comes from a chat that may be the one which is closed, so it says nothing of where it goes.
        """
        if row.method in BETWEEN_CHATS:
            log.info("row %s (%s) was forbidden: %s", row.id, row.method, error.message)
            return self._delivery(row, OutboxStatus.FAILED, error.message)
        if row.chat_id is not None:
            chat_id = row.chat_id
            log.info("chat %s rests: %s", chat_id, error.message)
            await until_database_answers(lambda: self._give_up(chat_id, error.message))
            self._queue.drop(chat_id)
        return self._delivery(row, OutboxStatus.DROPPED, error.message)

    async def _follow(self, row: OutboxRow, new_id: int) -> Delivery | None:
        """Rename a group that became a supergroup, everywhere, and send there, unless it is about a message."""
        old_id = row.chat_id
        if old_id is None:
            return None
        await until_database_answers(lambda: self._rename(old_id, new_id))
        stays = row.method in outbox.ABOUT_MESSAGES
        if not stays:
            self._put_back(row, 0)
        self._queue.redirect(old_id, new_id)
        return self._delivery(row, OutboxStatus.DROPPED, outbox.LEFT_BEHIND) if stays else None

    async def _give_up(self, chat_id: int, why: str) -> None:
        async with self._database.write() as session:
            await chats.put_to_rest(session, chat_id)
            await outbox.drop_for(session, chat_id, why)

    async def _rename(self, old_id: int, new_id: int) -> None:
        async with self._database.write() as session:
            await chat_migration.move(session, old_id, new_id)

    def _delivery(self, row: OutboxRow, becomes: OutboxStatus, why: str | None = None) -> Delivery:
        return Delivery(row.id, becomes, self._clock(), why=why)


def _in_time(params: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return the parameters of a call with an end that Telegram heeds, however late the call has become."""
    until = params.get("until_date")
    return {**params, "until_date": max(until, int((now + MIN_RESTRICTION).timestamp()))} if until else params


def params_of(row: OutboxRow) -> dict[str, Any]:
    """Return everything that a call needs, files included."""
    params = dict(row.params) if row.chat_id is None else {"chat_id": row.chat_id, **row.params}
    if row.file is None:
        return params
    if row.method not in FILES:
        for place, size in enumerate(sizes := params.pop("sizes")):
            first = sum(sizes[:place])
            params[f"picture{place}"] = Upload(f"picture{place}.png", row.file[first : first + size])
        return params
    params[FILES[row.method]] = Upload(params.pop("file_name", "picture.png"), row.file)
    return params
