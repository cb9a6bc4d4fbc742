"""A playground with a still clock, and a bot that calls its Bot API without sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.playground import seed
from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.bot_api.methods.call import Upload
from bot.playground.web.server import build, serve

PNG = bytes.fromhex("89504e470d0a1a0a0000000d494844520000000300000002080200000012160cf70000000049454e44ae426082")
"""A picture of 3 by 2 pixels."""


@dataclass
class StillClock:
    """Stands still until it is told to go on."""

    now: datetime = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Caller:
    """Calls methods as the playground's bot."""

    api: PlaygroundBotApi
    token: str = seed.TOKEN
    files: Mapping[str, Upload] = field(default_factory=dict)

    async def __call__(self, method: str, **params: Any) -> Any:
        """Return the result of a call that succeeds."""
        status, body = await self.api.call(self.token, method, params, self.files)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """Return the sentence with which a call is refused."""
        status, body = await self.api.call(self.token, method, params, self.files)
        assert not body["ok"], body
        assert status == body["error_code"]
        return str(body["description"])

    async def updates(self, kind: str) -> list[Any]:
        """Return what waits of one kind, without confirming it."""
        return [update[kind] for update in await self("getUpdates") if kind in update]


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def play(clock: StillClock) -> seed.Seed:
    return seed.seed(clock)


@pytest.fixture
def api(play: seed.Seed) -> PlaygroundBotApi:
    return PlaygroundBotApi(play.telegram)


@pytest.fixture
def bot(api: PlaygroundBotApi) -> Caller:
    return Caller(api)


@pytest.fixture
async def address(play: seed.Seed, api: PlaygroundBotApi) -> AsyncIterator[str]:
    """Serve the playground on a free port of this computer."""
    articles = {"sample": "<!doctype html><title>Free buses</title><p>Most of the new riders.</p>"}
    async with serve(build(play.telegram, api, articles), 0) as port:
        yield f"http://127.0.0.1:{port}"
