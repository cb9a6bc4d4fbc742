"""What messages of ours show, such as `question:12`, and what became of what belongs to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.outbox import UNDONE, OutboxRow, OutboxStatus
from storage.subjects import Subject


async def was_done(session: AsyncSession, subject: str, method: str) -> bool:
    """Say whether Telegram did a call of a method that belongs to a subject."""
    done = (OutboxRow.subject == subject, OutboxRow.method == method, OutboxRow.status == OutboxStatus.SENT)
    return (await session.exec(select(OutboxRow.id).where(*done).limit(1))).first() is not None


async def supersede_unclear(session: AsyncSession, subject: str) -> None:
    """Note that what is unclear of a subject was decided about by people."""
    which = (col(OutboxRow.subject) == subject, col(OutboxRow.status) == OutboxStatus.UNCLEAR)
    await session.exec(update(OutboxRow).where(*which).values(status=OutboxStatus.SUPERSEDED))


async def refused(session: AsyncSession, kind: str) -> list[OutboxRow]:
    """Return what Telegram refused of the subjects of a kind, such as `pin` of `pin:12`."""
    of_kind = (col(OutboxRow.subject) >= f"{kind}:", col(OutboxRow.subject) < f"{kind};")
    return list(await session.exec(select(OutboxRow).where(OutboxRow.status == OutboxStatus.FAILED, *of_kind)))


async def undelivered(session: AsyncSession, kinds: Collection[str], since: datetime) -> list[OutboxRow]:
    """Return the messages to groups, about subjects of some kinds, that did not arrive since then, oldest first."""
    query = select(OutboxRow).where(text(UNDONE), col(OutboxRow.due_at) > since, OutboxRow.method == "sendMessage")
    such = or_(*(col(OutboxRow.subject).startswith(f"{kind}:") for kind in kinds))
    query = query.where(col(OutboxRow.chat_id) < 0, such).order_by(col(OutboxRow.due_at), col(OutboxRow.id))
    return list(await session.exec(query))


async def forget_subject(session: AsyncSession, row_id: int) -> None:
    """Note that what became of a row was dealt with."""
    await session.exec(update(OutboxRow).where(col(OutboxRow.id) == row_id).values(subject=None))


async def forget_all(session: AsyncSession, subject: str) -> None:
    """Note that no message shows a subject any more."""
    await session.exec(update(OutboxRow).where(col(OutboxRow.subject) == subject).values(subject=None))


async def messages_in(session: AsyncSession, chat_id: int, subject: str) -> list[int]:
    """Return the messages of one chat, by Telegram's id of it, that show a subject, oldest first."""
    return [message for place, message in await shown(session, subject) if place == chat_id]


async def find_message(session: AsyncSession, subject: str) -> int | None:
    """Return the message that shows a subject, if it was sent."""
    return next(iter(await find_messages(session, subject)), None)


async def find_messages(session: AsyncSession, subject: str) -> list[int]:
    """Return the messages that show a subject, oldest first."""
    return [message for _, message in await shown(session, subject)]


async def shown(session: AsyncSession, subject: str) -> list[tuple[int, int]]:
    """Return (chat, message) of all messages that show a subject, oldest first."""
    query = select(OutboxRow.chat_id, OutboxRow.message_id).where(OutboxRow.subject == subject)
    found = await session.exec(query.order_by(col(OutboxRow.id)))
    return [(chat, message) for chat, message in found if chat is not None and message is not None]


async def find_subject(session: AsyncSession, chat_id: int, message_id: int) -> Subject:
    """Return what a message of ours shows; something of no kind where it is none, or shows nothing."""
    query = select(OutboxRow.subject).where(OutboxRow.chat_id == chat_id, OutboxRow.message_id == message_id)
    return Subject.parse((await session.exec(query.where(col(OutboxRow.subject).is_not(None)).limit(1))).first())
