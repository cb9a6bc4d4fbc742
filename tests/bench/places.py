"""What a card, a list, a vote and a digest cost with 1 and 100 debates in a place: `python -m tests.bench.places`."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from storage import chats, counterpoints
from storage.chats import Discussion, Place
from storage.counterpoints import Counterpoint, CounterpointStatus
from tests.scenarios.debating import WALKING, opened, presses
from tests.town import Town

POINTS_EACH = 20
"""Counterpoints of each debate."""
TIMES = 15


async def main() -> None:
    """Print a line for each number of debates: milliseconds of processor time, medians."""
    print(f"{'debates':>8}{'card':>8}{'list':>8}{'vote':>8}{'digest':>8}")
    for debates in (1, 100):
        with TemporaryDirectory() as folder:
            town = Town(Path(folder))
            await town.start()
            await _fill(town, debates - 1)
            took = await _measured(town)
            await town.stop()
        print(f"{debates:>8}" + "".join(f"{one:>8.1f}" for one in took))


async def _fill(town: Town, earlier: int) -> None:
    """Put debates about earlier articles into the group."""
    async with town.database.write() as session:
        here = await chats.find_discussion(session, Place(town.cast.group.id))
        if here is None:
            raise LookupError("the group discusses nothing")
        for _ in range(earlier):
            debate = Discussion(
                chat_id=here.chat_id, snapshot_id=here.snapshot_id, created_at=town.clock(), is_current=False
            )
            session.add(debate)
            await session.flush()
            for place in range(POINTS_EACH):
                await counterpoints.store(session, _counterpoint(debate, f"Point {place}.", town))


def _counterpoint(debate: Discussion, text: str, town: Town) -> Counterpoint:
    return Counterpoint(
        discussion_id=debate.id,
        snapshot_id=debate.snapshot_id or 0,
        number=0,
        author_id=1,
        text=text,
        words=text,
        status=CounterpointStatus.OPEN,
        submitted_at=town.clock(),
        changed_at=town.clock(),
    )


async def _measured(town: Town) -> list[float]:
    card = await opened(town, town.cast.mara, WALKING)
    group, vera = town.cast.group, town.cast.vera
    await town.says(vera, town.telegram.private(vera), "/start")
    await town.says(vera, group, "/digest daily 18:00")
    stances = ("Agree", "Disagree")
    acts: tuple[Callable[[int], Awaitable[object]], ...] = (
        lambda _: town.says(vera, group, "/point 1"),
        lambda _: town.says(vera, group, "/counterpoints"),
        lambda turn: presses(town, town.cast.jonas, card, stances[turn % 2]),
        lambda _: town.says(vera, group, "/digest preview"),
    )
    return [statistics.median([await _took(act, turn, town) for turn in range(TIMES)]) for act in acts]


async def _took(act: Callable[[int], Awaitable[object]], turn: int, town: Town) -> float:
    await town.advance(minutes=2)
    begun = process_time()
    await act(turn)
    return 1000 * (process_time() - begun)


if __name__ == "__main__":
    asyncio.run(main())
