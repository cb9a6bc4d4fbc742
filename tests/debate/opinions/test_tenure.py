"""Votes that people cast soon after they came, in orders: what they change, and what they never do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.opinions import VoteTable, form_opinions, tabulate
from bot.debate.opinions.agreement import priority
from bot.debate.opinions.tallies import tally
from bot.debate.opinions.tenure import EARLY_WEIGHT, MIN_ESTABLISHED, discounts, early_in, weighed_priority

STANCES = st.lists(st.sampled_from([1, -1, 0]), max_size=25)


def debate(
    *cards: tuple[list[int], list[int]], established: int = MIN_ESTABLISHED
) -> tuple[VoteTable, set[tuple[str, int]]]:
    """Return votes, and which are early: (stances of people of a day, of people of a month) for each card.

    Others, who have been there for long, vote on a card of their own.
    """
    casts = [(f"old {one}", len(cards), 1) for one in range(established)]
    early = set()
    for card, (new, old) in enumerate(cards):
        casts += [(f"new {one}", card, stance) for one, stance in enumerate(new)]
        casts += [(f"old {one}", card, stance) for one, stance in enumerate(old)]
        early |= {(f"new {one}", card) for one in range(len(new))}
    return tabulate(casts, range(len(cards) + 1)), early


def supports(*cards: tuple[list[int], list[int]], established: int = MIN_ESTABLISHED) -> list[float]:
    """Return how much each card is supported."""
    table, early = debate(*cards, established=established)
    less = discounts(table, early_in(table, early))
    return [sum(new) + sum(old) - less[card] for card, (new, old) in enumerate(cards)]


@given(STANCES, STANCES, st.booleans())
def test_among_equally_old_accounts_the_order_is_that_of_the_totals(
    one: list[int], other: list[int], new: bool
) -> None:
    found = supports(*((stances, []) if new else ([], stances) for stances in (one, other)))

    assert np.sign(found[0] - found[1]) == np.sign(sum(one) - sum(other))


@given(STANCES, STANCES, STANCES, STANCES)
def test_where_hardly_anybody_was_there_before_all_count_alike(
    a: list[int], b: list[int], c: list[int], d: list[int]
) -> None:
    few = slice(MIN_ESTABLISHED - 1)

    assert supports((a, b[few]), (c, d[few]), established=0) == [sum(a) + sum(b[few]), sum(c) + sum(d[few])]


@given(st.integers(0, 2))
def test_ten_accounts_of_a_day_do_not_outrank_five_of_a_month(friends: int) -> None:
    bloc, honest = supports(([1] * 10, [1] * friends), ([], [1] * (5 + friends)))

    assert bloc < honest


@given(STANCES, STANCES)
def test_a_discount_is_bounded_by_the_early_votes(new: list[int], old: list[int]) -> None:
    (found,) = supports((new, old))

    assert abs(found - sum(new) - sum(old)) <= (1 - EARLY_WEIGHT) * len(new) + 1e-9


@given(st.permutations([1] * 3 + [-1] * 3 + [0]), st.integers(1, 4))
def test_where_few_are_new_or_old_nobody_learns_who_voted_how(stances: list[int], few: int) -> None:
    order = supports((stances[:few], stances[few:]), (stances[few:], stances[:few]))

    lead = sum(stances)
    assert order == pytest.approx(
        [lead * (1 - (1 - EARLY_WEIGHT) * part / len(stances)) for part in (few, len(stances) - few)]
    )


def test_a_bloc_that_buries_a_card_counts_for_less_too() -> None:
    (found,) = supports(([-1] * 10, [1] * 20 + [-1]))

    assert found == 19 - 10 * EARLY_WEIGHT


def test_early_votes_draw_a_card_less_and_all_others_alike() -> None:
    table, early = debate(([1] * 10, [1, -1] * 5), ([], [1] * 15 + [-1] * 5), established=20)
    opinions = form_opinions(table)
    placed = np.ones(len(table.people), np.bool_)

    unweighed = priority(tally(table, np.zeros(len(placed), np.int64), 1).together(), opinions.extremity)
    nobody = weighed_priority(table, placed, opinions.extremity, np.zeros(len(table.rows), np.bool_))
    weighed = weighed_priority(table, placed, opinions.extremity, early_in(table, early))

    assert nobody == pytest.approx(unweighed)
    assert weighed[1:] == pytest.approx(unweighed[1:])
    assert weighed[0] != pytest.approx(unweighed[0])
