"""What it costs to look at the chatter of groups that no rule touches, beside receiving the same and not looking.

    uv run python -m tests.bench.chatter [--updates 4000] [--rounds 5]

One sink hands the same messages of 7,000 people in 200 groups to the whole bot, a process of its own each time, round
by round: with screening off, and with it on where everybody has been there for long, where one in ten is new, and
where all are new and every check is asked. Everybody writes once, so that nothing is remembered of anybody: in life it
is. What counts is the processor time of the bot, once it has warmed up and is at rest, until it has kept the last
message: other programs hardly disturb it. The time of the clock stands beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import pickle
import sys
from collections.abc import Callable
from multiprocessing import get_context
from statistics import median
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.app import Environment, opened
from bot.moderation.screening.classifier import training
from bot.moderation.screening.model_store import ALL_CHATS_ID, TrainingJob
from bot.operations import freeze_what_stays
from bot.transport.bot_api import AiohttpRequest
from config.clock import utc_now
from config.settings import Settings
from storage import chat_settings, chats
from storage import screening as screening_log
from storage.chat_settings import Screening
from storage.chats import Chat
from storage.database import Database
from storage.migrate import migrate
from tests.bench.sink import CHATS, PEOPLE, TOKEN, Sink, chat_of, open_sink, writer_of
from tests.bench.updates import at_rest, processor_time

WARM_UP = 3_000
"""Messages before those that are measured."""
OFF = "screening off"
NEW_AMONG: dict[str, int] = {OFF: 0, "all known": 0, "one in ten new": 10, "all new": 1}
"""Of how many people one is new; 0: nobody."""


async def receive(address: str, name: str, model: bytes) -> None:
    """Run the whole bot, with groups and people as the contestant has them."""
    with TemporaryDirectory(prefix="counterpoint-bench-") as folder:
        chosen = Settings(
            _env_file=None,
            token=SecretStr(TOKEN),
            api_url=address,
            database_url=f"sqlite+aiosqlite:///{folder}/bench.db",
            rate_limits="off",
            tick=300,
        )
        database = Database(chosen.database_url)
        await migrate(database)
        await people_groups(database, Screening.OFF if name == OFF else Screening.ON, NEW_AMONG[name])
        async with opened(chosen, database, Environment(AiohttpRequest())) as bot:
            learnt = pickle.loads(model)  # noqa: S301 - written by this program
            bot.models.place(TrainingJob(ALL_CHATS_ID), learnt, utc_now())
            freeze_what_stays()
            await bot.run()


async def people_groups(database: Database, mode: Screening, new_among: int) -> None:
    """Let the groups be known, and the people in them who are not new."""
    now = utc_now()
    async with database.write() as session:
        for number in range(CHATS):
            telegram_id = chat_of(number)
            await chats.remember_chat(session, Chat(telegram_id=telegram_id, kind="supergroup", seen_at=now))
            chat = await chats.find_chat(session, telegram_id)
            if chat is None:
                raise LookupError(telegram_id)
            await chat_settings.choose(session, chat.id, screening=mode, watched_since=now)
            writers = [number + place * CHATS for place in range(PEOPLE)]
            counts = [
                {"chat_id": chat.id, "person_id": writer_of(one), "posts": 20, "approved": 0}
                for one in writers
                if not new_among or (one // CHATS) % new_among
            ]
            await screening_log.keep_posts(session, counts)


Run = Callable[[str, str, bytes], None]


def run_contestant(address: str, name: str, model: bytes) -> None:
    """Run the whole bot in this process until it is ended."""
    sys.setswitchinterval(0.001)
    asyncio.run(receive(address, name, model))


def contestants() -> list[str]:
    """Return their names."""
    return list(NEW_AMONG)


def learnt() -> bytes:
    """Return the model of the seed; before it was made anew, it was made by another name."""
    made = training.train_on_seed() if hasattr(training, "train_on_seed") else training.train(training.seed())
    return pickle.dumps(made)


def measure(sink: Sink, name: str, updates: int, model: bytes, run: Run = run_contestant) -> tuple[float, float]:
    """Return the microseconds an update of one contestant in one round: of the processor, and of the clock."""
    sink.load(WARM_UP, chatter=True)
    process = get_context("spawn").Process(target=run, args=(sink.address, name, model), daemon=True)
    process.start()
    try:
        sink.seconds()
        begun = at_rest(process.pid or 0)
        sink.load(updates, chatter=True, after=WARM_UP)
        seconds = sink.seconds()
        return (processor_time(process.pid or 0) - begun) / updates * 1e6, seconds / updates * 1e6
    finally:
        process.kill()
        process.join()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--updates", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    model = learnt()
    with open_sink() as sink:
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in NEW_AMONG}
        for _ in range(chosen.rounds):
            for name, costs in seen.items():
                costs.append(measure(sink, name, chosen.updates, model))
    print(f"microseconds an update, median of {chosen.rounds} rounds of {chosen.updates}; ratio of the same round")
    for name, costs in seen.items():
        processor, clock = zip(*costs, strict=True)
        ratio = median(one / bare for one, (bare, _) in zip(processor, seen[OFF], strict=True))
        print(f"{name:16}{median(processor):6.0f} of the processor {ratio:5.2f} x {median(clock):6.0f} of the clock")


if __name__ == "__main__":
    main()
