"""How counterpoints look."""

from __future__ import annotations

import pytest

from bot.debate.card_view import REASONS, unquoted
from bot.texts import tell


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("“They left their shoes.”", "They left their shoes."),
        ("“They left their shoes", "They left their shoes"),
        ("They left “their shoes”", "They left “their shoes”"),
        ("“They” left “their shoes”", "“They” left “their shoes”"),
        ("«Они ушли»", "Они ушли"),
        ("„Jie išėjo“", "Jie išėjo"),
        ("two\n  lines", "two lines"),
        ("", ""),
    ],
    ids=["around", "cut off", "at the end", "two of them", "Russian", "Lithuanian", "lines", "nothing"],
)
def test_a_quote_has_no_marks_around_it_where_the_sentence_has_its_own(words: str, shown: str) -> None:
    assert unquoted(words) == shown


VALUES = {"number": "1", "canonical": "", "sentence": "none", "words": ""}


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_has_a_name_and_a_sentence_of_its_own(reason: str) -> None:
    others = [one for one in REASONS if one != reason]
    assert tell("reason-name", reason=reason) not in {tell("reason-name", reason=one) for one in others}
    told = tell("told-rejected", reason=reason, **VALUES)
    assert told not in {tell("told-rejected", reason=one, **VALUES) for one in others}
