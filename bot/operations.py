"""What the operator does: run the bot, bring its database up to date, write a debate to files."""

from __future__ import annotations

import asyncio
import gc
import signal
import sqlite3
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app import Environment, opened, take_over
from bot.article.semantic.select import embedder_of
from bot.debate import exports
from bot.texts import Refusal
from bot.transport.bot_api import AiohttpRequest
from config.clock import utc_now
from config.settings import Settings
from storage import chats
from storage.database import Database
from storage.instance_lock import InstanceLock
from storage.migrate import NewerDatabaseError, OlderDatabaseError, migrate, require_tables


async def run_bot(settings: Settings) -> None:
    """Run the bot until cancelled.

    Nothing of the database is touched while another process works on it: that one may be of an older version.

    Raises:
        Refusal: The token is missing or not known, or the database cannot be used.
    """
    survives_power_cut = settings.durability == "power-cut"
    database = Database(settings.database_url, survives_power_cut=survives_power_cut)
    lock = InstanceLock(settings.database_url)
    try:
        with _opening():
            await take_over(lock)
        await _bring_up(database)
        environment = Environment(AiohttpRequest(), embedder=embedder_of(settings), instance_lock=lock)
        async with opened(settings, database, environment) as bot:
            freeze_what_stays()
            await bot.run()
    finally:
        await database.close()
        lock.release()


def freeze_what_stays() -> None:
    """Keep the garbage collector from looking through what is there by now and stays to the end of the process.

    It is a quarter of a million objects: going through them holds the event loop for a tenth of a second each time.
    """
    gc.collect()
    gc.freeze()


async def migrate_database(settings: Settings) -> tuple[str | None, str]:
    """Bring the database up to date and return the revisions before and after.

    Raises:
        Refusal: It is newer than this program, or cannot be opened, or the bot is at work with it.
    """
    database, lock = Database(settings.database_url), InstanceLock(settings.database_url)
    try:
        with _opening():
            is_taken = lock.acquire()
        if not is_taken:
            raise Refusal("database-in-use")
        return await _bring_up(database)
    finally:
        await database.close()
        lock.release()


async def export_debate(settings: Settings, folder: Path, discussion: int | None) -> int:
    """Write a debate to a folder and return how many files that made.

    Raises:
        Refusal: There is no such discussion, or it has to be chosen, or the folder cannot be written, or the database
            is not one of this version.
    """
    database = Database(settings.database_url)
    try:
        await _require_tables(database)
        async with database.read() as session:
            debate = await exports.collect(session, discussion or await _only_discussion(session))
        return len(await asyncio.to_thread(exports.write, debate, folder, utc_now()))
    except OSError as error:
        raise Refusal("export-folder", folder=str(folder), why=error.strerror or "") from None
    finally:
        await database.close()


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until the work ends or the process is asked to stop; then cancel it and let it put things away."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


async def _only_discussion(session: AsyncSession) -> int:
    """Return the one discussion that has an article."""
    known = await chats.discussions(session)
    if not known:
        raise Refusal("export-nothing")
    if len(known) > 1:
        raise Refusal("export-choose", list=", ".join(f"{number} ({title})" for number, title in known[:20]))
    return known[0][0]


async def _bring_up(database: Database) -> tuple[str | None, str]:
    with _opening():
        return await migrate(database)


async def _require_tables(database: Database) -> None:
    """Make sure that a tool finds the tables of this version, and changes none.

    Raises:
        Refusal: There is no database, or it is of another version.
    """
    path = database.engine.url.database
    if not path or not await asyncio.to_thread(Path(path).exists):
        raise Refusal("export-nothing")
    with _opening():
        await require_tables(database)


@contextmanager
def _opening() -> Iterator[None]:
    """Turn what is wrong with a database into a clear sentence."""
    try:
        yield
    except NewerDatabaseError as error:
        raise Refusal("database-newer", revision=str(error)) from None
    except OlderDatabaseError as error:
        raise Refusal("database-older", revision=str(error)) from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise Refusal("database-broken", why=str(error.args[0])) from None
