"""Rich messages: long and formatted texts, as clients send them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.event import EventKind
from bot.chat.message.rich_text import MAX_DEPTH, MAX_TEXT_CHARS, flattened, page_of, plain
from tests.chat.updates import INCOMING, ME, PRIVATE, of_ours, said_in


def rich(*blocks: Any) -> dict[str, Any]:
    return {"rich_message": {"blocks": list(blocks)}}


def paragraph(*text: Any) -> dict[str, Any]:
    return {"type": "paragraph", "text": list(text)}


def test_blocks_are_below_each_other_and_what_stands_in_a_line_stays_in_it() -> None:
    said = flattened(
        rich(
            {"type": "heading", "size": 1, "text": "Who waters them"},
            paragraph("Every ", {"type": "bold", "text": ["tree ", {"type": "italic", "text": "has"}]}, " a name."),
            {"type": "blockquote", "blocks": [paragraph("Never dry.")], "credit": "Ada"},
            {"type": "list", "items": [{"label": "1.", "blocks": [paragraph("Limes")]}]},
            {"type": "table", "cells": [[{"text": "May"}, {"text": "40"}]], "caption": "Planted"},
            {"type": "photo", "photo": [], "caption": {"text": "A lime", "credit": "Bo"}},
            {"type": "of tomorrow", "text": "New", "blocks": [paragraph("and nested")]},
        )["rich_message"]
    )
    assert said.text.split("\n\n") == [
        "Who waters them",
        "Every tree has a name.",
        "Ada",
        "Never dry.",
        "Limes",
        "May",
        "40",
        "A lime Bo",
        "New",
        "and nested",
    ]


def test_its_links_lead_where_they_say() -> None:
    text = [
        {"type": "url", "text": "here", "url": "https://a.example/x"},
        {"type": "url", "text": "b.example", "url": "b.example"},
    ]
    assert flattened(rich(paragraph(*text))["rich_message"]).links == ("https://a.example/x", "b.example")


def test_a_command_and_a_mention_in_it_are_for_us() -> None:
    command = {"type": "bot_command", "text": "/ask", "bot_command": "/ask"}
    event = INCOMING.read(said_in(None, **rich(paragraph(command, ": who pays?"))))
    assert event is not None
    assert (event.kind, event.word, event.text) == (EventKind.COMMAND, "ask", "who pays?")
    mention = {"type": "mention", "text": f"@{ME.username}", "username": ME.username}
    event = INCOMING.read(said_in(None, **rich(paragraph(mention, " who pays?"))))
    assert event is not None
    assert (event.kind, event.text) == (EventKind.QUESTION, "who pays?")


def test_a_question_in_it_is_asked_in_private_and_in_reply_to_us() -> None:
    content = rich(paragraph("Who ", {"type": "bold", "text": "pays"}, "?"))
    for update in (said_in(None, PRIVATE, **content), said_in(None, reply_to_message=of_ours(), **content)):
        event = INCOMING.read(update)
        assert event is not None
        assert (event.kind, event.text) == (EventKind.QUESTION, "Who pays?")


WRAPPED = {
    "details": lambda block: {"type": "details", "summary": "s", "blocks": [block]},
    "quotations": lambda block: {"type": "blockquote", "blocks": [block]},
    "lists": lambda block: {"type": "list", "items": [{"label": "-", "blocks": [block]}]},
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
def test_three_hundred_blocks_are_read_that_are_nested_eight_deep(wrap: Callable[[Any], Any]) -> None:
    def nested(number: int) -> Any:
        text: Any = f"limes {number}"
        for style in ("bold", "italic", "underline", "spoiler", "marked", "code", "subscript", "strikethrough"):
            text = [{"type": style, "text": text}]
        block = paragraph(*text, {"type": "url", "text": "here", "url": f"https://limes.example/{number}"})
        for _ in range(8):
            block = wrap(block)
        return block

    said = flattened(rich(*map(nested, range(300)))["rich_message"])
    assert [one.strip() for one in re.findall(r"limes \d+", said.text)] == [f"limes {number}" for number in range(300)]
    assert len(said.links) == 300


def test_an_empty_one_says_nothing() -> None:
    for empty in ({}, {"blocks": []}, {"blocks": [{}]}, {"blocks": [{"type": "divider"}]}):
        update = said_in(None, PRIVATE, rich_message=empty)
        event = INCOMING.read(update)
        assert event is not None
        assert (event.kind, event.text) == (EventKind.QUESTION, "")


def test_what_is_nested_without_end_or_too_long_is_cut_off() -> None:
    block: dict[str, Any] = paragraph("deep")
    for _ in range(3 * MAX_DEPTH):
        block = {"type": "details", "summary": "s", "blocks": [block]}
    assert "deep" not in flattened(rich(block)["rich_message"]).text
    assert len(flattened(rich(*[paragraph("x" * 1000)] * 300)["rich_message"]).text) == MAX_TEXT_CHARS


def test_one_of_buttons_alone_has_their_words_and_links() -> None:
    row = {"type": "buttons", "buttons": [[{"text": "Buy", "url": "https://shop.example"}]]}
    said = flattened(rich(row)["rich_message"])
    assert (said.text, said.links) == ("Buy", ("https://shop.example",))


NAMES = st.sampled_from(["type", "text", "blocks", "items", "cells", "caption", "summary", "url", "user", "credit"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "🚌", "url", "bot_command"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=25,
)


@given(ANYTHING)
def test_whatever_it_is_made_of_nothing_breaks(blocks: Any) -> None:
    said = flattened({"blocks": blocks})
    assert all(0 <= one.start < one.end <= len(said.text) for one in said.entities)
    update = {"update_id": 1, "message": {"rich_message": {"blocks": blocks}}}
    kept = json.loads(json.dumps(asyncio.run(plain(update))))
    assert page_of(kept["message"]["rich_message"]) == said


@pytest.mark.parametrize(
    "around",
    [
        lambda message: {"message": message},
        lambda message: {"edited_message": message},
        lambda message: {"message": {"text": "who says so?", "reply_to_message": message}},
        lambda message: {"callback_query": {"message": message}},
        lambda message: {"callback_query": {"message": {"reply_to_message": message}}},
    ],
    ids=["new", "edited", "answered", "with a button", "answered by one with a button"],
)
async def test_one_that_arrived_is_kept_as_its_text_wherever_it_stands(around: Callable[[Any], Any]) -> None:
    update = around({"message_id": 3, **rich(paragraph("Ask ", {"type": "bold", "text": "Bo"}, " for the limes."))})
    words = json.dumps(await plain({"update_id": 1, **update}))
    assert "Ask Bo for the limes." in words
    assert "blocks" not in words
