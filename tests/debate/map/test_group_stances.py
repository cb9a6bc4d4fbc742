"""What is said of groups agrees with how they voted, whatever the votes are."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.debate.map.group_stances import GroupMark, Marking, majority
from bot.debate.map.opinion_map import opinion_map_of
from bot.debate.map.words import describe
from bot.debate.opinions import form_opinions_of_groups, tabulate
from bot.debate.opinions.report import as_json
from bot.debate.opinions.significance import Reality
from storage.counterpoints import Tally

PUBLISHED = Reality(None, 0.0, 1.0)

debates = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "groups": st.integers(2, 5),
        "people": st.integers(3, 12),
        "points": st.integers(1, 9),
        "missing": st.sampled_from([0.0, 0.1, 0.5, 0.8]),
        "passes": st.sampled_from([0.0, 0.1, 0.6]),
        "shared": st.integers(0, 4),
        "faith": st.sampled_from([0.6, 0.9, 1.0]),
    }
)


def votes_of(debate: dict[str, Any]) -> dict[tuple[int, int], int]:
    """Return a debate: groups of people who vote alike, on some points all groups the same way."""
    chance = np.random.default_rng(debate["seed"])
    sides = chance.choice([1, -1], (debate["groups"], debate["points"]))
    sides[:, : debate["shared"]] = chance.choice([1, -1])
    votes = {}
    for person in range(debate["groups"] * debate["people"]):
        for point in range(debate["points"]):
            side = sides[person % debate["groups"], point]
            drawn, missing = chance.random(3), chance.random() < debate["missing"]
            vote = 0 if drawn[0] < debate["passes"] else int(side if drawn[1] < debate["faith"] else -side)
            if not missing:
                votes[person, point + 1] = vote
    return votes


@given(debates)
def test_nothing_that_is_read_of_a_group_contradicts_the_majority_of_its_votes(debate: dict[str, Any]) -> None:
    votes = votes_of(debate)
    assume(votes)
    numbers = range(1, debate["points"] + 1)
    table = tabulate([(*pair, vote) for pair, vote in votes.items()], numbers, ())
    groups = {person: person % debate["groups"] for person in range(debate["groups"] * debate["people"])}
    report = as_json(form_opinions_of_groups(table, groups), PUBLISHED)
    counts = Counter((point, vote) for (_, point), vote in votes.items())
    tallies = {str(number): Tally(*(counts[number, side] for side in (1, -1, 0))) for number in numbers}

    mapping = opinion_map_of(report, {str(number): f"Point {number}" for number in numbers}, "T", tallies)

    for group in mapping.groups:
        own = {pair: vote for pair, vote in votes.items() if pair[0] % debate["groups"] == group.id}
        for mark in group.marks:
            cast = Counter(vote for (_, point), vote in own.items() if point == mark.number)
            side = cast[1 if mark.direction == "agree" else -1]
            assert 2 * side > cast.total()
            words = f"{mark.direction}s with #{mark.number} "
            assert words in describe(mapping)
    said = [group.marks for group in mapping.groups if group.marks]
    assert len(set(said)) == len(said)
    assert mapping.votes == len(votes)
    assert mapping.voters == len({person for person, _ in votes})


def test_what_a_group_agrees_with_best_is_told_as_agreed_though_others_agree_more() -> None:
    """Nine of ten agree with #1, all of the others do: Polis records that the nine disagree, more than others do."""
    votes = {(person, 1): -1 if person == 0 else 1 for person in range(40)}
    votes |= {(person, point): 1 if (person % 2) == (point % 2) else -1 for person in range(40) for point in (2, 3)}
    table = tabulate([(*pair, vote) for pair, vote in votes.items()], (1, 2, 3), ())
    report = as_json(form_opinions_of_groups(table, {person: person % 2 for person in range(40)}), PUBLISHED)

    first, second = report["groups"][0]["representative"], report["groups"][1]["representative"]
    mapping = opinion_map_of(report, {"1": "a", "2": "b", "3": "c"}, "T", {})

    assert all(sum(mark["best_agree"] for mark in marks) == 1 for marks in (first, second))
    assert all(mark.direction == "agree" for group in mapping.groups for mark in group.marks if mark.number == 1)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([5, 1, 6], "agree"),
        ([1, 5, 6], "disagree"),
        ([3, 3, 6], None),
        ([3, 1, 6], None),
        ([2, 0, 2], None),
        ([0, 0, 0], None),
    ],
    ids=["most agree", "most disagree", "as many", "most of those who do not pass", "two people", "nobody"],
)
def test_what_more_than_half_of_three_or_more_say_is_told(cells: list[int], told: str | None) -> None:
    assert majority(cells) == told


def listed(*numbers: int, best: int = 0) -> dict[str, Any]:
    return {"representative": [{"statement": number, "best_agree": number == best} for number in numbers]}


def test_of_two_groups_the_same_is_never_said() -> None:
    texts = {"1": "one", "2": "two", "3": "three"}
    by_group = {"1": [[9, 0, 9], [8, 0, 8]], "2": [[5, 4, 9], [2, 6, 8]], "3": [[9, 0, 9], [8, 0, 8]]}
    alike = [listed(1, best=1), listed(1, best=1)]

    assert Marking(by_group, texts, 3).marks_of(alike) == [
        (GroupMark(1, "one", "agree"), GroupMark(2, "two", "agree")),
        (GroupMark(1, "one", "agree"), GroupMark(2, "two", "disagree")),
    ]
    assert Marking({"1": [[9, 0, 9]] * 2}, texts, 3).marks_of(alike) == [(), ()]


def test_a_group_of_which_nothing_is_listed_is_told_by_what_sets_it_apart() -> None:
    by_group = {"1": [[9, 0, 9], [2, 1, 8]], "2": [[0, 9, 9], [4, 4, 8]]}
    (first, _) = Marking(by_group, {"1": "one", "2": "two"}, 3).marks_of([listed(), listed(2)])
    assert first == (GroupMark(1, "one", "agree"),)
