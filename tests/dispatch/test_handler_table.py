"""No word of two features is taken by one of them silently."""

from __future__ import annotations

import pytest

from bot.chat.handler import button, command
from bot.dispatch.handler_table import HandlerTable


async def nothing(*_of_it: object) -> list[object]:
    return []


def test_two_features_that_answer_to_one_word_are_a_bug() -> None:
    with pytest.raises(ValueError, match="again"):
        HandlerTable([button("again", act=nothing), button("again", act=nothing)])


def test_a_command_and_a_button_may_have_one_word() -> None:
    HandlerTable([button("ask", act=nothing), command("ask", act=nothing)])
