"""Which statement a person is asked next."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from bot.debate.opinions.votes import Name


def next_statement(priorities: Mapping[Name, float], seen: Collection[Name], seed: int) -> Name | None:
    """Draw a statement that a person has not seen, in proportion to its priority.

    Args:
        priorities: Of all open statements. One without a priority has the chance of the least of the others, so that
            nothing starves.
        seen: What the person has voted on or been shown.
        seed: Decides the draw.

    Returns:
        The statement; None where all are seen.
    """
    unseen = [name for name in priorities if name not in seen]
    if not unseen:
        return None
    worth = np.array([priorities[name] for name in unseen], np.float64)
    worth[~np.isfinite(worth) | (worth < 0)] = 0
    least = worth[worth > 0].min(initial=worth.max(initial=0)) or 1.0
    chances = np.maximum(worth, least)
    chances = chances / chances.max()
    return unseen[int(np.random.default_rng(seed).choice(len(unseen), p=chances / chances.sum()))]
