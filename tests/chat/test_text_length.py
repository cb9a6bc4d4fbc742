"""Lengths as Telegram counts them."""

from __future__ import annotations

from html import escape

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.text_length import fitting, shorten, units, units_of_html


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("html", "length"),
    [
        pytest.param("plain", 5, id="plain"),
        pytest.param("<b>bold</b>", 4, id="a tag"),
        pytest.param('<a href="https://example.org/?a=1&amp;b=2">link</a>', 4, id="a link"),
        pytest.param("&lt;b&gt; &amp;", 5, id="escaped"),
        pytest.param("🌳", 2, id="astral"),
        pytest.param("<blockquote expandable>é\n</blockquote>", 2, id="blockquote"),
    ],
)
def test_markup_does_not_count(html: str, length: int) -> None:
    assert units_of_html(html) == length


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_counts_as_the_text(text: str) -> None:
    assert units_of_html(f"<i>{escape(text, quote=False)}</i>") == units(text)


@given(text=st.text(), most=st.integers(2, 40))
def test_shortened_text_fits_and_begins_as_it_did(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    if len(text) <= most:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_text_is_cut_at_a_space() -> None:
    assert shorten("Most of the new riders had left", 20) == "Most of the new…"


@given(
    st.lists(st.sampled_from(["a", " ", "👩\u200d👧", "🇱🇹", "e\u0301", "한"]), max_size=30).map("".join),
    st.integers(2, 20),
)
def test_no_letter_is_cut_in_two(text: str, most: int) -> None:
    kept = shorten(text, most).removesuffix("…")

    assert regex.findall(r"\X", text)[: len(regex.findall(r"\X", kept))] == regex.findall(r"\X", kept)


def test_a_word_without_spaces_is_cut_as_late_as_there_is_room() -> None:
    assert shorten("Donaudampfschifffahrt", 12) == "Donaudampfs…"


def test_texts_are_as_long_as_there_is_room_for() -> None:
    assert fitting(lambda length: "x" * length, 100) == "x" * 90
