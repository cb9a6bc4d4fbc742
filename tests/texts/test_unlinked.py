"""Members' words in lines of ours: they read the same, and nothing in them can be pressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.telegram.text.entity_detection import find
from bot.texts.unlinked import BREAK, linked_again, unlinked


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("win-big-today.org pays", ["win-big-today.", "org pays"]),
        ("https://win.example.org/x", ["https:", "//win.", "example.", "org/x"]),
        ("tg://resolve?domain=win", ["tg:", "//resolve?domain=win"]),
        ("m.in. tramwaje", ["m.", "in. tramwaje"]),
        ("сайт.рф", ["сайт.", "рф"]),
        ("192.0.2.1", ["192.", "0.", "2.1"]),
        ("ask @win_big or me@win.org", ["ask @", "win_big or me@", "win.", "org"]),
        ("send /ban now", ["send /", "ban now"]),
        ("#win and #win1", ["#", "win and #", "win1"]),
        ("buy $WIN", ["buy $", "WIN"]),
        ("call +370 612 34567", ["call +", "370", " 612", " 345", "67"]),
        ("card 4111111111111111", ["card 411", "111", "111", "111", "111", "1"]),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_what_could_be_pressed_is_broken_and_reads_the_same(text: str, pieces: list[str]) -> None:
    assert unlinked(text) == BREAK.join(pieces)
    assert (
        find(text) or "+" in text or "рф" in text or "4111" in text or "m.in" in text or "tg:" in text or "192" in text
    )
    assert find(unlinked(text)) == []


@pytest.mark.parametrize(
    "text",
    ["It fell by 2.5 %, not by 20 %.", "See #12 and/or #4.", "It cost $5.", "In 1998–2004 trams ran.", "e. g. …"],
)
def test_honest_words_stay_as_they_are(text: str) -> None:
    assert unlinked(text) == text


@given(st.text() | st.text("ab.@/:#$1 com", max_size=30))
def test_whatever_is_written_nothing_can_be_pressed_and_no_letter_is_lost(text: str) -> None:
    assert find(unlinked(text)) == []
    assert linked_again(unlinked(text)) == linked_again(text)
