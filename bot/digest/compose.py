"""Writing an edition: what happened in its period, in words, and what is to be drawn beside them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import Library
from bot.chat.effects import Effect, Send
from bot.chat.message.text_split import split
from bot.chat.queries import TelegramQueries
from bot.debate.opinions.state import OpinionGroups, PublicOpinions
from bot.digest.contents import render
from bot.digest.contents.collect import EditionContents, EditionPlace, Reader
from bot.schedule.quiet_hours import QuietHours
from bot.worker import WorkerError
from storage import digests
from storage.chat_settings import language_of
from storage.chats import Chat, Place
from storage.digests import Edition
from storage.outbox import Priority
from storage.subjects import Subject


@dataclass(frozen=True, slots=True)
class WrittenEdition:
    """An edition that is written but not posted."""

    setting: EditionPlace
    reading: EditionContents
    effects: tuple[Effect, ...]
    opinions: PublicOpinions | None


class Writer:
    """Writes editions."""

    def __init__(self, library: Library, groups: OpinionGroups, username: str) -> None:
        self._reader = Reader(library)
        self._groups = groups
        self._username = username

    async def write(self, edition: Edition, telegram: TelegramQueries) -> WrittenEdition:
        """Write an edition as its period stands now, with what the votes show where there are enough."""
        async with telegram.database.read() as session:
            worth = await digests.is_worth_computing(session, edition.schedule_id)
        return await (self.write_computed if worth else self.write_plain)(edition, telegram)

    async def write_computed(self, edition: Edition, telegram: TelegramQueries) -> WrittenEdition:
        """Write an edition with what the votes show, which is computed in the worker process."""
        try:
            async with telegram.database.read() as session:
                schedule = await digests.get_schedule(session, edition.schedule_id)
                opinions = await self._groups.show_in(session, schedule.discussion_id)
                return await self._written(edition, session, opinions)
        except WorkerError:
            return await self.write_plain(edition, telegram)

    async def write_plain(self, edition: Edition, telegram: TelegramQueries) -> WrittenEdition:
        """Write an edition without anything that would have to be computed first."""
        async with telegram.database.read() as session:
            return await self._written(edition, session)

    async def _written(
        self, edition: Edition, session: AsyncSession, opinions: PublicOpinions | None = None
    ) -> WrittenEdition:
        """Write an edition of the one state of the database that the session sees."""
        schedule, discussion, chat = await digests.place_of(session, edition.schedule_id)
        setting = EditionPlace(edition, schedule, discussion)
        state = opinions.state if opinions else None
        reading = await self._reader.read(session, setting, state.report if state else None)
        language = await language_of(session, chat.telegram_id)
        return WrittenEdition(setting, reading, self._messages(reading, setting, chat, language), opinions)

    def _messages(
        self, reading: EditionContents, setting: EditionPlace, chat: Chat, language: str
    ) -> tuple[Effect, ...]:
        """Return the messages of an edition; the last one has the buttons."""
        place = Place(chat.telegram_id, setting.discussion.thread_id)
        parts = split(render.tell_edition(reading.material, language))
        buttons = render.edition_buttons(self._username, setting.discussion.id, reading.material, language)
        schedule = setting.schedule
        quiet = QuietHours(schedule.quiet_from, schedule.quiet_until, schedule.zone)
        silent = quiet.hold(setting.edition.claimed_at)
        return tuple(
            Send(
                place,
                part,
                topic=setting.schedule.topic,
                buttons=buttons if part is parts[-1] else (),
                silent=silent or part is not parts[0],
                subject=subject_of(setting.edition) if setting.edition.id is not None else None,
                priority=Priority.BULK,
                once=True,
            )
            for part in parts
        )


def subject_of(edition: Edition) -> str:
    """Return the name by which the outbox knows the messages of an edition."""
    return str(Subject("edition", edition.id))
