"""This checkout beside another commit and a stock bot, in one run: start, memory, waits, updates, chatter.

    uv run python -m tests.bench.compare BASE [--rounds 5]

BASE is a commit, which is checked out beside this one for as long as it takes, or the folder of a checkout. Each
contestant is a program of its own and runs as its command line runs it, in turn with the others. What counts are the
ratios: the figures themselves belong to this machine.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory

from config.clock import utc_now
from tests.bench import replies, start, throughput
from tests.bench.contestants import HERE, STOCK, ours
from tests.bench.sink import open_sink

RATES = (10.0, 100.0, 300.0)
"""Updates a second."""
SECONDS_A_RATE = 8.0
UPDATES = 4000


@contextmanager
def checked_out(base: str) -> Iterator[Path]:
    """Have a commit in a folder for as long as the block runs."""
    if Path(base).is_dir():
        yield Path(base).resolve()
        return
    with TemporaryDirectory(prefix="counterpoint-base-") as folder:
        git = ["git", "-C", str(HERE), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", folder, base], check=True)  # noqa: S603 - a name of a commit
        try:
            yield Path(folder)
        finally:
            subprocess.run([*git, "remove", "--force", folder], check=True)  # noqa: S603 - the same


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("base", help="a commit, or the folder of a checkout")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{utc_now():%Y-%m-%d}, {platform.processor() or platform.machine()}, {cpu_count()} processors")
    with checked_out(chosen.base) as folder, open_sink() as sink:
        before, now = ours(folder, "before"), ours()
        crash = ours(name="counterpoint, crash", COUNTERPOINT_DURABILITY="crash")
        print("\nstart: seconds to the first getUpdates; megabytes 3 s later, and 3 s after the first reply")
        start.compare(sink, [before, now, STOCK], chosen.rounds)
        start.compare_commands({"before": folder, "counterpoint": HERE}, chosen.rounds)
        print("\nreplies: p50 and p99 at so many updates a second")
        replies.compare(sink, [before, now, crash, STOCK], RATES, SECONDS_A_RATE, chosen.rounds)
        for chatter in (False, True):
            print(f"\n{'chatter' if chatter else 'updates'} a second, and microseconds of the processor for each")
            throughput.compare(sink, [before, now, crash, STOCK], UPDATES, chosen.rounds, chatter=chatter)


if __name__ == "__main__":
    main()
