"""The opinion map, as a picture and in words."""

from __future__ import annotations

import re
import struct
import warnings
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.chat.text_length import units_of_html
from bot.debate.map import draw
from bot.debate.map.geometry import chosen, outline, spread
from bot.debate.map.opinion_map import Agreement, GroupMark, MapGroup, MapPerson, OpinionMap, opinion_map_of
from bot.debate.map.words import caption, describe
from bot.pictures.fonts import PLAIN, broken, drawable, wide
from bot.pictures.shapes import Box
from bot.worker import Worker
from storage.counterpoints import Tally
from tests.debate.map.scenes import GOLDEN, HARD, SCENES, a_map, seen, without_groups

# The picture


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_looks_as_it_did(name):
    drawn, golden = seen(draw(SCENES[name]), 8), seen((GOLDEN / f"{name}.png").read_bytes(), 4)

    assert drawn.shape == golden.shape
    assert np.abs(drawn - golden).mean() < 0.004
    assert np.quantile(np.abs(drawn - golden), 0.995) < 0.15


def test_the_tolerance_notices_a_group_that_is_larger_by_a_few():
    two = SCENES["two-groups"]
    shifted = replace(two, people=tuple(replace(person, x=person.x * (1 + person.group)) for person in two.people))

    assert np.abs(seen(draw(shifted), 8) - seen(draw(two), 8)).mean() > 0.008


@pytest.mark.parametrize("name", SCENES)
def test_the_same_map_gives_the_same_bytes(name):
    assert draw(SCENES[name]) == draw(SCENES[name])


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_is_as_wide_as_a_phone_needs_and_no_higher_than_it_shows(name):
    width, height = _size(draw(SCENES[name]))

    assert width == 1080
    assert 300 < height <= 1350


@pytest.mark.parametrize("name", SCENES)
def test_the_ground_is_solid_and_light_in_both_themes(name):
    picture = imread(BytesIO(draw(SCENES[name])))
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])

    assert (picture[..., 3] == 1).all()
    assert (edge[:, :3] > 0.9).all()


async def test_it_is_drawn_in_the_worker_process():
    compute = Worker()
    try:
        assert await compute.run(draw, SCENES["few-voters"]) == draw(SCENES["few-voters"])
    finally:
        compute.stop()


def test_ten_thousand_people_are_drawn():
    assert draw(_crowd(10_000)).startswith(b"\x89PNG")


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_no_letters_crash_it_or_become_boxes(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of each glyph that is missing
        assert draw(a_map(texts=(text,), title=text))


@settings(deadline=None, max_examples=15)
@given(text=st.text(max_size=80), title=st.text(max_size=80))
def test_any_text_can_be_drawn(text, title):
    assert draw(replace(without_groups(4, 0), title=title, agreement=(Agreement(1, text, "agree", 0.5),)))


def test_people_who_all_stand_on_one_spot_are_drawn():
    assert draw(_standing([(0.0, 0.0, index % 2) for index in range(20)]))


def test_people_who_stand_very_far_off_are_drawn():
    assert draw(_standing([(1e12 * index, -1e12, index % 2) for index in range(20)]))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        pytest.param("Žalia ў їжак łódź", "Žalia ў їжак łódź", id="letters of the neighbours stay"),
        pytest.param("e\u0301te\u0301", "été", id="accents are joined to their letters"),
        pytest.param("free 🚌 rides", "free rides", id="emoji without a glyph go"),
        pytest.param("👩\u200d👩\u200d👧 all", "all", id="families go whole"),
        pytest.param("免费公交 2 %", "… 2 %", id="letters without a glyph leave a sign"),
        pytest.param("𝐁𝐨𝐥𝐝", "Bold", id="mathematical letters become plain"),
        pytest.param("a\u202eb\u200b\x00c", "abc", id="invisible characters go"),
        pytest.param("one\n\n two", "one two", id="lines are joined"),
    ],
)
def test_what_the_font_draws(text, drawn):
    assert drawable(text) == drawn


@settings(deadline=None)
@given(text=st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"])), most=st.integers(1, 4))
def test_lines_fit_their_room(text, most):
    lines = broken(drawable(text), PLAIN, 30, (200, 300), most)

    assert len(lines) <= most
    assert all(wide(line, PLAIN, 30) <= room for line, room in zip(lines, (200, 300, 300, 300), strict=False))


def test_a_text_that_is_not_cut_is_whole():
    text = "Most of the new riders used to walk"

    assert " ".join(broken(text, PLAIN, 30, (200, 300), 9)) == text


def test_a_text_that_is_cut_says_so():
    assert broken("Most of the new riders used to walk", PLAIN, 30, (300, 300), 1) == ["Most of the new…"]


# Where people stand


def test_dots_stand_beside_each_other_where_they_all_voted_alike():
    dots = spread(np.zeros((30, 2)), Box(0, 0, 900, 400), seed=1)
    apart = np.hypot(*(dots[:, None] - dots[None]).T) + 1e9 * np.eye(30)

    assert apart.min() > 15


def test_no_dot_stands_where_the_votes_put_it():
    """Two people fit exactly to the ends of the box; nobody can read exact votes from where they are drawn."""
    exact = np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    dots = spread(exact, Box(0, 0, 900, 400), seed=1)

    assert (np.abs(dots - dots.mean(axis=0) - np.array([[-387.0, 0], [0, 0], [387.0, 0]])) > 0.01).all()


def test_one_more_vote_moves_everybody():
    one, other = a_map(), a_map()
    moved = replace(other, people=(replace(other.people[0], x=other.people[0].x + 1e-6), *other.people[1:]))

    assert np.abs(seen(draw(one), 8) - seen(draw(moved), 8)).max() > 0.1


def test_all_dots_stand_inside_the_box():
    dots = spread(np.random.default_rng(3).normal(0, 1, (300, 2)) ** 3, Box(50, 60, 900, 400), seed=3)

    assert (dots >= [50, 60]).all()
    assert (dots <= [900, 400]).all()


def test_an_outline_has_room_around_its_dots():
    dots = np.array([[100.0, 100.0], [200.0, 100.0], [150.0, 180.0]])
    line = outline(dots)

    assert np.hypot(*(line[:, None] - dots[None]).T).min() > 15


@pytest.mark.parametrize("smallest", [3, 40])
def test_of_many_people_an_even_part_is_drawn_and_no_group_under_three(smallest):
    groups = np.array([0] * 9_000 + [1] * smallest)
    drawn = groups[chosen(groups, seed=1)]

    assert len(drawn) <= 366
    assert (drawn == 1).sum() == 3
    assert (chosen(groups, seed=1) == chosen(groups, seed=1)).all()


# The words


def test_the_words_of_two_groups():
    assert describe(SCENES["two-groups"]) == (
        "<b>Opinion map · Should buses be free?</b>\n"
        "40 people, 840 votes\n\n"
        "<b>A · 24 people</b>\n"
        "agrees with #3 Most of the new riders used to walk, so the roads are as full as they were before the fares "
        "fell\n"
        "disagrees with #10 A free bus that never comes is worth less than a paid one every ten minutes\n"
        "agrees with #17 The money would do more good as bicycle lanes\n\n"
        "<b>B · 16 people</b>\n"
        "agrees with #24 Children and pensioners travelled free already\n"
        "disagrees with #31 Drivers’ pay is what holds the timetable up, not the fares\n"
        "agrees with #38 Free fares are a gift to landlords along the lines, and nobody asked those who live at the "
        "edge of the city whether they would rather have an evening bus, a shelter at the stop or a clean seat to sit "
        "on\n\n"
        "<b>Widest agreement</b>\n"
        "91 % agree with #24 Children and pensioners travelled free already\n"
        "78 % disagree with #59 A small fare keeps people from riding one stop"
    )


def test_the_words_without_groups():
    assert describe(without_groups(23, 1)) == (
        "<b>Opinion map · Should buses be free?</b>\n"
        "23 people, 207 votes\n\n"
        "No clear groups yet (23 voters)\n\n"
        "<b>Widest agreement</b>\n"
        "93 % agree with #3 Most of the new riders used to walk, so the roads are as full as they were before the "
        "fares fell"
    )


@pytest.mark.parametrize(
    ("voters", "votes", "said"),
    [
        (0, 0, ("0 people, 0 votes", "(0 voters)")),
        (1, 1, ("1 person, 1 vote\n", "(1 voter)")),
        (2, 21, ("2 people, 21 votes", "(2 voters)")),
        (10_000, 300_000, ("10,000 people, 300,000 votes", "(10,000 voters)")),
    ],
    ids=str,
)
def test_plurals(voters, votes, said):
    words = describe(OpinionMap("T", (), (), (), voters, votes, "too few"))

    assert all(part in words for part in said)
    assert words.endswith("Nothing yet that most agree or disagree on.")


def test_numbers_of_counterpoints_have_no_commas():
    shown = replace(without_groups(9, 0), agreement=(Agreement(1234, "Text", "agree", 0.5),))

    assert "#1234 Text" in describe(shown)


def test_what_people_wrote_is_no_markup():
    words = describe(a_map(texts=("<b>bold</b> & <script>",), title="<i>T</i>"))

    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;" in words
    assert set(re.findall(r"<[^>]*>", words)) == {"<b>", "</b>"}


@pytest.mark.parametrize("name", SCENES)
def test_the_caption_says_all_that_the_words_say(name):
    everything = re.findall(r"#\d+|\d+ %|[A-E] · .*</b>|(?:dis)?agrees? with", describe(SCENES[name]))

    assert re.findall(r"#\d+|\d+ %|[A-E] · .*</b>|(?:dis)?agrees? with", caption(SCENES[name])) == everything


@settings(deadline=None, max_examples=40)
@given(
    text=st.sampled_from(["x", "🚌", "<&>", "слово ", "👩\u200d👧"]),
    times=st.integers(0, 500),
    groups=st.integers(0, 5),
)
def test_they_always_fit(text, times, groups):
    mapping = _largest(text * times, groups)

    assert units_of_html(describe(mapping)) <= 4096
    assert units_of_html(caption(mapping)) <= 1024


# From the opinion maths


def test_the_map_of_published_groups():
    mapping = opinion_map_of(_result(9, 7), TEXTS, " Free\nbuses? ", TALLIES)

    assert mapping.title == "Free buses?"
    assert (mapping.voters, mapping.votes, mapping.reason) == (18, 37, None)
    assert [(group.label, group.size) for group in mapping.groups] == [("A", 9), ("B", 7)]
    assert [[(mark.number, mark.direction) for mark in group.marks] for group in mapping.groups] == [
        [(1, "agree"), (3, "agree"), (4, "agree")],
        [(3, "agree"), (4, "agree"), (1, "disagree")],
    ]
    assert [person.group for person in mapping.people] == [0] * 9 + [1] * 7
    assert mapping.agreement == (Agreement(2, "Two", "disagree", 0.9), Agreement(1, "One", "agree", 0.8))


@pytest.mark.parametrize(("groups", "marks", "agreements"), [(2, 3, 2), (3, 2, 2), (4, 2, 1), (5, 2, 1)])
def test_how_much_is_said_of_how_many_groups(groups, marks, agreements):
    mapping = opinion_map_of(_result(*[5] * groups), TEXTS, "T", TALLIES)

    assert [len(group.marks) for group in mapping.groups] == [marks] * groups
    assert len(mapping.agreement) == agreements


def test_a_group_of_two_is_never_shown():
    mapping = opinion_map_of(_result(9, 7, 2), TEXTS, "T", TALLIES)

    assert [group.size for group in mapping.groups] == [9, 7]
    assert len(mapping.people) == 16


@pytest.mark.parametrize("sizes", [(16,), (16, 2), ()], ids=str)
def test_one_group_is_no_groups(sizes):
    mapping = opinion_map_of(_result(*sizes), TEXTS, "T", TALLIES)

    assert mapping.groups == ()
    assert mapping.reason is not None
    assert all(person.group is None for person in mapping.people)


def test_groups_that_are_not_published_stay_unseen():
    result = {**_result(9, 7), "groups_published": False, "reason": "not stable"}
    mapping = opinion_map_of(result, TEXTS, "T", TALLIES)

    assert mapping.groups == ()
    assert mapping.reason == "not stable"
    assert {person.group for person in mapping.people} == {None}


def test_fewer_than_fifteen_people_are_not_placed():
    result = {**_result(9, 5), "groups_published": False, "reason": "too few"}

    assert opinion_map_of(result, TEXTS, "T", TALLIES).people == ()


def test_labels_follow_the_numbers_of_the_groups():
    result = _result(9, 7)
    result["groups"][1]["id"] = 3

    assert [group.label for group in opinion_map_of(result, TEXTS, "T", TALLIES).groups] == ["A", "D"]


def test_a_share_of_two_votes_is_not_shown():
    mapping = opinion_map_of(_result(9, 7), TEXTS, "T", {**TALLIES, "1": Tally(2, 0, 0)})

    assert [one.number for one in mapping.agreement] == [2]


@pytest.mark.parametrize(("share", "percent"), [(1.0, 100), (0.999, 99), (0.666, 67), (0.0, 0)], ids=str)
def test_only_all_are_a_hundred_percent(share, percent):
    assert Agreement(1, "T", "agree", share).percent == percent


def test_nothing_invisible_turns_the_line_around():
    mapping = opinion_map_of(_result(9, 7), {**TEXTS, "1": "a\u202eb\u2066c\n\nd 👩\u200d👧"}, "T", TALLIES)

    assert mapping.groups[0].marks[0].text == "abc d 👩\u200d👧"


TEXTS = {"1": "One", "2": "Two", "3": "Three", "4": "Four"}
TALLIES = {"1": Tally(8, 1, 1), "2": Tally(1, 18, 1), "3": Tally(3, 3, 1)}


def _result(*sizes: int) -> dict:
    """Return what the opinion maths says of groups of these sizes; two more people are in none."""
    names = iter(str(number) for number in range(1000))
    directions = {1: "agree", 2: "disagree", 3: "agree", 4: "agree"}
    marks = [
        {"statement": number, "direction": direction, "best_agree": number == 1}
        for number, direction in directions.items()
    ]
    groups = [
        {"id": index, "members": [next(names) for _ in range(size)], "representative": marks}
        for index, size in enumerate(sizes)
    ]
    cells = {"agree": [5, 0, 5], "disagree": [0, 5, 5]}
    turned = {"agree": "disagree", "disagree": "agree"}
    sides = {
        number: [turned[side] if group >> (number - 1) & 1 else side for group in range(len(sizes))]
        for number, side in directions.items()
    }
    return {
        "participants": sum(sizes) + 3,
        "voters": sum(sizes) + 2,
        "by_group": {str(number): [cells[side] for side in of_groups] for number, of_groups in sides.items()},
        "groups": groups,
        "groups_published": True,
        "reason": None,
        "consensus": {"agree": [1], "disagree": [2]},
        "points": {str(number): [number / 7, number % 3] for number in range(sum(sizes) + 2)},
    }


def _standing(people: list[tuple[float, float, int]]) -> OpinionMap:
    shown = tuple(MapPerson(*person) for person in people)
    half = len(people) // 2
    return OpinionMap("T", shown, (MapGroup(0, "A", half), MapGroup(1, "B", half)), (), len(people), 100)


def _crowd(count: int) -> OpinionMap:
    chance = np.random.default_rng(5)
    camps = ((-2.0, 1.0), (2.0, 1.2), (0.0, -2.0), (-2.2, -1.5), (2.4, -1.4))
    places = [(*chance.normal(camps[index % 5], 0.8), index % 5) for index in range(count)]
    five = SCENES["five-groups"]
    return replace(five, people=tuple(MapPerson(float(x), float(y), group) for x, y, group in places), voters=count)


def _largest(text: str, groups: int) -> OpinionMap:
    marks = tuple(GroupMark(10_000 + step, text, "disagree") for step in range(3))
    agreement = tuple(Agreement(20_000 + step, text, "disagree", 0.9) for step in range(5))
    shown = tuple(MapGroup(index, "ABCDE"[index], 10_000, marks) for index in range(groups))
    return OpinionMap(text, (), shown, agreement, 100_000, 10_000_000)


def _size(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height
