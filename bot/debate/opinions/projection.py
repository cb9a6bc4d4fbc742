"""The map: every person as a point, so that those who vote alike lie close.

Source: Small et al. 2021, "Polis: Scaling deliberation by mapping high dimensional opinion spaces", RECERCA 26(2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.debate.opinions.votes import VoteTable
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from scipy import sparse
    from scipy.sparse import csr_array, linalg

    from bot.debate.opinions.votes import Flags, Floats
else:
    np, sparse, linalg = lazy("numpy"), lazy("scipy.sparse"), lazy("scipy.sparse.linalg")

FEWEST_VOTES = 7
"""Who cast as many votes is in the map; all votes where there are fewer statements."""
FEWEST_PEOPLE = 15
"""A map with fewer is filled up with the most active."""
_SMALL_TABLE_STATEMENTS = 100
"""Up to so many statements, all components are computed at once."""
_MOST_SQUARE = 1500
"""Up to so many statements, the square of the votes may be computed first; it would be too large beyond."""
_MIN_VARIANCE_SHARE = 1e-10
"""A component that holds a smaller share of the votes' variance is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """People and statements on the two axes along which votes differ most."""

    means: Floats
    """(statements,) mean vote; 0 where there is none or the statement is rejected."""
    components: Floats
    """(2, statements) of length 1, or of zeros where votes do not differ any more."""
    points: Floats
    """(people, 2)"""


def project(table: VoteTable, former: Floats | None = None, counted: Flags | None = None) -> Projection:
    """Project people on the two principal components of their votes.

    Args:
        table: The votes; rejected statements are 0 for everybody.
        former: (2, statements) components of an earlier map: they speed the search up and fix the signs.
        counted: (people,) by whose votes the axes are laid; everybody is placed on them. Without, all count.
    """
    part = table if counted is None or counted.all() else table.of_people(counted)
    means = _means(part)
    laying = _deviations(part, means)
    components = _signed(_components(laying, former), former)
    deviations = laying if part is table else _deviations(table, means)
    size = len(table.statements)
    open_votes = np.bincount(table.rows, ~table.rejected[table.columns], len(table.people))
    seen = open_votes + table.rejected.sum()
    points = np.sqrt(size / np.maximum(1, seen))[:, None] * (deviations @ components.T)
    return Projection(means, components, points)


def in_map(table: VoteTable) -> Flags:
    """Tell (people,) who is in the map: the active enough, or the most active where those are too few."""
    votes = table.activity()
    enough = has_enough_votes(table)
    if enough.sum() >= FEWEST_PEOPLE:
        return enough
    chosen = np.zeros(len(votes), np.bool_)
    chosen[np.argsort(-votes, kind="stable")[:FEWEST_PEOPLE]] = True
    return (chosen | enough) & (votes > 0)


def has_enough_votes(table: VoteTable) -> Flags:
    """Tell (people,) who cast enough votes to be placed by them."""
    votes = table.activity()
    return (votes >= min(FEWEST_VOTES, len(table.statements))) & (votes > 0)


def _means(table: VoteTable) -> Floats:
    """Return (statements,) mean votes; 0 where nothing counts."""
    size = len(table.statements)
    counted = ~table.rejected[table.columns]
    voters = np.bincount(table.columns, counted, size)
    means: Floats = np.bincount(table.columns, table.values * counted, size) / np.maximum(1, voters)
    return means


def _deviations(table: VoteTable, means: Floats) -> csr_array:
    """Return (people, statements) how far each vote is from the mean one."""
    values = np.where(table.rejected[table.columns], 0.0, table.values - means[table.columns])
    ends = np.concatenate(([0], np.cumsum(table.activity())))
    return sparse.csr_array((values, table.columns, ends), shape=(len(table.people), len(means)))


def _components(deviations: csr_array, former: Floats | None) -> Floats:
    size = deviations.shape[1]
    total = float((deviations.data**2).sum())
    found = np.zeros((2, size))
    if total == 0:
        return found
    strengths, vectors = _small(deviations) if size <= _SMALL_TABLE_STATEMENTS else _large(deviations, former)
    order = np.argsort(-strengths)[:2]
    real = order[strengths[order] > _MIN_VARIANCE_SHARE * total]
    found[: len(real)] = vectors[:, real].T
    return found


def _small(deviations: csr_array) -> tuple[Floats, Floats]:
    strengths, vectors = np.linalg.eigh((deviations.T @ deviations).toarray())
    return strengths, vectors


def _large(deviations: csr_array, former: Floats | None) -> tuple[Floats, Floats]:
    size = deviations.shape[1]
    start = np.random.default_rng(0).standard_normal(size)
    if former is not None and former.any():
        start = former.sum(axis=0) + 1e-6 * start
        multiply = _multiplied(deviations)
    else:
        worthwhile = size <= _MOST_SQUARE and size**2 < 2 * deviations.nnz
        multiply = _squared(deviations) if worthwhile else _multiplied(deviations)
    strengths, vectors = linalg.eigsh(linalg.LinearOperator((size, size), multiply, dtype=np.float64), 2, v0=start)
    return strengths, vectors


def _squared(deviations: csr_array) -> Callable[[Floats], Floats]:
    """Return the multiplication with the square of the deviations; worth it where there are many votes a statement."""
    square = (deviations.T.tocsr() @ deviations).toarray()
    return lambda vector: square @ vector


def _multiplied(deviations: csr_array) -> Callable[[Floats], Floats]:
    """Return the same multiplication in two steps."""
    turned = deviations.T.tocsr()
    return lambda vector: turned @ (deviations @ vector)


def _signed(components: Floats, former: Floats | None) -> Floats:
    """Fix the signs, so that a picture does not flip: as before, else the largest part is positive."""
    for number, component in enumerate(components):
        likeness = 0.0 if former is None else float(component @ former[number])
        largest = component[np.argmax(np.abs(component).round(9))] if len(component) else 0.0
        if (likeness or largest) < 0:
            components[number] = -component
    return components
