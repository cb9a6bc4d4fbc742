"""A raid: 300 people join a group and write 2,000 messages in a minute, while others ask elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle
from statistics import median
from time import perf_counter

from sqlmodel import select

from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import Status
from bot.playground.telegram.people import PlaygroundPerson
from storage import inbox, newcomers
from storage.chat_settings import Door
from storage.inbox import InboxRow, InboxStatus
from storage.newcomers import NewcomerStatus
from tests.scenarios.newcomers import choose, post, presses, rank, strangers, words
from tests.town import Town

RAIDERS, MESSAGES, SECONDS = 300, 2_000, 60
COUNTED = ("sendMessage", "sendPhoto", "editMessageText")
"""Calls that put something before people's eyes."""
QUESTIONS = (
    "Who says that the riders left their shoes by the door?",
    "What happened to walking when fares fell?",
    "Who pays for the free buses?",
    "When did the city begin?",
)


async def test_a_raid_leaves_the_group_quiet_and_other_chats_fast(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    raiders, group = strangers(town, RAIDERS), town.cast.group
    first_id = town.telegram.queues[town.cast.bot.id]._next_id
    asking = cycle([(person, question) for question in QUESTIONS for person in _askers(town)])
    waits, pace = [], town.clock()

    for second in range(SECONDS):
        _storm(town, raiders[second * 5 : second * 5 + 5], MESSAGES // SECONDS + (second % 3 == 0))
        if second % 3 == 0:
            waits.append(await _asked(town, *next(asking)))
        await (town.advance(seconds=1) if second % 5 == 4 else _pass(town))

    assert (town.clock() - pace).total_seconds() == SECONDS
    own = [name for name, params in town.request.calls if name in COUNTED and params.get("chat_id") == str(group.id)]
    heard = town.telegram.queues[town.cast.bot.id]._next_id - first_id
    owed = set(range(first_id, first_id + heard))
    async with town.database.read() as session:
        kept = set(await session.exec(select(InboxRow.update_id)))
        counts = await inbox.count_by_status(session)
    waits.sort()
    p95 = waits[round(0.95 * (len(waits) - 1))]
    print(  # noqa: T201 - a measurement, shown with -s
        f"\n{RAIDERS} joins, {_written(group, raiders)} messages: the bot's own messages and edits there {len(own)}, "
        f"updates heard {heard}, lost {len(owed - kept)}, failed {counts.get(InboxStatus.FAILED, 0)}; "
        f"/ask elsewhere median {median(waits) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms of {len(waits)}"
    )
    assert _written(group, raiders) == MESSAGES
    assert len(own) <= 20
    assert owed <= kept
    assert counts.keys() <= {InboxStatus.DONE, InboxStatus.IGNORED}
    assert all(rank(town, person).permissions == frozenset() for person in raiders)


async def test_after_a_raid_each_newcomer_presses_the_one_button(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    raiders = strangers(town, 30)
    for person in raiders:
        town.telegram.join(person, town.cast.group)
    await town.settle()
    await town.advance(seconds=61)
    assert "30 newcomers have not pressed the button yet." in words(post(town))

    await town.restart()
    for person in raiders[:20]:
        await presses(town, person, post(town))

    await town.advance(seconds=20)
    assert "10 newcomers have not pressed the button yet." in words(post(town))
    assert [rank(town, person).status for person in raiders] == [Status.MEMBER] * 20 + [Status.RESTRICTED] * 10
    async with town.database.read() as session:
        left = await newcomers.find(session, 1, raiders[-1].id)
    assert left is not None
    assert left.status is NewcomerStatus.LATE


def _askers(town: Town) -> Sequence[PlaygroundPerson]:
    cast = town.cast
    return (cast.mara, cast.jonas, cast.vera, cast.ana, cast.alena)


def _storm(town: Town, people: Sequence[PlaygroundPerson], messages: int) -> None:
    """Let raiders join, and write before the bot has had the time to look."""
    for person in people:
        town.telegram.join(person, town.cast.group)
    for number, person in zip(range(messages), cycle(people), strict=False):
        town.telegram.say(person, town.cast.group, f"Look at this offer number {number}")


async def _pass(town: Town) -> None:
    """Let a second pass in which the clock does nothing."""
    town.clock.at += timedelta(seconds=1)
    town.app.sender.wake()
    await town.settle()


async def _asked(town: Town, person: PlaygroundPerson, question: str) -> float:
    """Let somebody ask in private, and return how many seconds the answer took."""
    private = town.telegram.private(person)
    before = len(town.from_bot(private))
    begun = perf_counter()
    town.telegram.say(person, private, f"/ask {question}")
    while len(town.from_bot(private)) == before:
        await asyncio.sleep(0.001)
    return perf_counter() - begun


def _written(group: PlaygroundChat, raiders: Sequence[PlaygroundPerson]) -> int:
    return sum(one.sender in raiders and "text" in one.content for one in group.messages.values())
