"""Screening: which chats are screened, how well people are known there, and what moderators decided about spam."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, String, and_, literal, text, type_coerce, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Field, SQLModel, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chat_settings import ChatSettings, Screening, choose
from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint
from storage.database import among
from storage.reviews import Review, ReviewKind, ReviewStatus, Ruling
from storage.sanctions import FOR_SPAM, Sanction, SanctionStatus
from storage.upsert import change, insert

MAX_LESSONS = 2_000
"""Decisions of a chat that are learnt from, the newest ones."""
SPAM = "spam"
"""The reason of those that were taken away for being spam."""
_NOT_OF_WORDS = ("flooding", "repeated")
"""Checks that speak against how often somebody writes."""


class Standing(SQLModel, table=True):
    """How well somebody is known in a chat: counts, no words."""

    person_id: int = Field(sa_type=BigInteger, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    posts: int = 0
    """Posts that nothing spoke against; counted until the person is trusted."""
    approved: int = 0
    """Posts that a moderator looked at and let stand."""


Stamp = tuple[Any, ...]
"""What the moderators of a chat have chosen about screening, as it stands in the database: of two alike one is read."""
_SETTINGS = SQLModel.metadata.tables["chat_settings"]
_STAMPS = (
    sa_select(
        col(Chat.telegram_id),
        col(Chat.id),
        *(type_coerce(_SETTINGS.c[one], String) for one in ("screening", "watched_since", "checks", "blocklist")),
    )
    .join(_SETTINGS, _SETTINGS.c.chat_id == col(Chat.id), isouter=True)
    .where(among(Chat.telegram_id, "chats"), _SETTINGS.c.screening.is_distinct_from(Screening.OFF))
)


async def stamps(session: AsyncSession, telegram_ids: Collection[int]) -> dict[int, Stamp]:
    """Return the stamps of the chats of these Telegram ids that are known and screened, by that id."""
    found = await (await session.connection()).execute(_STAMPS, {"chats": json.dumps(list(telegram_ids))})
    return {number: tuple(stamp) for number, *stamp in found.all()}


async def watched(session: AsyncSession, telegram_ids: Collection[int]) -> dict[int, ChatSettings]:
    """Return what is chosen in the chats of these Telegram ids that are known and screened, by that id."""
    query = select(Chat.telegram_id, Chat.id, ChatSettings).join_from(Chat, ChatSettings, isouter=True)
    found = await session.exec(query.where(col(Chat.telegram_id).in_(telegram_ids)))
    chosen = {number: settings or ChatSettings(chat_id=ours or 0) for number, ours, settings in found.all()}
    return {number: one for number, one in chosen.items() if one.screening is not Screening.OFF}


async def begin_watching(session: AsyncSession, chat_ids: Collection[int], now: datetime) -> None:
    """Note since when chats are screened."""
    for chat_id in sorted(chat_ids):
        await choose(session, chat_id, watched_since=now)


async def watched_since(session: AsyncSession, before: datetime) -> list[tuple[ChatSettings, Chat]]:
    """Return the chats that have only been watched since before a moment, whose moderators were not asked yet."""
    query = select(ChatSettings, Chat).join_from(ChatSettings, Chat).where(col(Chat.resting).is_(False))
    query = query.where(ChatSettings.screening == Screening.WATCH, col(ChatSettings.watched_since) <= before)
    query = query.where(col(ChatSettings.asked_at).is_(None), col(Chat.kind).in_(("group", "supergroup")))
    return list(await session.exec(query))


async def standings(session: AsyncSession, people: Collection[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return (posts, approved) of people wherever they are known, by (chat, person).

    Approved counterpoints are approved posts.
    """
    if not people:
        return {}
    counted = await (await session.connection()).execute(_STANDINGS, {"people": json.dumps(list(people))})
    return _sums(((chat_id, person_id), counts) for chat_id, person_id, *counts in counted.all())


_STANDINGS = union_all(
    sa_select(col(Standing.chat_id), col(Standing.person_id), col(Standing.posts), col(Standing.approved)).where(
        among(Standing.person_id, "people")
    ),
    sa_select(col(Discussion.chat_id), col(Counterpoint.author_id), literal(0), func.count())
    .join(Discussion)
    .where(among(Counterpoint.author_id, "people"), col(Counterpoint.accepted_by).is_not(None))
    .group_by(col(Discussion.chat_id), col(Counterpoint.author_id)),
)
_STANDING = insert(SQLModel.metadata.tables["standing"])
_POSTS = _STANDING.on_conflict_do_update(
    index_elements=["chat_id", "person_id"], set_={"posts": _STANDING.excluded["posts"]}
)
_APPROVED = _STANDING.on_conflict_do_update(
    index_elements=["chat_id", "person_id"], set_={"approved": Standing.approved + 1}
)


async def keep_posts(session: AsyncSession, counts: Sequence[dict[str, int]]) -> None:
    """Keep how many posts people have made, each `{"chat_id", "person_id", "posts", "approved"}`."""
    if counts:
        await (await session.connection()).execute(_POSTS, list(counts))


async def approve(session: AsyncSession, chat_id: int, person_id: int) -> None:
    """Count a post that a moderator let stand."""
    first = {"chat_id": chat_id, "person_id": person_id, "posts": 0, "approved": 1}
    await (await session.connection()).execute(_APPROVED, [first])


async def disapprove(session: AsyncSession, chat_id: int, person_id: int) -> None:
    """Count a post no longer that a moderator had let stand, and looks at again."""
    theirs = (col(Standing.chat_id) == chat_id, col(Standing.person_id) == person_id)
    await change(session, Standing, *theirs, col(Standing.approved) > 0, approved=Standing.approved - 1)


async def decisions(session: AsyncSession) -> dict[int, tuple[int, int]]:
    """Return how often moderators of each chat decided about spam, and how many of the sanctions were taken back.

    While neither number changes, the `lessons` of a chat do not.
    """
    undone = func.count(col(Sanction.id)).filter(col(Sanction.status) == SanctionStatus.UNDONE)
    on_cards = await session.exec(
        select(Review.chat_id, func.sum(Review.version), undone)
        .join(Sanction, isouter=True)
        .where(or_(col(Review.kind) == ReviewKind.SPAM, _ruled_spam()))
        .group_by(col(Review.chat_id))
    )
    query = select(Sanction.chat_id, func.count(), undone).where(_banned_for_spam()).group_by(col(Sanction.chat_id))
    by_command = await session.exec(query)
    return _sums((chat_id, counts) for chat_id, *counts in (*on_cards.all(), *by_command.all()))


K = TypeVar("K")


def _sums(counted: Iterable[tuple[K, Sequence[int]]]) -> dict[K, tuple[int, int]]:
    """Add up the two counts of each key."""
    found: dict[K, tuple[int, int]] = {}
    for key, (one, other) in counted:
        before = found.get(key, (0, 0))
        found[key] = before[0] + one, before[1] + other
    return found


async def lessons(session: AsyncSession, chat_id: int) -> list[tuple[str, bool]]:
    """Return (words, whether they are spam) of what moderators decided about spam, oldest first.

    A sanction that was taken back teaches nothing: so an unban unlearns. Nor does a message that was taken away for
    something else than spam, or one of a flood: not its words were wrong.
    """
    clear = or_(col(Review.ruling) != Ruling.REJECT, col(Review.reason) == SPAM)
    of_words = func.coalesce(col(Review.evidence)["check"].as_string(), "").not_in(_NOT_OF_WORDS)
    undone = col(Sanction.status).is_not_distinct_from(SanctionStatus.UNDONE)
    on_cards = await session.exec(
        select(Review.settled_at, Review.words, Review.ruling)
        .join(Sanction, isouter=True)
        .where(Review.chat_id == chat_id, Review.status == ReviewStatus.SETTLED)
        .where(or_(and_(col(Review.kind) == ReviewKind.SPAM, clear, of_words), _ruled_spam()))
        .where(~undone, Review.words != "")
        .order_by(col(Review.id).desc())
        .limit(MAX_LESSONS)
    )
    query = select(Sanction.decided_at, Sanction.evidence).where(Sanction.chat_id == chat_id, _banned_for_spam())
    query = query.where(col(Sanction.status) != SanctionStatus.UNDONE).order_by(col(Sanction.id).desc())
    by_command = await session.exec(query.limit(MAX_LESSONS))
    found = [(at, words, ruling is not Ruling.DISMISS) for at, words, ruling in on_cards.all() if at is not None]
    found += [(at, str(evidence["words"]), True) for at, evidence in by_command.all() if evidence.get("words")]
    return [(words, spam) for _, words, spam in sorted(found)[-MAX_LESSONS:]]


def _ruled_spam() -> ColumnElement[bool]:
    """Say of entries whether members reported them, and a moderator took them away for being spam."""
    return and_(col(Review.kind) == ReviewKind.REPORT, col(Review.ruling) == Ruling.REJECT, col(Review.reason) == SPAM)


def _banned_for_spam() -> ColumnElement[bool]:
    """Say of sanctions whether they are bans for spam by command."""
    by_command = col(Sanction.evidence)["review"].as_string().is_(None)
    return and_(text(f"({FOR_SPAM})"), by_command)
