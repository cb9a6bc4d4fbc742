"""k-means on the map, and the silhouette of what it finds. Deterministic, whatever the order of the people.

Sources: Lloyd 1982, "Least squares quantization in PCM"; Arthur and Vassilvitskii 2007, "k-means++"; Rousseeuw 1987,
"Silhouettes: a graphical aid to the interpretation and validation of cluster analysis".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Floats, Ids
else:
    np = lazy("numpy")

RANDOM_STARTS = 10
FEW_POINTS = 250
"""The starts first move among about so many of the points."""
FINALIST_STARTS = 4
"""So many starts, those that fit best there, go on among all points."""
MOST_ROUNDS = 100
_RANDOM_SEED = 20_210


def k_means(points: Floats, k: int) -> Floats:
    """Find the centres of k groups.

    Args:
        points: (points, 2) in an order of their own, see `by_place`.
        k: How many groups.

    Returns:
        (starts, k, 2) where the centres came to rest, the closest fit first.
    """
    few = points[:: max(1, len(points) // FEW_POINTS)]
    centres, fit = _move(few, _starts(few, k))
    if len(few) < len(points):
        best = np.argsort(-fit, kind="stable")[:FINALIST_STARTS]
        centres, fit = _move(points, centres[best])
    ranked: Floats = centres[np.argsort(-fit, kind="stable")]
    return ranked


def settle(points: Floats, centres: Floats) -> Floats:
    """Let centres come to rest among points; (k, 2)."""
    settled: Floats = _move(points, centres[None])[0][0]
    return settled


def nearest(points: Floats, centres: Floats) -> Ids:
    """Return (points,) the number of the nearest centre."""
    labels: Ids = _assign(points, centres[None])[0][0]
    return labels


def by_place(points: Floats) -> Ids:
    """Return an order of points that only depends on where they are."""
    scale = max(float(np.abs(points).max(initial=0.0)), 1e-300)
    x, y = (points / scale).round(9).T
    return np.lexsort((y, x))


def distances_between(points: Floats) -> Floats:
    """Return (points, points) how far they are from each other."""
    squares = (points**2).sum(axis=1)
    between = points @ (-2 * points.T)
    between += squares
    between += squares[:, None]
    np.maximum(between, 0, out=between)
    distances: Floats = np.sqrt(between, out=between)
    return distances


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
    rng = np.random.default_rng(_RANDOM_SEED + k)
    chosen = points[rng.integers(len(points), size=RANDOM_STARTS)][:, None]
    apart = np.full((RANDOM_STARTS, len(points)), np.inf)
    for _ in range(1, k):
        steps = points[None] - chosen[:, -1:]
        apart = np.minimum(apart, (steps**2).sum(axis=2))
        reached = np.cumsum(apart, axis=1)
        picked = (reached < rng.random((RANDOM_STARTS, 1)) * reached[:, -1:]).sum(axis=1)
        chosen = np.concatenate((chosen, points[np.minimum(picked, len(points) - 1)][:, None]), axis=1)
    return chosen


def _move(points: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """Move (starts, k, 2) centres to the means of their groups, and say how well they fit, until they rest."""
    former = None
    for _ in range(MOST_ROUNDS):
        labels, fit = _assign(points, centres)
        if former is not None and np.array_equal(labels, former):
            break
        centres, former = _centres(points, labels, centres), labels
    return centres, fit


def _assign(points: Floats, centres: Floats) -> tuple[Ids, Floats]:
    """Return (starts, points) the nearest centres and (starts,) how well they fit."""
    starts, k, _ = centres.shape
    flat = centres.reshape(-1, 2)
    scores = (flat @ points.T - (flat**2).sum(axis=1)[:, None] / 2).reshape(starts, k, -1)
    labels, best = np.zeros((starts, len(points)), np.int64), scores[:, 0].copy()
    for number in range(1, k):  # faster than argmax over a short axis
        labels[scores[:, number] > best] = number
        np.maximum(best, scores[:, number], out=best)
    return labels, best.sum(axis=1)


def _centres(points: Floats, labels: Ids, former: Floats) -> Floats:
    """Return (starts, k, 2) the means of the groups; an empty group keeps its centre."""
    starts, k, _ = former.shape
    cells = (labels + k * np.arange(starts)[:, None]).ravel()
    sizes = np.bincount(cells, minlength=starts * k)
    sums = [np.bincount(cells, np.tile(axis, starts), starts * k) for axis in points.T]
    means = np.stack(sums, axis=1) / np.maximum(1, sizes)[:, None]
    return np.where((sizes > 0)[:, None], means, former.reshape(-1, 2)).reshape(former.shape)
