"""The playground shows what Telegram shows: its own code is asked, and what we add to it changes nothing."""

from __future__ import annotations

from html import escape
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.telegram.text import html_parser, tdlib, utf16
from tests.playground import sent

chances = st.integers(0, 2**32).map(Random)
tags = st.sampled_from(["b", "i", "code", "blockquote", "tg-spoiler"])


@settings(max_examples=200)
@given(chances.map(sent.typed))
def test_what_is_typed_gets_the_entities_that_telegram_gives(text: str) -> None:
    assert sent.typed_in_the_playground(text) == sent.typed_in_telegram(text)


@settings(max_examples=200)
@given(chances.map(sent.markup))
def test_what_bots_send_gets_the_entities_that_telegram_gives(markup: str) -> None:
    assert sent.sent_by_the_playground(markup) == sent.sent_by_telegram(markup)


@pytest.mark.parametrize(
    ("markup", "kinds"),
    [
        ("<pre>a<blockquote>b</blockquote></pre>", ["blockquote"]),
        ("<blockquote>example</blockquote>.org", ["blockquote"]),
        ('<tg-time unix="1790000000" format="t"><b>noon</b></tg-time>', ["date_time"]),
        ("**a** `b` [c](http://a.lt)", ["url"]),
    ],
    ids=["a quote in code", "an address across a quote's border", "a style in a time", "no Markdown in HTML"],
)
def test_what_may_not_overlap_is_parted_as_telegram_does(markup: str, kinds: list[str]) -> None:
    shown = sent.sent_by_the_playground(markup)
    assert shown is not None
    assert [span[0] for span in shown[1]] == kinds


@settings(max_examples=200)
@given(chances.map(sent.typed), tags, chances.map(sent.typed).filter(str.strip))
def test_a_quote_is_found_where_telegram_finds_it(before: str, tag: str, inside: str) -> None:
    text, _ = html_parser.parse(f"{escape(before)}<{tag}>{escape(inside)}</{tag}>")
    assert text == before + inside
    found = tdlib.search_quote(text, inside.strip(), utf16.length(before))
    assert found is not None
    assert utf16.cut(text, found, utf16.length(inside.strip())) == inside.strip()


def test_times_are_known() -> None:
    _, (entity,) = html_parser.parse('<tg-time unix="1790000000" format="t">noon</tg-time>')
    assert (entity["type"], entity["unix_time"]) == ("date_time", 1_790_000_000)
