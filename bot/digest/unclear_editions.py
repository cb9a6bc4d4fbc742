"""Editions of which nobody knows whether they arrived: the moderators look, and say."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect, Rows, SendAgain
from bot.chat.event import Event
from bot.chat.moderators import require_moderator_of
from bot.chat.queries import TelegramQueries
from bot.digest.compose import subject_of
from bot.texts import Refusal, say, tell
from storage import audit, digests, outbox_subjects
from storage.audit import Act
from storage.digests import Edition, EditionStatus
from storage.outbox import OutboxStatus


def unclear_buttons(edition: Edition, language: str) -> Rows:
    """Return the two answers."""
    return (tuple(Button(tell(f"button-{verb}", language), f"{verb}:{edition.id}") for verb in ("there", "again")),)


async def find_edition(event: Event, telegram: TelegramQueries) -> Edition:
    """Find the edition that a button is about, for those who moderate its chat now.

    Raises:
        Refusal: There is none, or the person does not moderate there.
    """
    async with telegram.database.read() as session:
        edition = await digests.get(session, number(event))
        if edition is None:
            raise Refusal("button-old")
        _, _, chat = await digests.place_of(session, edition.schedule_id)
    await require_moderator_of(chat.telegram_id, event, telegram)
    return edition


async def it_is_there(event: Event, session: AsyncSession, now: datetime, edition: Edition) -> list[Effect]:
    """*It is there*: nothing is sent."""
    await _decide(event, session, edition, EditionStatus.SENT, now)
    await outbox_subjects.supersede_unclear(session, subject_of(edition))
    return event.edit(say("digest-was-there", event.language))


async def send_again(event: Event, session: AsyncSession, now: datetime, edition: Edition) -> list[Effect]:
    """*Send again*: owe once more what may not have arrived, and only that."""
    await _decide(event, session, edition, EditionStatus.POSTED, now)
    rows = await digests.posts_of(session, edition.id)
    unclear = [row for row in rows if row.status is OutboxStatus.UNCLEAR]
    await outbox_subjects.supersede_unclear(session, subject_of(edition))
    return [*(SendAgain(row) for row in unclear), *event.edit(say("digest-sent-again", event.language))]


async def _decide(event: Event, session: AsyncSession, edition: Edition, becomes: EditionStatus, now: datetime) -> None:
    """Note who decided about an unclear edition.

    Raises:
        Refusal: Somebody else did so before.
    """
    if edition.status is not EditionStatus.UNCLEAR or not await digests.move(session, edition, becomes):
        raise Refusal("digest-decided-already")
    schedule = await digests.get_schedule(session, edition.schedule_id)
    action = "edition there" if becomes is EditionStatus.SENT else "edition again"
    act = Act(event.person.id, action, subject_of(edition), discussion_id=schedule.discussion_id)
    await audit.record(session, act, now)
