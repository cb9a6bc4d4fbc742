"""Updates a second, and the processor time of each, beside a commit of before and a stock bot, each as its own program.

uv run python -m tests.bench.throughput [BASE] [--updates 4000] [--rounds 5]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench.contestants import STOCK, Contestant, in_turn, ours
from tests.bench.sink import Sink, open_sink
from tests.bench.updates import WARM_UP, at_rest, processor_time

Costs = tuple[float, float]
"""Updates a second, and microseconds of the processor for each."""


def measure(sink: Sink, contestant: Contestant, updates: int, *, chatter: bool = False) -> Costs:
    """Return what one contestant manages once it is warm."""
    sink.load(WARM_UP, chatter=chatter)
    with contestant.running(sink.address) as process:
        sink.seconds()
        begun = at_rest(process.pid)
        sink.load(updates, after=WARM_UP, chatter=chatter)
        seconds = sink.seconds()
        return updates / seconds, (processor_time(process.pid) - begun) / updates * 1e6


def compare(sink: Sink, contestants: Sequence[Contestant], updates: int, rounds: int, *, chatter: bool = False) -> None:
    """Measure and print, the first contestant being the one that the others are compared with."""
    runs = in_turn(contestants, rounds, lambda one: measure(sink, one, updates, chatter=chatter))
    first = [median(one[place] for one in runs[contestants[0].name]) for place in (0, 1)]
    for name, seen in runs.items():
        rate, cost = (median(one[place] for one in seen) for place in (0, 1))
        print(f"{name:36}{rate:8.0f}/s {rate / first[0]:5.2f} x{cost:8.0f} us {cost / first[1]:5.2f} x", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("base", type=Path, nargs="?")
    parser.add_argument("--updates", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    both = [ours(), ours(name="counterpoint, crash", COUNTERPOINT_DURABILITY="crash"), STOCK]
    if chosen.base is not None:
        both.insert(0, ours(chosen.base.resolve(), "before"))
    with open_sink() as sink:
        compare(sink, both, chosen.updates, chosen.rounds)


if __name__ == "__main__":
    main()
