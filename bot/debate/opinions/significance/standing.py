"""Whether groups stand: what was published once stays until later states contradict it twice.

Looking again and again multiplies false alarms, and groups that come and go tell nobody anything.
"""

from __future__ import annotations

from dataclasses import dataclass

NEW_VOTES = 5
"""Votes between two states that contradict groups, so that they do so twice."""


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """What is remembered from one state of a debate to the next."""

    published: bool = False
    contradicted_at: int | None = None
    """How many votes there were when groups that are published were first not found to be real."""


def follow(standing: GroupStanding, real: bool, votes: int) -> GroupStanding:
    """Return how groups stand after a state of the debate.

    Args:
        standing: How they stood before.
        real: Whether this state shows real groups.
        votes: How many votes it counts.
    """
    if real or not standing.published:
        return GroupStanding(published=real)
    if standing.contradicted_at is None:
        return GroupStanding(published=True, contradicted_at=votes)
    if abs(votes - standing.contradicted_at) < NEW_VOTES:
        return standing
    return GroupStanding()
