"""Turns: work that takes long as a whole lets others have the event loop in between."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from config import turns
from config.turns import TURN_SECONDS, by_turns


@pytest.mark.parametrize(
    ("each", "between"),
    [
        pytest.param(TURN_SECONDS / 100, ["a", "b", "others"], id="what is quick goes on"),
        pytest.param(TURN_SECONDS * 2, ["a", "others", "b"], id="what is slow stands back"),
    ],
)
async def test_others_come_first_whenever_a_turn_is_over(
    each: float, between: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count()
    monkeypatch.setattr(turns, "perf_counter", lambda: next(clock) * each)
    done: list[str] = []
    asyncio.get_running_loop().call_soon(done.append, "others")
    async for one in by_turns("ab"):
        done.append(one)
    await asyncio.sleep(0)
    assert done == between
