"""Groups are published only if they are real."""

import numpy as np
import pytest

from bot.debate.opinions import Reality, UnpublishedReason, check_groups, form_opinions
from bot.debate.opinions.votes import VoteTable, table_of

DRAWS = 20
DRAWS_OF_MANY = 6
"""Large maps take long, and chance is narrow there: none of the draws may fail."""
MANY = 200


def table(people: int, statements: int, density: float, seed: int, faith: float | None = None) -> VoteTable:
    """Votes by chance alone, or of two camps that keep to their side with a probability."""
    rng = np.random.default_rng(seed)
    rows, columns = np.nonzero(rng.random((people, statements)) < density)
    values = rng.choice([-1, 0, 1], len(rows), p=[0.4, 0.15, 0.45])
    if faith is not None:
        side = np.where(rows < people // 2, 1, -1) * rng.choice([-1, 1], statements)[columns]
        values = np.where(rng.random(len(rows)) < faith, side, values)
    flat = np.stack((rows, columns, values), axis=1).astype(np.int64)
    return table_of(flat, tuple(range(people)), tuple(range(statements)), ())


def published(people: int, statements: int, density: float, faith: float | None = None, draws: int = DRAWS) -> int:
    """Count the draws whose groups are published."""
    opinions = (form_opinions(table(people, statements, density, seed, faith)) for seed in range(draws))
    return sum(check_groups(one).reason is None for one in opinions)


@pytest.mark.parametrize(
    ("people", "statements", "density"),
    [(18, 10, 1), (30, 20, 0.6), (60, 20, 1), (100, 50, 0.3)],
    ids=["few people", "small", "everybody voted on all", "sparse"],
)
def test_votes_by_chance_show_no_groups(people, statements, density):
    assert published(people, statements, density) <= 1


@pytest.mark.parametrize(
    ("people", "statements", "density", "faith"),
    [(200, 60, 1, 0.5), (200, 60, 0.3, 0.6), (40, 20, 1, 0.8)],
    ids=["everybody voted on all", "sparse", "few people"],
)
def test_two_true_camps_are_shown(people, statements, density, faith):
    draws, most_hidden = (DRAWS_OF_MANY, 0) if people >= MANY else (DRAWS, 1)
    assert published(people, statements, density, faith, draws) >= draws - most_hidden


def test_fourteen_voters_are_too_few_and_fifteen_are_not():
    assert check_groups(form_opinions(table(14, 20, 1, 1, 0.95))) == Reality(UnpublishedReason.FEW_VOTERS)
    assert check_groups(form_opinions(table(15, 20, 1, 1, 0.95))).reason is None


def test_voters_with_too_few_votes_do_not_count():
    votes = table(40, 20, 1, 1, 0.95)
    few = (votes.columns < 6) | (votes.rows < 14)
    flat = np.stack((votes.rows, votes.columns, votes.values), axis=1)[few]
    assert (
        check_groups(form_opinions(table_of(flat, votes.people, votes.statements, ()))).reason
        is UnpublishedReason.FEW_VOTERS
    )


def test_who_votes_alike_is_one_group():
    votes = table(40, 10, 1, 1)
    assert check_groups(form_opinions(votes.with_values(np.ones_like(votes.values)))) == Reality(
        UnpublishedReason.ONE_GROUP
    )


def test_the_checks_tell_the_same_every_time():
    opinions = form_opinions(table(50, 20, 0.7, 4, 0.5))
    assert check_groups(opinions) == check_groups(opinions)


def test_a_large_map_is_checked_by_a_part_of_its_people():
    reality = check_groups(form_opinions(table(1500, 20, 0.8, 1, 0.7)))
    assert reality.reason is None
    assert reality.stability > 0.9
