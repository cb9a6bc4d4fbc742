"""What marks groups, what unites people, and what is worth asking: by hand."""

from collections import Counter
from math import sqrt

import numpy as np
import pytest

from bot.debate.opinions import StatementMark, next_statement
from bot.debate.opinions.agreement import comparable, consensus, extremity, group_informed, priority
from bot.debate.opinions.projection import Projection
from bot.debate.opinions.representative import representative
from bot.debate.opinions.tallies import VoteCounts, difference_deviate, share, share_deviate, tally
from bot.debate.opinions.votes import tabulate


def counted(agree, disagree, votes) -> VoteCounts:
    return VoteCounts(np.array(agree), np.array(disagree), np.array(votes))


def marks(counts: VoteCounts, rejected: tuple[int, ...] = ()) -> list[list[str]]:
    """Statements by number, with + where the group agrees."""
    flags = np.isin(np.arange(counts.votes.shape[1]), rejected)
    return [
        [f"{'+' if mark.agree else '-'}{mark.statement}" for mark in of_group]
        for of_group in representative(counts, flags)
    ]


def test_votes_are_counted_by_group():
    table = tabulate([("ana", "a", 1), ("ana", "b", -1), ("ben", "a", 0), ("eva", "a", 1)])
    counts = tally(table, np.array([0, 0, 1]), 2)
    assert counts.agree.tolist() == [[1, 0], [1, 0]]
    assert counts.disagree.tolist() == [[0, 1], [0, 0]]
    assert counts.votes.tolist() == [[2, 1], [1, 0]]
    assert counts.others().agree.tolist() == [[1, 0], [1, 0]]
    assert counts.together().votes.tolist() == [3, 1]


@pytest.mark.parametrize(
    ("computed", "expected"),
    [
        (share(np.array(3), np.array(4)), 4 / 6),
        (share(np.array(0), np.array(0)), 1 / 2),
        (share_deviate(np.array(3), np.array(4)), 2 * sqrt(5) * (4 / 5 - 1 / 2)),
        (difference_deviate(np.array(3), np.array(4), np.array(0), np.array(4)), (0.8 - 0.2) / sqrt(0.25 * 2 / 5)),
        (difference_deviate(np.array(4), np.array(4), np.array(4), np.array(4)), 0),
    ],
    ids=["share", "share of nothing", "above one half", "above the others", "everybody everywhere"],
)
def test_proportions_and_their_deviates(computed, expected):
    assert float(computed) == pytest.approx(expected)


def test_opposite_camps_are_marked_by_what_divides_them():
    counts = counted([[5, 0, 5], [0, 5, 5]], [[0, 5, 0], [5, 0, 0]], [[5, 5, 5], [5, 5, 5]])
    assert marks(counts) == [["+0", "-1"], ["+1", "-0"]]


def test_a_rejected_statement_marks_nobody():
    counts = counted([[5, 0, 5], [0, 5, 3]], [[0, 5, 0], [5, 0, 2]], [[5, 5, 5], [5, 5, 5]])
    assert marks(counts) == [["+0", "+2", "-1"], ["+1", "-0"]]
    assert marks(counts, rejected=(0,)) == [["+2", "-1"], ["+1"]]


def test_five_at_most_the_clearest_first_and_agreed_ones_before():
    agree = [[9, 10, 8, 0, 7, 10, 9], [0] * 7]
    disagree = [[0, 0, 0, 10, 0, 0, 0], [0] * 7]
    counts = counted(agree, disagree, [[10] * 7, [10] * 7])
    assert marks(counts)[0] == ["+1", "+5", "+0", "+6", "-3"]


def test_a_statement_nobody_took_a_side_on_is_never_the_best_agreed():
    counts = counted([[0, 3], [0, 3]], [[0, 0], [0, 0]], [[9, 3], [9, 3]])
    assert [numbers[0][1:] for numbers in marks(counts)] == ["1", "1"]


def test_without_anything_agreed_the_farthest_from_the_others_marks_a_group():
    counts = counted([[0, 0], [0, 0]], [[1, 2], [2, 0]], [[4, 4], [4, 4]])
    assert marks(counts)[0] == ["-1"]


def test_one_group_alone_is_marked_by_what_it_agrees_on():
    assert marks(counted([[9, 7]], [[0, 0]], [[9, 9]])) == [["+0"]]


def test_no_groups_no_marks():
    assert representative(counted(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2))), np.zeros(2, bool)) == ()


def test_a_mark_is_a_value():
    assert StatementMark(3, True) == StatementMark(3, True) != StatementMark(3, False)


def test_consensus_is_what_most_agree_on_beyond_chance():
    everybody = counted([9, 6, 1, 10, 0, 3], [0, 4, 8, 0, 9, 0], [10, 10, 10, 10, 10, 3])
    found = consensus(everybody, np.array([False] * 3 + [True] + [False] * 2))
    assert found.agree == (0, 5)  # 6 of 10 may be chance, and 3 is rejected
    assert found.disagree == (4, 2)


def test_consensus_lists_five_of_each():
    found = consensus(counted([20 - n for n in range(9)], [0] * 9, [20] * 9), np.zeros(9, bool))
    assert found.agree == (0, 1, 2, 3, 4)
    assert found.disagree == ()


def test_group_informed_consensus_is_the_product_over_groups():
    agreeing, votes = np.array([[3, 0], [1, 0]]), np.array([[4, 0], [1, 6]])
    np.testing.assert_allclose(group_informed(agreeing, votes), [4 / 6 * 2 / 3, 1 / 2 * 1 / 8])
    np.testing.assert_allclose(comparable(np.array([0.25, 0.04]), 2), [0.5, 0.2])
    assert group_informed(np.zeros((0, 2), int), np.zeros((0, 2), int)).tolist() == [0.5, 0.5]


def test_extremity_is_far_where_few_agree_and_the_axes_point():
    projection = Projection(np.array([1.0, -1.0, 0.0]), np.array([[0.6, 0.6, 0.0], [0.8, 0.8, 0.0]]), np.zeros((0, 2)))
    np.testing.assert_allclose(extremity(projection), [0, 2 * sqrt(3), 0])


@pytest.mark.parametrize(
    ("counts", "extreme", "expected"),
    [
        ((0, 0, 0), 0.0, (1 / 2 * 1 / 2 * 9) ** 2),
        ((1, 0, 1), 0.0, (2 / 3 * 2 / 3 * (1 + 8 * 2 ** (-1 / 5))) ** 2),
        ((3, 5, 10), 2.0, ((1 - 3 / 12) * 3 * 4 / 12 * (1 + 8 / 4)) ** 2),
    ],
    ids=["new", "one vote", "ten votes"],
)
def test_priority_by_hand(counts, extreme, expected):
    agree, disagree, votes = counts
    assert priority(counted([agree], [disagree], [votes]), np.array([extreme]))[0] == pytest.approx(expected)


def test_the_next_statement_is_drawn_in_proportion_to_its_priority_above_a_floor():
    drawn = Counter(
        next_statement({"a": 6.0, "b": 3.0, "c": 1.0, "seen": 90.0}, {"seen"}, seed) for seed in range(4000)
    )
    assert drawn["a"] / 4000 == pytest.approx(0.9 * 0.6 + 0.1 / 3, abs=0.03)
    assert drawn["b"] / 4000 == pytest.approx(0.9 * 0.3 + 0.1 / 3, abs=0.03)
    assert drawn["c"] / 4000 == pytest.approx(0.9 * 0.1 + 0.1 / 3, abs=0.03)
    assert set(drawn) == {"a", "b", "c"}


@pytest.mark.parametrize(("new", "met_in"), [(3, 7), (9, 10)], ids=["few", "more than fit at once"])
def test_whoever_begins_meets_what_is_new(new, met_in):
    priorities = {number: 0.0001 if number < new else 9.0 for number in range(40)}
    for seed in range(50):
        seen: list[int] = []
        for step in range(met_in):
            seen.append(next_statement(priorities, seen, 100 * seed + step, range(new)))
        assert set(range(new)) <= set(seen)


def test_the_same_seed_draws_the_same():
    assert len({next_statement(dict.fromkeys(range(50), 1.0), (), 8) for _ in range(5)}) == 1


@pytest.mark.parametrize(
    ("priorities", "seen", "possible"),
    [
        ({}, (), {None}),
        ({"a": 1.0}, {"a"}, {None}),
        ({"a": 0.0, "b": 0.0}, (), {"a", "b"}),
        ({"a": 0.0, "b": 2.0, "c": 2.0}, {"c"}, {"a", "b"}),
        ({"a": float("nan"), "b": 1.0}, (), {"a", "b"}),
        ({"a": 1e300, "b": 1e300}, (), {"a", "b"}),
    ],
    ids=["nothing", "all seen", "no priorities", "nothing starves", "not a number", "huge"],
)
def test_every_unseen_statement_can_be_drawn(priorities, seen, possible):
    assert {next_statement(priorities, seen, seed) for seed in range(60)} == possible
