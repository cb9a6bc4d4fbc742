"""Fetching an article from the web, with guards against everything that is not a public page of text."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from ipaddress import ip_address

import aiohttp
from yarl import URL

from bot.article.extraction.sources import LARGEST_BODY, Source
from bot.article.extraction.web.public_addresses import Address, is_public
from bot.texts import Refusal

MOST_REDIRECTS = 5
"""How often a page may send us elsewhere."""
FETCH_SECONDS = 10.0
"""Seconds for everything: looking the name up, redirects, reading."""
TEXT_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/json"})
"""What an article may be served as."""

_HEADERS = {
    "User-Agent": "Counterpoint/1.0 (reads an article on a person's request)",
    "Accept": "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,application/json;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}

MayConnect = Callable[[Address], bool]


async def fetch(url: str, *, may_connect: MayConnect = is_public) -> Source:
    """Fetch a page by HTTP.

    Args:
        url: The address that a person gave.
        may_connect: Says of the very address about to be connected to whether it is allowed. It is asked for each
            connection, so a name that answers differently the second time gains nothing.

    Raises:
        Refusal: A guard spoke, the page cannot be had, or it is not text. The sentence says which.
    """
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            return await _follow(_checked(url), may_connect)
    except TimeoutError:
        raise Refusal("article-url-slow", seconds=int(FETCH_SECONDS)) from None


async def _follow(url: URL, may_connect: MayConnect) -> Source:
    guard = _Guard(may_connect)
    connector = aiohttp.TCPConnector(use_dns_cache=False, socket_factory=guard.open_socket, force_close=True)
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=_HEADERS,
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
    ) as session:
        for _ in range(MOST_REDIRECTS + 1):
            answer = await _ask_once(session, url, guard)
            if isinstance(answer, Source):
                return answer
            url = answer
    raise Refusal("article-url-redirects", most=MOST_REDIRECTS)


async def _ask_once(session: aiohttp.ClientSession, url: URL, guard: _Guard) -> Source | URL:
    """Return the page, or the address that it sends us to."""
    try:
        async with session.get(url, allow_redirects=False) as response:
            if response.status in (301, 302, 303, 307, 308) and "Location" in response.headers:
                return _checked(response.headers["Location"], base=url)
            if response.status != 200:
                raise Refusal("article-url-status", status=response.status)
            content_type = _text_type(response.headers.get("Content-Type", ""))
            return Source(await _read(response), content_type=content_type, url=str(url))
    except aiohttp.InvalidURL:
        raise Refusal("article-url-odd") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        key = "article-url-private" if guard.has_refused else "article-url-unreachable"
        raise Refusal(key, host=url.host or "") from error


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Read the body, counting what comes out of decompression."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refusal("article-too-large", megabytes=LARGEST_BODY // 1_000_000)
    return bytes(body)


def _checked(address: str, base: URL | None = None) -> URL:
    """Return an address that may be asked for; a redirect is taken relative to `base`."""
    try:
        url = URL(address.strip())
        url = base.join(url) if base is not None else url
        has_credentials = url.user is not None or url.password is not None
    except ValueError:
        raise Refusal("article-url-odd") from None
    if url.scheme not in ("http", "https"):
        raise Refusal("article-url-scheme")
    if not url.host:
        raise Refusal("article-url-odd")
    if has_credentials:
        raise Refusal("article-url-credentials")
    return url.with_fragment(None)


def _text_type(header: str) -> str:
    """Return the Content-Type header if it names text; a missing one is left to the reader."""
    kind = header.partition(";")[0].strip().lower()
    if kind == "application/pdf":
        raise Refusal("article-is-pdf")
    if kind.startswith("image/"):
        raise Refusal("article-is-image")
    if kind and kind not in TEXT_TYPES:
        raise Refusal("article-url-type", type=kind)
    return header


class _Guard:
    """Makes sockets only for allowed addresses: the last word before each connection."""

    def __init__(self, may_connect: MayConnect) -> None:
        self._may_connect = may_connect
        self.has_refused = False

    def open_socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, where = info
        address = ip_address(str(where[0]).partition("%")[0])
        if not self._may_connect(address):
            self.has_refused = True
            raise OSError(f"{address} is not public")
        return socket.socket(family, kind, protocol)
