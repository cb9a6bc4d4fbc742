"""The playground shows what Telegram shows: its own code is asked, and what we add to it changes nothing."""

from __future__ import annotations

import sys
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground import html, tdlib, units
from bot.playground.entities import STYLES
from bot.playground.talking import written
from bot.texts import Refusal

PIECES = (
    "lrt.lt",
    "@mara_k",
    "/ask",
    "#bus",
    "ana@x.org",
    "😀",
    "ą",
    " ",
    "\n",
    "**",
    "__",
    "`",
    "http://a.lt/b_c",
    ".",
    "(",
    "x",
)
typed = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join).filter(str.strip)
tags = st.sampled_from(["b", "i", "code", "blockquote", "tg-spoiler"])


@settings(max_examples=500)
@given(typed)
def test_what_is_typed_gets_the_entities_that_telegram_gives(text: str) -> None:
    assert differs(text) is None


def differs(text: str) -> str | None:
    """Return a typed text of which the playground shows something else than TDLib.

    TDLib's `parseMarkdown` leaves white space at the begin of styles, which sending takes away; those are not judged.
    """
    words, styled = tdlib.parse_markdown(text)
    if not words.strip(" \n") or any(units.cut(words, one["offset"], 1) in " \n" for one in styled):
        return None
    lead = units.length(words) - units.length(words.lstrip(" \n"))
    solid = [one for one in styled if one["type"] in ("code", "pre", "text_link")]
    found = [one for one in tdlib.find_entities(words) if not any(_overlap(one, other) for other in solid)]
    size, shown = units.length(words.strip(" \n")), written(text)
    expected = _joined([_span(one, -lead, size) for one in [*styled, *found]])
    kept = _joined([_span(one, 0, size) for one in shown.get("entities", [])])
    return None if shown["text"] == words.strip(" \n") and expected == kept else text


def _joined(spans: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Join styles of one kind that touch: they look the same, joined or not."""
    joined: list[tuple[str, int, int]] = []
    for kind, begin, end in sorted(spans):
        if joined and kind in STYLES and (joined[-1][0], joined[-1][2]) == (kind, begin):
            joined[-1] = (kind, joined[-1][1], end)
        else:
            joined.append((kind, begin, end))
    return joined


def _span(entity: tdlib.Entity, moved: int, size: int) -> tuple[str, int, int]:
    """Return type, begin and end of an entity; none goes on behind the text."""
    begin = entity["offset"] + moved
    return entity["type"], begin, min(begin + entity["length"], size)


def _overlap(one: tdlib.Entity, other: tdlib.Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


@settings(max_examples=500)
@given(typed, tags, typed)
def test_a_quote_is_found_where_telegram_finds_it(before: str, tag: str, inside: str) -> None:
    text, _ = html.parse(f"{escape(before)}<{tag}>{escape(inside)}</{tag}>")
    assert text == before + inside
    found = tdlib.search_quote(text, inside.strip(), units.length(before))
    assert found is None or units.cut(text, found, units.length(inside.strip())) == inside.strip()


def test_times_are_known() -> None:
    _, (entity,) = html.parse('<tg-time unix="1790000000" format="t">noon</tg-time>')
    assert (entity["type"], entity["unix_time"]) == ("date_time", 1_790_000_000)


def test_without_telegrams_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tdjson", None)
    tdlib._engine.cache_clear()
    with pytest.raises(Refusal, match="uv sync --extra playground"):
        tdlib.load()
