"""Anchors: words that stand in the article, verbatim."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate import anchors
from bot.texts import Refusal
from tests.town import sample

SNAPSHOT = sample()


@pytest.mark.parametrize(
    "words",
    ["they had left their shoes by the door", "they had  left\ntheir shoes by the door", "  their shoes by the door "],
    ids=["verbatim", "other spaces", "spaces around"],
)
def test_quoted_words_are_found_in_the_article(words: str) -> None:
    quote = anchors.find_words(SNAPSHOT, words)

    assert quote.exact == " ".join(words.split())
    assert SNAPSHOT.text[quote.start : quote.end] == quote.exact


@pytest.mark.parametrize(
    "words",
    ["", "   ", "they had left their boots by the door", "Photo: Edda Roon", "left.*shoes", "\x00"],
    ids=["nothing", "spaces", "another word", "a caption", "a pattern", "binary"],
)
def test_words_that_the_article_does_not_say_are_refused(words: str) -> None:
    with pytest.raises(Refusal):
        anchors.find_words(SNAPSHOT, words)


def test_words_across_two_paragraphs_are_refused() -> None:
    first, second = SNAPSHOT.paragraphs()[:2]
    with pytest.raises(Refusal):
        anchors.find_words(SNAPSHOT, SNAPSHOT.text[first.end - 20 : second.start + 20])


def test_of_words_that_stand_twice_those_near_the_reply_are_meant() -> None:
    places = [place for place in range(len(SNAPSHOT.text)) if SNAPSHOT.text.startswith("the buses", place)]
    assert len(places) > 1
    last = max(places)

    quote = anchors.find_words(SNAPSHOT, "the buses", (last - 10, last + 40))

    assert quote.start == last


def test_the_likeliest_passages_are_in_three_paragraphs() -> None:
    quotes = anchors.likeliest(SNAPSHOT, "Parking fees cannot pay for the buses for long.")

    assert len({quote.passage for quote in quotes}) == 3


@given(st.text(max_size=40))
@settings(max_examples=50, deadline=None)
def test_any_text_is_either_found_verbatim_or_refused(words: str) -> None:
    try:
        quote = anchors.find_words(SNAPSHOT, words)
    except Refusal:
        return
    assert SNAPSHOT.text[quote.start : quote.end].split() == words.split()
