"""The playground's server: Bot API, page and articles under one address of this computer."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.bot_api import http as bot_api_http
from bot.playground.bot_api.api import PlaygroundBotApi
from bot.playground.telegram.telegram import Telegram
from bot.playground.web import page_api
from bot.playground.web.access import LOCAL, Doors

PAGE = Path(__file__).parent / "page"


def build(
    telegram: Telegram,
    api: PlaygroundBotApi | None = None,
    articles: Mapping[str, str] | None = None,
    hosts: Collection[str] = LOCAL,
    key: str | None = None,
) -> Starlette:
    """Return the playground as an application.

    Args:
        telegram: What there is in it.
        api: The Bot API over it; one without limits unless given.
        articles: Web pages by name, served under `/articles/`, so that links of quotes land.
        hosts: The names under which it may be called.
        key: What the printed address opens the page with; without one everybody on this computer may open it.
    """
    pages = dict(articles or {})

    async def article(request: Request) -> Response:
        page = pages.get(request.path_params["name"])
        return PlainTextResponse("Not Found", 404) if page is None else HTMLResponse(page)

    app = Starlette(middleware=[Middleware(Doors, hosts=hosts, key=key)])
    app.state.telegram = telegram
    app.state.is_closing = False
    app.router.routes.extend(
        [
            *bot_api_http.routes(api or PlaygroundBotApi(telegram)),
            *page_api.routes(telegram, lambda: bool(app.state.is_closing)),
            Route("/articles/{name}", article),
            Mount("/page", StaticFiles(directory=PAGE)),
            Mount("/", StaticFiles(directory=PAGE, html=True)),
        ]
    )
    return app


class _Server(uvicorn.Server):
    """A server that leaves the signals of the process to its owner."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@contextlib.asynccontextmanager
async def serve(app: Starlette, port: int, host: str = "127.0.0.1") -> AsyncIterator[int]:
    """Serve the playground as long as the block runs; give the real port (0 asks for a free one).

    Raises:
        OSError: The port is taken.
    """
    listener = socket.create_server((host, port))
    # asyncio switches Nagle's delay off only where a socket names its protocol; without this an answer takes 40 ms
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2)
    server = _Server(config)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(server.serve(sockets=[listener]))
        try:
            yield listener.getsockname()[1]
        finally:
            app.state.is_closing = True
            app.state.telegram.wake()
            server.should_exit = True
            await serving
