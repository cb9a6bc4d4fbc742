"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from hypothesis import HealthCheck, settings

from tests.town import Town

settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")

os.environ["COUNTERPOINT_SEMANTIC"] = "off"
"""Tests that need an embedder hand one in, or switch it on: nobody else waits for it."""


@pytest_asyncio.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose bot runs, with the sample article in the group and in every private chat."""
    town = Town(tmp_path)
    await town.start()
    yield town
    await town.stop()
