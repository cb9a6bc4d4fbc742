"""Two moderators at once: on one database, by two processes' connections, exactly one decides."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.moderation.review.decisions import decide
from bot.texts import Refusal
from storage import chats, reviews
from storage.audit import Audit
from storage.chats import Chat, Person
from storage.database import Database
from storage.migrate import migrate
from storage.reviews import Review, ReviewKind, Ruling

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
PAIRS = 50
VERA, ALENA = 3, 5


async def prepare(database: Database) -> list[int]:
    await migrate(database)
    people = [Person(telegram_id=VERA, name="Vera", seen_at=NOW), Person(telegram_id=ALENA, name="Alena", seen_at=NOW)]
    async with database.write() as session:
        await chats.remember_chat(session, Chat(telegram_id=-100, kind="supergroup", seen_at=NOW))
        await chats.remember_people(session, people)
        entries = [
            Review(chat_id=1, kind=ReviewKind.REPORT, subject=f"message:{one}", person_id=1, name="Mara", opened_at=NOW)
            for one in range(PAIRS)
        ]
        for entry in entries:
            assert await reviews.enter(session, entry)
    return [entry.id or 0 for entry in entries]


async def press(database: Database, review_id: int, ruling: Ruling, by: int, ready: asyncio.Barrier) -> str:
    """Read the card, wait until the other one has read it too, and decide; return what the moderator is told."""
    async with database.read() as session:
        shown = await reviews.get(session, review_id)
    assert shown is not None
    await ready.wait()
    try:
        async with database.write() as session:
            await decide(session, shown, ruling, by, NOW)
    except Refusal as refusal:
        return str(refusal)
    return "Done."


@pytest.mark.parametrize("run", range(10))
async def test_of_fifty_pairs_one_each_acts_and_the_other_is_told(tmp_path: Path, run: int) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/queue.db"
    hers, theirs = Database(url), Database(url)
    numbers = await prepare(hers)
    both = [
        (asyncio.Barrier(2), number, (Ruling.BAN, Ruling.DISMISS) if (number + run) % 2 else (Ruling.WARN, Ruling.BAN))
        for number in numbers
    ]
    told = await asyncio.gather(
        *(
            asyncio.gather(
                press(hers, number, rulings[0], VERA, ready), press(theirs, number, rulings[1], ALENA, ready)
            )
            for ready, number, rulings in both
        )
    )
    async with hers.read() as session:
        settled = {one.id: one for one in await session.exec(select(Review))}
        acts = [one.subject for one in await session.exec(select(Audit))]
    for (_, number, rulings), answers in zip(both, told, strict=True):
        winner = answers.index("Done.")
        assert answers[1 - winner].startswith(("Vera", "Alena")[winner])
        assert answers[1 - winner].endswith("already.")
        assert (settled[number].ruling, settled[number].settled_by) == (rulings[winner], (VERA, ALENA)[winner])
        assert settled[number].version == 1
    assert sorted(acts) == sorted(f"review:{number}" for number in numbers)
    await hers.close()
    await theirs.close()
