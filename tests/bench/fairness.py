"""Whether groups are found only where there are some, and what a bloc can do: in another checkout and in this one.

    uv run python -m tests.bench.fairness [../other] [--draws 60]

The electorates are made up and seeded, the same for both. Half of the people vote on little; early statements are voted
on by more. Each line says how often, in percent, and how much processor time a check takes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parents[2]
Chances = NDArray[np.float64]
"""(people, statements) how likely each agrees, if they take a side."""
PASS_CHANCE = 0.1
NEWCOMER_CARDS = 7


class Ballots(NamedTuple):
    """What people voted: (people, statements) +1, -1, 0, and whether at all."""

    votes: NDArray[np.int64]
    cast: NDArray[np.bool_]


class Bloc(NamedTuple):
    """People who act together: how many cards they vote on, and how often one of them does otherwise."""

    cards: int | None = None
    strays: float = 0.0


BLOCS = {
    "bloc": Bloc(),
    "loose bloc": Bloc(strays=0.1),
    "bloc on 7 cards": Bloc(7),
    "loose bloc on 7 cards": Bloc(7, 0.1),
    "honest people": None,
}


def independent(rng: np.random.Generator, people: int, statements: int) -> Chances:
    """Nobody's vote tells anything about another one."""
    return np.tile(rng.uniform(0.15, 0.85, statements), (people, 1))


def line(rng: np.random.Generator, people: int, statements: int) -> Chances:
    """Everybody stands somewhere along one line of opinion."""
    slopes = rng.choice([-1, 1], statements) * rng.uniform(0.8, 2.2, statements)
    odds = rng.standard_normal((people, 1)) * slopes + rng.normal(0, 0.7, statements)
    return 1 / (1 + np.exp(-odds))


def readiness(rng: np.random.Generator, people: int, statements: int) -> Chances:
    """People differ in nothing but how readily they agree."""
    odds = rng.normal(0, 1.2, (people, 1)) + rng.normal(0.3, 0.6, statements)
    return 1 / (1 + np.exp(-odds))


def camps(faith: float, count: int, rng: np.random.Generator, people: int, statements: int) -> Chances:
    """Camps that disagree on two statements of three, and keep to their side with a probability."""
    sides = rng.random((count, statements)) < 0.5
    sides[0] = np.where(sides.all(axis=0) | ~sides.any(axis=0), ~sides[0], sides[0])
    common = rng.beta(2, 2, statements)
    chances = np.where(rng.random(statements) < 2 / 3, np.where(sides, faith, 1 - faith), common)
    return chances[rng.integers(count, size=people)]


def ballots(rng: np.random.Generator, chances: Chances) -> Ballots:
    """Let people vote."""
    people, statements = chances.shape
    turnout = np.clip(rng.beta(1.2, 1.0, (people, 1)) * np.linspace(1.3, 0.7, statements), 0.05, 1)
    votes = np.where(rng.random(chances.shape) < chances, 1, -1)
    return Ballots(np.where(rng.random(chances.shape) < PASS_CHANCE, 0, votes), rng.random(chances.shape) < turnout)


def with_bloc(rng: np.random.Generator, honest: Ballots, size: int, kind: Bloc) -> Ballots:
    """Add people who act together, against the three statements that are most agreed with."""
    statements = honest.votes.shape[1]
    said = rng.choice([-1, 1], statements)
    means = (honest.votes * honest.cast).sum(axis=0) / np.maximum(1, honest.cast.sum(axis=0))
    order = np.argsort(-means)
    said[order[:3]], said[order[-3:]] = -1, 1
    strays = rng.random((size, statements)) < kind.strays
    cast = np.zeros((size, statements), np.bool_)
    cast[:, np.concatenate((order[:3], rng.permutation(order[3:])))[: kind.cards]] = True
    return Ballots(np.vstack((honest.votes, np.where(strays, -said, said))), np.vstack((honest.cast, cast)))


def opinions_of(given: Ballots) -> Any:
    """Form opinions with the bot that this process has."""
    rows, columns = np.nonzero(given.cast)
    flat = np.stack((rows, columns, given.votes[rows, columns]), axis=1).astype(np.int64)
    names = [tuple(range(size)) for size in given.cast.shape]
    return _bot().form_opinions(import_module("bot.debate.opinions.votes").table_of(flat, *names, ()))


def published(make: Callable[..., Chances], size: tuple[int, int], seed: int) -> tuple[float, float]:
    """Return whether groups are published, and the seconds of the check."""
    rng = np.random.default_rng((1, seed, *size))
    opinions = opinions_of(ballots(rng, make(rng, *size)))
    begun = process_time()
    reality = _bot().check_groups(opinions)
    return float(reality.reason is None), process_time() - begun


def kept_across(kind: Bloc | None, share: float, size: tuple[int, int], seed: int) -> tuple[float, float]:
    """Return which part of what is agreed across groups is so beside a bloc; NaN where nothing is.

    Without a bloc: beside as many more people who are no other than those there, which is what chance takes.
    """
    rng = np.random.default_rng((2, seed, *size))
    chances, more = camps(0.85, 2, rng, *size), round(share * size[0])
    honest = ballots(rng, chances)
    before = _across(opinions_of(honest))
    if kind is None:
        late = ballots(rng, chances[rng.permutation(size[0])])
        after = Ballots(*(np.vstack((one, other[:more])) for one, other in zip(honest, late, strict=True)))
    else:
        after = with_bloc(rng, honest, more, kind)
    return (len(before & _across(opinions_of(after))) / len(before) if before else np.nan), np.nan


def met_after_passes(size: tuple[int, int], seed: int) -> tuple[float, float]:
    """Return how often a newcomer meets, early on, a new statement that three agree with and ten passed on."""
    rng = np.random.default_rng((3, seed, *size))
    given = ballots(rng, camps(0.8, 2, rng, *size))
    given.cast[:, -1] = False
    given.cast[:13, -1], given.votes[:3, -1], given.votes[3:13, -1] = True, 1, 0
    priorities = dict(enumerate(opinions_of(given).priority.tolist()))
    newcomers = [_first_cards(priorities, size[1] - 1, 1000 * seed + one) for one in range(40)]
    return float(np.mean([size[1] - 1 in cards for cards in newcomers])), np.nan


def _first_cards(priorities: dict[int, float], new: int, seed: int) -> list[int]:
    draw = _bot().next_statement
    knows_new = "new" in draw.__code__.co_varnames
    seen: list[int] = []
    for step in range(NEWCOMER_CARDS):
        seen.append(draw(priorities, seen, 50 * seed + step, *([{new}] if knows_new else [])))
    return seen


def _across(opinions: Any) -> set[int]:
    """Return what is agreed across groups; where the maths does not tell it, as the digest reckoned it."""
    if hasattr(opinions, "across"):
        return set(opinions.across)
    counts = opinions.counts
    agreed = (counts.votes >= 3) & (2 * counts.agree > counts.votes)
    return set(np.flatnonzero(agreed.all(axis=0)).tolist()) if len(counts.votes) > 1 else set()


def _bot() -> Any:
    return import_module("bot.debate.opinions")


FIGURES: dict[str, Callable[[int], tuple[float, float]]] = {
    **{
        f"independent votes published, {n}x{m}": partial(published, independent, (n, m))
        for n, m in ((60, 20), (100, 40))
    },
    **{f"a line of opinion published, {n}x{m}": partial(published, line, (n, m)) for n, m in ((100, 40), (200, 60))},
    **{
        f"readiness to agree published, {n}x{m}": partial(published, readiness, (n, m))
        for n, m in ((100, 40), (200, 60))
    },
    "two camps .9/.1 published, 60x20": partial(published, partial(camps, 0.9, 2), (60, 20)),
    "three camps .85/.15 published, 100x40": partial(published, partial(camps, 0.85, 3), (100, 40)),
    **{
        f"agreed across kept, {n}x{m}, {100 * part:.0f} % {name}": partial(kept_across, kind, part, (n, m))
        for n, m in ((60, 20), (100, 40))
        for part in (0.05, 0.1)
        for name, kind in BLOCS.items()
    },
    "met among the first seven after ten passes": partial(met_after_passes, (60, 30)),
}


def measure(checkout: Path, draws: int, line: Connection) -> None:
    """Send each figure of a checkout, in a process of its own."""
    sys.path.insert(0, str(checkout))  # before ours; `tests.bench` is found already
    for name, figure in FIGURES.items():
        found = np.array([figure(seed) for seed in range(draws)])
        line.send((name, *(float(np.nanmean(one)) if np.isfinite(one).any() else np.nan for one in found.T)))
    line.close()


def main() -> None:
    """Print each figure of either checkout."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("other", type=Path, nargs="?")
    parser.add_argument("--draws", type=int, default=60)
    chosen = parser.parse_args()
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    for checkout in (HERE, chosen.other.resolve()) if chosen.other else (HERE,):
        print(checkout.name)
        _print(checkout, chosen.draws)


def _print(checkout: Path, draws: int) -> None:
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=measure, args=(checkout, draws, theirs))
    process.start()
    for _ in FIGURES:
        name, share, seconds = ours.recv()
        print(f"  {name:50}{100 * share:7.1f} %{'' if np.isnan(seconds) else f'{1000 * seconds:8.0f} ms'}", flush=True)
    process.join()


if __name__ == "__main__":
    main()
