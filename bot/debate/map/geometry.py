"""Where things go on the map: dots beside each other, smooth outlines around groups, labels where they hide least."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import ConvexHull, KDTree

from bot.pictures.shapes import Box, Points

MOST_DOTS = 360
"""Dots of one picture; of more people an even part is drawn."""
DOT_DISTANCE_PIXELS = 23.0
"""Pixels between the middles of two dots, where there is room."""
JITTER_PIXELS = 6.0
"""Pixels by which a dot is moved by chance, so that it tells nobody's exact votes."""
OUTLINE_PADDING_PIXELS = 34.0
"""Pixels between the outermost dots and their outline."""
MAX_STRETCH = 2.0
"""How much more one axis of the map may be stretched than the other."""
TRIMMED_FROM = 40
"""Dots from which the outline leaves the farthest ones outside, so that a few people do not make it huge."""


def chosen(groups: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """Return which people are drawn: all, or an even part of each group, at least three of it."""
    if len(groups) <= MOST_DOTS:
        return np.arange(len(groups))
    chance = np.random.default_rng(seed)
    parts = []
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        count = min(len(members), max(3, round(MOST_DOTS * len(members) / len(groups))))
        parts.append(chance.choice(members, count, replace=False))
    return np.sort(np.concatenate(parts))


def seed_of(points: Points) -> int:
    """Return a seed that is the same for the same map, and another as soon as anybody moves."""
    return zlib.crc32(np.ascontiguousarray(points).tobytes())


def spread(points: Points, box: Box, seed: int) -> Points:
    """Fit people into a box as dots that stand beside each other, each moved a little by chance."""
    fitted = _fitted(points, box)
    fitted = fitted + np.random.default_rng(seed).normal(0, JITTER_PIXELS, fitted.shape)
    for _ in range(40):
        fitted = np.clip(fitted + _push(fitted), *box.corners)
    return fitted


def outline(dots: Points) -> Points:
    """Return a smooth line around dots, with some room."""
    kept = _without_farthest(dots)
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    disc = OUTLINE_PADDING_PIXELS * np.column_stack([np.cos(turn), np.sin(turn)])
    around = (kept[:, None, :] + disc[None, :, :]).reshape(-1, 2)
    edge = around[ConvexHull(around).vertices]
    evenly = _evenly(edge, 240)
    smooth: Points = gaussian_filter1d(evenly, 7, axis=0, mode="wrap")
    return smooth


def label_spot(line: Points, size: tuple[float, float], hidden: Points, taken: list[Points], box: Box) -> Points:
    """Return the middle of a label at an outline: where it covers no other label and hides the least.

    Args:
        line: The outline of the group.
        size: Width and height of the label.
        hidden: What a label should not hide: all dots, and the outlines of the other groups.
        taken: Middles of the labels that have their place (labels are of about one size).
        box: Where labels may be.
    """
    half = np.array(size) / 2
    upper, lower = box.corners
    edge = line[::4]
    outwards = edge - line.mean(axis=0)
    wanted = edge + 0.8 * half * outwards / np.hypot(*outwards.T)[:, None]
    spots = np.clip(wanted, upper + half, lower - half)
    cost = (np.abs(spots[:, None, :] - hidden[None, :, :]) < half + 8).all(axis=2).sum(axis=1).astype(np.float64)
    cost += np.hypot(*(spots - wanted).T) / 20 + (spots[:, 1] - upper[1]) / (lower[1] - upper[1])
    for other in taken:
        cost += 1_000 * (np.abs(spots - other) < 2 * half + 6).all(axis=1)
    best: Points = spots[int(np.argmin(cost))]
    return best


def _fitted(points: Points, box: Box) -> Points:
    """Scale points into a box, not quite to its edge; a few far ones stand at it."""
    low, high = np.quantile(points, [0.01, 0.99], axis=0) if len(points) > 100 else (points.min(0), points.max(0))
    upper, lower = box.corners
    extent = np.maximum(high - low, 1e-9 * max(1.0, float(np.abs(points).max())))
    scale = 0.86 * (lower - upper) / extent
    scale = np.minimum(scale, MAX_STRETCH * scale.min())
    middle = (points - (low + high) / 2) * scale * np.array([1.0, -1.0])
    fitted: Points = np.clip(middle + (upper + lower) / 2, upper, lower)
    return fitted


def _push(dots: Points) -> Points:
    """Return how far each dot is pushed by those that are too near."""
    one, other = KDTree(dots).query_pairs(DOT_DISTANCE_PIXELS, output_type="ndarray").T
    between = dots[one] - dots[other]
    distance = np.maximum(np.hypot(between[:, 0], between[:, 1]), 1e-3)[:, None]
    push = 0.35 * (DOT_DISTANCE_PIXELS - distance) / distance * between
    pushed = np.zeros_like(dots)
    np.add.at(pushed, one, push)
    np.add.at(pushed, other, -push)
    clipped: Points = np.clip(pushed, -DOT_DISTANCE_PIXELS, DOT_DISTANCE_PIXELS)
    return clipped


def _without_farthest(dots: Points) -> Points:
    if len(dots) < TRIMMED_FROM:
        return dots
    far = np.hypot(*(dots - np.median(dots, axis=0)).T)
    kept: Points = dots[far <= np.quantile(far, 0.95)]
    return kept


def _evenly(edge: Points, count: int) -> Points:
    """Return points at equal steps along a closed line."""
    closed = np.vstack([edge, edge[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    steps = np.linspace(0, along[-1], count, endpoint=False)
    return np.column_stack([np.interp(steps, along, closed[:, axis]) for axis in (0, 1)])
