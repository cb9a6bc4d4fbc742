"""The HTTP below python-telegram-bot, by aiohttp, and one way to call a method."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import aiohttp
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

JSON = dict[str, Any]

CONNECT_TIMEOUT = 10.0
"""Seconds that a connection may take."""
MAX_DEPTH = 60
"""Things within things that are read of an answer that is nested deeper than Python reads."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[\]{}]|[^"\[\]{}]++', re.DOTALL)
"""A string, a bracket, or what is between them; each character is looked at once."""
_JSON = {"Content-Type": "application/json"}
_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")


class AiohttpRequest(BaseRequest):
    """A `BaseRequest` on one aiohttp session. Its errors never hold the address, which holds the token."""

    def __init__(self, read_timeout: float = 20.0, connections: int = 64) -> None:
        self._read_timeout = read_timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session."""
        connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300)
        self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913 - python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request and return status and body.

        Raises:
            TimedOut: No answer in time; the server may have acted all the same.
            NetworkError: No connection, or it broke.
        """
        if self._session is None:
            raise NetworkError("the connection is not open")
        seconds = self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = _timeout(seconds, CONNECT_TIMEOUT)
        try:
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnectedError(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSON:
        """Read an answer; a page of a gateway in between is none, and no reason for a traceback in the log.

        Raises:
            TelegramError: It is none of a Bot API.
        """
        words = payload.decode("utf-8", "replace")
        try:
            return _read(words)
        except ValueError:
            raise TelegramError("the answer is none of a Bot API") from None


@cache
def _timeout(seconds: float | None, connect: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=connect)


class NotConnectedError(NetworkError):
    """No connection was made, so nothing was done."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be sent."""

    name: str
    content: bytes


class CallParameters:
    """The parameters of a call: what python-telegram-bot's `RequestData` tells of them, which it alone may make."""

    def __init__(self, given: Mapping[str, object]) -> None:
        self.parameters = {name: value for name, value in given.items() if not isinstance(value, Upload)}
        self.multipart_data = {
            name: InputFile(value.content, filename=value.name).field_tuple
            for name, value in given.items()
            if isinstance(value, Upload)
        }

    @property
    def contains_files(self) -> bool:
        """Whether it is sent as a form."""
        return bool(self.multipart_data)

    @property
    def json_parameters(self) -> dict[str, str]:
        """The parameters without files, as JSON but for what is text already."""
        given = self.parameters.items()
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given}


class BotApi:
    """A bot's Bot API: any method by its name, refusals as python-telegram-bot's errors."""

    def __init__(self, request: BaseRequest, server: str, token: str) -> None:
        self.request = request
        self._base = f"{server}/bot{token}/"
        self._files = f"{server}/file/bot{token}/"

    async def call(self, method: str, params: Mapping[str, object] | None = None, wait: float | None = None) -> Any:
        """Call a method.

        Args:
            method: As Telegram names it.
            params: Parameters; None values are left out, an `Upload` is sent as a file.
            wait: Seconds that the answer may take, the usual ones if not given.

        Raises:
            TelegramError: Telegram refused, was not reached, or something else answered.
        """
        given = {name: value for name, value in (params or {}).items() if value is not None}
        more: dict[str, Any] = {} if wait is None else {"read_timeout": wait}
        try:
            return await self.request.post(self._base + method, cast("RequestData", CallParameters(given)), **more)
        except (KeyError, TypeError, AttributeError):
            raise NetworkError("the answer is none of a Bot API") from None

    async def download(self, file_id: str) -> bytes:
        """Return the bytes of a file that somebody sent."""
        file: JSON = await self.call("getFile", {"file_id": file_id})
        return await self.request.retrieve(self._files + str(file["file_path"]))


def _read(words: str) -> JSON:
    """Read an answer; of one that is nested deeper than can be read, without what lies too deep.

    Raises:
        ValueError: It is no JSON.
    """
    try:
        answer: JSON = json.loads(words)
    except RecursionError:
        answer = json.loads("".join(_shallow(words)))
    return answer


def _shallow(words: str) -> Iterator[str]:
    """Yield JSON with null in the place of each thing that lies too deep."""
    depth = 0
    for token in _TOKEN.findall(words):
        depth += token in _OPENING
        if depth <= MAX_DEPTH:
            yield token
        elif depth == MAX_DEPTH + 1 and token in _OPENING:
            yield "null"
        depth -= token in _CLOSING


def _body(data: RequestData | None) -> dict[str, Any]:
    """Return the body as aiohttp takes it: a form where there are files, else JSON with numbers that are numbers."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": json.dumps(data.parameters).encode(), "headers": _JSON}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
