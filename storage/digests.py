"""Digests: when each discussion has one, and every edition that was ever due."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, String, UniqueConstraint, cast, exists, literal, text
from sqlmodel import Field, SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.database import Instant, choice, index_where
from storage.outbox import OutboxRow, OutboxStatus
from storage.subjects import Subject
from storage.upsert import add_new, change


class EditionStatus(StrEnum):
    """Where an edition is in its life."""

    CLAIMED = "claimed"
    """It is to be written."""
    WRITTEN = "written"
    """Its words are owed to Telegram; its pictures are to be drawn."""
    POSTED = "posted"
    """All of it is owed to Telegram."""
    SENT = "sent"
    UNCLEAR = "unclear"
    """The process died, or the line broke, while it was being sent; the moderators are asked."""
    FAILED = "failed"
    EMPTY = "empty"
    """Nothing had happened, so nothing was posted."""
    LATE = "late"
    """The bot was away for too long; what it would have told is in the next one."""


TOLD = tuple(one for one in EditionStatus if one not in (EditionStatus.EMPTY, EditionStatus.LATE))
"""The editions whose period is told: the next one begins where the last of these ended."""


AT_WORK = "status IN ('claimed', 'written', 'posted')"
"""The editions that something is still to be done about. The index of them is used where a query says the same."""


class Schedule(SQLModel, table=True):
    """When a discussion has its digests, and how they are posted."""

    id: int = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id", unique=True)
    topic: bool = False
    """Whether the thread of the discussion is a topic of a forum."""
    cron: str
    zone: str
    due_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    """When the next edition is due; none while the digests are off."""
    counted_from: datetime = Field(sa_type=Instant)
    """The due time is the first one after this moment: when it was chosen, or the last due time that is settled."""
    skip_empty: bool = True
    pin: bool = False
    quiet_from: int | None = None
    """From this hour on, on the clock of the zone, editions make no sound."""
    quiet_until: int | None = None
    pinned_message_id: int | None = Field(default=None, sa_type=BigInteger)
    trouble: str | None = None
    """What the moderators were told about the last editions, so that they are told once."""
    chosen_by: int = Field(sa_type=BigInteger)
    """Telegram id of the moderator who chose it."""


class Edition(SQLModel, table=True):
    """One digest, due at one moment. Whoever inserts the row posts it."""

    __table_args__ = (UniqueConstraint("schedule_id", "due_at"), index_where("ix_edition_at_work", AT_WORK, "id"))

    id: int = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id")
    due_at: datetime = Field(sa_type=Instant)
    since: datetime = Field(sa_type=Instant)
    """Where its period begins: the due time of the edition before."""
    after: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """The last lines of the logs that the edition before told: {"votes", "decisions", "questions"}."""
    upto: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """The last lines that this one tells: those that there were when it was written, unless the next one had begun by
    then where this one was claimed. Each line is told by one edition, whatever the clock does."""
    asked_for: bool = False
    """A moderator asked for it; the clock did not."""
    status: EditionStatus = Field(sa_type=choice(EditionStatus))
    shown: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What people know from it: votes a counterpoint and sizes of groups, for the next one to compare with."""
    plates: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Pictures that are still to be drawn for it."""
    claimed_at: datetime = Field(sa_type=Instant)


MIN_FOR_BARS = 3
"""Counterpoints that people see, and votes on them, from which it is computed what the votes show."""

_TELLING = (
    select(func.count())
    .where(
        Counterpoint.discussion_id == Schedule.discussion_id,
        col(Counterpoint.status).in_((CounterpointStatus.OPEN, CounterpointStatus.CLOSED)),
        col(Counterpoint.agree) + col(Counterpoint.disagree) + col(Counterpoint.passes) >= MIN_FOR_BARS,
    )
    .correlate(Schedule)
    .scalar_subquery()
)
"""How many counterpoints of a schedule's discussion have votes enough."""


def _at_work(status: EditionStatus) -> SelectOfScalar[Edition]:
    """Return the statement for editions in one of the states of which there are few."""
    query = select(Edition).join(Schedule).where(col(Edition.status) == status, text(f"edition.{AT_WORK}"))
    return query.order_by(col(Edition.due_at), col(Edition.id))


async def find_schedule(session: AsyncSession, discussion_id: int) -> Schedule | None:
    """Return the schedule of a discussion, also one that is off."""
    return (await session.exec(select(Schedule).where(Schedule.discussion_id == discussion_id))).first()


async def get_schedule(session: AsyncSession, schedule_id: int) -> Schedule:
    """Return a schedule as the database has it now."""
    return await session.get_one(Schedule, schedule_id, populate_existing=True)


async def keep_schedule(session: AsyncSession, schedule: Schedule) -> None:
    """Keep a schedule that is new or was changed."""
    session.add(schedule)
    await session.flush()


async def due_schedules(session: AsyncSession, now: datetime, most: int) -> list[int]:
    """Return the schedules that are due, by number; chats that rest are passed over until they are heard from."""
    query = select(Schedule.id).join(Discussion).join(Chat).where(col(Schedule.due_at) <= now)
    query = query.where(col(Chat.resting).is_(False)).order_by(col(Schedule.due_at), col(Schedule.id))
    return list(await session.exec(query.limit(most)))


async def schedules_at_work(session: AsyncSession) -> list[Schedule]:
    """Return the schedules that are on."""
    return list(await session.exec(select(Schedule).where(col(Schedule.due_at).is_not(None))))


async def place_of(session: AsyncSession, schedule_id: int) -> tuple[Schedule, Discussion, Chat]:
    """Return a schedule with where it posts."""
    query = select(Schedule, Discussion, Chat).join_from(Schedule, Discussion).join_from(Discussion, Chat)
    return (await session.exec(query.where(Schedule.id == schedule_id))).one()


async def claim(session: AsyncSession, edition: Edition) -> int | None:
    """Insert an edition; None when there is one for its schedule and moment, whoever made it."""
    return edition.id if await add_new(session, edition) else None


async def go_on(session: AsyncSession, schedule: Schedule, **changes: Any) -> bool:
    """Move a schedule that is as it was read to its next due time; False when somebody moved it since."""
    which = (col(Schedule.id) == schedule.id, col(Schedule.due_at) == schedule.due_at)
    return await change(session, Schedule, *which, **changes)


async def last_told(session: AsyncSession, schedule_id: int) -> Edition | None:
    """Return the edition after which the next period begins."""
    return await _newest(session, schedule_id, col(Edition.status).in_(TOLD))


async def latest(session: AsyncSession, schedule_id: int) -> Edition | None:
    """Return the newest edition, whatever became of it."""
    return await _newest(session, schedule_id)


async def before(session: AsyncSession, edition: Edition) -> Edition | None:
    """Return the edition before, of those that people know; one that is not kept yet comes after all others."""
    if edition.id is None:
        return await last_told(session, edition.schedule_id)
    return await _newest(session, edition.schedule_id, col(Edition.id) < edition.id, col(Edition.status).in_(TOLD))


async def is_followed(session: AsyncSession, edition: Edition) -> bool:
    """Say whether a later edition has begun where this one ended when it was claimed."""
    if edition.id is None:
        return False
    later = (col(Edition.id) > edition.id, col(Edition.status).in_(TOLD))
    return await _newest(session, edition.schedule_id, *later) is not None


async def _newest(session: AsyncSession, schedule_id: int, *such: ColumnElement[bool]) -> Edition | None:
    query = select(Edition).where(Edition.schedule_id == schedule_id, *such).order_by(col(Edition.id).desc())
    return (await session.exec(query.limit(1))).first()


async def get(session: AsyncSession, edition_id: int) -> Edition | None:
    """Return an edition as the database has it now."""
    return await session.get(Edition, edition_id, populate_existing=True)


async def with_status(session: AsyncSession, status: EditionStatus, most: int) -> list[Edition]:
    """Return the editions in a state, those that were due first before the others."""
    return list(await session.exec(_at_work(status).limit(most)))


async def to_be_written(session: AsyncSession, most: int) -> list[Edition]:
    """Return the claimed editions whose votes are too few to be computed."""
    return list(await session.exec(_at_work(EditionStatus.CLAIMED).where(_TELLING < MIN_FOR_BARS).limit(most)))


async def to_be_computed(session: AsyncSession, most: int) -> list[Edition]:
    """Return the claimed editions before which it is computed what the votes show."""
    return list(await session.exec(_at_work(EditionStatus.CLAIMED).where(_TELLING >= MIN_FOR_BARS).limit(most)))


async def is_worth_computing(session: AsyncSession, schedule_id: int) -> bool:
    """Say whether people voted enough in a discussion for it to be computed what the votes show."""
    found = await session.exec(select(_TELLING).select_from(Schedule).where(Schedule.id == schedule_id))
    return bool(found.one() >= MIN_FOR_BARS)


async def settled(session: AsyncSession, most: int) -> list[Edition]:
    """Return the posted editions of which nothing is owed or on its way any more."""
    owed = exists().where(
        col(OutboxRow.subject) == literal("edition:").concat(cast(col(Edition.id), String)),
        col(OutboxRow.status).in_((OutboxStatus.WAITING, OutboxStatus.SENDING)),
    )
    return list(await session.exec(_at_work(EditionStatus.POSTED).where(~owed).limit(most)))


async def move(session: AsyncSession, edition: Edition, becomes: EditionStatus, **more: Any) -> bool:
    """Change the status of an edition that is as it was read; False when somebody changed it since."""
    which = (col(Edition.id) == edition.id, col(Edition.status) == edition.status)
    return await change(session, Edition, *which, status=becomes, **more)


async def posts_of(session: AsyncSession, edition_id: int) -> list[OutboxRow]:
    """Return the messages of an edition, in order."""
    query = select(OutboxRow).where(OutboxRow.subject == str(Subject("edition", edition_id)))
    return list(await session.exec(query.order_by(col(OutboxRow.id))))
