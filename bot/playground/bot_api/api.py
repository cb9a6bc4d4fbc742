"""The Bot API over a playground's Telegram, without sockets: a call in, a status and a JSON body out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from bot.playground.bot_api.faults import ConnectionLostError, Fault, Faults
from bot.playground.bot_api.methods import METHODS
from bot.playground.bot_api.methods.call import Call, Upload
from bot.playground.bot_api.rate_limits import SENDING, Limits
from bot.playground.telegram.errors import ApiError, too_many_requests
from bot.playground.telegram.telegram import Telegram

Answer = tuple[int, dict[str, Any]]
"""HTTP status and JSON body."""


class PlaygroundBotApi:
    """Answers bots as api.telegram.org would.

    Args:
        telegram: What the methods act on.
        limits: Whether Telegram's limits on sending hold.
    """

    def __init__(self, telegram: Telegram, *, limits: bool = False) -> None:
        self.telegram = telegram
        self.limits = Limits() if limits else None
        self.faults = Faults()

    async def call(
        self, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        """Call a method.

        Args:
            token: The bot's token.
            method: Its name, in any case.
            params: JSON values, or strings that hold them.
            files: Uploaded files by the name of their parameter or attachment: name and content.

        Raises:
            ConnectionLostError: A test ordered this connection to break.
        """
        try:
            fault = await self._meet_fault(method)
            result = await self._act(token, method, params, files or {})
        except ApiError as error:
            return error.status, error.as_json()
        if fault is Fault.LOST_ANSWER:
            raise ConnectionLostError(method)
        return 200, {"ok": True, "result": result}

    async def download(self, token: str, path: str) -> bytes | None:
        """Return the content of a file, or None where this bot finds none."""
        file = self.telegram.files.at(path)
        return file.content if file and token in self.telegram.bots else None

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self.faults.add(method, fault, times)

    async def _act(self, token: str, method: str, params: Mapping[str, Any], files: Mapping[str, Upload]) -> Any:
        bot = self.telegram.bots.get(token)
        if bot is None:
            raise ApiError(401, "Unauthorized") if re.fullmatch(r"\d+:\S+", token) else ApiError(404, "Not Found")
        act = METHODS.get(method.lower())
        if act is None:
            raise ApiError(404, "Not Found")
        call = Call(params, self.telegram, bot, files)
        if self.limits and method.lower() in SENDING:
            messages = max(1, len(call.objects("media"))) if method.lower() == "sendmediagroup" else 1
            wait = self.limits.wait(bot.id, str(params.get("chat_id")), self.telegram.clock(), messages)
            if wait:
                raise too_many_requests(wait)
        return await act(call)

    async def _meet_fault(self, method: str) -> Fault | None:
        fault = self.faults.take(method)
        match fault:
            case Fault.SERVER_ERROR:
                raise ApiError(500, "Internal Server Error")
            case Fault.BAD_GATEWAY:
                raise ApiError(502, "Bad Gateway")
            case Fault.TOO_MANY:
                raise too_many_requests(self.faults.retry_after)
            case Fault.LOST_REQUEST:
                raise ConnectionLostError(method)
            case Fault.HANG:
                await asyncio.Event().wait()
        return fault
