"""Updates a second and chatter of another checkout and of this one, in turn, by the same measure.

    uv run python -m tests.bench.beside ../other [--rounds 7] [--updates 4000]

The tests are those of this checkout and the bot that of each. Neighbours on the machine come and go, so what counts is
the ratio within a round, this checkout to the other; for updates a second more is better, for the processor less.
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
Figures = dict[str, float]


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
    """Measure how many updates a second are handled."""
    rate, processor = of(HERE, "updates", "measure", sink, updates, partial(of, checkout, "updates", "run_contestant"))
    return {"updates a second": rate, "updates, µs of the processor": processor}


def chatter_of(sink: Sink, checkout: Path, updates: int, model: bytes) -> Figures:
    """Measure what chatter costs."""
    run = partial(of, checkout, "chatter", "run_contestant")
    costs = {
        name: of(HERE, "chatter", "measure", sink, name, updates, model, run)
        for name in of(HERE, "chatter", "contestants")
    }
    return {
        f"chatter, {name}, µs of the {what}": cost
        for name, both in costs.items()
        for what, cost in zip(("processor", "clock"), both, strict=True)
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
    with open_sink() as sink:
        for bench in (BENCHES[name] for name in chosen.bench or BENCHES):
            rounds = []
            for number in range(chosen.rounds):
                both = list(zip(checkouts, models, strict=True))
                found = [bench(sink, one, chosen.updates, model) for one, model in both[:: -1 if number % 2 else 1]]
                rounds.append(found[:: -1 if number % 2 else 1])
            _show(rounds)


def _show(rounds: list[list[Figures]]) -> None:
    """Print the median of either checkout and the median, least and greatest ratio of a round."""
    for name in rounds[0][0]:
        there, here = ([both[place][name] for both in rounds] for place in (0, 1))
        ratios = [ours / theirs for theirs, ours in zip(there, here, strict=True)]
        spread = f"({min(ratios):.2f}-{max(ratios):.2f})"
        print(f"{name:44}{median(there):8.0f}{median(here):8.0f}{median(ratios):8.2f} x {spread}")


if __name__ == "__main__":
    main()
