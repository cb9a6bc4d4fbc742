"""What it costs to look at the chatter of groups that no rule touches, beside receiving the same and not looking.

    uv run python -m tests.bench.chatter [--updates 4000] [--rounds 5]

One sink hands the same messages of 2,000 people in 200 groups to the whole bot, a process of its own each time, round
by round: with screening off, and with it on where everybody has been there for long, where one in ten is new, and
where all are new and every check is asked. The clock is the sink's: from the first messages to the last confirmed.
"""

from __future__ import annotations

import argparse
import asyncio
import pickle
import sys
from multiprocessing import get_context
from statistics import median
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.app import World, opened
from bot.moderation.learning import EVERYWHERE, Course
from bot.moderation.screening.training import seed, train
from bot.transport.request import AiohttpRequest
from config.clock import utc_now
from config.settings import Settings
from storage import chats, reviews, settings
from storage.chats import Chat
from storage.debate import known
from storage.engine import Database
from storage.migrating import migrate
from storage.settings import Screening
from tests.bench.sink import CHATS, PEOPLE, TOKEN, Sink, chat_of, open_sink, writer_of

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
        )
        database = Database(chosen.database_url)
        await migrate(database)
        await people_groups(database, Screening.OFF if name == OFF else Screening.ON, NEW_AMONG[name])
        async with opened(chosen, database, World(AiohttpRequest())) as bot:
            learnt = pickle.loads(model)  # noqa: S301 - written by this program
            bot.shelf.place(Course(EVERYWHERE), learnt, utc_now())
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
            await settings.choose(session, known(chat.id), screening=mode, watched_since=now)
            writers = [number + place * CHATS for place in range(PEOPLE)]
            counts = [
                {"chat_id": known(chat.id), "person_id": writer_of(one), "posts": 20, "approved": 0}
                for one in writers
                if not new_among or (one // CHATS) % new_among
            ]
            await reviews.keep_posts(session, counts)


def _run(address: str, name: str, model: bytes) -> None:
    sys.setswitchinterval(0.001)
    asyncio.run(receive(address, name, model))


def measure(sink: Sink, name: str, updates: int, model: bytes) -> float:
    """Return the microseconds an update of one contestant in one round."""
    sink.load(updates, chatter=True)
    process = get_context("spawn").Process(target=_run, args=(sink.address, name, model), daemon=True)
    process.start()
    try:
        return sink.seconds() / updates * 1e6
    finally:
        process.kill()
        process.join()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--updates", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    model = pickle.dumps(train(seed()))
    with open_sink() as sink:
        seen: dict[str, list[float]] = {name: [] for name in NEW_AMONG}
        for _ in range(chosen.rounds):
            for name, costs in seen.items():
                costs.append(measure(sink, name, chosen.updates, model))
    print(f"microseconds an update, median of {chosen.rounds} rounds of {chosen.updates}; ratio of the same round")
    for name, costs in seen.items():
        ratio = median(one / bare for one, bare in zip(costs, seen[OFF], strict=True))
        print(f"{name:16}{median(costs):8.0f}   ({min(costs):.0f}-{max(costs):.0f})   {ratio:5.2f} x")


if __name__ == "__main__":
    main()
