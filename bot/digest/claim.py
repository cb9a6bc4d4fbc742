"""Claiming: which editions are due, and which lines of the logs each of them tells."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.digest.schedule import due_times
from storage import digest_periods, digests
from storage.digests import Edition, EditionStatus, Schedule

MAX_LATENESS = timedelta(hours=6)
"""How late an edition may be posted."""
A_MINUTE, A_MOMENT = timedelta(minutes=1), timedelta(microseconds=1)


async def claim_due(schedule_id: int, session: AsyncSession, now: datetime) -> int | None:
    """Claim the edition of a schedule that is due, and return its number; None when there is none any more.

    Of several due times that were missed the newest gets an edition, which tells everything since the last one. If
    that is too late, nothing is posted, and the next edition tells it.
    """
    schedule = await digests.get_schedule(session, schedule_id)
    if schedule.due_at is None or schedule.due_at > now:
        return None
    when = due_times.ScheduleRule(schedule.cron, schedule.zone)
    first = max(schedule.due_at - A_MINUTE, now - MAX_LATENESS - A_MOMENT)
    missed = due_times.due_between(when, first, now, int(MAX_LATENESS / A_MINUTE))
    due_at = missed[-1] if missed else schedule.due_at
    changes = {"due_at": due_times.next_due(when, max(due_at, now - MAX_LATENESS)), "counted_from": due_at}
    if not await digests.go_on(session, schedule, **changes):
        return None
    edition = await begin(session, schedule, due_at, now)
    edition.status = EditionStatus.CLAIMED if missed else EditionStatus.LATE
    return await digests.claim(session, edition)


async def begin(session: AsyncSession, schedule: Schedule, due_at: datetime, now: datetime) -> Edition:
    """Return an edition that begins where the last one ended; it is not kept yet."""
    former = await digests.last_told(session, schedule.id)
    after = former.upto if former is not None else {}
    _, discussion, _ = await digests.place_of(session, schedule.id)
    since = former.due_at if former is not None else discussion.created_at
    return Edition(
        schedule_id=schedule.id,
        due_at=due_at,
        since=min(since, due_at),
        after=after,
        upto=await digest_periods.marks_before(session, digest_periods.only(schedule.discussion_id), after, due_at),
        status=EditionStatus.CLAIMED,
        claimed_at=now,
    )


async def renew(session: AsyncSession, now: datetime) -> None:
    """Reckon every due time again: the rules of a time zone, or a clock that was wrong, may have changed since."""
    for schedule in await digests.schedules_at_work(session):
        counted_from = min(schedule.counted_from, now)
        due_at = due_times.next_due(due_times.ScheduleRule(schedule.cron, schedule.zone), counted_from)
        if due_at != schedule.due_at:
            await digests.go_on(session, schedule, due_at=due_at, counted_from=counted_from)
