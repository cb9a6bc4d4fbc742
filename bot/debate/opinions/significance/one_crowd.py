"""One crowd without camps: everybody somewhere along a single line of opinion, with no gap in it.

A line of opinions, or mere readiness to agree, looks like groups to k-means, and shuffled votes do not show that. So
the votes are fitted by such a crowd, and copies of it are drawn, to see how much its groups stand out.

Sources: Birnbaum 1968, in Lord and Novick, "Statistical theories of mental test scores" (the two-parameter logistic
model); Bock and Aitkin 1981, "Marginal maximum likelihood estimation of item parameters", Psychometrika 46.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.debate.opinions.votes import VoteTable
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from scipy import special

    from bot.debate.opinions.votes import Floats
else:
    np, special = lazy("numpy"), lazy("scipy.special")

_NODES = 21
"""Places along the line at which the crowd is reckoned."""
_ROUNDS = 15
_LONGEST_STEP = 1.0
_SHRINKAGE = 0.1
"""How far ease and slope are drawn to 0, as by a normal prior of this precision: unanimous votes have no end else."""


@dataclass(frozen=True, slots=True, eq=False)
class OneCrowd:
    """How likely people along one line of opinion agree with each statement."""

    eases: Floats
    """(statements,) log odds of agreeing in the middle of the line."""
    slopes: Floats
    """(statements,) by how much they rise with each step along it."""

    def copy(self, table: VoteTable, rng: np.random.Generator) -> VoteTable:
        """Draw a crowd anew: other people at other places, who voted on the same pairs; a pass stays a pass."""
        places = rng.standard_normal(len(table.people))
        chances = special.expit(self.eases[table.columns] + self.slopes[table.columns] * places[table.rows])
        return table.with_values(np.where(rng.random(len(chances)) < chances, 1, -1))


def fit(table: VoteTable) -> OneCrowd:
    """Fit one crowd to votes by maximum marginal likelihood.

    Args:
        table: Votes that agree or disagree; passes are left out before.
    """
    places, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    agree, cast = _dense(table)
    line = np.stack((np.ones_like(places), places))
    found = _beginning(agree, cast)
    for _ in range(_ROUNDS):
        odds = found @ line
        likely = agree @ special.log_expit(odds) + (cast - agree) @ special.log_expit(-odds) + np.log(weights)
        standing = np.exp(likely - likely.max(axis=1, keepdims=True))
        standing /= standing.sum(axis=1, keepdims=True)
        found += _step(found, line, agree.T @ standing, cast.T @ standing)
    return OneCrowd(found[:, 0], found[:, 1])


def _dense(table: VoteTable) -> tuple[Floats, Floats]:
    """Return (people, statements) who agreed, and who voted at all."""
    agree, cast = np.zeros((2, len(table.people), len(table.statements)))
    agree[table.rows, table.columns] = table.values > 0
    cast[table.rows, table.columns] = 1
    return agree, cast


def _beginning(agree: Floats, cast: Floats) -> Floats:
    """Return (statements, 2) eases and slopes to begin with, from shares and from the axis along which votes differ."""
    agreed, votes = agree.sum(axis=0), cast.sum(axis=0)
    deviations = cast * (agree - agreed / np.maximum(1, votes))
    axis = np.linalg.eigh(deviations.T @ deviations)[1][:, -1]
    slopes = np.clip(axis * np.sqrt(len(axis)), -2, 2)
    return np.stack((np.log((agreed + 0.5) / (votes - agreed + 0.5)), slopes), axis=1)


def _step(found: Floats, line: Floats, agreed: Floats, votes: Floats) -> Floats:
    """Return (statements, 2) a step of Newton's.

    Args:
        found: (statements, 2) eases and slopes.
        line: (2, nodes) ones, and the places along the line.
        agreed: (statements, nodes) how many votes from each place agree, as far as can be told.
        votes: (statements, nodes) how many there are.
    """
    chances = special.expit(found @ line)
    rise = (agreed - votes * chances) @ line.T - _SHRINKAGE * found
    spread = votes * chances * (1 - chances)
    bend = np.einsum("sn,in,jn->sij", spread, line, line) + _SHRINKAGE * np.eye(2)
    return np.clip(np.linalg.solve(bend, rise[..., None])[..., 0], -_LONGEST_STEP, _LONGEST_STEP)
