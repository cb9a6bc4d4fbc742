"""Entities that Telegram finds by itself, and those that a bot names."""

from __future__ import annotations

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from bot.playground.telegram.errors import ApiError
from bot.playground.telegram.text import entity_detection, html_parser, utf16
from bot.playground.telegram.text.entities import finish, given


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/ask who?", [("bot_command", "/ask")]),
        ("/ask@counterpoint_bot who", [("bot_command", "/ask@counterpoint_bot")]),
        ("and/or 1/2 a//b", []),
        ("see /help.", [("bot_command", "/help")]),
        ("@mara_k, hi", [("mention", "@mara_k")]),
        ("mail ana@example.org now", [("email", "ana@example.org")]),
        ("https://example.org/a?b=c#d.", [("url", "https://example.org/a?b=c#d")]),
        ("(https://example.org/a_(b))", [("url", "https://example.org/a_(b)")]),
        ("example.org/count!", [("url", "example.org/count")]),
        ("end.Then goes on", []),
        ("file.txt", []),
        ("#free_buses #1 #Büro", [("hashtag", "#free_buses"), ("hashtag", "#Büro")]),
        ("$EUR $eur", [("cashtag", "$EUR")]),
        ("😀 @vera_reads", [("mention", "@vera_reads")]),
        ("http://x.org/@mara_k", [("url", "http://x.org/@mara_k")]),
    ],
)
def test_found_in_a_text(text, found):
    entities = sorted(entity_detection.find(text), key=lambda entity: entity["offset"])
    assert [(entity["type"], utf16.cut(text, entity["offset"], entity["length"])) for entity in entities] == found


def test_nothing_is_found_in_code_and_links():
    code = {"type": "code", "offset": 0, "length": 4}
    text, entities = finish("/ask /help", [code])
    assert [entity["type"] for entity in entities] == ["code", "bot_command"]
    assert text == "/ask /help"


@pytest.mark.parametrize(
    ("entity", "sentence"),
    [
        (
            {"type": "bold", "offset": 9, "length": 1},
            "entity beginning at UTF-16 offset 9 begins after the end of the text",
        ),
        (
            {"type": "bold", "offset": 1, "length": 9},
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10",
        ),
    ],
    ids=["begins behind", "ends behind"],
)
def test_entities_outside_of_the_text_are_refused(entity, sentence):
    with pytest.raises(ApiError) as refused:
        given([entity], "a😀b")
    assert sentence in refused.value.description


def test_named_entities_are_kept():
    link = {"type": "text_link", "offset": 1, "length": 2, "url": "example.org"}
    assert given([link, {"type": "mention", "offset": 0, "length": 1}], "a😀b") == [
        link | {"url": "http://example.org/"}
    ]


spans = st.tuples(st.sampled_from(["bold", "code", "text_link", "blockquote"]), st.integers(0, 12), st.integers(1, 12))


@settings(deadline=None)
@given_any(st.text(st.sampled_from("ab 😀\n\r"), min_size=12, max_size=12), st.lists(spans, max_size=6))
def test_what_may_not_overlap_is_apart(text, drawn):
    size = utf16.length(text)
    entities = [
        {"type": kind, "offset": start, "length": length, "url": "http://x.org/"}
        for kind, start, length in drawn
        if start + length <= size and utf16.cut(text, start, length).isprintable()
    ]
    _, kept = finish(text, entities)
    solid = [
        (entity["offset"], entity["offset"] + entity["length"]) for entity in kept if entity["type"] != "blockquote"
    ]
    bold = [entity for entity in kept if entity["type"] == "bold"]
    code = [entity for entity in kept if entity["type"] == "code"]
    assert all(
        one["offset"] + one["length"] <= other["offset"] or other["offset"] + other["length"] <= one["offset"]
        for one in bold
        for other in code
    )
    assert solid == sorted(solid, key=lambda span: (span[0], -span[1]))


def test_a_style_in_a_style_leaves_the_outer_one_whole():
    _, entities = finish(*html_parser.parse("<b>bold <i>and italic</i></b>"))
    assert [(one["type"], one["offset"], one["length"]) for one in entities] == [("bold", 0, 15), ("italic", 5, 10)]


def test_somebody_who_is_mentioned_stays_who_they_are():
    mara = {"id": 7, "is_bot": False, "first_name": "Mara"}
    _, entities = finish("Mara, look", [{"type": "text_mention", "offset": 0, "length": 4, "user": mara}])
    assert entities == [{"type": "text_mention", "offset": 0, "length": 4, "user": mara}]
