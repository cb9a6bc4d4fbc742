"""A clock that was wrong: what it dated after now stands in nobody's way once it is right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.playground.telegram.members import Status
from storage import articles, counterpoints, reviews
from storage.articles import Reading, SnapshotRow
from storage.chat_settings import Door
from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.database import Database
from storage.reviews import Report, Review, ReviewKind
from tests.databases import database, empty_database  # noqa: F401 - fixtures
from tests.scenarios.debating import WALKING, opened
from tests.scenarios.newcomers import choose, post, presses, rank, strangers
from tests.scenarios.test_digest import chosen, digests, until_due
from tests.town import Town

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
AHEAD = timedelta(days=400)
AN_HOUR = timedelta(hours=1)


def a_review(at: datetime) -> Review:
    return Review(
        chat_id=1, kind=ReviewKind.SPAM, subject=f"spam:{at}", person_id=7, name="", words="", evidence={}, opened_at=at
    )


def a_counterpoint(at: datetime) -> Counterpoint:
    return Counterpoint(
        number=1 if at == NOW else 2,
        discussion_id=1,
        snapshot_id=1,
        author_id=7,
        text="No",
        words="no",
        status=CounterpointStatus.OPEN,
        submitted_at=at,
        changed_at=at,
    )


COUNTED: dict[str, tuple[Callable[[datetime], SQLModel], Callable[[Any, datetime, datetime], Any], Any]] = {
    "reports": (
        lambda at: Report(review_id=1 if at == NOW else 2, reporter_id=7, words="", at=at),
        lambda session, since, until: reviews.reports_between(session, 7, since, until),
        1,
    ),
    "entries": (
        a_review,
        lambda session, since, until: reviews.entered_between(session, 1, ReviewKind.SPAM, since, until),
        1,
    ),
    "articles": (
        lambda at: Reading(chat_id=-1, person_id=7, read_at=at),
        lambda session, since, until: articles.count_readings(session, -1, 7, since, until),
        (1, 1),
    ),
    "counterpoints": (
        a_counterpoint,
        lambda session, since, until: counterpoints.submissions(session, 7, since, until),
        [NOW],
    ),
}


@pytest.mark.parametrize(("row", "count", "one"), COUNTED.values(), ids=COUNTED)
async def test_what_is_dated_after_now_counts_for_no_limit(
    database: Database,  # noqa: F811 - the fixture
    row: Callable[[datetime], SQLModel],
    count: Callable[[Any, datetime, datetime], Any],
    one: Any,
) -> None:
    async with database.write() as session:
        session.add(Chat(telegram_id=-1, kind="supergroup", seen_at=NOW))
        session.add(SnapshotRow(sha256="", title="", text="", language="en", read_at=NOW))
        await session.flush()
        session.add(Discussion(chat_id=1, snapshot_id=1, created_at=NOW))
        for number, at in enumerate((NOW, NOW + AHEAD), 1):
            session.add(a_review(at + AN_HOUR * 50 * number))
            await session.flush()
            session.add(row(at))
    async with database.read() as session:
        assert await count(session, NOW - AN_HOUR, NOW) == one


async def test_a_digest_comes_in_its_time_again(town: Town) -> None:
    await chosen(town)
    town.clock.at += AHEAD
    await town.advance(hours=7)
    town.clock.at = NOW
    await town.advance(minutes=1)
    await opened(town, town.cast.mara, WALKING)
    before = len(digests(town))
    await until_due(town)
    assert len(digests(town)) == before + 1


async def test_who_comes_once_the_clock_is_right_is_asked_and_let_in(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    early, later = strangers(town, 2)
    town.clock.at += AHEAD
    town.telegram.join(early, town.cast.group)
    await town.settle()
    await town.advance(seconds=7)
    town.clock.at = NOW
    town.telegram.join(later, town.cast.group)
    await town.settle()
    await town.advance(seconds=7)
    for one in (early, later):
        assert one.first_name in str(post(town).content), post(town).content
    await presses(town, later, post(town))
    assert rank(town, later).status is Status.MEMBER
