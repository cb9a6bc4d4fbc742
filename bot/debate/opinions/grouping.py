"""Which people vote alike: the best split of the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.debate.opinions.clustering import by_place, distances_between, k_means, nearest, settle, silhouette
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np

    from bot.debate.opinions.votes import Floats, Ids
else:
    np = lazy("numpy")

SMALLEST_GROUP = 3
MOST_GROUPS = 5
LEAST_GAIN = 0.02
"""By how much clearer more groups must be, in mean silhouette: less is chance, and what is simpler is told."""
SAMPLE_PEOPLE = 1000
"""Larger maps are split by as many people, evenly drawn along the first axis; the others join the nearest group."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """People on the map in groups."""

    labels: Ids
    """(people,) group numbers from 0, the largest group first."""
    silhouette: float | None
    """None where there is one group."""


def split(points: Floats) -> Split:
    """Split people into the fewest groups that stand out about best, or leave them one group.

    Args:
        points: (people, 2) where they are on the map.
    """
    if len(points) == 0:
        return Split(np.zeros(0, np.int64), None)
    chosen = _sample(points)
    sample = points[chosen]
    distances = distances_between(sample)
    tried = [_centres(sample, k) for k in range(2, _most_groups(len(points)) + 1)]
    real = [centres for centres in tried if len(centres) > 1]
    worth = [silhouette(distances, nearest(sample, centres)) for centres in real]
    if not worth or max(worth) <= 0:
        return Split(np.zeros(len(points), np.int64), None)
    fewest = next(place for place, one in enumerate(worth) if one > 0 and one >= max(worth) - LEAST_GAIN)
    centres = real[fewest]
    if len(sample) == len(points):
        return Split(_ranked(nearest(points, centres)), worth[fewest])
    labels = _ranked(nearest(points, _large_enough(points, settle(points, centres))))
    return Split(labels, silhouette(distances, labels[chosen]))


def silhouette_of(points: Floats, labels: Ids) -> float | None:
    """Return the mean silhouette of groups on the map; None where there are not two."""
    chosen = _sample(points)
    if len(np.unique(labels[chosen])) < 2:
        return None
    return silhouette(distances_between(points[chosen]), labels[chosen])


def _sample(points: Floats) -> Ids:
    order = by_place(points)
    if len(order) <= SAMPLE_PEOPLE:
        return order
    return order[np.linspace(0, len(order) - 1, SAMPLE_PEOPLE).round().astype(np.int64)]


def _most_groups(people: int) -> int:
    return min(MOST_GROUPS, 2 + people // 12)


def _centres(points: Floats, k: int) -> Floats:
    """Return the centres of the best split into k groups; fewer where some would be too small."""
    found: list[Floats] = list(k_means(points, k))
    for centres in found:
        if np.bincount(nearest(points, centres), minlength=k).min() >= SMALLEST_GROUP:
            return centres
    return _large_enough(points, found[0])


def _large_enough(points: Floats, centres: Floats) -> Floats:
    """Leave out the centres of outliers, who join the group next to them."""
    while len(centres) > 1:
        sizes = np.bincount(nearest(points, centres), minlength=len(centres))
        if sizes.min() >= SMALLEST_GROUP:
            break
        centres = np.delete(centres, sizes.argmin(), axis=0)
    return centres


def _ranked(labels: Ids) -> Ids:
    """Number groups by size."""
    _, labels, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    places = np.empty(len(sizes), np.int64)
    places[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return places[labels]
