"""Which statement a person is asked next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from bot.debate.opinions.votes import Name
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Floats
else:
    np = lazy("numpy")

FLOOR_SHARE = 0.1
"""Share of all draws that goes to each unseen statement alike, whatever its priority: nobody can bury one."""
FIRST_CARDS = 7
"""Draws within which a person meets what is new, as far as it fits."""
LAST_FIRST_CARD = 10
"""What is new and did not fit there comes up to this draw before anything else."""


def next_statement(
    priorities: Mapping[Name, float], seen: Collection[Name], seed: int, new: Collection[Name] = ()
) -> Name | None:
    """Draw a statement that a person has not seen: what is new early on, else mostly by priority.

    Args:
        priorities: Of all open statements. One without a priority has the chance of the least of the others, so that
            nothing starves.
        seen: What the person has voted on or been shown.
        seed: Decides the draw.
        new: Statements that few have spoken about yet.

    Returns:
        The statement; None where all are seen.
    """
    unseen = [name for name in priorities if name not in seen]
    if not unseen:
        return None
    rng = np.random.default_rng(seed)
    unmet = [name for name in unseen if name in new]
    if unmet and len(seen) < LAST_FIRST_CARD and rng.random() * (FIRST_CARDS - len(seen)) < len(unmet):
        return unmet[int(rng.integers(len(unmet)))]
    chances = _chances(np.array([priorities[name] for name in unseen], np.float64))
    return unseen[int(rng.choice(len(unseen), p=chances))]


def _chances(worth: Floats) -> Floats:
    """Return (statements,) the chance of each: a floor that all share, and the rest by what a vote is worth."""
    worth[~np.isfinite(worth) | (worth < 0)] = 0
    least = worth[worth > 0].min(initial=worth.max(initial=0)) or 1.0
    chances = np.maximum(worth, least)
    chances = chances / chances.max()
    floored: Floats = FLOOR_SHARE / len(worth) + (1 - FLOOR_SHARE) * chances / chances.sum()
    return floored
