"""Groups are told from one crowd without camps; small ones and blocs abolish nothing."""

import numpy as np
import pytest

from bot.debate.opinions import UnpublishedReason, check_groups, form_opinions
from bot.debate.opinions.agreement import agreed_across, may_object
from bot.debate.opinions.identical_ballots import stand_ins
from bot.debate.opinions.projection import in_map
from bot.debate.opinions.report import across_groups
from bot.debate.opinions.significance import one_crowd
from bot.debate.opinions.significance.standing import GroupStanding, follow
from bot.debate.opinions.tallies import VoteCounts
from bot.debate.opinions.votes import VoteTable, table_of
from tests.bench import fairness

DRAWS = 4


def table(votes, cast) -> VoteTable:
    rows, columns = np.nonzero(cast)
    flat = np.stack((rows, columns, votes[rows, columns]), axis=1).astype(np.int64)
    return table_of(flat, tuple(range(len(votes))), tuple(range(votes.shape[1])), ())


def drawn(make, people: int, statements: int, seed: int) -> fairness.Ballots:
    rng = np.random.default_rng((7, seed))
    return fairness.ballots(rng, make(rng, people, statements))


def two_camps(rng, people, statements):
    return fairness.camps(0.9, 2, rng, people, statements)


@pytest.mark.parametrize("make", [fairness.line, fairness.readiness], ids=["a line of opinion", "readiness to agree"])
def test_one_crowd_without_camps_shows_no_groups(make):
    reasons = [check_groups(form_opinions(table(*drawn(make, 100, 40, seed)))).reason for seed in range(DRAWS)]
    assert reasons.count(None) <= 1
    assert UnpublishedReason.ONE_CROWD in reasons


def test_two_camps_are_no_line_of_opinion():
    assert all(check_groups(form_opinions(table(*drawn(two_camps, 100, 40, seed)))).reason is None for seed in range(3))


def test_people_who_pass_are_no_group():
    published = 0
    for seed in range(DRAWS):
        rng = np.random.default_rng((8, seed))
        votes, cast = fairness.ballots(rng, np.full((60, 20), 0.8))
        votes[:18] = np.where(rng.random((18, 20)) < 0.9, 0, votes[:18])
        published += check_groups(form_opinions(table(votes, cast))).reason is None
    assert published <= 1


def test_a_crowd_is_fitted_as_it_was_drawn():
    rng = np.random.default_rng(5)
    votes = table(rng.choice([-1, 1], (800, 12)), np.ones((800, 12)))
    true = one_crowd.OneCrowd(np.linspace(-1, 1, 12), np.linspace(0.5, 2.5, 12))
    found = one_crowd.fit(true.copy(votes, rng))
    assert found.eases == pytest.approx(true.eases, abs=0.35)
    assert np.abs(found.slopes) == pytest.approx(true.slopes, abs=0.5)


def test_the_votes_of_all_alike_have_a_fit():
    found = one_crowd.fit(table(np.ones((30, 9), np.int64), np.ones((30, 9))))
    assert np.isfinite([found.eases, found.slopes]).all()


@pytest.mark.parametrize("size", [5, 10], ids=["5 %", "10 %"])
def test_a_bloc_abolishes_nothing_that_is_agreed_across_groups(size):
    honest = drawn(lambda *args: fairness.camps(0.85, 2, *args), 100, 40, 1)
    before = form_opinions(table(*honest))
    after = form_opinions(table(*fairness.with_bloc(np.random.default_rng(1), honest, size, fairness.Bloc())))
    bloc = next(group for group in after.groups if set(group.members) >= set(range(100, 100 + size)))
    assert before.across
    assert set(before.across) <= set(after.across)
    assert (len(bloc.members), bloc.has_veto) == (size, False)
    assert across_groups(after)["voting_alike"] == size


def test_a_bloc_that_hides_in_a_group_abolishes_hardly_more():
    kept = [fairness.kept_across(fairness.BLOCS["bloc on 7 cards"], 0.1, (100, 40), seed)[0] for seed in range(30)]
    assert np.nanmean(kept) >= 0.96


@pytest.mark.parametrize(
    ("agree", "apart", "across"),
    [(11, 20, (0,)), (10, 20, ()), (12, 23, (0,)), (11, 23, ())],
    ids=["turned by a bloc alone", "by half of the others", "not turned", "without a bloc"],
)
def test_a_group_is_not_turned_by_the_small_bloc_that_joins_it(agree, apart, across):
    def counts(votes: int) -> VoteCounts:
        return VoteCounts(np.array([[agree], [20]]), np.array([[votes - agree], [0]]), np.array([[votes], [20]]))

    assert agreed_across(counts(23), counts(apart), np.zeros(1, np.bool_)) == across


@pytest.mark.parametrize(
    ("sizes", "veto"), [((23, 20, 9), False), ((22, 20, 11), True)], ids=["less than a fifth", "a fifth"]
)
def test_who_may_object(sizes, veto):
    assert may_object(np.repeat(np.arange(3), sizes), 3) == [True, True, veto]


def test_identical_ballots_count_as_the_root_of_their_number():
    votes = drawn(two_camps, 60, 20, 2)
    together = fairness.with_bloc(np.random.default_rng(2), votes, 9, fairness.Bloc())
    found = stand_ins(table(*together), in_map(table(*together)))
    assert len(set(found[60:].tolist())) == 3
    assert (found[:60] == np.arange(60)).all()


def test_nobody_is_a_bloc_with_few_votes():
    votes = np.ones((20, 6), np.int64)
    assert (stand_ins(table(votes, votes), np.ones(20, np.bool_)) == np.arange(20)).all()


@pytest.mark.parametrize(
    ("states", "published"),
    [
        ([(True, 50)], True),
        ([(False, 50)], False),
        ([(True, 50), (False, 60)], True),
        ([(True, 50), (False, 60), (False, 61)], True),
        ([(True, 50), (False, 60), (False, 65)], False),
        ([(True, 50), (False, 60), (True, 65), (False, 70)], True),
        ([(True, 50), (False, 60), (False, 65), (True, 70)], True),
    ],
    ids=["real", "not real", "contradicted once", "the same again", "twice", "real between", "real once more"],
)
def test_what_was_published_stays_until_it_is_contradicted_twice(states, published):
    standing = GroupStanding()
    for real, votes in states:
        standing = follow(standing, real, votes)
    assert standing.published is published
