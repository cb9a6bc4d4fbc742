"""Long messages in parts that Telegram takes."""

from __future__ import annotations

import re
from html import escape

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.message.text_split import split
from bot.chat.text_length import MAX_CAPTION_UNITS, MAX_MESSAGE_UNITS, units, units_of_html
from bot.playground.telegram.text.entities import finish
from bot.playground.telegram.text.html_parser import parse
from bot.texts import say

OPENINGS = {
    "b": "<b>",
    "i": "<i>",
    "u": "<u>",
    "s": "<s>",
    "a": '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">',
    "code": "<code>",
    "pre": "<pre>",
    "blockquote": "<blockquote expandable>",
    "tg-spoiler": "<tg-spoiler>",
}
FAMILY = "👩\u200d👩\u200d👧"

letters = st.sampled_from(
    ["a", "Ж", "<", "&", ">", '"', FAMILY, "🇱🇹", "e\u0301", "한", "🚌", "\n", "\n\n", "\r\n", " ", "   "]
)
plain = st.lists(letters, min_size=1, max_size=12).map("".join).map(lambda text: escape(text, quote=False))
marked = st.recursive(
    plain,
    lambda inner: st.lists(st.tuples(st.sampled_from(sorted(OPENINGS)), inner) | inner, min_size=1, max_size=5).map(
        lambda pieces: "".join(
            piece if isinstance(piece, str) else f"{OPENINGS[piece[0]]}{piece[1]}</{piece[0]}>" for piece in pieces
        )
    ),
    max_leaves=30,
)


@settings(deadline=None)
@given(html=marked, most=st.integers(12, 60))
def test_parts_keep_every_word_fit_and_parse(html, most):
    parts = split(html, most)
    texts = [parse(part)[0] for part in parts]

    assert "".join("".join(texts).split()) == "".join(parse(html)[0].split())
    assert all(0 < units(text) <= most and text == text.strip() for text in texts)


@settings(deadline=None)
@given(html=marked, most=st.integers(12, 60))
def test_no_grapheme_is_cut(html, most):
    whole = [letter for letter in regex.findall(r"\X", parse(html)[0]) if not letter.isspace()]
    parts = [letter for part in split(html, most) for letter in regex.findall(r"\X", parse(part)[0])]

    assert [letter for letter in parts if not letter.isspace()] == whole


@settings(deadline=None)
@given(html=marked, most=st.integers(12, 60))
def test_every_letter_keeps_its_look(html, most):
    looks = [look for part in split(html, most) for look in _looks(part)]

    assert looks == _looks(html)


@settings(deadline=None, max_examples=40)
@given(html=marked, times=st.integers(20, 120))
def test_no_part_has_more_entities_than_telegram_takes(html, times):
    for part in split(html * times):
        assert len(finish(*parse(part))[1]) <= 100
        assert len(parse(part)[0]) <= MAX_MESSAGE_UNITS


@given(html=marked)
def test_what_fits_is_one_part(html):
    assert len(split(html)) == bool(parse(html)[0].strip())


@pytest.mark.parametrize(
    ("html", "most", "parts"),
    [
        pytest.param("One two", 20, ["One two"], id="short"),
        pytest.param("", 20, [], id="nothing"),
        pytest.param("<b> \n </b>", 20, [], id="no words"),
        pytest.param(
            "One two.\nThree\n\nfour five six", 20, ["One two.\nThree", "four five six"], id="blank line first"
        ),
        pytest.param("One two three\nfour five six", 20, ["One two three", "four five six"], id="then a line's end"),
        pytest.param("One two three four five", 20, ["One two three four", "five"], id="then a space"),
        pytest.param("One\n\ntwo three four five six", 20, ["One\n\ntwo three four", "five six"], id="not too early"),
        pytest.param("abcdefghijklmnopqrst uvw", 20, ["abcdefghijklmnopqrst", "uvw"], id="the space at a cut is free"),
        pytest.param("abcdefghijklmnopqrstuvw", 20, ["abcdefghijklmnopqrst", "uvw"], id="one long word"),
        pytest.param("aaa <b>bbb ccc</b> ddd", 8, ["aaa <b>bbb</b>", "<b>ccc</b> ddd"], id="closed and opened again"),
        pytest.param("<b>aaa <i>bbb ccc</i></b>", 8, ["<b>aaa <i>bbb</i></b>", "<b><i>ccc</i></b>"], id="nested"),
        pytest.param("aaa bbb <b>ccc</b>", 8, ["aaa bbb", "<b>ccc</b>"], id="no empty tags"),
        pytest.param("&lt;&amp;&gt; &lt;&lt;&lt;", 4, ["&lt;&amp;&gt;", "&lt;&lt;&lt;"], id="references stay whole"),
        pytest.param(
            '<pre><code class="language-python">a = 1\nb = 2</code></pre>',
            6,
            [f'<pre><code class="language-python">{line}</code></pre>' for line in ("a = 1", "b = 2")],
            id="a language is kept",
        ),
        pytest.param(
            "<blockquote expandable>aaa\nbbb</blockquote>",
            4,
            ["<blockquote expandable>aaa</blockquote>", "<blockquote expandable>bbb</blockquote>"],
            id="a quote that folds",
        ),
        pytest.param(f"ab{FAMILY}", 9, ["ab", FAMILY], id="a family stays together"),
        pytest.param("a🚌🚌", 4, ["a🚌", "🚌"], id="a pair of units stays together"),
        pytest.param("<b>open", 9, ["<b>open</b>"], id="what is left open is closed"),
        pytest.param("shut</b>", 9, ["shut"], id="an end without a beginning goes"),
    ],
)
def test_where_it_is_cut(html, most, parts):
    assert split(html, most) == parts


def test_a_letter_under_a_thousand_accents_is_cut_in_the_end():
    parts = split("a" + "\u0301" * 5_000)

    assert [units_of_html(part) for part in parts] == [MAX_MESSAGE_UNITS, 5_001 - MAX_MESSAGE_UNITS]


def test_halves_of_characters_do_not_hold_it_up():
    assert "".join(split("\ud83d" * 10, 4)) == "\ud83d" * 10


def test_a_hundred_links_are_one_part_and_the_next_one_another():
    links = [f'<a href="https://example.org/{number}">{number}</a>' for number in range(101)]

    assert [part.count("<a ") for part in split(" ".join(links[:100]))] == [100]
    assert sum(part.count("<a ") for part in split(" ".join(links))) == 101
    assert max(part.count("<a ") for part in split(" ".join(links))) <= 100


def test_tags_inside_tags_more_than_a_hundred_deep_lose_their_look_but_not_their_words():
    (part,) = split("<b>" * 200 + "deep" + "</b>" * 200)

    assert parse(part)[0] == "deep"


@pytest.mark.parametrize("most", [MAX_MESSAGE_UNITS, MAX_CAPTION_UNITS])
def test_a_long_digest_is_sent_in_parts(most):
    point = say("bars-line", number="12", text="Villages pay & see <none> of them. " * 6, agree=4, disagree=3, passes=1)
    parts = split("\n\n".join([point] * 60), most)

    assert all(units_of_html(part) <= most for part in parts)
    assert all(part.startswith("#12 ") and part.endswith("1 passes") for part in parts)


def _looks(html: str) -> list[tuple[str, frozenset[str]]]:
    """Return each letter with the names of the entities around it, without white space."""
    text, entities = parse(html)
    encoded = text.encode("utf-16-le")
    around = [
        frozenset(e["type"] for e in entities if e["offset"] <= place < e["offset"] + e["length"])
        for place in range(len(encoded) // 2)
    ]
    looks, at = [], 0
    for letter in text:
        looks.append((letter, around[at]))
        at += units(letter)
    return [look for look in looks if not re.fullmatch(r"\s", look[0])]
