"""Counterpoints: what was said for and against an article, its state and its merges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import JSON, BigInteger, ColumnElement, Index, SmallInteger, UniqueConstraint, and_, case, false
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.chats import NOWHERE_ID, Discussion
from storage.database import Instant, choice
from storage.upsert import change


class CounterpointStatus(StrEnum):
    """Where a counterpoint is in its life."""

    HELD = "held"
    OPEN = "open"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class CounterpointKind(StrEnum):
    """What a counterpoint answers: the article, or another counterpoint against or for it."""

    COUNTER = "counter"
    REBUTTAL = "rebuttal"
    SUPPORT = "support"


class Stance(IntEnum):
    """A vote, as Polis exports it."""

    AGREE = 1
    DISAGREE = -1
    PASS = 0


class Counterpoint(SQLModel, table=True):
    """What somebody answers to the article, or to another counterpoint."""

    __table_args__ = (
        UniqueConstraint("discussion_id", "number"),
        Index(None, "discussion_id", "status"),
        Index(None, "discussion_id", "words"),
        Index(None, "author_id", "submitted_at"),
        Index(None, "status", "submitted_at"),
    )

    id: int = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussion.id")
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    number: int
    """What people call it: #12. From 1 on in each place, whichever article it answers."""
    kind: CounterpointKind = Field(default=CounterpointKind.COUNTER, sa_type=choice(CounterpointKind))
    parent_id: int | None = Field(default=None, foreign_key="counterpoint.id", index=True)
    author_id: int = Field(sa_type=BigInteger)
    """Telegram id of who submitted it."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message that submitted it."""
    from_private: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether it was written in private: then nobody is told who wrote it, moderators neither."""
    text: str
    words: str
    """The text normalised, to know the same words again."""
    links: list[str] = Field(default_factory=list, sa_type=JSON)
    start: int | None = None
    """The words it answers, `text[start:stop]` of the snapshot; none: the article as a whole."""
    stop: int | None = None
    original: dict[str, int] | None = Field(default=None, sa_type=JSON)
    """Where the words stood when this was submitted, once they have moved: {"snapshot", "start", "stop"}."""
    orphaned_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when the article has the words no more; snapshot, start and stop are of the last version that had them."""
    status: CounterpointStatus = Field(sa_type=choice(CounterpointStatus))
    reason: str | None = None
    """Why it was rejected."""
    canonical_id: int | None = Field(default=None, foreign_key="counterpoint.id", index=True)
    """What it was merged into."""
    agree: int = 0
    disagree: int = 0
    passes: int = 0
    """The totals that people are told: the votes for it and for what was merged into it, as they were told last; of
    whom they say something else than what counts by now is in `Unpublished`."""
    voters: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """People who ever voted on it; only whom nobody was told of yet are spoken of by this, rounded down."""
    reply: str | None = None
    """What the article's author replied."""
    reply_by: int | None = Field(default=None, sa_type=BigInteger)
    """Telegram id of the author who replied."""
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was first open to votes."""
    accepted_by: int | None = Field(default=None, sa_type=BigInteger)
    """Telegram id of the moderator who let it in; none where nobody had to."""
    undo_until: datetime | None = Field(default=None, sa_type=Instant, index=True)
    """Until when the moderators' decision about it can be taken back on its card."""
    submitted_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class Unpublished(SQLModel, table=True):
    """Somebody whose vote on a counterpoint counts otherwise by now than the told totals say."""

    counterpoint_id: int = Field(foreign_key="counterpoint.id", primary_key=True)
    person_id: int = Field(sa_type=BigInteger, primary_key=True)
    stance: int | None = Field(default=None, sa_type=SmallInteger)
    """The vote of theirs that is in the told totals; none: there is none in them."""
    forced: bool = False
    """Whether it is told with what enough others changed alone: they did nothing themselves (they were banned or may
    come back, or something was merged or parted), or they voted where votes are not shown at once."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people voted how."""

    agree: int = 0
    disagree: int = 0
    passes: int = 0

    @property
    def votes(self) -> int:
        """Return how many people voted."""
        return self.agree + self.disagree + self.passes


VOTES_STEP = 5
"""Votes that are not split yet are told of in such steps."""


def told(counterpoint: Counterpoint, *, hidden: bool = False) -> Tally:
    """Return the totals that people are told of a counterpoint: cards, lists, maps and digests all ask here.

    Args:
        counterpoint: Which.
        hidden: Whether its chat tells no totals while the voting goes on: then nothing is known of an open one.
    """
    if hidden and counterpoint.status is CounterpointStatus.OPEN:
        return Tally()
    return Tally(counterpoint.agree, counterpoint.disagree, counterpoint.passes)


def untold(counterpoint: Counterpoint, *, hidden: bool = False) -> int:
    """Return how many votes are told of without how they split, rounded down; 0 where people know how, or of fewer."""
    if told(counterpoint, hidden=hidden).votes:
        return 0
    return counterpoint.voters - counterpoint.voters % VOTES_STEP


class ListOrder(StrEnum):
    """Which counterpoints a list shows, and in which order."""

    OPEN = "open"
    SUPPORTED = "supported"
    DIVISIVE = "divisive"
    UNANSWERED = "unanswered"
    MINE = "mine"


async def store(session: AsyncSession, counterpoint: Counterpoint) -> int:
    """Keep a new counterpoint under the next number of its place, and return its id."""
    query = select(func.max(Counterpoint.number)).where(_in_place_of(counterpoint.discussion_id))
    counterpoint.number = ((await session.exec(query)).one() or 0) + 1
    session.add(counterpoint)
    await session.flush()
    return counterpoint.id


async def get(session: AsyncSession, counterpoint_id: int) -> Counterpoint | None:
    """Return a counterpoint as the database has it now."""
    return await session.get(Counterpoint, counterpoint_id, populate_existing=True)


async def find(session: AsyncSession, discussion_id: int, number: int) -> Counterpoint | None:
    """Return the counterpoint that people know by a number where a discussion is, of whichever article there."""
    query = select(Counterpoint).where(_in_place_of(discussion_id), Counterpoint.number == number)
    return (await session.exec(query.order_by(col(Counterpoint.id)))).first()


def _in_place_of(discussion_id: int) -> ColumnElement[bool]:
    """Return whether a counterpoint belongs to a debate of the place where a discussion is."""
    here, other = aliased(Discussion), aliased(Discussion)
    same = and_(col(other.chat_id) == here.chat_id, col(other.thread_id) == here.thread_id)
    ids = select(col(other.id)).join(here, same).where(col(here.id) == discussion_id)
    return col(Counterpoint.discussion_id).in_(ids)


async def find_same(session: AsyncSession, new: Counterpoint) -> Counterpoint | None:
    """Return the first one alive that says the same words in the debate, about whichever words of the article."""
    alive = col(Counterpoint.status).in_((*SHOWN, CounterpointStatus.HELD))
    return (await session.exec(_same(new).where(alive).limit(1))).first()


async def find_withdrawn(session: AsyncSession, new: Counterpoint) -> Counterpoint | None:
    """Return the first one with the same words in the debate that the same author has withdrawn."""
    own = _same(new).where(Counterpoint.author_id == new.author_id)
    return (await session.exec(own.where(Counterpoint.status == CounterpointStatus.WITHDRAWN).limit(1))).first()


def _same(new: Counterpoint) -> SelectOfScalar[Counterpoint]:
    """Return the counterpoints of the same debate, or the answers to the same one, with the same words."""
    query = select(Counterpoint).where(
        Counterpoint.discussion_id == new.discussion_id,
        Counterpoint.words == new.words,
        Counterpoint.kind == new.kind,
        col(Counterpoint.parent_id).is_not_distinct_from(new.parent_id),
    )
    return query.order_by(col(Counterpoint.number))


async def with_status(session: AsyncSession, discussion_id: int, *statuses: CounterpointStatus) -> list[Counterpoint]:
    """Return the counterpoints of a discussion that are in one of these states, in order."""
    query = select(Counterpoint).where(Counterpoint.discussion_id == discussion_id)
    return list(
        await session.exec(query.where(col(Counterpoint.status).in_(statuses)).order_by(col(Counterpoint.number)))
    )


async def comparable(session: AsyncSession, discussion_id: int, author_id: int) -> list[Counterpoint]:
    """Return what a new counterpoint of somebody is held against: the open ones, and those of theirs that are held."""
    query = select(Counterpoint).where(Counterpoint.discussion_id == discussion_id)
    held = and_(col(Counterpoint.status) == CounterpointStatus.HELD, col(Counterpoint.author_id) == author_id)
    query = query.where(or_(col(Counterpoint.status) == CounterpointStatus.OPEN, held))
    return list(await session.exec(query.order_by(col(Counterpoint.number))))


async def merged_into(session: AsyncSession, counterpoint_id: int) -> list[Counterpoint]:
    """Return what was merged into a counterpoint directly."""
    query = select(Counterpoint).where(Counterpoint.canonical_id == counterpoint_id)
    return list(await session.exec(query.order_by(col(Counterpoint.number))))


def roots_of(links: Mapping[int, int | None]) -> dict[int, int]:
    """Return for each counterpoint the one under which its votes count, by id.

    Args:
        links: What each counterpoint of a debate was merged into, by id; None where it was not.
    """
    roots: dict[int, int] = {}
    for one in links:
        root = one
        while (onward := links[root]) is not None:
            root = onward
        roots[one] = root
    return roots


async def count_replies(session: AsyncSession, counterpoint_id: int) -> int:
    """Count the rebuttals and supports of a counterpoint that people can see."""
    query = select(func.count()).where(Counterpoint.parent_id == counterpoint_id)
    query = query.where(col(Counterpoint.status).in_((CounterpointStatus.OPEN, CounterpointStatus.CLOSED)))
    return (await session.exec(query)).one()


async def count_accepted(session: AsyncSession, discussion_id: int, author_id: int) -> int:
    """Count the counterpoints of a person that were let in where a discussion is."""
    query = select(func.count()).where(Counterpoint.author_id == author_id, _in_place_of(discussion_id))
    return (await session.exec(query.where(col(Counterpoint.accepted_at).is_not(None)))).one()


async def submissions(session: AsyncSession, author_id: int, since: datetime, until: datetime) -> list[datetime]:
    """Return when, within a period, a person submitted what no moderator has accepted (yet), oldest first."""
    return await _submitted(session, col(Counterpoint.author_id) == author_id, since, until)


async def channel_submissions(
    session: AsyncSession, discussion_id: int, since: datetime, until: datetime
) -> list[datetime]:
    """Return the same of all channels together that write where a discussion is: anybody may have many of them."""
    return await _submitted(session, and_(col(Counterpoint.author_id) < 0, _in_place_of(discussion_id)), since, until)


async def _submitted(
    session: AsyncSession, whose: ColumnElement[bool], since: datetime, until: datetime
) -> list[datetime]:
    query = select(Counterpoint.submitted_at).where(whose)
    query = query.where(col(Counterpoint.submitted_at).between(since, until))
    query = query.where(col(Counterpoint.accepted_by).is_(None)).order_by(col(Counterpoint.submitted_at))
    return list(await session.exec(query))


async def move(session: AsyncSession, counterpoint: Counterpoint, becomes: CounterpointStatus, **more: object) -> bool:
    """Change the status of a counterpoint that is as it was read; False when somebody changed it since."""
    which = (col(Counterpoint.id) == counterpoint.id, col(Counterpoint.status) == counterpoint.status)
    return await change(session, Counterpoint, *which, status=becomes, **more)


async def decided_for_good(session: AsyncSession, now: datetime, most: int) -> list[int]:
    """Return, by id, about which the decision has just become too old to be taken back on the card."""
    query = select(Counterpoint.id).where(col(Counterpoint.undo_until) <= now).order_by(col(Counterpoint.undo_until))
    return list(await session.exec(query.limit(most)))


async def let_stand(session: AsyncSession, counterpoint_id: int) -> None:
    """Let the decision about a counterpoint stand."""
    await change(session, Counterpoint, col(Counterpoint.id) == counterpoint_id, undo_until=None)


async def listed(session: AsyncSession, discussion_id: int, order: ListOrder, person_id: int) -> list[Counterpoint]:
    """Return what a list shows of a discussion; the most supported by their totals alone."""
    agrees, disagrees = col(Counterpoint.agree), col(Counterpoint.disagree)
    divides = case((agrees < disagrees, agrees), else_=disagrees)
    is_open = col(Counterpoint.status) == CounterpointStatus.OPEN
    which = {
        ListOrder.MINE: [col(Counterpoint.author_id) == person_id],
        ListOrder.UNANSWERED: [is_open, col(Counterpoint.reply).is_(None)],
        ListOrder.DIVISIVE: [is_open, divides > 0],
    }.get(order, [is_open])
    first = {ListOrder.SUPPORTED: [(agrees - disagrees).desc()], ListOrder.DIVISIVE: [divides.desc()]}.get(order, [])
    query = select(Counterpoint).where(Counterpoint.discussion_id == discussion_id, *which)
    return list(await session.exec(query.order_by(*first, col(Counterpoint.number).desc())))


SHOWN = (CounterpointStatus.OPEN, CounterpointStatus.CLOSED, CounterpointStatus.MERGED)
"""The states in which people see the words."""


async def keep_reply(session: AsyncSession, counterpoint_id: int, words: str, author_id: int) -> None:
    """Keep what the article's author replied."""
    await change(session, Counterpoint, col(Counterpoint.id) == counterpoint_id, reply=words, reply_by=author_id)


WRITER_ID = NOWHERE_ID
"""Who acted, in the audit log, where the writer of a counterpoint from private did: none of Telegram's ids."""


def actor_of(counterpoint: Counterpoint, person_id: int) -> int:
    """Return as whom the audit log knows somebody who does something about a counterpoint."""
    is_hidden = counterpoint.from_private and person_id == counterpoint.author_id
    return WRITER_ID if is_hidden else person_id
