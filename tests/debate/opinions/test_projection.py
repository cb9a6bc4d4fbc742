"""The table of votes, the map and the groups on it."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate.opinions import Former, Opinions, form_opinions, keep_labels, tabulate
from bot.debate.opinions.clustering import distances_between, silhouette
from bot.debate.opinions.grouping import SAMPLE_PEOPLE, split
from bot.debate.opinions.projection import in_map, project
from bot.debate.opinions.significance import agreement
from bot.debate.opinions.votes import Cast, Name, VoteTable


def camps(people: int = 40, statements: int = 12, faith: float = 0.85, seed: int = 1) -> list[Cast]:
    """Two camps of the same size that disagree on every statement, mostly."""
    rng = np.random.default_rng(seed)
    true = rng.random((people, statements)) < faith
    side = np.where(np.arange(people) < people // 2, 1, -1)[:, None] * np.where(np.arange(statements) % 2, 1, -1)
    votes = np.where(true, side, -side)
    return [(f"p{row}", f"s{column}", int(votes[row, column])) for row in range(people) for column in range(statements)]


def clouds(*sizes: int, apart: float = 10.0, seed: int = 3) -> np.ndarray:
    """Points around places on the first axis."""
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.normal((apart * number, 0), 1, (size, 2)) for number, size in enumerate(sizes)])


def partition(opinions: Opinions) -> set[frozenset[Name]]:
    return {frozenset(group.members) for group in opinions.groups}


def votes_of(table: VoteTable) -> dict[tuple[Name, Name], int]:
    triples = zip(table.rows.tolist(), table.columns.tolist(), table.values.tolist(), strict=True)
    return {(table.people[row], table.statements[column]): value for row, column, value in triples}


def test_the_latest_vote_of_a_person_on_a_statement_counts():
    table = tabulate([("ana", "a", 1), ("ben", "a", 1), ("ana", "b", 0), ("ana", "a", -1)])
    assert votes_of(table) == {("ana", "a"): -1, ("ben", "a"): 1, ("ana", "b"): 0}


def test_people_and_statements_stand_in_the_order_that_is_given_and_then_in_that_of_their_votes():
    table = tabulate([("ben", "b", 1), ("ana", "a", 1)], statements=["c", "a"], people=["dan"], rejected=["a"])
    assert table.people == ("dan", "ben", "ana")
    assert table.statements == ("c", "a", "b")
    assert table.rejected.tolist() == [False, True, False]


def test_the_votes_of_some_people_keep_their_statements():
    table = tabulate([("ana", "a", 1), ("ben", "b", -1), ("eva", "a", 0)]).of_people(np.array([True, False, True]))
    assert table.people == ("ana", "eva")
    assert votes_of(table) == {("ana", "a"): 1, ("eva", "a"): 0}


def test_two_people_who_disagree_on_two_statements_by_hand():
    projection = project(tabulate([("ana", "a", 1), ("ana", "b", -1), ("ben", "a", -1), ("ben", "b", 1)]))
    half = 1 / sqrt(2)
    np.testing.assert_allclose(projection.components, [[half, -half], [0, 0]], atol=1e-12)
    np.testing.assert_allclose(projection.points, [[sqrt(2), 0], [-sqrt(2), 0]], atol=1e-12)


def test_who_voted_on_little_is_placed_as_far_out_as_those_who_voted_on_all():
    casts: list[Cast] = [("ana", s, 1) for s in "abcd"] + [("ben", s, -1) for s in "abcd"] + [("eva", "a", 1)]
    x = project(tabulate(casts)).points[:, 0]
    mean = 1 / 3  # of statement a alone; the others are balanced
    pc = project(tabulate(casts)).components[0]
    assert x[0] == pytest.approx((1 - mean) * pc[0] + pc[1] + pc[2] + pc[3])
    assert x[2] == pytest.approx(sqrt(4 / 1) * (1 - mean) * pc[0])


def test_a_rejected_statement_counts_as_a_pass_of_everybody():
    casts: list[Cast] = [("ana", "a", 1), ("ana", "r", 1), ("ben", "a", -1)]
    rejected = project(tabulate(casts, statements="ar", rejected="r"))
    passed = project(tabulate([*casts, ("ana", "r", 0), ("ben", "r", 0)], statements="ar"))
    np.testing.assert_allclose(rejected.points, passed.points, atol=1e-12)
    assert rejected.means[1] == 0
    assert rejected.components[:, 1].tolist() == [0, 0]


@pytest.mark.parametrize("statements", [30, 300], ids=["few statements", "many statements"])
def test_components_are_those_of_the_singular_value_decomposition(statements):
    rng = np.random.default_rng(5)
    votes = rng.choice([-1, 0, 1], (60, statements), p=[0.3, 0.2, 0.5]) * np.where(np.arange(60) < 40, 1, -1)[:, None]
    casts = [(row, column, int(votes[row, column])) for row in range(60) for column in range(statements)]
    expected = np.linalg.svd(votes - votes.mean(axis=0))[2][:2]
    found = project(tabulate(casts)).components
    np.testing.assert_allclose(np.abs((found * expected).sum(axis=1)), 1, atol=1e-10)
    assert all(component[np.abs(component).argmax()] > 0 for component in found)


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ([7] * 15 + [6], 15),
        ([8] * 20 + [3] * 5, 20),
        ([8] * 14 + [6, 5, 4], 15),
        ([8, 2, 1], 3),
        ([], 0),
    ],
    ids=["enough", "many", "filled up to 15 by the most active", "fewer than 15", "nobody"],
)
def test_who_is_in_the_map(votes, expected):
    table = tabulate(((f"p{p}", s, 1) for p, count in enumerate(votes) for s in range(count)), statements=range(10))
    placed = in_map(table)
    assert placed.sum() == expected
    assert placed[:expected].all()


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ((30, 20), [30, 20]),
        ((30, 20, 10), [30, 20, 10]),
        ((20, 30), [30, 20]),
        ((30, 20, 1), [30, 21]),
        ((3, 3), [3, 3]),
        ((1,), [1]),
        ((), []),
    ],
    ids=["two", "three", "largest first", "an outlier joins", "small", "one person", "nobody"],
)
def test_clouds_are_told_apart(sizes, found):
    grouping = split(clouds(*sizes) if sizes else np.zeros((0, 2)))
    assert np.bincount(grouping.labels).tolist() == found
    assert (grouping.silhouette is None) == (len(found) < 2)


@given(sizes=st.lists(st.integers(1, 20), min_size=1, max_size=5), apart=st.floats(0, 20))
@settings(max_examples=40, deadline=None)
def test_no_group_has_fewer_than_three_people(sizes, apart):
    grouping = split(clouds(*sizes, apart=apart))
    found = np.bincount(grouping.labels)
    assert len(found) == 1 or found.min() >= 3
    assert found.tolist() == sorted(found, reverse=True)


def test_people_in_one_place_are_one_group():
    assert split(np.ones((50, 2))).labels.tolist() == [0] * 50


def test_a_large_map_is_grouped_whole():
    points = clouds(3 * SAMPLE_PEOPLE, 2 * SAMPLE_PEOPLE)
    grouping = split(points)
    assert np.bincount(grouping.labels).tolist() == [3 * SAMPLE_PEOPLE, 2 * SAMPLE_PEOPLE]
    assert grouping.silhouette == pytest.approx(0.82, abs=0.05)


def test_silhouette_by_hand():
    points = np.array([[0.0, 0], [2, 0], [10, 0]])
    expected = ((10 - 2) / 10 + (8 - 2) / 8 + 0) / 3
    assert silhouette(distances_between(points), np.array([0, 0, 1])) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 0, 0], [0, 0, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 1, 1], [0, 0, 1, 2], 4 / 7),
    ],
    ids=["renamed", "one group", "across", "one group in two"],
)
def test_agreement_of_groupings(one, other, expected):
    assert agreement(np.array(one), np.array(other)) == pytest.approx(expected)


def test_two_camps_are_found():
    opinions = form_opinions(tabulate(camps()))
    assert partition(opinions) == {
        frozenset(f"p{number}" for number in range(20)),
        frozenset(f"p{number}" for number in range(20, 40)),
    }


def test_the_same_votes_give_the_same_opinions():
    one, other = (form_opinions(tabulate(camps(faith=0.7))) for _ in range(2))
    assert one.group_of_people() == other.group_of_people()
    assert one.map.points.tolist() == other.map.points.tolist()


@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_people_and_statements_changes_nothing(seed, order):
    casts = camps(people=30, faith=0.75, seed=seed)
    shuffled = casts.copy()
    order.shuffle(shuffled)
    one, other = form_opinions(tabulate(casts)), form_opinions(tabulate(shuffled))
    assert partition(one) == partition(other)
    for name in ("agreement", "extremity", "priority"):
        left, right = (dict(zip(o.table.statements, getattr(o, name).tolist(), strict=True)) for o in (one, other))
        assert right == pytest.approx(left, rel=1e-9, abs=1e-9), name


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_somebody_who_passes_on_a_rejected_statement_changes_nothing(seed):
    casts = camps(people=24, seed=seed)
    one = form_opinions(tabulate(casts, statements=["r"], rejected=["r"]))
    other = form_opinions(tabulate([*casts, ("p3", "r", 0)], statements=["r"], rejected=["r"]))
    np.testing.assert_allclose(one.map.points, other.map.points, atol=1e-9)
    np.testing.assert_allclose(one.extremity, other.extremity, atol=1e-9)
    assert partition(one) == partition(other)
    assert one.consensus == other.consensus


@given(seed=st.integers(0, 10_000), person=st.integers(0, 23), statement=st.integers(0, 11))
@settings(max_examples=15, deadline=None)
def test_a_vote_that_was_replaced_leaves_no_trace(seed, person, statement):
    casts = camps(people=24, seed=seed)
    first = (f"p{person}", f"s{statement}", 0)
    one = form_opinions(tabulate(casts))
    other = form_opinions(tabulate([first, *casts], [f"s{n}" for n in range(12)], (), [f"p{n}" for n in range(24)]))
    assert one.priority.tolist() == other.priority.tolist()
    assert one.group_of_people() == other.group_of_people()


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        ({"a": 0, "b": 0, "c": 1}, {"a": 1, "b": 1, "c": 0}, {"a": 0, "b": 0, "c": 1}),
        ({"a": 0, "b": 1}, {"a": 0, "b": 1, "c": 2}, {"a": 0, "b": 1, "c": 2}),
        ({"a": 4, "b": 4, "c": 1}, {"a": 0, "b": 0, "c": 0}, {"a": 0, "b": 0, "c": 0}),
        ({}, {"a": 0, "b": 1}, {"a": 0, "b": 1}),
        ({"x": 0}, {"a": 0}, {"a": 0}),
        ({"a": 0}, {}, {}),
        ({"a": 0, "b": 1, "c": 2}, {"b": 0, "c": 1}, {"b": 1, "c": 0}),
        (
            {"a": 0, "b": 0, "c": 0, "d": 1, "e": 1},
            {"a": 0, "b": 1, "c": 1, "d": 1, "e": 1},
            {"a": 0, "b": 1, "c": 1, "d": 1, "e": 1},
        ),
    ],
    ids=[
        "swapped",
        "one more",
        "merged",
        "first time",
        "other people",
        "nobody",
        "one gone",
        "by the greatest overlap in all",
    ],
)
def test_groups_keep_their_names(previous, current, expected):
    assert keep_labels(previous, current) == expected


PEOPLE = st.dictionaries(st.integers(0, 20), st.integers(0, 4), max_size=20)


@given(PEOPLE, PEOPLE)
def test_names_of_groups_have_no_gaps_and_part_the_same_people(previous, current):
    named = keep_labels(previous, current)
    assert set(named.values()) == set(range(len(set(current.values()))))
    assert len({(current[person], name) for person, name in named.items()}) == len(set(named.values()))


def test_names_and_signs_stay_when_votes_arrive_and_the_state_is_kept():
    casts = camps(faith=0.8)
    earlier = form_opinions(tabulate(casts[: len(casts) * 3 // 4 + 60]))
    turned = {name: (-x, -y) for name, (x, y) in earlier.as_former().components.items()}
    renamed = {person: 1 - group for person, group in earlier.as_former().groups.items()}
    later = form_opinions(tabulate(casts), Former(renamed, turned))
    first = form_opinions(tabulate(casts))
    assert all(later.group_of_people()[person] == group for person, group in renamed.items())
    np.testing.assert_allclose(later.map.points[:, 0], -first.map.points[:, 0], atol=1e-9)


@pytest.mark.parametrize(
    "casts",
    [
        [],
        [("ana", "a", 1)],
        [("ana", "a", 1), ("ben", "a", -1)],
        [(f"p{n}", "a", n % 3 - 1) for n in range(40)],
        [(f"p{n}", s, 1) for n in range(40) for s in "abcdefgh"],
        [(f"p{n}", s, 0) for n in range(40) for s in "abcdefgh"],
        [(f"p{n}", s, 1) for n in range(30) for s in range(300)] + [("p0", 5, -1)],
    ],
    ids=[
        "nobody",
        "one voter",
        "two voters",
        "one statement",
        "all the same",
        "all pass",
        "one of 9,000 votes differs",
    ],
)
def test_edge_cases_have_figures(casts):
    opinions = form_opinions(tabulate(casts))
    assert sum(len(group.members) for group in opinions.groups) == opinions.placed.sum()
    for values in (opinions.map.points, opinions.agreement, opinions.extremity, opinions.priority):
        assert np.isfinite(values).all()


def test_when_all_statements_are_rejected_nothing_marks_anybody():
    opinions = form_opinions(tabulate(camps(), rejected=[f"s{number}" for number in range(12)]))
    assert not opinions.map.points.any()
    assert [group.marks for group in opinions.groups] == [()]
    assert opinions.consensus.agree == opinions.consensus.disagree == ()
