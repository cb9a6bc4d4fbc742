"""How fast opinions are formed, beside red-dwarf: `uv run --with red-dwarf python -m tests.bench.opinions`.

Each figure is taken in a process of its own: the best of some runs, and by how much its memory grew in the first one.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from bot.debate.opinions import check_groups, form_opinions, tabulate
from bot.debate.opinions.votes import VoteTable, table_of

if TYPE_CHECKING:
    from bot.debate.opinions.votes import Ids

SIZES = ((100, 50, 2_500), (1_000, 500, 30_000), (10_000, 50, 150_000), (10_000, 500, 300_000))
"""People, statements, votes."""
RUNS = {"cold": 7, "warm": 7, "checks": 1, "table": 3, "red-dwarf": 1}
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Threads of the algebra get in each other's way on small matrices; the same for both."""
MOST_OF_OTHER = 1_800
"""Seconds for a run of red-dwarf."""


def main() -> None:
    """Print a line a size, or, asked for one figure, the figure as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "SIZE"), help=argparse.SUPPRESS)
    asked = parser.parse_args().one
    if asked:
        print(json.dumps(_measure(asked[0], SIZES[int(asked[1])])))
        return
    there = find_spec("reddwarf") is not None
    if not there:
        print("red-dwarf is not here (uv run --with red-dwarf …): our own figures alone.")
    print(
        f"{'people × statements':20}{'votes':>9}  {'cold':>16}{'warm':>16}{'checks':>16}{'red-dwarf':>19}{'ratio':>9}"
    )
    for number, size in enumerate(SIZES):
        _print_line(number, size, there)
    _, _, votes = SIZES[-1]
    seconds, megabytes = _figure("table", len(SIZES) - 1)
    print(f"A table of {votes:,} (person, statement, vote) triples: {1000 * seconds:.0f} ms, {megabytes:.0f} MB.")


def _print_line(number: int, size: tuple[int, int, int], with_other: bool) -> None:
    people, statements, votes = size
    line = f"{f'{people:,} × {statements}':20}{votes:>9,}  "
    ours = {what: _figure(what, number) for what in ("cold", "warm", "checks")}
    line += "".join(f"{1000 * seconds:8.1f} ms {mb:3.0f} MB" for seconds, mb in ours.values())
    if with_other:
        seconds, megabytes = _figure("red-dwarf", number)
        line += f"{1000 * seconds:8.0f} ms {megabytes:5,.0f} MB{seconds / ours['cold'][0]:7.0f} ×"
    print(line, flush=True)


def _figure(what: str, number: int) -> tuple[float, float]:
    """Measure in a fresh process; (seconds, megabytes)."""
    command = [sys.executable, "-m", "tests.bench.opinions", "--one", what, str(number)]
    done = subprocess.run(  # noqa: S603 - ourselves
        command, check=True, capture_output=True, text=True, timeout=MOST_OF_OTHER, env={**os.environ, **ONE_THREAD}
    )
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes


def _measure(what: str, size: tuple[int, int, int]) -> tuple[float, float]:
    run = _run_of(what, size)
    before = _resident()
    times = []
    for number in range(RUNS[what]):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
        if number == 0:
            grown = max(0.0, _peak() - before)
    return min(times), grown


def _run_of(what: str, size: tuple[int, int, int]) -> Callable[[], object]:
    casts = _casts(*size)
    if what == "red-dwarf":
        return _other(casts)
    if what == "table":
        triples = casts.tolist()
        return lambda: tabulate(triples)
    _warm_up()
    if what == "warm":
        former = form_opinions(_table(casts[: -len(casts) // 100], size)).as_former()
        table = _table(casts, size)
        return lambda: form_opinions(table, former)
    table = _table(casts, size)
    if what == "checks":
        opinions = form_opinions(table)
        return lambda: check_groups(opinions)
    return lambda: form_opinions(table)


def _other(casts: Ids) -> Callable[[], object]:
    from reddwarf.implementations.base import run_pipeline

    votes = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in casts.tolist()]
    run_pipeline(votes=votes[:3_000], random_state=0)
    return lambda: run_pipeline(votes=votes, random_state=0)


def _warm_up() -> None:
    """Load the libraries, so that neither time nor memory counts their start."""
    form_opinions(_table(_casts(60, 60, 2_000), (60, 60, 2_000)))


def _table(casts: Ids, size: tuple[int, int, int]) -> VoteTable:
    people, statements, _ = size
    return table_of(casts, tuple(range(people)), tuple(range(statements)), ())


def _casts(people: int, statements: int, votes: int) -> Ids:
    """Return (votes, 3): three camps that lean on each statement, more or less."""
    rng = np.random.default_rng(7)
    rows, columns = np.divmod(np.sort(rng.choice(people * statements, votes, replace=False)), statements)
    camps = rng.choice(3, people, p=(0.5, 0.3, 0.2))
    leaning = rng.beta(1.2, 1.2, (3, statements))
    agrees = rng.random(votes) < leaning[camps[rows], columns]
    values = np.where(rng.random(votes) < 0.15, 0, np.where(agrees, 1, -1))
    return np.stack((rows, columns, values), axis=1).astype(np.int64)


def _resident() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
