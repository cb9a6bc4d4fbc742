"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from storage import chat_settings, chats
from storage.chat_settings import TotalsShown
from tests.events import overheard
from tests.town import Town
from tests.transactions import guarded

WITHOUT_HASTE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("same examples everywhere", derandomize=True, **WITHOUT_HASTE)
settings.register_profile("new examples", **WITHOUT_HASTE)
settings.load_profile(os.environ.get("COUNTERPOINT_TESTS_EXAMPLES", "same examples everywhere"))
"""A change is not told that it fails because of an example that fails without it too: new ones are looked for on
purpose, with COUNTERPOINT_TESTS_EXAMPLES="new examples"."""

os.environ["COUNTERPOINT_SEMANTIC"] = "off"
"""Tests that need an embedder hand one in, or switch it on: nobody else waits for it."""


@pytest_asyncio.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot runs, with the sample article in the group and in every private chat."""
    town = Town(tmp_path)
    await town.start()
    yield town
    await town.stop()


@pytest_asyncio.fixture
async def live_totals(town: Town) -> None:
    """Show each vote in the group at once, as it chose and was told: for tests of other things than of that."""
    async with town.database.write() as session:
        group = await chats.find_chat(session, town.cast.group.id)
        assert group is not None
        await chat_settings.choose(session, group.id, totals=TotalsShown.LIVE, small_told_at=town.clock())


@pytest.fixture(autouse=True)
def nothing_heavy_in_a_transaction(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold in every test that nothing is computed while a transaction is open that writes."""
    with guarded(monkeypatch) as tried:
        yield
    assert tried == []


@pytest.fixture(autouse=True)
def nothing_said_that_telegram_shows_otherwise(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Hold wherever the bot speaks that Telegram takes it, and makes nothing clickable that nobody meant."""
    with overheard(monkeypatch) as wrong:
        yield
    if request.node.path.relative_to(request.config.rootpath / "tests").parts[0] not in ("playground", "transport"):
        assert wrong == []
