"""The audit log: who decided what, and why; it is only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Connection, Table, event, text
from sqlmodel import Field, SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Discussion, numbers_of
from storage.database import Instant, known
from storage.outbox import UNDONE, OutboxRow
from storage.subjects import Subject

ACT = "act"
"""Rows of the outbox that carry an entry out have the subject `act:<its number>`."""
REFUSED = "refused"
"""The action of an entry that says that Telegram did not do what another says."""


class Audit(SQLModel, table=True):
    """The audit log: who did what to whom or what, and why. The database refuses to change or delete it."""

    id: int = Field(default=None, primary_key=True)
    chat_id: int | None = Field(default=None, foreign_key="chat.id", index=True, nullable=False)
    """The chat; that of the discussion where only the discussion is named."""
    discussion_id: int | None = Field(default=None, foreign_key="discussion.id", index=True)
    actor_id: int = Field(sa_type=BigInteger)
    """Telegram id of who did it; of the chat for an anonymous admin, 0 for the bot itself."""
    action: str
    subject: str = Field(index=True)
    person_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    """Telegram id of the person whom it was done to."""
    reason: str | None = None
    evidence: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    at: datetime = Field(sa_type=Instant)


_GUARDS = {
    "audit_no_update": "UPDATE ON audit",
    "audit_no_delete": "DELETE ON audit",
    "audit_no_replace": "INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)",
}
"""What the database refuses: the names of the triggers, and before what they come."""


@event.listens_for(SQLModel.metadata.tables["audit"], "after_create")
def _guard(_table: Table, connection: Connection, **_: Any) -> None:
    """Let the database itself refuse whatever is not an addition."""
    refused = "BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END"
    for name, deed in _GUARDS.items():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE {deed} {refused}")


@dataclass(frozen=True)
class Act:
    """Something that was done, as it is written into the log; its fields are those of `Audit`."""

    actor_id: int
    action: str
    subject: Subject | str
    chat_id: int | None = None
    """The chat; or else the discussion."""
    discussion_id: int | None = None
    person_id: int | None = None
    reason: str | None = None
    evidence: dict[str, Any] | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def act_of(entry_id: int) -> str:
    """Return the subject of the rows of the outbox that carry an entry out."""
    return str(Subject(ACT, entry_id))


async def record(session: AsyncSession, act: Act, now: datetime) -> str:
    """Write into the log what was done, and return the subject of the rows of the outbox that carry it out."""
    entry = Audit(**{**vars(act), "subject": str(act.subject)}, at=now)
    if entry.chat_id is None:
        chat = select(Discussion.chat_id).where(Discussion.id == entry.discussion_id)
        entry.chat_id = (await session.exec(chat)).one()
    session.add(entry)
    await session.flush()
    return act_of(entry.id)


async def get(session: AsyncSession, entry_id: int) -> Audit:
    """Return an entry."""
    return await session.get_one(Audit, entry_id)


async def latest(session: AsyncSession, subject: str, action: str | None = None) -> Audit | None:
    """Return the newest entry about a subject such as `counterpoint:12`, or the newest of one action."""
    wanted = [Audit.subject == subject, *([Audit.action == action] if action is not None else [])]
    return (await session.exec(select(Audit).where(*wanted).order_by(col(Audit.id).desc()).limit(1))).first()


async def latest_besides(session: AsyncSession, chat_id: int, actor_id: int, after: int) -> Audit | None:
    """Return the newest that somebody did in a chat besides sanctions that can be taken back; a removal counts.

    Args:
        session: For reading.
        chat_id: Our number of the chat.
        actor_id: Telegram id of who did it.
        after: The number of an entry; only later ones are looked at.
    """
    query = select(Audit).where(col(Audit.chat_id) == chat_id, col(Audit.actor_id) == actor_id, col(Audit.id) > after)
    query = query.where(or_(col(Audit.action) == "kick", ~col(Audit.subject).startswith("sanction:")))
    query = query.where(col(Audit.action).not_in(_OF_MEMBERS))
    return (await session.exec(query.order_by(col(Audit.id).desc()).limit(1))).first()


_OF_MEMBERS = ("submitted", "mended", "withdrawn", "replied", "banned", "unbanned")
"""What is noted about counterpoints and votes that is no decision of a moderator."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries of a chat's log are asked for."""

    chat_id: int
    person_id: int | None = None
    """By or about this person."""
    action: str | None = None


async def entries(session: AsyncSession, wanted: Filter, offset: int, most: int) -> list[Audit]:
    """Return entries of a chat, newest first."""
    question = _matching(select(Audit), wanted).order_by(col(Audit.id).desc()).offset(offset).limit(most)
    return list(await session.exec(question))


async def count(session: AsyncSession, wanted: Filter) -> int:
    """Count the entries of a chat."""
    return int((await session.exec(_matching(select(func.count()).select_from(Audit), wanted))).one())


async def refused(session: AsyncSession, since: datetime) -> list[tuple[int, str]]:
    """Return the entries whose acts Telegram refused, each with its error, that no later entry says so of."""
    query = select(OutboxRow.subject, OutboxRow.error).where(text(UNDONE), col(OutboxRow.due_at) > since)
    query = query.where(col(OutboxRow.subject).startswith(f"{ACT}:")).order_by(col(OutboxRow.due_at))
    found = {subject: error or "" for subject, error in await session.exec(query) if subject is not None}
    told = select(Audit.subject).where(Audit.action == REFUSED, col(Audit.subject).in_(found))
    for subject in await session.exec(told):
        found.pop(subject, None)
    return [(known(Subject.parse(subject).number(ACT)), error) for subject, error in found.items()]


def _matching(question: Any, wanted: Filter) -> Any:
    question = question.where(col(Audit.chat_id).in_(numbers_of(wanted.chat_id)))
    if wanted.person_id is not None:
        about = (col(Audit.person_id) == wanted.person_id, col(Audit.actor_id) == wanted.person_id)
        question = question.where(or_(*about))
    return question if wanted.action is None else question.where(col(Audit.action) == wanted.action)
