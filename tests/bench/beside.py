"""What an update and what chatter cost in another checkout and in this one, in turn, by the same measure.

    uv run python -m tests.bench.beside ../other [--rounds 7] [--updates 4000]

The tests are those of this checkout and the bot that of each. All figures are costs: a ratio under 1 says that this
checkout is the better one. Neighbours on the machine come and go, so what counts is the ratio within a round, and of
the two that of the processor: on a machine with other work the clock tells more of that work.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.sink import Sink, open_sink

HERE = Path(__file__).parents[2]
Costs = tuple[float, float]
"""Microseconds an update: of the processor, and of the clock."""
Figures = dict[str, Costs]


def of(checkout: Path, module: str, function: str, *given: Any) -> Any:
    """Call a function of a module of ours, in this process, with the bot of a checkout."""
    sys.path.insert(0, str(checkout))  # before ours; `tests.bench` is found already
    return getattr(import_module(f"tests.bench.{module}"), function)(*given)


def learnt(checkout: Path) -> bytes:
    """Return the classifier of a checkout, in a process of its own: here nothing of the bot is read."""
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_learn, args=(checkout, theirs))
    process.start()
    model: bytes = ours.recv()
    process.join()
    return model


def _learn(checkout: Path, line: Connection) -> None:
    line.send(of(checkout, "chatter", "learnt"))


def updates_of(sink: Sink, checkout: Path, updates: int, _model: bytes) -> Figures:
    """Measure what it costs to answer an update."""
    rate, processor = of(HERE, "updates", "measure", sink, updates, partial(of, checkout, "updates", "run_contestant"))
    return {"updates": (processor, 1e6 / rate)}


def chatter_of(sink: Sink, checkout: Path, updates: int, model: bytes) -> Figures:
    """Measure what chatter costs."""
    run = partial(of, checkout, "chatter", "run_contestant")
    return {
        f"chatter, {name}": of(HERE, "chatter", "measure", sink, name, updates, model, run)
        for name in of(HERE, "chatter", "contestants")
    }


BENCHES: dict[str, Callable[[Sink, Path, int, bytes], Figures]] = {"updates": updates_of, "chatter": chatter_of}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("other", type=Path)
    parser.add_argument("--bench", choices=BENCHES, action="append", help="one of them alone")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--updates", type=int, default=4000)
    chosen = parser.parse_args()
    checkouts = (chosen.other.resolve(), HERE)
    models = [learnt(one) for one in checkouts]
    head = f"{'microseconds an update':36}{'other':>8}{'this':>8}"
    print(f"{head}  median   the middle half   (least-greatest) of {chosen.rounds} rounds", flush=True)
    with open_sink() as sink:
        for bench in (BENCHES[name] for name in chosen.bench or BENCHES):
            rounds = []
            for number in range(chosen.rounds):
                both = list(zip(checkouts, models, strict=True))
                found = [bench(sink, one, chosen.updates, model) for one, model in both[:: -1 if number % 2 else 1]]
                rounds.append(found[:: -1 if number % 2 else 1])
            _show(rounds)


def _show(rounds: list[list[Figures]]) -> None:
    """Print what each bench costs in either checkout, and the ratio of this one to the other."""
    for name in rounds[0][0]:
        for place, clock in enumerate(("processor", "clock")):
            there, here = ([both[which][name][place] for both in rounds] for which in (0, 1))
            ratios = [ours / theirs for theirs, ours in zip(there, here, strict=True)]
            print(f"{name:26}{clock:10}{median(there):8.0f}{median(here):8.0f}  {_spread(ratios)}", flush=True)


def _spread(ratios: list[float]) -> str:
    """Return the median, where the middle half of the rounds lies, and the least and the greatest."""
    ordered = sorted(ratios)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    return f"{median(ordered):.2f} x   {low:.2f}-{high:.2f}   ({ordered[0]:.2f}-{ordered[-1]:.2f})"


if __name__ == "__main__":
    main()
