"""Votes per counterpoint, as a picture of bars and in words."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import warnings
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from bot.chat.text_length import units_of_html
from bot.digest.bars import draw
from bot.digest.bars.standings import MAX_BARS, VoteBar, VoteBars, standings_of
from bot.digest.bars.words import words
from bot.pictures.canvas import AGREE, DISAGREE, Paint
from bot.playground.telegram.text import html_parser
from bot.worker import Worker
from tests.debate.map.scenes import HARD, seen
from tests.digest.bars_scenes import GOLDEN, SCENES, by_chance, counted

# The picture


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_looks_as_it_did(name):
    drawn, golden = seen(draw(SCENES[name]), 8), seen((GOLDEN / f"{name}.png").read_bytes(), 4)

    assert drawn.shape == golden.shape
    assert np.abs(drawn - golden).mean() < 0.004
    assert np.quantile(np.abs(drawn - golden), 0.998) < 0.15


def test_the_tolerance_notices_a_bar_that_is_longer_by_a_third():
    one, more = counted([(9, 20, 3), (9, 9, 0)]), counted([(12, 20, 3), (9, 9, 0)])

    assert np.quantile(np.abs(seen(draw(one), 8) - seen(draw(more), 8)), 0.998) > 0.15


@pytest.mark.parametrize("name", SCENES)
def test_it_is_as_wide_as_the_map_and_no_higher_than_a_phone_shows(name):
    width, height = _size(draw(SCENES[name]))

    assert width == 1080
    assert 300 < height <= 1350


@pytest.mark.parametrize("name", SCENES)
def test_the_ground_is_solid_and_light_in_both_themes(name):
    picture = imread(BytesIO(draw(SCENES[name])))
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])

    assert (picture[..., 3] == 1).all()
    assert (edge[:, :3] > 0.9).all()


@pytest.mark.parametrize(("agree", "disagree"), [(14, 5), (3, 12), (7, 7), (8, 0), (0, 8)])
def test_bars_are_as_long_as_votes_are_many_agreeing_to_the_right(agree, disagree):
    picture = draw(counted([(20, 20, 0), (agree, disagree, 1)]))
    (left, right), (_, orange) = _bar(picture, AGREE), _bar(picture, DISAGREE)
    middle, full = _bar(picture, AGREE, row=0)

    assert right == pytest.approx(full * agree / 20, abs=3)
    assert orange == pytest.approx(full * disagree / 20, abs=3)
    assert left == (middle if agree else 0)


def test_one_vote_beside_ten_thousand_is_seen():
    picture = draw(counted([(10_000, 10_000, 0), (1, 0, 0)]))

    assert _bar(picture, AGREE)[1] >= 5
    assert _bar(picture, DISAGREE)[1] == 0


@pytest.mark.parametrize("name", SCENES)
def test_the_same_votes_give_the_same_bytes(name):
    assert draw(SCENES[name]) == draw(SCENES[name])


async def test_it_is_drawn_in_the_worker_process():
    compute = Worker()
    try:
        assert await compute.run(draw, SCENES["one"]) == draw(SCENES["one"])
    finally:
        compute.stop()


def test_nothing_that_draws_is_loaded_before():
    asking = "import sys, bot.digest.bars, bot.digest.bars.words; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asking], check=False).returncode == 0  # noqa: S603 - our own words


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_no_letters_crash_it_or_become_boxes(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of each glyph that is missing
        assert draw(counted(by_chance(3), (text,), text))


@settings(deadline=None, max_examples=15)
@given(text=st.text(max_size=80), title=st.text(max_size=80), votes=st.integers(1, 10**9))
def test_any_text_and_any_count_can_be_drawn(text, title, votes):
    assert draw(standings_of(title, [VoteBar(1, text, votes, 0, votes), VoteBar(2, text, 0, 1, 0)]))


# What is shown


def test_the_most_voted_come_first_and_of_equals_the_older():
    shown = standings_of("T", [_on(4, 1, 1, 1), _on(2, 9, 0, 0), _on(1, 1, 1, 1), _on(3, 0, 0, 4)]).shown

    assert [one.number for one in shown] == [2, 3, 1, 4]


def test_of_many_the_most_voted_are_shown_and_all_are_counted():
    standings = standings_of("T", [_on(number, number, 0, 1) for number in range(1, 61)])

    assert [one.number for one in standings.shown] == list(range(60, 60 - MAX_BARS, -1))
    assert (standings.votes, standings.counterpoints) == (1890, 60)


@pytest.mark.parametrize(
    ("votes", "is_worth"), [([], False), ([(0, 0, 0)] * 3, False), ([(0, 0, 1)], True), ([(0, 1, 0)], True)], ids=str
)
def test_a_picture_is_worth_drawing_once_somebody_voted(votes, is_worth):
    assert counted(votes).worth_drawing is is_worth


def test_what_nobody_voted_on_is_left_out():
    standings = counted([(1, 2, 3), (0, 0, 0)])

    assert [one.number for one in standings.shown] == [3]
    assert standings.counterpoints == 1


def test_nothing_invisible_turns_a_line_around():
    assert standings_of(" a\u202eb\n", [_on(1, 1, 0, 0, "c\u2066d\n\ne")]) == VoteBars(
        "ab", (_on(1, 1, 0, 0, "cd e"),), 1, 1
    )


# The words


def test_the_words():
    assert words(counted([(14, 5, 3), (1, 1, 1), (0, 2, 0)])) == (
        "<b>Votes · Should buses be free?</b>\n"
        "27 votes on 3 counterpoints\n\n"
        "#3 Most of the new riders used to walk, so the roads are as full as they were before the fares fell\n"
        "14 agree · 5 disagree · 3 pass\n\n"
        "#10 A free bus that never comes is worth less than a paid one every ten minutes\n"
        "1 agrees · 1 disagrees · 1 passes\n\n"
        "#17 The money would do more good as bicycle lanes\n"
        "0 agree · 2 disagree · 0 pass"
    )


def test_the_words_of_one_vote():
    assert "\n1 vote on 1 counterpoint\n" in words(counted([(1, 0, 0)]))


def test_the_words_while_nobody_voted():
    assert words(counted([])) == "<b>Votes · Should buses be free?</b>\nNobody has voted yet."


def test_numbers_of_counterpoints_have_no_commas_and_votes_do():
    said = words(standings_of("T", [_on(1234, 10_000, 0, 0)]))

    assert "#1234 " in said
    assert "10,000 agree" in said


def test_what_people_wrote_is_no_markup():
    said = words(standings_of("<i>T</i>", [_on(1, 1, 0, 0, "<b>bold</b> & <script>")]))

    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;" in said
    assert set(re.findall(r"<[^>]*>", said)) == {"<b>", "</b>"}


@pytest.mark.parametrize("name", SCENES)
def test_the_words_say_every_figure_of_the_picture(name):
    text, _ = html_parser.parse(words(SCENES[name]))
    figures = [f"#{one.number} {one.agree:,} {one.disagree:,} {one.passes:,}" for one in SCENES[name].shown]

    assert (
        re.sub(r"(#\d+).*\n([\d,]+) \w+ · ([\d,]+) \w+ · ([\d,]+) \w+", r"\1 \2 \3 \4", text).split("\n\n")[1:]
        == figures
    )


@settings(deadline=None, max_examples=40)
@given(
    text=st.sampled_from(["x", "🚌", "<&>", "слово ", "👩\u200d👧", "e\u0301"]),
    times=st.integers(0, 500),
    count=st.integers(0, 12),
    votes=st.integers(1, 10**6),
)
def test_they_always_fit_a_caption_and_parse(text, times, count, votes):
    counted_by = [VoteBar(100_000 + step, text * times, votes, votes, votes) for step in range(count)]
    said = words(standings_of(text * times, counted_by))

    assert units_of_html(said) <= 1024
    assert html_parser.parse(said)[0].count("#") == min(count, MAX_BARS)


def test_a_text_that_is_cut_is_cut_between_whole_characters():
    family = "👩\u200d👩\u200d👧"
    said = words(standings_of("T", [_on(step, 1, 0, 0, family * 200) for step in range(8)]))

    assert set(re.findall(r"#\d (.*)…", said)) == {family * len(re.findall(family, said.splitlines()[3]))}


def _on(number: int, agree: int, disagree: int, passes: int, text: str = "Text") -> VoteBar:
    return VoteBar(number, text, agree, disagree, passes)


def _bar(picture: bytes, paint: Paint, row: int = 1) -> tuple[int, int]:
    """Return where the bar of a row begins and how long it is, in pixels."""
    pixels = imread(BytesIO(picture))[..., :3]
    there = [np.abs(pixels - to_rgb(each.colour)).max(axis=2) < 0.01 for each in (AGREE, DISAGREE)]
    high = np.flatnonzero((there[0] | there[1]).any(axis=1))
    bars = np.split(high, np.flatnonzero(np.diff(high) > 1) + 1)
    across = np.flatnonzero(there[paint is DISAGREE][int(np.median(bars[row]))])
    return (int(across[0]), len(across)) if len(across) else (0, 0)


def _size(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height
