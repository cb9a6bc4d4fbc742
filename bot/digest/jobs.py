"""Posting editions: the jobs that claim them, write them, draw for them and see what became of them.

Each step is a transaction of its own and begins from what the database says, so a process may die between any two:

    due → claimed → written → posted → sent, or unclear, or failed
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Pin, Rows, Send, Unpin
from bot.chat.jobs import Job, found_by, job, prepared_job
from bot.chat.moderators import staff_of, where_moderators_read
from bot.chat.queries import TelegramQueries
from bot.debate.opinions import state as opinion_state
from bot.debate.participant import notices
from bot.digest.claim import claim_due, renew
from bot.digest.compose import Writer, WrittenEdition
from bot.digest.pictures import Illustrator, pictures_of
from bot.digest.unclear_editions import unclear_buttons
from bot.texts import Refusal, Value, say
from storage import digests, outbox_subjects
from storage.chat_settings import language_of
from storage.chats import Place
from storage.database import known
from storage.digests import Edition, EditionStatus
from storage.outbox import OutboxRow, OutboxStatus
from storage.subjects import Subject

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Editions that are claimed, and then written before the next ones are claimed."""
EDITIONS_AT_ONCE = 5
"""Editions that are written side by side and kept in one transaction: few enough that nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the messages of an edition, and who is to be told."""

    rows: Sequence[OutboxRow]
    moderators: frozenset[int]


class EditionJobs:
    """What the clock does about digests."""

    def __init__(self, writer: Writer, illustrator: Illustrator) -> None:
        self._writer = writer
        self._illustrator = illustrator
        self._looked_at: datetime | None = None

    def jobs(self) -> tuple[Job, ...]:
        """Return the jobs in the order of their haste: the pictures of one edition wait for the words of another."""
        writer, illustrator = self._writer, self._illustrator
        to_write, settled = found_by(digests.to_be_written, AT_ONCE), found_by(digests.settled, AT_ONCE)
        to_compute, to_draw = (
            found_by(digests.to_be_computed, 1),
            found_by(digests.with_status, EditionStatus.WRITTEN, 1),
        )
        jobs = (
            prepared_job("write editions", to_write, writer.write_plain, self.post, EDITIONS_AT_ONCE),
            job("claim editions", self.due, self.claim, EDITIONS_AT_ONCE),
            prepared_job("settle editions", settled, self.look, self.settle, EDITIONS_AT_ONCE),
            job("refused pins", found_by(outbox_subjects.refused, "pin"), self.tell_about_pin),
            prepared_job("compute editions", to_compute, writer.write_computed, self.post, slow=True),
            prepared_job("draw for editions", to_draw, illustrator.draw, illustrator.post, slow=True),
        )
        return tuple(replace(one, in_parts=True) for one in jobs)

    async def due(self, telegram: TelegramQueries, now: datetime) -> list[int]:
        """Return some of the schedules that are due."""
        if self._looked_at is None or now < self._looked_at:  # a start, or the clock was set back
            async with telegram.database.write() as session:
                await renew(session, now)
        self._looked_at = now
        async with telegram.database.read() as session:
            return await digests.due_schedules(session, now, AT_ONCE)

    async def claim(self, schedule: int, session: AsyncSession, now: datetime) -> list[Effect]:
        """Claim what is due: from here on it is certain where an edition begins, and that it is the only one."""
        await claim_due(schedule, session, now)
        return []

    async def post(
        self, edition: Edition, session: AsyncSession, now: datetime, written: WrittenEdition
    ) -> list[Effect]:
        """Owe an edition to Telegram; or nothing, where nothing happened."""
        if written.opinions is not None:
            await opinion_state.keep_shown(session, written.opinions, now)
        if written.reading.material.empty and written.setting.schedule.skip_empty:
            await digests.move(session, edition, EditionStatus.EMPTY)
            return []
        upto = written.reading.upto
        if upto != edition.upto and await digests.is_followed(session, edition):
            return []  # it is written again, up to where the later one begins
        pictures = pictures_of(written.reading)
        becomes = EditionStatus.WRITTEN if pictures else EditionStatus.POSTED
        news = {"shown": written.reading.shown, "plates": pictures, "upto": upto}
        return list(written.effects) if await digests.move(session, edition, becomes, **news) else []

    async def look(self, edition: Edition, telegram: TelegramQueries) -> Settled:
        """Look what became of an edition, and whom to ask where that is not clear."""
        async with telegram.database.read() as session:
            rows = await digests.posts_of(session, edition.id)
            if all(row.status is OutboxStatus.SENT for row in rows):
                return Settled(rows, frozenset())
            _, _, chat = await digests.place_of(session, edition.schedule_id)
        return Settled(rows, await _moderators(telegram, chat.telegram_id))

    async def settle(self, edition: Edition, session: AsyncSession, now: datetime, found: Settled) -> list[Effect]:
        """Note what became of an edition; pin it, or tell the moderators."""
        states = {row.status for row in found.rows}
        if OutboxStatus.UNCLEAR in states:
            await digests.move(session, edition, EditionStatus.UNCLEAR)
            buttons = partial(unclear_buttons, edition)
            return [*await _to_moderators(session, edition.schedule_id, found.moderators, "digest-unclear", buttons)]
        if states & {OutboxStatus.FAILED, OutboxStatus.DROPPED}:
            await digests.move(session, edition, EditionStatus.FAILED)
            return await _tell_trouble(edition, session, found)
        if await digests.move(session, edition, EditionStatus.SENT) and not edition.asked_for:
            await notices.offer_digest(session, edition.id, edition.schedule_id, now)
        return await self._pin(edition, session, found.rows)

    async def tell_about_pin(self, row: OutboxRow, session: AsyncSession, _now: datetime) -> list[Effect]:
        """Stop pinning where the bot may not, and say so."""
        await outbox_subjects.forget_subject(session, row.id)
        schedule = await digests.get_schedule(session, known(Subject.parse(row.subject).number("pin")))
        schedule.pin = False
        await digests.keep_schedule(session, schedule)
        return [*await _to_moderators(session, schedule.id, (), "digest-may-not-pin")]

    async def _pin(self, edition: Edition, session: AsyncSession, rows: Sequence[OutboxRow]) -> list[Effect]:
        """Pin the first message of an edition in place of the former one, where that is wished."""
        schedule, _, chat = await digests.place_of(session, edition.schedule_id)
        schedule.trouble = None
        await digests.keep_schedule(session, schedule)
        first = next((row.message_id for row in rows if row.message_id is not None), None)
        if not schedule.pin or first is None:
            return []
        former, schedule.pinned_message_id = schedule.pinned_message_id, first
        unpinned: list[Effect] = [] if former is None else [Unpin(chat.telegram_id, former)]
        return [*unpinned, Pin(chat.telegram_id, first, subject=str(Subject("pin", schedule.id)))]


async def _tell_trouble(edition: Edition, session: AsyncSession, found: Settled) -> list[Effect]:
    """Tell the moderators, once until it works again, why an edition was not posted."""
    schedule, discussion, chat = await digests.place_of(session, edition.schedule_id)
    trouble = _trouble(found.rows)
    if schedule.trouble == trouble:
        return []
    schedule.trouble = trouble
    await digests.keep_schedule(session, schedule)
    told = await _to_moderators(session, schedule.id, found.moderators, "digest-trouble", trouble=trouble)
    return [one for one in told if one.place != Place(chat.telegram_id, discussion.thread_id)]


async def _to_moderators(
    session: AsyncSession,
    schedule_id: int,
    moderators: Collection[int],
    key: str,
    buttons: Callable[[str], Rows] = lambda _: (),
    **values: Value,
) -> list[Send]:
    """Return what moderators are told about digests, in the language of each place where they read."""
    schedule, discussion, chat = await digests.place_of(session, schedule_id)
    here, told = Place(chat.telegram_id, discussion.thread_id), []
    for place in await where_moderators_read(session, here, {*moderators, schedule.chosen_by}):
        language = await language_of(session, place.chat_id)
        words, topic = say(key, language, title=chat.title, **values), schedule.topic and place == here
        told.append(Send(place, words, topic=topic, buttons=buttons(language), subject=staff_of(chat)))
    return told


def _trouble(rows: Sequence[OutboxRow]) -> str:
    """Return why an edition could not be posted, as the words about it name it."""
    said = next((row.error or "" for row in rows if row.status is not OutboxStatus.SENT), "").lower()
    signs = {"thread": "topic", "topic": "topic", "rights": "rights", "kicked": "gone", "blocked": "gone"}
    return next((trouble for sign, trouble in signs.items() if sign in said), "other")


async def _moderators(telegram: TelegramQueries, chat_id: int) -> frozenset[int]:
    """Return who moderates a chat; nobody where Telegram does not say, because the bot was put out of it."""
    try:
        return await telegram.moderators(chat_id)
    except Refusal:
        return frozenset()
