"""Starting and stopping: a clean end under load, and one clear sentence where a start is not possible."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from hashlib import sha256
from pathlib import Path
from random import Random
from signal import SIGINT, SIGTERM, Signals
from time import monotonic

import pytest

from bot.playground.seed import TOKEN
from bot.texts import tell
from bot.transport.receiver import LONG_POLL
from config.clock import utc_now
from storage import inbox, outbox
from storage.database import Database, until_database_answers
from storage.migrate import migrate
from storage.outbox import OutboxRow
from tests.patience import PATIENCE
from tests.scenarios.process import BotProcess, Crowd, process, served

UPDATES = 120
STRANGE = "8000000009:AAE-a-token-that-nobody-gave-out"


@pytest.mark.parametrize("number", [SIGTERM, SIGINT], ids=lambda number: number.name)
async def test_a_stop_under_load_is_quick_and_leaves_nothing_in_doubt(tmp_path: Path, number: Signals) -> None:
    crowd = Crowd(Random(20))
    async with served(crowd.telegram) as play, process(tmp_path, play.address) as bot:
        async with asyncio.TaskGroup() as people:
            people.create_task(crowd.ask_on(UPDATES, pause=0.005))
            await bot.start()
            await bot.until(lambda: play.api.called["sendMessage"] >= UPDATES // 4)
            asked_to = monotonic()
            assert await bot.end(number) == 0
            assert monotonic() - asked_to < LONG_POLL, "it waited for the poll that was under way"
        answered = set(crowd.answered())
        assert 0 < len(answered) < UPDATES, "the stop came in the middle of the work"
        assert bot.owed().isdisjoint(answered)

        await bot.start()
        await bot.until(lambda: len(crowd.answered()) == UPDATES)
        assert await bot.end(number) == 0

    assert crowd.answered() == dict.fromkeys(crowd.asked.values(), 1)
    assert bot.kept("SELECT update_id, status FROM inbox ORDER BY 1") == [(one, "done") for one in sorted(crowd.asked)]
    assert bot.sentences() == []
    assert TOKEN not in bot.log()


async def test_a_stop_while_nothing_happens_is_quick(tmp_path: Path) -> None:
    crowd = Crowd(Random(21))
    async with served(crowd.telegram) as play, process(tmp_path, play.address) as bot:
        await bot.start()
        await bot.until(lambda: play.api.called["getUpdates"])
        asked_to = monotonic()
        assert await bot.end() == 0
        assert monotonic() - asked_to < LONG_POLL, "it waited for the poll that was under way"
        assert bot.sentences() == []


async def test_a_token_that_the_server_does_not_know_is_told_in_one_sentence(tmp_path: Path) -> None:
    crowd = Crowd(Random(22))
    async with served(crowd.telegram) as play, process(tmp_path, play.address, STRANGE) as bot:
        await bot.start()
        assert await bot.ended() == 1
        assert bot.sentences() == [tell("token-refused")]
        assert bot.printed() == []
        assert STRANGE not in bot.log()
        assert STRANGE.partition(":")[2] not in bot.log()


async def test_a_token_that_is_withdrawn_ends_the_bot_with_one_sentence(tmp_path: Path) -> None:
    crowd = Crowd(Random(23))
    async with served(crowd.telegram) as play, process(tmp_path, play.address) as bot:
        await bot.start()
        await bot.until(lambda: play.api.called["getUpdates"])
        withdrawn = crowd.telegram.bots.pop(TOKEN)
        crowd.telegram.queues[withdrawn.id].wake()
        assert await bot.ended() == 1
        assert bot.sentences() == [tell("token-refused")]
        assert TOKEN not in bot.log()


async def test_a_missing_token_is_told_in_one_sentence(tmp_path: Path) -> None:
    async with process(tmp_path, "http://127.0.0.1:9", token=None) as bot:
        await bot.start()
        assert await bot.ended() == 1
        assert bot.sentences() == [tell("token-missing")]
        assert bot.printed() == []


async def test_a_server_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    crowd = Crowd(Random(24))
    port = free_port()
    async with process(tmp_path, f"http://127.0.0.1:{port}") as bot:
        await bot.start()
        await bot.until(lambda: "was not reached" in bot.log())
        async with served(crowd.telegram, port):
            crowd.ask()
            await bot.until(crowd.answered)
            assert await bot.end() == 0
        assert crowd.answered().total() == 1
        assert bot.log().count("was not reached") == 1
        assert TOKEN not in bot.log()


async def test_a_stop_ends_the_wait_for_a_server(tmp_path: Path) -> None:
    async with process(tmp_path, f"http://127.0.0.1:{free_port()}") as bot:
        await bot.start()
        await bot.until(lambda: "was not reached" in bot.log())
        asked_to = monotonic()
        assert await bot.end() == 0
        assert monotonic() - asked_to < LONG_POLL, "it waited for the poll that was under way"


async def test_the_tables_are_made_once(tmp_path: Path) -> None:
    async with process(tmp_path, "http://127.0.0.1:9", token=None) as bot:
        for _ in range(2):
            await bot.start("migrate")
            assert await bot.ended() == 0
        (head,) = bot.kept("SELECT version_num FROM alembic_version")[0]
        assert bot.printed() == [tell("migrated", before="–", head=head), tell("migrated-already", head=head)]
        assert bot.sentences() == []


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path, command: str) -> None:
    async with process(tmp_path, "http://127.0.0.1:9") as bot:
        await bot.start("migrate")
        assert await bot.ended() == 0
        come_from_the_future(bot)
        before = sha256(bot.database.read_bytes()).digest()
        await bot.start(command)
        assert await bot.ended() == 1
        assert bot.sentences() == [tell("database-newer", revision="9999")]
        assert sha256(bot.database.read_bytes()).digest() == before


def come_from_the_future(bot: BotProcess) -> None:
    """Let a database look as a newer version would leave it."""
    connection = sqlite3.connect(bot.database)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def free_port() -> int:
    """Return a port of this computer that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def test_a_stop_in_the_middle_of_a_transaction_leaves_the_database_free(tmp_path: Path) -> None:
    database, chance = Database(f"sqlite+aiosqlite:///{tmp_path}/bot.db"), Random(25)
    await migrate(database)

    async def keep() -> None:
        rows = [OutboxRow(chat_id=n, method="sendMessage", params={}, due_at=utc_now()) for n in range(20)]
        async with database.write() as session:
            await outbox.store_effects(session, rows)
            await inbox.mark_done(session, range(20))

    async def keep_on() -> None:
        while True:
            await until_database_answers(keep)

    for _ in range(80):
        keeping = asyncio.ensure_future(keep_on())
        await asyncio.sleep(chance.uniform(0.001, 0.02))
        keeping.cancel()
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait([keeping])
            await keep()
    await database.close()
