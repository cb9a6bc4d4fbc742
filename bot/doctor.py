"""The doctor: looks at everything the bot stands on and says in a line each how it is, or why it did not look."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.extraction.sources import Source
from bot.article.library import READ
from bot.article.semantic import EmbedderError
from bot.article.semantic.select import embedder_of
from bot.dispatch.telegram_queries import look_up_bot, look_up_ranks
from bot.moderation.bot_rights import missing
from bot.texts import Refusal, languages, tell
from bot.worker import Worker, WorkerError
from config.settings import Settings
from storage import chats, inbox, outbox
from storage.chats import Chat
from storage.database import Database
from storage.inbox import InboxStatus
from storage.migrate import NewerDatabaseError, revisions
from storage.outbox import OutboxStatus

MOST_GROUPS = 200
"""Groups that Telegram is asked about, those heard from last."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing is."""

    name: str
    well: bool | None
    """None where it was not looked at."""
    words: str


async def examine(settings: Settings) -> list[Finding]:
    """Look at program, database, worker process, embedder, Bot API and groups, one after the other."""
    return [await check(settings) for check in CHECKS]


async def _program(_settings: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    words = tell("doctor-program", python=version, sqlite=sqlite3.sqlite_version, languages=", ".join(languages()))
    return Finding("program", sqlite3.sqlite_version_info >= (3, 35), words)


async def _database(settings: Settings) -> Finding:
    if not _exists(settings):
        return Finding("database", well=None, words=tell("doctor-database-none", path=_path(settings)))
    database = Database(settings.database_url)
    try:
        at, head = await revisions(database)
    except NewerDatabaseError as error:
        return Finding("database", well=False, words=tell("database-newer", revision=str(error)))
    except SQLAlchemyError as error:
        return Finding("database", well=False, words=tell("database-broken", why=str(error.args[0])))
    finally:
        await database.close()
    key = "doctor-database-ready" if at == head else "doctor-database-behind"
    return Finding("database", at == head, tell(key, at=at or "–", head=head))


async def _lines(settings: Settings) -> Finding:
    """Count what failed or is unclear."""
    if not _exists(settings):
        return Finding("lines", well=None, words=tell("doctor-lines-none"))
    if not (await _database(settings)).well:
        return Finding("lines", well=None, words=tell("doctor-lines-unread"))
    async with _reading(settings) as session:
        received, owed = await inbox.count_by_status(session), await outbox.count_by_status(session)
    failed, unclear = received.get(InboxStatus.FAILED, 0), owed.get(OutboxStatus.UNCLEAR, 0)
    waiting = received.get(InboxStatus.WAITING, 0) + owed.get(OutboxStatus.WAITING, 0)
    words = tell("doctor-lines", failed=failed, unclear=unclear, waiting=waiting)
    return Finding("lines", not failed and not unclear, words)


async def _worker(_settings: Settings) -> Finding:
    worker = Worker()
    sentence = b"The worker process reads this one sentence and gives it back whole."
    try:
        await worker.run(READ, Source(sentence, name="sentence.txt"))
    except WorkerError:
        return Finding("worker", well=False, words=tell("doctor-worker-down"))
    finally:
        worker.stop()
    return Finding("worker", well=True, words=tell("doctor-worker-up"))


async def _embedder(settings: Settings) -> Finding:
    embedder = embedder_of(settings)
    if embedder is None:
        key = "embeddings-off" if settings.semantic == "off" else "embeddings-unset"
        return Finding("embedder", well=None, words=tell(key))
    try:
        await embedder.questions(["Does it work?"])
    except EmbedderError as error:
        return Finding("embedder", well=False, words=tell("embeddings-down", name=embedder.name, why=str(error)))
    finally:
        await embedder.close()
    return Finding("embedder", well=True, words=tell("embeddings-up", name=embedder.name))


async def _telegram(settings: Settings) -> Finding:
    try:
        me = await look_up_bot(settings)
    except Refusal as refusal:
        return Finding("telegram", well=False, words=str(refusal))
    reads = "yes" if me.get("can_read_all_group_messages") else "no"
    return Finding("telegram", well=True, words=tell("doctor-telegram", name=me["username"], reads=reads))


async def _chats(settings: Settings) -> Finding:
    """Ask Telegram in which groups the bot lacks rights; a group that only asks needs none, so it is no fault."""
    if not _exists(settings) or not (await _database(settings)).well:
        return Finding("chats", well=None, words=tell("doctor-chats-unasked"))
    async with _reading(settings) as session:
        groups = await chats.groups_seen(session, MOST_GROUPS)
    try:
        ranks = await look_up_ranks(settings, [group.telegram_id for group in groups])
    except Refusal:
        return Finding("chats", well=None, words=tell("doctor-chats-unasked"))
    if not groups:
        return Finding("chats", well=None, words=tell("doctor-chats", chats=0))
    lacking = [(group, missing(me)) for group, me in zip(groups, ranks, strict=True) if missing(me)]
    if not lacking:
        return Finding("chats", well=True, words=tell("doctor-chats", chats=len(groups)))
    listed = "; ".join(_lacking(group, rights) for group, rights in lacking)
    words = tell("doctor-chats-missing", count=len(lacking), chats=len(groups), list=listed)
    return Finding("chats", well=True, words=words)


def _lacking(group: Chat, rights: Collection[str]) -> str:
    names = ", ".join(tell("right-name", right=right) for right in rights)
    return tell("doctor-chat-missing", chat=group.title or str(group.telegram_id), rights=names)


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[AsyncSession]:
    database = Database(settings.database_url)
    try:
        async with database.read() as session:
            yield session
    finally:
        await database.close()


def _path(settings: Settings) -> str:
    return settings.database_url.removeprefix("sqlite+aiosqlite:///")


def _exists(settings: Settings) -> bool:
    return Path(_path(settings)).exists()


CHECKS: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (
    _program,
    _database,
    _lines,
    _worker,
    _embedder,
    _telegram,
    _chats,
)
"""In the order of looking."""
