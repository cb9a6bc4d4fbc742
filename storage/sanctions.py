"""Sanctions on people: what was imposed, by whom, until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Index
from sqlmodel import Field, SQLModel, col, exists, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.chats import Chat
from storage.database import Instant, choice, index_where
from storage.outbox import OutboxRow, OutboxStatus
from storage.subjects import Subject
from storage.upsert import add_new, change


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
ACTIVE, _ONE_OF_A_KIND = "status = 'active'", ("chat_id", "person_id", "kind")
FOR_SPAM = "kind = 'ban' AND lower(substr(reason, 1, 4)) IN ('spam', 'спам', 'Спам')"
"""Bans whose reason begins with what spam is called, written out as the index of them has it; SQLite knows capitals of
Latin letters alone."""


class Sanction(SQLModel, table=True):
    """What was done about a person in a chat, and what they were before."""

    __table_args__ = (
        index_where("uq_sanction_lasting", f"{ACTIVE} AND kind IN ('mute', 'ban')", *_ONE_OF_A_KIND, unique=True),
        Index(None, "chat_id", "person_id"),
        Index(None, "chat_id", "actor_id"),
        Index(None, "person_id"),
        Index(None, "status"),
        index_where("ix_sanction_for_spam", FOR_SPAM, "chat_id"),
        index_where("ix_sanction_until", ACTIVE, "until"),
    )

    id: int = Field(default=None, primary_key=True)
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

    @property
    def subject(self) -> str:
        """The name by which outbox, audit log and queue know it."""
        return str(Subject("sanction", self.id))


async def impose(session: AsyncSession, sanction: Sanction) -> bool:
    """Keep a new sanction and give it its id; False when one of its kind stands already."""
    return await add_new(session, sanction)


async def carry_out(session: AsyncSession, sanction: Sanction, act: str) -> None:
    """Note the subject of the rows that carry a sanction out."""
    sanction.act = act
    await change(session, Sanction, col(Sanction.id) == sanction.id, act=act)


async def get(session: AsyncSession, sanction_id: int) -> Sanction | None:
    """Return a sanction as the database has it now."""
    return await session.get(Sanction, sanction_id, populate_existing=True)


async def standing(session: AsyncSession, chat_id: int, person_id: int, kind: SanctionKind) -> Sanction | None:
    """Return the newest sanction of a kind that a person has in a chat now."""
    such = (col(Sanction.person_id) == person_id, col(Sanction.kind) == kind)
    return (await session.exec(_active(chat_id, *such).limit(1))).first()


async def latest(
    session: AsyncSession, chat_id: int, *, actor_id: int | None = None, person_id: int | None = None
) -> Sanction | None:
    """Return the newest sanction that stands in a chat: by a moderator, on a person, or of all."""
    wanted = ((col(Sanction.actor_id), actor_id), (col(Sanction.person_id), person_id))
    such = [column == number for column, number in wanted if number is not None]
    question = _active(chat_id, col(Sanction.kind) != SanctionKind.KICK, *such)
    return (await session.exec(question.limit(1))).first()


async def warnings(session: AsyncSession, chat_id: int, person_id: int) -> list[Sanction]:
    """Return the warnings of a person that stand in a chat, oldest first."""
    question = _active(chat_id, col(Sanction.person_id) == person_id, col(Sanction.kind) == SanctionKind.WARN)
    return list(await session.exec(question))[::-1]


async def settle(
    session: AsyncSession, sanction_id: int, becomes: SanctionStatus, by: int | None, now: datetime
) -> bool:
    """End a sanction that stands; False when somebody else, or its time, was first."""
    which = (col(Sanction.id) == sanction_id, col(Sanction.status) == SanctionStatus.ACTIVE)
    return await change(session, Sanction, *which, status=becomes, settled_by=by, settled_at=now)


async def undo_replaced(session: AsyncSession, undone: Sanction, by: int, now: datetime) -> None:
    """Note that what a sanction had replaced is taken back with it: the person is as before all of them."""
    moment = undone.decided_at
    while True:
        query = select(Sanction).where(Sanction.chat_id == undone.chat_id, Sanction.person_id == undone.person_id)
        query = query.where(Sanction.kind == undone.kind, Sanction.status == SanctionStatus.REPLACED)
        query = query.where(Sanction.settled_at == moment)
        older = (await session.exec(query)).first()
        if older is None:
            return
        older.status, older.settled_by, older.settled_at = SanctionStatus.UNDONE, by, now
        await session.flush()
        moment = older.decided_at


async def revive(session: AsyncSession, sanction_id: int) -> bool:
    """Let a sanction stand again whose end Telegram refused; False when it was not taken back."""
    which = (col(Sanction.id) == sanction_id, col(Sanction.status) == SanctionStatus.UNDONE)
    return await change(session, Sanction, *which, status=SanctionStatus.ACTIVE, settled_by=None, settled_at=None)


async def correct_former(session: AsyncSession, sanction_id: int, former: dict[str, Any]) -> None:
    """Note what a person is to be again when a sanction ends."""
    await change(session, Sanction, col(Sanction.id) == sanction_id, former=former)


async def ending(session: AsyncSession, now: datetime) -> list[Sanction]:
    """Return the sanctions whose time has passed; not those that are not carried out yet, or where the bot is not."""
    owed = exists().where(col(OutboxRow.subject) == col(Sanction.act), col(OutboxRow.status) == OutboxStatus.WAITING)
    query = select(Sanction).join(Chat).where(col(Sanction.status) == SanctionStatus.ACTIVE, ~owed)
    query = query.where(col(Sanction.until) <= now, col(Chat.resting).is_(False)).order_by(col(Sanction.until))
    return list(await session.exec(query))


async def came_late(session: AsyncSession, sanction: Sanction, least: timedelta) -> bool:
    """Say whether a sanction was carried out so late that Telegram took its end for never."""
    if sanction.until is None:
        return False
    done = (col(OutboxRow.subject) == sanction.act, col(OutboxRow.sent_at) > sanction.until - least)
    return (await session.exec(select(OutboxRow.id).where(*done).limit(1))).first() is not None


def _active(chat_id: int, *such: ColumnElement[bool]) -> SelectOfScalar[Sanction]:
    """Return the question for the sanctions that stand in a chat, newest first."""
    query = select(Sanction).where(col(Sanction.chat_id) == chat_id, col(Sanction.status) == SanctionStatus.ACTIVE)
    return query.where(*such).order_by(col(Sanction.id).desc())
