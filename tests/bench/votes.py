"""What a vote costs with 100 and with 1,000,000 votes stored: `uv run python -m tests.bench.votes`."""

from __future__ import annotations

import asyncio
import statistics
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import insert
from sqlmodel import SQLModel

from storage import counterpoints, vote_changes
from storage.articles import SnapshotRow
from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance
from storage.database import Database
from storage.migrate import migrate
from storage.vote_changes import Ballot
from tests.databases import url_of

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
COUNTERPOINTS = 100
TRIED = 500


async def main() -> None:
    """Print a line for each number of votes: milliseconds a vote, in its own transaction."""
    print(f"{'votes stored':>14}{'median ms':>12}{'p95 ms':>10}")
    for stored in (100, 10_000, 1_000_000):
        with TemporaryDirectory() as folder:
            database = Database(url_of(Path(folder) / "votes.db"))
            await migrate(database)
            await _fill(database, stored)
            took = sorted([await _vote(database, place) for place in range(TRIED)])
            await database.close()
        print(f"{stored:>14,}{statistics.median(took):>12.2f}{took[int(0.95 * TRIED)]:>10.2f}")


async def _fill(database: Database, stored: int) -> None:
    """Store so many votes, on a hundred counterpoints of one discussion."""
    async with database.write() as session:
        session.add(Chat(telegram_id=-1, kind="supergroup", seen_at=NOW))
        session.add(SnapshotRow(sha256="", title="", text="", language="en", read_at=NOW))
        await session.flush()
        session.add(Discussion(chat_id=1, snapshot_id=1, created_at=NOW))
        await session.flush()
        for _ in range(COUNTERPOINTS):
            await counterpoints.store(session, _counterpoint())
        connection = await session.connection()
        for start in range(0, stored, 10_000):
            rows = [_row(place) for place in range(start, min(stored, start + 10_000))]
            await connection.execute(insert(SQLModel.metadata.tables["vote_log"]), rows)
            numbered = [{**row, "log_id": start + place} for place, row in enumerate(rows, 1)]
            await connection.execute(insert(SQLModel.metadata.tables["vote"]), numbered)


def _row(place: int) -> dict[str, object]:
    person, counterpoint = divmod(place, COUNTERPOINTS)
    return {"counterpoint_id": counterpoint + 1, "person_id": person + 1, "stance": place % 3 - 1, "voted_at": NOW}


def _counterpoint() -> Counterpoint:
    return Counterpoint(
        discussion_id=1,
        snapshot_id=1,
        number=0,
        author_id=1,
        text="",
        words="",
        status=CounterpointStatus.OPEN,
        submitted_at=NOW,
        changed_at=NOW,
    )


async def _vote(database: Database, place: int) -> float:
    """Return the milliseconds of one vote: of somebody new, or changed."""
    vote = Ballot(place % COUNTERPOINTS + 1, place * 7 + 1, Stance(place % 3 - 1), NOW)
    begun = perf_counter()
    async with database.write() as session:
        await vote_changes.cast(session, vote)
    return 1000 * (perf_counter() - begun)


if __name__ == "__main__":
    asyncio.run(main())
