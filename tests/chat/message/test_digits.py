"""Numbers as people type them, and as they are forged."""

from __future__ import annotations

import pytest

from bot.chat.message.digits import MAX_DIGITS, digits


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12),
        ("007", 7),
        ("", None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
        ("²", None),
        ("٣", None),
        ("9" * MAX_DIGITS, 10**MAX_DIGITS - 1),
        ("9" * (MAX_DIGITS + 1), None),
        ("9" * 5_000, None),
    ],
)
def test_which_words_are_a_number(words: str, number: int | None) -> None:
    assert digits(words) == number
