"""The playground for a newcomer: its people and chats, an article, and the real bot in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from html import escape
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.app import Environment, opened
from bot.article import discussion_article
from bot.article.discussion_article import Suggestion
from bot.article.semantic.select import embedder_of
from bot.article.snapshot import PassageKind, Snapshot
from bot.playground.seed import TOKEN, Seed, seed
from bot.playground.web import server
from bot.playground.web.access import KEY
from bot.transport.bot_api import AiohttpRequest
from config.clock import utc_now
from config.settings import Settings
from storage import chats
from storage.chats import Chat, Place
from storage.database import Database
from storage.migrate import migrate


@dataclass(frozen=True, slots=True)
class OpenPlayground:
    """A playground that is open."""

    address: str
    """Opens the page: it holds the key, another one at each start."""
    cast: Seed


@asynccontextmanager
async def open_playground(snapshot: Snapshot, port: int, named: str = "sample") -> AsyncIterator[OpenPlayground]:
    """Open the playground with the bot in it, for as long as the block runs.

    Args:
        snapshot: The article of the group and of everybody's private chat.
        port: Port on this computer; 0 asks for a free one.
        named: What the served copy of the article is called in its address.

    Raises:
        OSError: The port is taken.
    """
    cast = seed(utc_now)
    articles: dict[str, str] = {named: as_page(snapshot)}
    key = token_urlsafe(16)
    app = server.build(cast.telegram, articles=articles, key=key)
    async with server.serve(app, port) as real_port:
        address = f"http://127.0.0.1:{real_port}"
        with TemporaryDirectory(prefix="counterpoint-") as folder:
            settings = Settings(
                _env_file=None,
                token=SecretStr(TOKEN),
                api_url=address,
                database_url=f"sqlite+aiosqlite:///{folder}/playground.db",
                rate_limits="off",
            )
            async with _playing(settings, cast, replace(snapshot, url=snapshot.url or f"{address}/articles/{named}")):
                yield OpenPlayground(f"{address}/?{KEY}={key}", cast)


@asynccontextmanager
async def _playing(settings: Settings, cast: Seed, snapshot: Snapshot) -> AsyncIterator[None]:
    """Run the bot on a new database in which the chats know their article."""
    database = Database(settings.database_url)
    try:
        await migrate(database)
        await set_article_in(database, [cast.group.id, *cast.telegram.people], snapshot)
        environment = Environment(AiohttpRequest(), embedder=embedder_of(settings))
        async with opened(settings, database, environment) as bot, asyncio.TaskGroup() as tasks:
            running = tasks.create_task(bot.run())  # if it fails, the group closes the playground
            yield
            running.cancel()
    finally:
        await database.close()


async def set_article_in(database: Database, chat_ids: Iterable[int], snapshot: Snapshot) -> None:
    """Make a snapshot the article of chats."""
    now = utc_now()
    async with database.write() as session:
        for chat_id in chat_ids:
            kind = "private" if chat_id > 0 else "supergroup"
            # Nobody has written to the bot in private yet, so it may not write there either.
            chat = Chat(telegram_id=chat_id, kind=kind, resting=kind == "private", seen_at=now)
            await chats.remember_chat(session, chat)
            suggestion = Suggestion(Place(chat_id), chat_id, snapshot)
            await discussion_article.choose(session, suggestion, now)


def as_page(snapshot: Snapshot) -> str:
    """Return a plain web page of an article, so that the links of quotes land somewhere."""
    body = "\n".join(
        _LOOKS.get(passage.kind, "<p>{}</p>").format(escape(snapshot.words_of(passage)))
        for passage in snapshot.passages
    )
    title = escape(snapshot.title)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return (
        f'<!doctype html>\n<html lang="{escape(snapshot.language)}"><head>{head}</head><body>\n{body}\n</body></html>'
    )


_LOOKS = {
    PassageKind.HEADLINE: "<h1>{}</h1>",
    PassageKind.STANDFIRST: "<p><strong>{}</strong></p>",
    PassageKind.CAPTION: "<p><small>{}</small></p>",
    PassageKind.NOTE: "<p><em>{}</em></p>",
}
