"""News for people about their counterpoints: kept in the database until the moment at which they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.schedule.due_times import DEFAULT
from bot.schedule.quiet_hours import QuietHours
from bot.texts import Value
from storage import chats, counterpoints, digests, notices
from storage.counterpoints import Counterpoint, CounterpointKind
from storage.notices import Follower, Notice, NoticeKind

GATHERING_PERIOD = timedelta(minutes=1)
"""What happens within so long is told together."""
MESSAGE_PERIOD = timedelta(hours=1)
"""From one message to the next."""

KINDS = {
    "told-open": NoticeKind.DECIDED,
    "told-rejected": NoticeKind.DECIDED,
    "told-held": NoticeKind.DECIDED,
    "told-withdrawn": NoticeKind.DECIDED,
    "told-rebutted": NoticeKind.REBUTTED,
    "told-supported": NoticeKind.SUPPORTED,
    "told-reply": NoticeKind.ANSWERED,
    "told-merged": NoticeKind.MERGED,
    "told-unmerged": NoticeKind.MERGED,
    "told-gained": NoticeKind.MERGED,
    "told-lost": NoticeKind.MERGED,
    "told-closed": NoticeKind.CLOSED,
    "told-reopened": NoticeKind.CLOSED,
    "told-orphaned": NoticeKind.ORPHANED,
}
"""Which switch each sentence goes by."""
TAKES_BACK = {
    "told-held": ("told-open", "told-rejected"),
    "told-unmerged": ("told-merged",),
    "told-reopened": ("told-closed",),
}
"""What needs not be told any more, where it was taken back before it was told: then neither is."""

WORDS = frozenset({"reply"})
"""Values that are somebody's words: they may change until they are told, and are read then."""


@dataclass(frozen=True, slots=True)
class AuthorNews:
    """Something that became of a counterpoint."""

    about: Counterpoint
    key: str
    """The name of the sentence."""
    said: Mapping[str, Value] = field(default_factory=dict)
    other: Counterpoint | None = None
    """What answers it."""


async def keep(session: AsyncSession, news: AuthorNews, now: datetime) -> None:
    """Keep news for the author of a counterpoint, unless they want no such news, or it takes back what is untold."""
    about, kind = news.about, KINDS[news.key]
    undone = news.key in TAKES_BACK and await notices.take_back(session, about.id, TAKES_BACK[news.key])
    follower = await notices.follower_of(session, about.author_id)
    if undone or not follower.wants(kind):
        return
    notice = Notice(
        person_id=about.author_id,
        kind=kind,
        key=news.key,
        discussion_id=about.discussion_id,
        counterpoint_id=about.id,
        other_id=news.other.id if news.other is not None else None,
        said={name: value for name, value in news.said.items() if name not in WORDS},
        happened_at=now,
    )
    await notices.keep(session, notice, await next_moment(session, follower, about.discussion_id, now))


async def tell_of_answer(session: AsyncSession, answer: Counterpoint, now: datetime) -> None:
    """Keep for the author of what a counterpoint answers that it does, if they know the bot in private."""
    parent = await counterpoints.get(session, answer.parent_id) if answer.parent_id is not None else None
    if parent is None or parent.author_id == answer.author_id:
        return
    if await chats.private_chats(session, [parent.author_id]):
        key = "told-rebutted" if answer.kind is CounterpointKind.REBUTTAL else "told-supported"
        await keep(session, AuthorNews(parent, key, other=answer), now)


async def offer_digest(session: AsyncSession, edition_id: int, schedule_id: int, now: datetime) -> None:
    """Keep a digest that was posted for those who read it in private; of a group's digests the newest counts."""
    _, discussion, chat = await digests.place_of(session, schedule_id)
    for person_id in await notices.digest_readers(session, chat.id):
        follower = await notices.follower_of(session, person_id)
        former = [one for one in await notices.waiting(session, person_id) if one.kind is NoticeKind.DIGEST]
        await notices.drop(session, [one.id for one in former if one.discussion_id == discussion.id])
        notice = Notice(
            person_id=person_id,
            kind=NoticeKind.DIGEST,
            key="",
            discussion_id=discussion.id,
            edition_id=edition_id,
            happened_at=now,
        )
        await notices.keep(session, notice, await next_moment(session, follower, discussion.id, now))


async def next_moment(session: AsyncSession, follower: Follower, discussion_id: int, now: datetime) -> datetime:
    """Return when somebody may be told news of a debate that they do not know yet."""
    hours = await quiet_hours(session, follower, discussion_id)
    soon = now + GATHERING_PERIOD
    if follower.told_at is None:
        return hours.next_free(soon)
    return hours.next_free(max(soon, min(follower.told_at, now) + MESSAGE_PERIOD))


async def quiet_hours(session: AsyncSession, follower: Follower, discussion_id: int | None) -> QuietHours:
    """Return somebody's quiet hours, on their own clock or, where they chose none, on that of a debate's digests."""
    zone = follower.zone
    if zone is None and discussion_id is not None:
        schedule = await digests.find_schedule(session, discussion_id)
        zone = schedule.zone if schedule is not None else None
    return QuietHours(follower.quiet_from, follower.quiet_until, zone or DEFAULT.zone)
