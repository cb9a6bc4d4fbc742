"""The Bot API by HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.playground.bot_api import form_data
from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.bot_api.faults import ConnectionLostError
from bot.playground.telegram.errors import ApiError, bad_request

LARGEST_BODY = 50 * 1024 * 1024 + 64 * 1024
"""Bytes: Telegram takes files of 50 MB, and there are other parameters."""


class TooLargeError(ValueError):
    """A request is larger than Telegram takes."""


class CutShort(Response):
    """An answer that breaks off, as when a connection is lost: it promises more than it sends."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to answer, and stop."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})


def routes(api: PlaygroundBotApi) -> list[Route]:
    """Return the routes of the Bot API."""

    async def call(request: Request) -> Response:
        try:
            values, files = await read_form(request)
            token, method = request.path_params["token"], request.path_params["method"]
            status, body = await api.call(token, method, {**request.query_params, **values}, files)
        except ApiError as error:
            status, body = error.status, error.as_json()
        except ConnectionLostError:
            return CutShort()
        return JSONResponse(body, status, headers=_retry_after(body.get("parameters", {})))

    async def download(request: Request) -> Response:
        content = await api.download(request.path_params["token"], request.path_params["path"])
        if content is None:
            return JSONResponse(ApiError(404, "Not Found").as_json(), 404)
        return Response(content, media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download),
    ]


async def read_form(request: Request) -> form_data.Form:
    """Read what came with a request.

    Raises:
        ApiError: It cannot be read, or it is too large.
    """
    try:
        return form_data.read(request.headers.get("content-type", ""), await read_body(request))
    except TooLargeError:
        raise ApiError(413, "Request Entity Too Large") from None
    except ValueError:
        raise bad_request("can't parse the request body") from None


async def read_body(request: Request) -> bytes:
    """Read a body up to the largest size.

    Raises:
        TooLargeError: There is more.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise TooLargeError
    return bytes(body)


def _retry_after(parameters: dict[str, int]) -> dict[str, str]:
    return {"Retry-After": str(parameters["retry_after"])} if "retry_after" in parameters else {}
