"""Who may come in: only the playground's own page, and nothing that a page brings may run but its own scripts."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.texts import tell

LOCAL = ("127.0.0.1", "localhost", "::1")
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


OWN = frozenset({"same-origin", "none"})
"""What a browser calls requests of the page itself, and an address that somebody typed or opened."""
OPEN = ("/bot", "/file/bot", "/page/", "/articles/")
"""What needs no key: the Bot API has its token, and the rest tells nothing about anybody."""
KEY = "key"
"""The parameter of the printed address that opens the page."""


class Doors:
    """Refuses requests under another host's name (DNS rebinding) and from other sites' pages, and sets the policy.

    Args:
        app: What is behind the doors.
        hosts: The names under which this computer may be called.
        key: Opens the page, for whoever has the address that was printed; everybody may come in without one.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOCAL, key: str | None = None) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer 403."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Cache-Control", "no-cache")
                headers.setdefault("Referrer-Policy", "no-referrer")
            await send(message)

        await self._answer(Request(scope))(scope, receive, send_with_policy)

    def _answer(self, request: Request) -> ASGIApp:
        """Return what answers a request."""
        if not (self._is_called_rightly(request.headers) and _is_of_the_page(request)):
            return _REFUSED
        if self.key is None or request.url.path.startswith(OPEN):
            return self.app
        cookie = f"playground-{request.url.port}"
        if request.url.path == "/" and self._fits(request.query_params.get(KEY)):
            entered = RedirectResponse("/", status_code=303)
            entered.set_cookie(cookie, self.key, httponly=True, samesite="lax")
            return entered
        if self._fits(request.cookies.get(cookie)):
            return self.app
        return _LOCKED_PAGE if request.url.path == "/" else _LOCKED

    def _is_called_rightly(self, headers: Headers) -> bool:
        host, origin = headers.get("host", ""), headers.get("origin")
        try:
            is_known = urlsplit(f"//{host}").hostname in self.hosts
            return is_known and (origin is None or urlsplit(origin).netloc == host)
        except ValueError:
            return False

    def _fits(self, key: str | None) -> bool:
        return key is not None and hmac.compare_digest(key.encode(), (self.key or "").encode())


def _is_of_the_page(request: Request) -> bool:
    """Say whether a request comes from no other site's page; a link to the page itself may stand anywhere."""
    headers, path = request.headers, request.url.path
    site = headers.get("sec-fetch-site")
    if site is None:
        return _is_named_rightly(headers)
    is_visit = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return site in OWN or (is_visit and request.method == "GET" and (path == "/" or path.startswith("/articles/")))


def _is_named_rightly(headers: Headers) -> bool:
    """Say whether a browser that is too old to tell which site asks names none but ours."""
    try:
        return urlsplit(headers.get("referer", f"//{headers['host']}")).netloc == headers["host"]
    except ValueError:
        return False


_REFUSED = JSONResponse({"error": tell("playground-stranger")}, status_code=403)
_LOCKED = JSONResponse({"error": tell("playground-locked-page")}, status_code=403)
_LOCKED_PAGE = PlainTextResponse(tell("playground-locked-page"), status_code=403)
