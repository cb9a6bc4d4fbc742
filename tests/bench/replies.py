"""How long people wait for a reply while so many updates arrive a second, beside a commit of before and a stock bot.

    uv run python -m tests.bench.replies [BASE] [--rates 10 100 300] [--seconds 10] [--rounds 5]

Each contestant is a program of its own, as its command line runs it; one after the other, round by round. A wait goes
from the moment an update is there to be asked for to the moment its reply arrives at the server. What is printed are
the medians over the rounds of p50 and p99, in milliseconds, and what they are of those of BASE.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from tests.bench.contestants import STOCK, Contestant, in_turn, ours
from tests.bench.sink import Sink, open_sink
from tests.bench.updates import WARM_UP, at_rest

Waits = tuple[float, float]
"""p50 and p99, in milliseconds."""


def measure(sink: Sink, contestant: Contestant, rates: Sequence[float], seconds: float) -> dict[float, Waits]:
    """Return the waits at each rate, by one run of a contestant that is warm."""
    with contestant.running(sink.address) as process:
        sink.load(WARM_UP)
        sink.seconds()
        found, asked = {}, WARM_UP
        for rate in rates:
            at_rest(process.pid)
            updates = max(100, int(rate * seconds))
            sink.load(updates, after=asked, rate=rate)
            asked += updates
            cuts = quantiles(sink.waits(), n=100)
            found[rate] = (cuts[49] * 1e3, cuts[98] * 1e3)
        return found


def compare(sink: Sink, contestants: Sequence[Contestant], rates: Sequence[float], seconds: float, rounds: int) -> None:
    """Measure and print, the first contestant being the one that the others are compared with."""
    runs = in_turn(contestants, rounds, lambda one: measure(sink, one, rates, seconds))
    first = contestants[0].name
    for rate in rates:
        of_first = [median(run[rate][place] for run in runs[first]) for place in (0, 1)]
        for name, seen in runs.items():
            p50, p99 = (median(run[rate][place] for run in seen) for place in (0, 1))
            ratios = f"{p50 / of_first[0]:6.2f} x {p99 / of_first[1]:6.2f} x"
            print(f"{rate:5.0f}/s  {name:36}{p50:8.1f}{p99:8.1f} ms  {ratios}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("base", type=Path, nargs="?")
    parser.add_argument("--rates", type=float, nargs="+", default=[10.0, 100.0, 300.0])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    both = [ours(), ours(name="counterpoint, crash", COUNTERPOINT_DURABILITY="crash"), STOCK]
    if chosen.base is not None:
        both.insert(0, ours(chosen.base.resolve(), "before"))
    with open_sink() as sink:
        compare(sink, both, chosen.rates, chosen.seconds, chosen.rounds)


if __name__ == "__main__":
    main()
