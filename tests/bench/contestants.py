"""Who is measured: the bot of this checkout, that of another one, and peers, each as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TypeVar

from tests.bench.sink import TOKEN

Figures = TypeVar("Figures")
HERE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program that answers a Bot API."""

    name: str
    command: tuple[str, ...]
    folder: Path = HERE
    settings: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def running(self, address: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run it against a server for as long as the block runs."""
        with TemporaryDirectory(prefix="counterpoint-bench-") as kept:
            given = {
                "COUNTERPOINT_TOKEN": TOKEN,
                "COUNTERPOINT_API_URL": address,
                "COUNTERPOINT_DATABASE_URL": f"sqlite+aiosqlite:///{kept}/bench.db",
                "COUNTERPOINT_RATE_LIMITS": "off",
                **self.settings,
            }
            command, among = [sys.executable, *self.command], environment(self.folder) | given
            with subprocess.Popen(command, cwd=kept, env=among, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - ours
                try:
                    yield process
                finally:
                    process.kill()


def environment(folder: Path) -> dict[str, str]:
    """Return what programs of a checkout run among: as in life, what was compiled once is there the next time."""
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{gettempdir()}/counterpoint-bench-bytecode"}
    return {**os.environ, **compiled, "PYTHONPATH": str(folder)}


def in_turn(
    contestants: Sequence[Contestant], rounds: int, measure: Callable[[Contestant], Figures]
) -> dict[str, list[Figures]]:
    """Measure contestants one after the other, round by round, every second round backwards; return it by names."""
    runs: dict[str, list[Figures]] = {one.name: [] for one in contestants}
    for number in range(rounds):
        for one in contestants[:: -1 if number % 2 else 1]:
            runs[one.name].append(measure(one))
    return runs


def ours(folder: Path = HERE, name: str = "counterpoint", **settings: str) -> Contestant:
    """Return the bot of a checkout, run as its command line runs it."""
    return Contestant(name, ("-m", "bot", "run"), folder, settings)


STOCK = Contestant("python-telegram-bot, sequential", ("-m", "tests.bench.stock"))
"""The same answers by a program as python-telegram-bot's manual shows it, which keeps nothing."""
