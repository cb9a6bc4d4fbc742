"""/export: the whole debate as files, for moderators, in private."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.discussion_article import current_article
from bot.chat.effects import Effect, SendDocument
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.debate import exports
from bot.texts import Refusal, say
from bot.worker import Worker, WorkerError
from storage import chats
from storage.chats import Place


class ExportCommand:
    """What is done with the help of the worker process."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def pack(self, event: Event, telegram: TelegramQueries) -> bytes:
        """Read the debate and pack its files, for somebody who can be written to in private."""
        async with telegram.database.read() as session:
            if event.person.speaks_as_chat or not await chats.private_chats(session, [event.person.id]):
                raise Refusal("export-in-private")
            article = await current_article(session, event.place)
            debate = await exports.collect(session, article.discussion_id)
        try:
            return await self._worker.run(exports.archive, debate, event.at)
        except WorkerError:
            raise Refusal("export-not-now") from None

    async def send(self, event: Event, _session: AsyncSession, now: datetime, packed: bytes) -> list[Effect]:
        """`/export`: the files in private, and in a group a word that they are there."""
        words = say("export-sent", event.language)
        document = SendDocument(Place(event.person.id), packed, f"debate-{now:%Y-%m-%d}.zip", words)
        return [document] if event.chat.private else [document, event.note("export-is-in-private")]
