"""What tests of the line stand on: a still clock, and python-telegram-bot's request on the playground's Bot API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.bot_api.faults import ConnectionLostError

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


class StillClock:
    """A clock that moves only when a test moves it."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def steady(self) -> float:
        """Return the same as seconds of a steady clock."""
        return self.at.timestamp()


class PlaygroundRequest(BaseRequest):
    """python-telegram-bot's request on the playground's Bot API, without a socket."""

    def __init__(self, api: PlaygroundBotApi) -> None:
        self.api = api
        self.calls: list[tuple[str, dict[str, str]]] = []

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        path = urlsplit(url).path
        if path.startswith("/file/bot"):
            token, _, name = path.removeprefix("/file/bot").partition("/")
            body = await self.api.download(token, name)
            return (200, body) if body is not None else (404, b"{}")
        token, _, name = path.removeprefix("/bot").partition("/")
        params = request_data.json_parameters if request_data else {}
        self.calls.append((name, params))
        try:
            sent = request_data.multipart_data if request_data and request_data.contains_files else {}
            files = {field: (str(part[0]), bytes(part[1])) for field, part in sent.items()}
            status, answer = await self.api.call(token, name, params, files)
        except ConnectionLostError:
            raise NetworkError("ConnectionLostError") from None
        return status, json.dumps(answer).encode()

    def methods(self) -> Iterator[str]:
        """Return the methods called so far, polls left out."""
        return (name for name, _ in self.calls if name != "getUpdates")
