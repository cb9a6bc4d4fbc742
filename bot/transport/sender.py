"""The sender: outbox to Telegram, at Telegram's pace, in order within a chat, people's replies first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.transport.bot_api import BotApi, NotConnectedError, Upload
from bot.transport.rate_limits import RateLimits
from bot.transport.send_queue import UNPACED, Queue
from storage import chat_migration, chats, outbox
from storage.database import Database, until_database_answers
from storage.keyboards import data_of
from storage.outbox import Delivery, OutboxRow, OutboxStatus

log = logging.getLogger(__name__)

IN_DOUBT = 10
"""Rows that may be sent but not yet marked: the most replies that a kill can repeat."""
GATHER_SECONDS = 0.02
"""Seconds that a mark may wait for company."""
GRACE_SECONDS = 3.0
"""Seconds that a stop waits for what is on its way."""
MAX_ACT_WAIT_SECONDS = 10.0
"""Seconds that somebody may wait for the acts that came before theirs."""
MIN_RESTRICTION = timedelta(seconds=31)
"""What ends sooner than half a minute after it was done, Telegram takes for ever."""
EXCUSE_SECONDS = 120.0
"""Seconds for which one word stands for all replies to a chat that were given up."""
TOO_LATE = "more was asked than may be said there in a minute"
"""Why these were given up."""
MAX_ATTEMPTS = 8
"""Tries of a row before it is given up; times without any connection do not count."""
MAX_LEAD = timedelta(days=1)
"""How long anything is owed before it is due, at the most: what is due later was dated by a clock that was wrong."""


class Sender:
    """Does what the outbox owes."""

    def __init__(
        self,
        api: BotApi,
        database: Database,
        pace: RateLimits,
        clock: Callable[[], datetime],
        steady: Callable[[], float] = monotonic,
        excuse: Callable[[OutboxRow], OutboxRow] | None = None,
    ) -> None:
        self._excuse = excuse
        self._excused: dict[int, float] = {}
        self._api = api
        self._database = database
        self._clock = clock
        self._steady = steady
        self._queue = Queue(pace, steady, self._note_lapse)
        self._slots = asyncio.Semaphore(IN_DOUBT)
        self._under_way = 0
        self._marks: list[tuple[OutboxRow, Delivery]] = []
        self._skipped: list[Delivery] = []
        self._lapsed: list[OutboxRow] = []
        self._arriving: dict[int | None, tuple[int | None, list[str]]] = {}
        """Messages on their way: their chats, and what their buttons send."""
        self._beginning: set[int] = set()
        self._one_begins = asyncio.Lock()
        self._marked = asyncio.Event()
        self._enough = asyncio.Event()
        self._progress = asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None

    def accept(self, rows: Iterable[OutboxRow]) -> None:
        """Take over rows that were committed to the outbox, in order; what was dropped meanwhile is forgotten."""
        now, steady = self._clock(), self._steady()
        for row in rows:
            if row.status is OutboxStatus.DROPPED:
                self._queue.call_off(row)
                continue
            wait = row.due_at - now
            self._queue.add(row, steady + (wait.total_seconds() if timedelta(0) < wait <= MAX_LEAD else 0.0))

    def wake(self) -> None:
        """Look at the queue again: the clock was moved."""
        self._queue.wake()

    async def recover(self) -> None:
        """Take up where the last process stopped: what is owed, what is unclear, what pace was used up."""
        now, steady = self._clock(), self._steady()
        async with self._database.write() as session:
            unclear = await outbox.doubt_interrupted(session)
            owed = await outbox.waiting_effects(session)
            lately = await outbox.sent_since(session, now - timedelta(minutes=1), UNPACED)
        for row in lately:
            at = steady - abs(now - (row.sent_at or now)).total_seconds()
            self._queue.pace.take(row.chat_id, at, row.messages, bulk=row.bulk, asked=row.asked)
        if unclear:
            log.warning("%d messages are unclear: they were being sent when the process ended", unclear)
        self.accept(owed)

    async def run(self) -> None:
        """Send until cancelled; the marks of what was sent are always kept."""
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._tasks.create_task(self._keep_marks())
                try:
                    await self._take_turns(self._tasks)
                finally:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(GRACE_SECONDS):
                            await self._landed()
        finally:
            await self._flush()

    async def _take_turns(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            await self._slots.acquire()
            row = await self._queue.next()
            self._under_way += 1
            tasks.create_task(self._send(row))

    async def _landed(self) -> None:
        """Wait for what is on its way and for its marks, so that a stop leaves nothing in doubt."""
        while self._under_way or self._marks:
            self._progress.clear()
            await self._progress.wait()

    async def settled(self) -> None:
        """Wait until nothing that is due is left to send."""
        while self._queue.due(self._steady()) or self._under_way or self._marks or self._lapsed:
            self._progress.clear()
            await self._progress.wait()

    async def acted(self, chat_id: int) -> None:
        """Wait until what is owed by now about the people of a chat is done: only then Telegram tells what they are.

        Raises:
            TimeoutError: Telegram does not take it for now.
        """
        upto = self._queue.newest_act(chat_id)
        async with asyncio.timeout(MAX_ACT_WAIT_SECONDS):
            while self._queue.owes_acts(chat_id, upto):
                self._progress.clear()
                await self._progress.wait()

    def is_arriving(self, chat_id: int, data: str) -> bool:
        """Say whether a message with such a button is on its way: somebody may press it before its id is noted."""
        return any(chat == chat_id and data in sends for chat, sends in self._arriving.values())

    async def arrived(self, chat_id: int, data: str) -> None:
        """Wait until the messages with such a button are noted; not for ever where Telegram does not take one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(MAX_ACT_WAIT_SECONDS):
                while self.is_arriving(chat_id, data):
                    self._progress.clear()
                    await self._progress.wait()

    async def _send(self, row: OutboxRow) -> None:
        """Try a row once and note what became of it."""
        sends = data_of(row.params)
        if sends and row.method.startswith("send"):
            self._arriving[row.id] = (row.chat_id, sends.split("\n"))
        try:
            if row.once:
                await until_database_answers(lambda: self._begin(row))
            row.attempts += 1
            mark = await self._attempt(row)
            if row.once and mark is None:
                await until_database_answers(lambda: self._defer(row))
        finally:
            self._under_way -= 1
            self._queue.done(row)
        if mark is None:
            self._arriving.pop(row.id, None)
            self._slots.release()
        else:
            self._marks.append((row, mark))
            self._marked.set()
        if not self._under_way or len(self._marks) >= IN_DOUBT:
            self._enough.set()
        self._progress.set()

    async def _attempt(self, row: OutboxRow) -> Delivery | None:
        """Call Telegram; None when the row stays owed and is queued again."""
        try:
            answer = await self._api.call(row.method, _in_time(params_of(row), self._clock()))
        except RetryAfter as error:
            pause = error.retry_after
            self._again(row, pause.total_seconds() if isinstance(pause, timedelta) else float(pause))
            return None
        except ChatMigrated as error:
            return await self._follow(row, error.new_chat_id)
        except Forbidden as error:
            return await self._rest(row, error)
        except InvalidToken as error:
            if row.method in LATER:
                return self._mark(row, OutboxStatus.FAILED, why=error.message)
            self._again(row, 30)
            return None
        except BadRequest as error:
            return self._refused(row, error)
        except TelegramError as error:
            return self._broken(row, error)
        first = answer[0] if isinstance(answer, list) and answer else answer
        message = first.get("message_id") if isinstance(first, dict) else None
        return self._mark(row, OutboxStatus.SENT, message=message)

    def _again(self, row: OutboxRow, seconds: float) -> None:
        """Queue a row again, first in its chat, after a pause that holds for this chat alone."""
        self._queue.put_back(row, self._steady() + seconds)

    def _refused(self, row: OutboxRow, error: BadRequest) -> Delivery | None:
        """Judge a refusal: some say that the wish is fulfilled, one can be mended, the others stand."""
        said = error.message.lower()
        nobody_asks = UNASKED if row.subject is None else {}
        if any(words in said for known in (FULFILLED, nobody_asks) for words in known.get(row.method, ())):
            return self._mark(row, OutboxStatus.SENT, why=error.message)
        reply = row.params.get("reply_parameters")
        if "quote" in said and isinstance(reply, dict) and "quote" in reply:
            row.params["reply_parameters"] = {key: reply[key] for key in reply if not key.startswith("quote")}
            self._again(row, 0)
            return None
        if row.instead is not None:
            log.warning("row %s (%s) was refused, so it is told in words: %s", row.id, row.method, error.message)
            row.method, row.params, row.file, row.instead = "sendMessage", row.instead, None, None
            self._again(row, 0)
            return None
        log.error("row %s (%s) was refused: %s", row.id, row.method, error.message)
        return self._mark(row, OutboxStatus.FAILED, why=error.message)

    def _broken(self, row: OutboxRow, error: TelegramError) -> Delivery | None:
        """Try again later; but what may go out only once, and may have arrived, is unclear."""
        if row.once and not isinstance(error, NotConnectedError):
            return self._mark(row, OutboxStatus.UNCLEAR, why=error.message)
        if isinstance(error, NotConnectedError):
            row.attempts = min(row.attempts, MAX_ATTEMPTS - 1)
        if row.attempts >= MAX_ATTEMPTS:
            log.error("row %s (%s) was given up: %s", row.id, row.method, error.message)
            return self._mark(row, OutboxStatus.FAILED, why=error.message)
        self._again(row, min(60.0, 2.0 ** (row.attempts - 1)))
        return None

    async def _rest(self, row: OutboxRow, error: Forbidden) -> Delivery:
        """Put the chat to rest: the bot was removed, blocked, or may not write there.

        What is forwarded comes from a chat that may be the one which is closed, so it says nothing of where it goes.
        """
        if row.method in BETWEEN_CHATS:
            log.info("row %s (%s) was forbidden: %s", row.id, row.method, error.message)
            return self._mark(row, OutboxStatus.FAILED, why=error.message)
        if row.chat_id is not None:
            chat_id = row.chat_id
            log.info("chat %s rests: %s", chat_id, error.message)
            await until_database_answers(lambda: self._give_up(chat_id, error.message))
            self._queue.drop(chat_id)
        return self._mark(row, OutboxStatus.DROPPED, why=error.message)

    async def _follow(self, row: OutboxRow, new_id: int) -> Delivery | None:
        """Rename a group that became a supergroup, everywhere, and send there, unless it is about a message."""
        old_id = row.chat_id
        if old_id is None:
            return None
        await until_database_answers(lambda: self._rename(old_id, new_id))
        stays = row.method in outbox.ABOUT_MESSAGES
        if not stays:
            self._again(row, 0)
        self._queue.redirect(old_id, new_id)
        return self._mark(row, OutboxStatus.DROPPED, why=outbox.LEFT_BEHIND) if stays else None

    async def _give_up(self, chat_id: int, why: str) -> None:
        async with self._database.write() as session:
            await chats.put_to_rest(session, chat_id)
            await outbox.drop_for(session, chat_id, why)

    async def _rename(self, old_id: int, new_id: int) -> None:
        async with self._database.write() as session:
            await chat_migration.move(session, old_id, new_id)

    def _mark(
        self, row: OutboxRow, becomes: OutboxStatus, message: int | None = None, why: str | None = None
    ) -> Delivery:
        if row.id is None:
            raise LookupError(row.method)
        return Delivery(row.id, becomes, self._clock(), message, why)

    async def _begin(self, row: OutboxRow) -> None:
        """Note that a row is being sent, and with it those that wait for the same."""
        number = row.id or 0
        self._beginning.add(number)
        async with self._one_begins:
            if number in self._beginning:
                numbers = set(self._beginning)
                async with self._database.write() as session:
                    await outbox.begin_sending(session, numbers)
                self._beginning -= numbers

    async def _defer(self, row: OutboxRow) -> None:
        async with self._database.write() as session:
            await outbox.wait_again(session, row)

    async def _keep_marks(self) -> None:
        """Keep marks in small groups: at once when nothing else is under way, after 20 ms at the latest."""
        while True:
            await self._marked.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(GATHER_SECONDS):
                    await self._enough.wait()
            await self._flush()
            self._progress.set()

    def _note_lapse(self) -> None:
        """Let the marks of replies that were given up be kept, though nothing may be sent for a while."""
        self._lapsed += self._queue.lapsed()
        self._marked.set()

    async def _flush(self) -> None:
        """Keep the marks there are; they are forgotten only when they are kept, so that a stop loses none."""
        self._marked.clear()
        self._enough.clear()
        self._skipped += [self._mark(row, OutboxStatus.SUPERSEDED) for row in self._queue.superseded()]
        marks, skipped, lapsed = list(self._marks), list(self._skipped), list(self._lapsed)
        if marks or lapsed:
            await until_database_answers(lambda: self._store(marks, skipped, lapsed))
        for _ in marks:
            self._slots.release()

    async def _store(
        self, marks: list[tuple[OutboxRow, Delivery]], skipped: list[Delivery], lapsed: Sequence[OutboxRow]
    ) -> None:
        late = [self._mark(row, OutboxStatus.DROPPED, why=TOO_LATE) for row in lapsed]
        new = [*(gone for row, mark in marks for gone in _fading(row, mark)), *self._excuses(lapsed)]
        async with self._database.write() as session:
            await outbox.mark(session, [*(mark for _, mark in marks), *skipped, *late])
            await outbox.note_done(session, marks)
            await outbox.store_effects(session, new)
        del self._marks[: len(marks)], self._skipped[: len(skipped)], self._lapsed[: len(lapsed)]
        for row, _ in marks:
            self._arriving.pop(row.id, None)
        self._excused = {row.chat_id or 0: self._steady() for row in lapsed} | self._excused
        self.accept(new)

    def _excuses(self, lapsed: Sequence[OutboxRow]) -> list[OutboxRow]:
        """Return an honest word to each chat where replies were given up and none stands there yet."""
        now = self._steady()
        self._excused = {chat: at for chat, at in self._excused.items() if now - at < EXCUSE_SECONDS}
        latest = {row.chat_id: row for row in lapsed if row.chat_id not in self._excused}
        return [self._excuse(row) for row in latest.values()] if self._excuse is not None else []


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


def _fading(row: OutboxRow, mark: Delivery) -> list[OutboxRow]:
    """Return the deletions of a message that is to leave its chat, and of the command if it answers one."""
    if row.fade_seconds is None or mark.message is None:
        return []
    command = None if row.fades_alone else (row.params.get("reply_parameters") or {}).get("message_id")
    due_at = mark.at + timedelta(seconds=row.fade_seconds)
    return [
        OutboxRow(chat_id=row.chat_id, method="deleteMessage", params={"message_id": number}, due_at=due_at)
        for number in (mark.message, command)
        if number is not None
    ]
