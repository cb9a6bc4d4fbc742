"""Who may come in: only pages of this computer, and nothing that a page brings may run but its own scripts."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.texts import tell

LOCAL = ("127.0.0.1", "localhost", "::1")
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Doors:
    """Refuses requests under another host's name (DNS rebinding) and from other sites' pages, and sets the policy.

    Args:
        app: What is behind the doors.
        hosts: The names under which this computer may be called.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOCAL) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

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

        answer = self.app if self._is_welcome(Headers(scope=scope)) else _REFUSED
        await answer(scope, receive, send_with_policy)

    def _is_welcome(self, headers: Headers) -> bool:
        host, origin = headers.get("host", ""), headers.get("origin")
        try:
            is_known = urlsplit(f"//{host}").hostname in self.hosts
            return is_known and (origin is None or urlsplit(origin).netloc == host)
        except ValueError:
            return False


_REFUSED = JSONResponse({"error": tell("playground-stranger")}, status_code=403)
