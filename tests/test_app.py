"""The bot put together: what the clock does, it does in the event loop."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from pathlib import Path
from typing import Never

import pytest
from alembic import command
from pydantic import SecretStr

from bot import app
from bot.dispatch.job_runner import JobRunner
from bot.operations import run_bot
from bot.texts import Refusal
from config.settings import Settings
from storage.database import Database
from storage.instance_lock import InstanceLock
from storage.migrate import configuration, revisions
from tests.patience import PATIENCE
from tests.town import Town


async def test_the_clock_wakes_the_jobs_in_the_event_loop(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def wake(_ticking: JobRunner) -> None:
        threads.append(threading.current_thread())

    await town.stop()
    monkeypatch.setattr(JobRunner, "wake", wake)
    town.settings = town.settings.model_copy(update={"tick": 0.1})
    await town.start(with_article=False)
    async with asyncio.timeout(PATIENCE):
        while len(threads) < 3:
            await asyncio.sleep(0.02)
    assert set(threads) == {threading.main_thread()}


async def test_what_is_old_is_tidied_away_soon_after_a_start(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    tidied = asyncio.Event()

    async def tidy(*_: object) -> None:
        tidied.set()

    assert app.FIRST_TIDY_DELAY.total_seconds() == 60
    await town.stop()
    monkeypatch.setattr(app, "FIRST_TIDY_DELAY", timedelta(0))
    monkeypatch.setattr(app, "tidy", tidy)
    await town.start(with_article=False)
    async with asyncio.timeout(PATIENCE):
        await tidied.wait()


async def test_a_process_that_waits_for_its_turn_touches_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/older.db"
    database, at_work = Database(url), InstanceLock(url)
    async with database.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "0012"))
    assert at_work.acquire()
    ready = asyncio.Event()

    async def introduce(*_: object) -> Never:
        ready.set()
        raise Refusal("token-refused")

    monkeypatch.setattr(app, "introduce", introduce)
    monkeypatch.setattr(app, "TAKEOVER_CHECK_SECONDS", 0.01)
    settings = Settings(_env_file=None, token=SecretStr("1:a"), database_url=url, semantic="off")
    newer = asyncio.ensure_future(run_bot(settings))
    async with asyncio.timeout(PATIENCE):
        while "at work" not in caplog.text:
            await asyncio.sleep(0.01)
        assert (await revisions(database))[0] == "0012"
        assert not newer.done()
        at_work.release()
        with pytest.raises(Refusal):
            await newer
    assert ready.is_set()
    at, head = await revisions(database)
    assert at == head
    await database.close()


async def test_a_tick_forgets_words_of_more_than_an_hour_ago(town: Town) -> None:
    await town.says(town.cast.mara, town.cast.group, "The bus was late again.")
    kept = town.app.screener._people.values()
    assert [one.text for known in kept for one in known.recent] == ["The bus was late again."]
    await town.advance(hours=1)
    assert [known.recent for known in kept] == [[]]
