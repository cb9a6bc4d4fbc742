"""Sanctions on people, and what everybody in a chat is held to: slow mode and locks."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Index, text
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Field, SQLModel, col, delete, exists, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.chats import Chat, get_chat
from storage.engine import Instant, among, choice
from storage.outbox import OutboxRow, OutboxStatus


class SanctionKind(StrEnum):
    """What is done about a person."""

    WARN = "warn"
    MUTE = "mute"
    BAN = "ban"
    KICK = "kick"


class SanctionStatus(StrEnum):
    """What became of a sanction."""

    ACTIVE = "active"
    UNDONE = "undone"
    """Taken back by a moderator."""
    OVER = "over"
    """Its time has passed."""
    REPLACED = "replaced"
    """A newer one of its kind took its place."""
    REFUSED = "refused"
    """Telegram did not do it."""


LASTING = (SanctionKind.MUTE, SanctionKind.BAN)
"""Kinds of which a person has one at a time in a chat."""
FOR_SPAM = "kind = 'ban' AND lower(substr(reason, 1, 4)) IN ('spam', 'спам', 'Спам')"
"""Bans whose reason begins with what spam is called, written out as the index of them has it; SQLite knows capitals of
Latin letters alone."""


class Sanction(SQLModel, table=True):
    """What was done about a person in a chat, and what they were before."""

    __table_args__ = (
        Index(
            "uq_sanction_lasting",
            "chat_id",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text("status = 'active' AND kind IN ('mute', 'ban')"),
            postgresql_where=text("status = 'active' AND kind IN ('mute', 'ban')"),
        ),
        Index(None, "chat_id", "person_id"),
        Index(None, "chat_id", "actor_id"),
        Index(None, "person_id"),
        Index(None, "status"),
        Index("ix_sanction_for_spam", "chat_id", sqlite_where=text(FOR_SPAM), postgresql_where=text(FOR_SPAM)),
        Index(
            "ix_sanction_until",
            "until",
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    person_id: int = Field(sa_type=BigInteger)
    """Telegram id of the person; a channel's is negative."""
    name: str
    """What they were called then."""
    kind: SanctionKind = Field(sa_type=choice(SanctionKind))
    reason: str = ""
    evidence: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    actor_id: int = Field(sa_type=BigInteger)
    """Telegram id of the moderator, or of the chat for an anonymous one; 0 for the bot itself."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message that it is about."""
    former: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What the person was in the chat before, bit by bit."""
    until: datetime | None = Field(default=None, sa_type=Instant)
    """When it ends by itself."""
    act: str = ""
    """The subject of the rows in the outbox that carry it out."""
    status: SanctionStatus = Field(default=SanctionStatus.ACTIVE, sa_type=choice(SanctionStatus))
    decided_at: datetime = Field(sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_by: int | None = Field(default=None, sa_type=BigInteger)


class Restraint(SQLModel, table=True):
    """What everybody in a chat is held to: slow mode, or a lock on one kind of message."""

    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    what: str = Field(primary_key=True)
    """`slow`, or what is locked."""
    seconds: int = 0
    """Of slow mode: the time between two messages of a person."""
    former: dict[str, bool] = Field(default_factory=dict, sa_type=JSON)
    """The permissions of the chat that the lock took away."""
    until: datetime | None = Field(default=None, sa_type=Instant, index=True)
    actor_id: int = Field(sa_type=BigInteger)
    set_at: datetime = Field(sa_type=Instant)


async def impose(session: AsyncSession, sanction: Sanction) -> bool:
    """Keep a new sanction and give it its id; False when one of its kind stands already."""
    values = sanction.model_dump(exclude={"id"})
    stored = await session.exec(insert(Sanction).values(**values).on_conflict_do_nothing().returning(col(Sanction.id)))
    sanction.id = stored.scalars().first()
    return sanction.id is not None


async def carry_out(session: AsyncSession, sanction: Sanction, act: str) -> None:
    """Note the subject of the rows that carry a sanction out."""
    sanction.act = act
    await session.exec(
        update(Sanction)
        .where(col(Sanction.id) == sanction.id)
        .values(act=act)
        .execution_options(synchronize_session=False)
    )


async def get(session: AsyncSession, sanction_id: int) -> Sanction | None:
    """Return a sanction as the database has it now."""
    question = select(Sanction).where(Sanction.id == sanction_id).execution_options(populate_existing=True)
    return (await session.exec(question)).first()


async def standing(session: AsyncSession, chat_id: int, person_id: int, kind: SanctionKind) -> Sanction | None:
    """Return the newest sanction of a kind that a person has in a chat now."""
    question = _active(chat_id).where(col(Sanction.person_id) == person_id, col(Sanction.kind) == kind)
    return (await session.exec(question.limit(1))).first()


async def latest(
    session: AsyncSession, chat_id: int, *, actor_id: int | None = None, person_id: int | None = None
) -> Sanction | None:
    """Return the newest sanction that stands in a chat: by a moderator, on a person, or of all."""
    question = _active(chat_id).where(col(Sanction.kind) != SanctionKind.KICK)
    if actor_id is not None:
        question = question.where(col(Sanction.actor_id) == actor_id)
    if person_id is not None:
        question = question.where(col(Sanction.person_id) == person_id)
    return (await session.exec(question.limit(1))).first()


async def warnings(session: AsyncSession, chat_id: int, person_id: int) -> list[Sanction]:
    """Return the warnings of a person that stand in a chat, oldest first."""
    question = _active(chat_id).where(col(Sanction.person_id) == person_id, col(Sanction.kind) == SanctionKind.WARN)
    return list(await session.exec(question))[::-1]


async def settle(
    session: AsyncSession, sanction_id: int, becomes: SanctionStatus, by: int | None, now: datetime
) -> bool:
    """End a sanction that stands; False when somebody else, or its time, was first."""
    done = await session.exec(
        update(Sanction)
        .where(col(Sanction.id) == sanction_id, col(Sanction.status) == SanctionStatus.ACTIVE)
        .values(status=becomes, settled_by=by, settled_at=now)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount == 1


async def undo_replaced(session: AsyncSession, undone: Sanction, by: int, now: datetime) -> None:
    """Note that what a sanction had replaced is taken back with it: the person is as before all of them."""
    moment = undone.decided_at
    while True:
        question = select(Sanction).where(
            Sanction.chat_id == undone.chat_id,
            Sanction.person_id == undone.person_id,
            Sanction.kind == undone.kind,
            Sanction.status == SanctionStatus.REPLACED,
            Sanction.settled_at == moment,
        )
        older = (await session.exec(question)).first()
        if older is None:
            return
        older.status, older.settled_by, older.settled_at = SanctionStatus.UNDONE, by, now
        session.add(older)
        await session.flush()
        moment = older.decided_at


async def revive(session: AsyncSession, sanction_id: int) -> bool:
    """Let a sanction stand again whose end Telegram refused; False when it was not taken back."""
    done = await session.exec(
        update(Sanction)
        .where(col(Sanction.id) == sanction_id, col(Sanction.status) == SanctionStatus.UNDONE)
        .values(status=SanctionStatus.ACTIVE, settled_by=None, settled_at=None)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount == 1


async def correct_former(session: AsyncSession, sanction_id: int, former: dict[str, Any]) -> None:
    """Note what a person is to be again when a sanction ends."""
    await session.exec(
        update(Sanction)
        .where(col(Sanction.id) == sanction_id)
        .values(former=former)
        .execution_options(synchronize_session=False)
    )


async def ending(session: AsyncSession, now: datetime) -> list[Sanction]:
    """Return the sanctions whose time has passed; not those that are not carried out yet, or where the bot is not."""
    question = (
        select(Sanction)
        .join(Chat, col(Chat.id) == col(Sanction.chat_id))
        .where(col(Sanction.status) == SanctionStatus.ACTIVE, col(Sanction.until) <= now)
        .where(col(Chat.resting).is_(False))
        .where(~_owed(col(Sanction.act)))
        .order_by(col(Sanction.until))
    )
    return list(await session.exec(question))


async def came_late(session: AsyncSession, sanction: Sanction, least: timedelta) -> bool:
    """Say whether a sanction was carried out so late that Telegram took its end for never."""
    if sanction.until is None:
        return False
    found = await session.exec(
        select(OutboxRow.id)
        .where(col(OutboxRow.subject) == sanction.act, col(OutboxRow.sent_at) > sanction.until - least)
        .limit(1)
    )
    return found.first() is not None


async def restrain(session: AsyncSession, restraint: Restraint) -> None:
    """Keep slow mode or a lock, in place of the former one; what a lock took away first stays on record."""
    values = restraint.model_dump()
    news = {name: values[name] for name in ("seconds", "until", "actor_id", "set_at")}
    kept = insert(Restraint).values(**values).on_conflict_do_update(index_elements=["chat_id", "what"], set_=news)
    await session.exec(kept)


async def release(session: AsyncSession, chat_id: int, what: str) -> bool:
    """End slow mode or a lock; False when it was not on."""
    done = await session.exec(delete(Restraint).where(col(Restraint.chat_id) == chat_id, col(Restraint.what) == what))
    return done.rowcount == 1


async def restraints(session: AsyncSession, chat_id: int) -> list[Restraint]:
    """Return what everybody in a chat is held to."""
    question = select(Restraint).where(Restraint.chat_id == chat_id).order_by(col(Restraint.what))
    return list(await session.exec(question.execution_options(populate_existing=True)))


_HELD = (
    select(Chat.telegram_id, Restraint)
    .join(Restraint, col(Restraint.chat_id) == col(Chat.id))
    .where(among(Chat.telegram_id, "chats"))
)


async def restraints_in(session: AsyncSession, telegram_ids: Collection[int]) -> dict[int, list[Restraint]]:
    """Return what everybody in chats is held to, by Telegram's ids of those chats."""
    found = await session.exec(_HELD, params={"chats": json.dumps(list(telegram_ids))})
    held: dict[int, list[Restraint]] = {}
    for telegram_id, restraint in found.all():
        held.setdefault(telegram_id, []).append(restraint)
    return held


async def restraints_ending(session: AsyncSession, now: datetime) -> list[Restraint]:
    """Return slow modes and locks whose time has passed, where the bot is."""
    question = select(Restraint).join(Chat, col(Chat.id) == col(Restraint.chat_id))
    return list(await session.exec(question.where(col(Restraint.until) <= now, col(Chat.resting).is_(False))))


async def telegram_chat(session: AsyncSession, chat_id: int) -> int:
    """Return Telegram's id of a chat by our own number.

    Raises:
        LookupError: There is none.
    """
    chat = await get_chat(session, chat_id)
    if chat is None:
        raise LookupError(chat_id)
    return chat.telegram_id


def _active(chat_id: int) -> SelectOfScalar[Sanction]:
    """Return the question for the sanctions that stand in a chat, newest first."""
    return (
        select(Sanction)
        .where(col(Sanction.chat_id) == chat_id, col(Sanction.status) == SanctionStatus.ACTIVE)
        .order_by(col(Sanction.id).desc())
    )


def _owed(act: Any) -> ColumnElement[bool]:
    """Return whether rows of a subject still wait in the outbox."""
    return exists().where(col(OutboxRow.subject) == act, col(OutboxRow.status) == OutboxStatus.WAITING)
