"""How long a start takes, and what memory it takes: beside a commit of before and a stock bot, each as its own program.

    uv run python -m tests.bench.start [BASE] [--rounds 5]

A start goes from the call of the program to its first `getUpdates`. Memory is what the process and those that it
started have of the machine (RSS) three seconds after that, and three after the first reply. The database is new. The
first run of each is not counted: it compiles what Python keeps compiled.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from os import listdir
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from tests.bench.contestants import HERE, STOCK, Contestant, environment, in_turn, ours
from tests.bench.sink import Sink, open_sink

REST_SECONDS = 3.0
"""Seconds after which memory is looked at."""
DUE = ("-m", "bot", "due", "0 9 * * *", "--zone", "Europe/Vilnius", "--from", "2026-01-01T00:00")
COMMANDS = {"due": DUE, "--help": ("-m", "bot", "--help")}
BARE = ("-c", "import typer, rich, cronsim")
"""What stands on the same libraries and does nothing."""
Figures = tuple[float, float, float]
"""Seconds to the first `getUpdates`; megabytes at rest, and after a reply."""


def measure(sink: Sink, contestant: Contestant) -> Figures:
    """Return what one start costs."""
    sink.load(0)
    begun = perf_counter()
    with contestant.running(sink.address) as process:
        started = sink.polled() - begun
        sleep(REST_SECONDS)
        at_rest = resident(process.pid)
        sink.load(1)
        sink.seconds()
        sleep(REST_SECONDS)
        return started, at_rest, resident(process.pid)


def resident(process: int, counted: str = "Rss") -> float:
    """Return the megabytes of a process and of all that it started.

    Args:
        process: Its id.
        counted: `Rss`, or `Pss` where what processes share is to be counted once.
    """
    kilobytes = 0
    for one in family(process):
        told = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
        kilobytes += next(int(line.split()[1]) for line in told.splitlines() if line.startswith(f"{counted}:"))
    return kilobytes / 1024


def family(process: int) -> list[int]:
    """Return a process and all that it started and that those did."""
    threads = [Path(f"/proc/{process}/task/{thread}/children") for thread in listdir(f"/proc/{process}/task")]
    children = [int(child) for one in threads for child in one.read_text(encoding="ascii").split()]
    return [process, *(member for child in children for member in family(child))]


def command_seconds(folder: Path, command: Sequence[str]) -> float:
    """Return how long a command of a checkout runs."""
    begun = perf_counter()
    among = environment(folder)
    subprocess.run([sys.executable, *command], cwd=folder, env=among, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
    return perf_counter() - begun


def seconds_of(folder: Path, command: Sequence[str], rounds: int) -> float:
    """Return the median of so many runs of a command, the first of which is not counted."""
    return median([command_seconds(folder, command) for _ in range(rounds + 1)][1:])


def compare(sink: Sink, contestants: Sequence[Contestant], rounds: int) -> None:
    """Measure and print, the first contestant being the one that the others are compared with."""
    for one in contestants:  # so that all modules are compiled
        measure(sink, one)
    runs = in_turn(contestants, rounds, lambda one: measure(sink, one))
    first = [median(one[place] for one in runs[contestants[0].name]) for place in range(3)]
    for name, seen in runs.items():
        middle = [median(one[place] for one in seen) for place in range(3)]
        of_first = zip(middle, ("s", "MB", "MB"), first, strict=True)
        told = "  ".join(f"{one:6.1f} {unit} {one / base:5.2f} x" for one, unit, base in of_first)
        print(f"{name:36}{told}", flush=True)


def compare_commands(folders: dict[str, Path], rounds: int) -> None:
    """Print how long commands run beside a bare Python that loads the same libraries."""
    bare = seconds_of(HERE, BARE, rounds)
    print(f"{'typer, rich, cronsim alone':36}{bare:6.2f} s")
    for command, words in COMMANDS.items():
        for name, folder in folders.items():
            seconds = seconds_of(folder, words, rounds)
            print(f"{name + ', ' + command:36}{seconds:6.2f} s {seconds / bare:5.1f} x", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("base", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    folders = {"before": chosen.base.resolve()} if chosen.base is not None else {}
    folders["counterpoint"] = HERE
    with open_sink() as sink:
        compare(sink, [*(ours(folder, name) for name, folder in folders.items()), STOCK], chosen.rounds)
    compare_commands(folders, chosen.rounds)


if __name__ == "__main__":
    main()
