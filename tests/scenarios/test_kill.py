"""kill -9 in the middle of the work: nothing is lost, and nothing has its effect twice."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from signal import SIGKILL

from tests.scenarios.process import REPLIED, Asked, BotProcess, Crowd, Played, process, served

UPDATES = 200
KILLS = 5
IN_DOUBT = 10
"""Answers that one kill may repeat, at the most."""


async def test_killed_five_times_it_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    chance = Random(1602)
    crowd = Crowd(chance)
    doubted: Counter[Asked] = Counter()
    async with served(crowd.telegram) as play, process(tmp_path, play.address) as bot:
        left: set[Asked] = set()
        before: Counter[Asked] = Counter()
        for life in range(KILLS + 1):
            introductions = play.api.called["getMe"]
            await bot.start()
            await bot.until(lambda seen=introductions: play.api.called["getMe"] > seen)
            doubtful = [asked for asked in left if crowd.answered()[asked] > before[asked]]
            assert len(doubtful) <= IN_DOUBT
            doubted.update(doubtful)
            before = crowd.answered()
            if life < KILLS:
                left = await live_and_die(bot, play, crowd, chance)
        await crowd.ask_on(UPDATES - len(crowd.asked))
        await bot.until(lambda: len(crowd.answered()) == UPDATES)
        assert await bot.end() == 0

    assert "Traceback" not in bot.log()
    assert bot.kept("SELECT update_id, status FROM inbox ORDER BY 1") == [(one, "done") for one in sorted(crowd.asked)]
    assert effects(bot) == [(update, asked, "sent") for update, asked in sorted(crowd.asked.items())]
    assert crowd.answered() == {asked: 1 + doubted[asked] for asked in crowd.asked.values()}
    assert in_order(list(crowd.answered()), crowd)
    print(f"{KILLS} kills, {UPDATES} updates, {doubted.total()} answers in doubt were repeated")  # noqa: T201 - a figure


async def live_and_die(bot: BotProcess, play: Played, crowd: Crowd, chance: Random) -> set[Asked]:
    """Let people ask, kill the bot at some moment of it, and return which answers it leaves owed."""
    sent = play.api.called["sendMessage"]
    share = UPDATES // (KILLS + 1)
    deadly = sent + chance.randrange(share - 5)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(crowd.ask_on(share))
        await bot.until(lambda: play.api.called["sendMessage"] >= deadly)
        await asyncio.sleep(chance.uniform(0, 0.02))
        await bot.end(SIGKILL)
        return bot.owed()


def effects(bot: BotProcess) -> list[tuple[int, Asked, str]]:
    """Return the effects that are kept, by the update that they are of."""
    query = f"SELECT update_id, {REPLIED}, status FROM outbox WHERE update_id IS NOT NULL ORDER BY 1"  # noqa: S608 - ours
    return [(update, Asked(chat, message), status) for update, chat, message, status in bot.kept(query)]


def in_order(answers: list[Asked], crowd: Crowd) -> bool:
    """Say whether the answers to each person in a chat came in the order of the commands."""
    by_person: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for one in answers:
        sender = crowd.telegram.chat(one.chat_id).messages[one.message_id].sender
        by_person[one.chat_id, sender.id if sender else 0].append(one.message_id)
    return all(ones == sorted(ones) for ones in by_person.values())
