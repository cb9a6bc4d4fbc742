"""k-means on the map, and the silhouette of what it finds. Deterministic, whatever the order of the people.

Sources: Lloyd 1982, "Least squares quantization in PCM"; Arthur and Vassilvitskii 2007, "k-means++"; Rousseeuw 1987,
"Silhouettes: a graphical aid to the interpretation and validation of cluster analysis".
"""

from __future__ import annotations

import numpy as np

from bot.debate.opinions.votes import Floats, Ids

STARTS = 10
MOST_ROUNDS = 100
_SEED = 20_210


def k_means(points: Floats, k: int) -> Floats:
    """Find the centres of k groups.

    Args:
        points: (points, 2) in an order of their own, see `by_place`.
        k: How many groups.

    Returns:
        (starts, k, 2) where the centres came to rest, the closest fit first.
    """
    centres = _starts(points, k)
    former = None
    for _ in range(MOST_ROUNDS):
        labels, fit = _assign(points, centres)
        if former is not None and np.array_equal(labels, former):
            break
        centres, former = _centres(points, labels, centres), labels
    return centres[np.argsort(-fit, kind="stable")]


def settle(points: Floats, centres: Floats) -> Floats:
    """Let centres come to rest among points; (k, 2)."""
    moving = centres[None]
    former = None
    for _ in range(MOST_ROUNDS):
        labels, _ = _assign(points, moving)
        if former is not None and np.array_equal(labels, former):
            break
        moving, former = _centres(points, labels, moving), labels
    return moving[0]


def nearest(points: Floats, centres: Floats) -> Ids:
    """Return (points,) the number of the nearest centre."""
    return _assign(points, centres[None])[0][0]


def by_place(points: Floats) -> Ids:
    """Return an order of points that only depends on where they are."""
    scale = max(float(np.abs(points).max(initial=0.0)), 1e-300)
    x, y = (points / scale).round(9).T
    return np.lexsort((y, x))


def distances_between(points: Floats) -> Floats:
    """Return (points, points) how far they are from each other."""
    squares = (points**2).sum(axis=1)
    between = squares[:, None] + squares - 2 * (points @ points.T)
    np.maximum(between, 0, out=between)
    return np.sqrt(between, out=between)


def silhouette(distances: Floats, labels: Ids) -> float:
    """Return the mean silhouette of groups: 1 where they are far apart, 0 where they touch.

    Args:
        distances: (points, points)
        labels: (points,) group numbers from 0.
    """
    every = np.arange(len(labels))
    sizes = np.bincount(labels)
    sums = distances @ np.eye(len(sizes))[labels]
    own = sums[every, labels] / np.maximum(1, sizes[labels] - 1)
    away = np.where(sizes > 0, sums / np.maximum(1, sizes), np.inf)
    away[every, labels] = np.inf
    closest = away.min(axis=1)
    widest = np.maximum(own, closest)
    known = (sizes[labels] > 1) & np.isfinite(closest) & (widest > 0)
    values = np.divide(closest - own, widest, out=np.zeros(len(labels)), where=known)
    return float(values.mean()) if len(values) else 0.0


def _starts(points: Floats, k: int) -> Floats:
    """Return (starts, k, 2) centres that lie apart (k-means++)."""
    rng = np.random.default_rng(_SEED + k)
    chosen = points[rng.integers(len(points), size=STARTS)][:, None]
    apart = np.full((STARTS, len(points)), np.inf)
    for _ in range(1, k):
        steps = points[None] - chosen[:, -1:]
        apart = np.minimum(apart, (steps**2).sum(axis=2))
        reached = np.cumsum(apart, axis=1)
        picked = (reached < rng.random((STARTS, 1)) * reached[:, -1:]).sum(axis=1)
        chosen = np.concatenate((chosen, points[np.minimum(picked, len(points) - 1)][:, None]), axis=1)
    return chosen


def _assign(points: Floats, centres: Floats) -> tuple[Ids, Floats]:
    """Return (starts, points) the nearest centres and (starts,) how well they fit."""
    starts, k, _ = centres.shape
    flat = centres.reshape(-1, 2)
    scores = (flat @ points.T - (flat**2).sum(axis=1)[:, None] / 2).reshape(starts, k, -1)
    return scores.argmax(axis=1), scores.max(axis=1).sum(axis=1)


def _centres(points: Floats, labels: Ids, former: Floats) -> Floats:
    """Return (starts, k, 2) the means of the groups; an empty group keeps its centre."""
    starts, k, _ = former.shape
    cells = (labels + k * np.arange(starts)[:, None]).ravel()
    sizes = np.bincount(cells, minlength=starts * k)
    sums = [np.bincount(cells, np.tile(axis, starts), starts * k) for axis in points.T]
    means = np.stack(sums, axis=1) / np.maximum(1, sizes)[:, None]
    return np.where((sizes > 0)[:, None], means, former.reshape(-1, 2)).reshape(former.shape)
