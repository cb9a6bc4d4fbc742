"""What is loaded late: libraries when they are first used, functions of other processes by their names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.worker import Remote, Worker
from config.lazy import lazy

ROOT = Path(__file__).parent.parent


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


async def test_a_worker_runs_a_function_by_its_name() -> None:
    worker = Worker()
    try:
        assert await worker.run(Remote[[list[int]], int]("builtins:sum"), [1, 2, 3]) == 6
        with pytest.raises(AttributeError):
            await worker.run(Remote[[], None]("builtins:nothing_like_it"))
        assert await worker.run(Remote[[list[int]], int]("builtins:max"), [1, 2, 3]) == 3
    finally:
        worker.stop()
