"""/purge: many messages taken away at once, in ranges of a hundred."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import DeleteMany, Effect
from bot.chat.event import Event
from bot.chat.members import CAN_DELETE
from bot.chat.queries import TelegramQueries
from bot.moderation.groups import group_of
from bot.moderation.targets import require_right
from bot.texts import Refusal
from storage import audit
from storage.audit import Act
from storage.subjects import Subject

MAX_PURGED_MESSAGES = 1000
"""Messages in one purge, at the most."""
MESSAGES_PER_CALL = 100
"""Messages that Telegram deletes at once."""
DELETABLE_HOURS = 48
"""How many hours old a message may be for a bot to delete it."""


async def look(event: Event, telegram: TelegramQueries) -> range:
    """Find out which messages are meant, and whether the bot may delete them.

    Returns:
        Their numbers, without the command's own.

    Raises:
        Refusal: None are named, or too many, or too old ones, or the bot lacks the right; or it is said in a topic or
            in comments, whose messages are numbered through those of others.
    """
    if event.chat.is_forum or (event.thread_id and await telegram.linked_channel(event.chat.id) is not None):
        raise Refusal("purge-in-threads")
    await require_right(telegram, event.chat.id, CAN_DELETE)
    return messages_meant(event)


async def purge(event: Event, session: AsyncSession, now: datetime, meant: range) -> list[Effect]:
    """`/purge` as a reply: from there to here; `/purge 20`: the last twenty."""
    chat = await group_of(event, session)
    messages = Subject("messages", f"{meant.start}-{meant.stop - 1}")
    act = Act(event.person.id, "purge", messages, chat.id, evidence={"most": len(meant)})
    subject = await audit.record(session, act, now)
    parts = (meant[start : start + MESSAGES_PER_CALL] for start in range(0, len(meant), MESSAGES_PER_CALL))
    deletions = [DeleteMany(event.chat.id, tuple(some), subject=subject) for some in parts]
    return [*deletions, event.note("purged", count=len(meant), hours=DELETABLE_HOURS)]


def messages_meant(event: Event) -> range:
    """Return the numbers of the messages that a purge names; the numbers of a group have no gaps but deleted ones.

    Raises:
        Refusal: None are named, or too many, or they are too old.
    """
    if event.reply is not None:
        first = event.reply.message_id
        if event.reply.at is not None and event.at - event.reply.at > timedelta(hours=DELETABLE_HOURS):
            raise Refusal("purge-too-old", hours=DELETABLE_HOURS)
    else:
        if not event.text.strip():
            raise Refusal("purge-how")
        first = event.message_id - event.number()
    if event.message_id - first > MAX_PURGED_MESSAGES:
        raise Refusal("purge-too-many", most=MAX_PURGED_MESSAGES)
    meant = range(max(1, first), event.message_id)
    if not meant:
        raise Refusal("purge-how")
    return meant
