"""How an edition reads: golden files of four editions, and what holds for all."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.message.text_split import split
from bot.chat.text_length import MAX_MESSAGE_UNITS, units_of_html
from bot.digest.contents.headline import HeadlineKind, headline
from bot.digest.contents.material import PeriodQuestion
from bot.digest.contents.render import tell_edition
from bot.digest.contents.small_cells import MIN_CELL_PEOPLE, may_show_again, stances
from bot.playground.telegram.text.html_parser import parse
from tests.digest.scenes import SCENES, a_material, a_point, large, small

GOLDEN = Path(__file__).parents[2] / "golden" / "digests"
CUT = "\n\n---- the next message ----\n\n"


@pytest.mark.parametrize("name", SCENES)
def test_an_edition_reads_as_its_golden_file(name: str) -> None:
    told = CUT.join(split(tell_edition(SCENES[name](), "en"))) + "\n"
    path = GOLDEN / f"{name}.html"
    if os.environ.get("COUNTERPOINT_TESTS_WRITE_GOLDEN"):
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCENES)
def test_every_part_is_a_message_that_telegram_takes(name: str) -> None:
    for part in split(tell_edition(SCENES[name](), "en")):
        assert units_of_html(part) <= MAX_MESSAGE_UNITS
        parse(part)


def test_what_moved_most_opens_the_edition() -> None:
    gained = a_point(1, agree=20, gain=6, more=6)
    across = a_point(2, agree=20, gain=4, more=4, across=True)
    replied = a_point(3, agree=7, reply="Yes.")
    asked = PeriodQuestion("Why?", 5, 5, unanswered=True)
    everything = a_material(points=(gained, across, replied), replied=(replied,), questions=(asked,))
    found = [headline(everything)]
    found.append(headline(replace(everything, questions=())))
    found.append(headline(replace(everything, questions=(), points=(gained, replied))))
    found.append(headline(replace(everything, questions=(), points=(gained,), replied=())))
    assert [(one.kind, one.weight) for one in found if one] == [
        (HeadlineKind.UNANSWERED, 10),
        (HeadlineKind.GAINED, 8),
        (HeadlineKind.REPLIED, 7),
        (HeadlineKind.GAINED, 6),
    ]


@pytest.mark.parametrize(
    "material",
    [
        a_material(),
        a_material(points=(a_point(1, agree=20, gain=2, more=2, across=True),)),
        a_material(points=(a_point(1, agree=20, gain=9, more=9, votable=False),)),
        a_material(questions=(PeriodQuestion("Why?", 9, 2, unanswered=True),)),
        a_material(questions=(PeriodQuestion("Join t.me/spam", 9, 9, unanswered=True),)),
        a_material(new=(a_point(1, agree=9, disagree=8),), points=(a_point(1, agree=9, disagree=8, gain=9, more=9),)),
    ],
    ids=["nothing", "two people", "closed", "two people ask", "advertising", "a new one is no gain"],
)
def test_what_concerns_few_opens_nothing(material) -> None:  # type: ignore[no-untyped-def]
    assert headline(material) is None


def test_of_equals_the_first_kind_and_the_lower_number_win() -> None:
    material = a_material(
        points=(a_point(8, gain=5, more=5), a_point(3, gain=5, more=5)), replied=(a_point(1, agree=5),)
    )
    first = headline(material)
    assert first is not None
    assert first.point is not None
    assert (first.kind, first.point.number) == (HeadlineKind.GAINED, 3)


def test_where_totals_are_hidden_no_figure_stands_beside_a_counterpoint() -> None:
    hidden = tell_edition(replace(large(), totals=False), "en")
    assert " agree" not in hidden.replace("groups agree", "")
    assert "gained support in both groups</b>." in tell_edition(replace(small(), totals=False), "en")


def test_fewer_than_three_voters_are_not_counted_out() -> None:
    told = tell_edition(a_material(votes=2, voters=2, points=(a_point(1),)), "en")
    assert "2 votes" in told
    assert "by" not in told


def test_who_turned_is_one_more_who_agrees() -> None:
    """Three of five turn: three more agree and three fewer disagree."""
    turned = a_point(1, agree=4, disagree=1, more=3, gain=6)
    told = tell_edition(a_material(points=(turned,), votes=3, voters=3), "en")
    assert "#1 gained support</b>: 4 of 5 agree now, 3 more than last time." in told
    assert headline(a_material(points=(replace(turned, more=2),))) is None


sizes = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 12), max_size=5)


@given(st.lists(sizes, max_size=8))
def test_between_two_shown_sizes_stand_three_people_or_none(weeks: list[dict[str, int]]) -> None:
    shown: dict[str, int] = {}
    for now in weeks:
        if may_show_again(now, shown):
            assert all(size >= MIN_CELL_PEOPLE for size in now.values())
            for one in {*now, *shown}:
                change = abs(now.get(one, 0) - shown.get(one, 0))
                assert change == 0 or change >= MIN_CELL_PEOPLE
            shown = now


def test_groups_are_spoken_of_where_each_has_voted_enough() -> None:
    assert stances([[2, 1, 3], [5, 0, 5]]) == [2 / 3, 1.0]
    assert stances([[2, 0, 2], [5, 0, 5]]) is None
    assert stances([]) is None


def test_a_small_group_is_named_and_does_not_count_among_those_that_agree() -> None:
    agreed = (a_point(4, agree=30, across=True),)
    told = tell_edition(a_material(points=agreed, agreed=agreed, groups=2, small_groups=1, alike=6), "en")
    assert "Both large groups agree" in told
    assert "A small group votes alike" in told
    alone = tell_edition(a_material(points=agreed, agreed=agreed, groups=2), "en")
    assert "Both groups agree" in alone
    assert "alike" not in alone
