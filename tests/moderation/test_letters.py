"""Letters that pose as others, and characters that nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.screening.letters import disguised, hidden


@pytest.mark.parametrize(
    "word",
    ["зaрaбoтoк", "Pабота", "cекс", "Tелеграм", "ЕARN", "mоney", "dаily", "ᴨᴏддᴇᴧьнᴀя", "Ꮶупюры", "ρаypal", "Ηello"],
)
def test_a_word_that_mixes_letters_to_look_like_another_is_found(word: str) -> None:
    assert disguised(f"one {word} two") == [word]


@pytest.mark.parametrize(
    "text",
    [
        "работа",
        "work",
        "PDFка и VPNом",
        "ITшник",
        "iPhoneа",
        "USB-кабель",
        "K2С3H",
        "5 μm",
        "naïve Straße žmonės Łódź",
        "日本語 and 한국어",
        "кава☕cafe",
        "snake_змея",
        "",
    ],
)
def test_honest_words_are_left_alone(text: str) -> None:
    assert disguised(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain", 0),
        ("f\u200br\u200be\u2060e", 3),
        ("👩\u200d💻 ❤\ufe0f", 0),
        ("soft\u00adhyphen", 0),
        ("\u2800\u3164", 2),
    ],
)
def test_invisible_characters_are_counted_where_they_are_not_honest(text: str, count: int) -> None:
    assert hidden(text) == count


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert all(word in text for word in disguised(text))
    assert hidden(text) <= len(text)
