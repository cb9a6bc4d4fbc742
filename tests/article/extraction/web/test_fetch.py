"""Fetching pages: what a person is told, and that nobody can send the bot into a private network."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address

import pytest
from aiohttp import web

from bot.article.extraction import read
from bot.article.extraction.web import fetch as web_fetch
from bot.article.extraction.web.fetch import fetch
from bot.article.extraction.web.public_addresses import Address, is_public
from bot.texts import Refusal

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def anywhere(address: Address) -> bool:
    return True


@asynccontextmanager
async def a_site(answer: Answer) -> AsyncIterator[str]:
    """Serve every path with one answer on a loopback port."""
    server = web.Server(answer)
    runner = web.ServerRunner(server, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def serving(body: bytes | str, content_type: str = "text/html", **headers: str) -> Answer:
    async def answer(request: web.Request) -> web.Response:
        data = body.encode() if isinstance(body, str) else body
        return web.Response(body=data, headers={"Content-Type": content_type, **headers})

    return answer


async def refusal_of(url: str, may_connect: Callable[[Address], bool] = anywhere) -> str:
    with pytest.raises(Refusal) as refusal:
        await fetch(url, may_connect=may_connect)
    assert str(refusal.value).endswith(".")
    return refusal.value.key


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:a00:1::",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_private_addresses_are_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(ip_address(address))


async def test_a_page_becomes_an_article():
    page = (
        "<html><head><title>Lamps</title></head><body><p>The lamps burn all night, and nobody minds.</p></body></html>"
    )
    async with a_site(serving(page, "text/html; charset=utf-8")) as site:
        source = await fetch(f"{site}/lamps#part", may_connect=anywhere)

    assert source.url == f"{site}/lamps"
    assert "nobody minds" in read(source).text


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("ftp://example.org/a", "article-url-scheme"),
        ("file:///etc/passwd", "article-url-scheme"),
        ("example.org/a", "article-url-scheme"),
        ("javascript:alert(1)", "article-url-scheme"),
        ("http://", "article-url-odd"),
        ("http://exa mple.org:abc/", "article-url-odd"),
        ("http://user:secret@example.org/", "article-url-credentials"),
        ("http://user@example.org/", "article-url-credentials"),
        ("http://2130706433/", "article-url-odd"),
        ("http://127.1/", "article-url-odd"),
        ("http://127.0.0.1/", "article-url-private"),
        ("http://localhost/", "article-url-private"),
        ("http://[::1]/", "article-url-private"),
        ("http://[::ffff:127.0.0.1]/", "article-url-private"),
        ("http://169.254.169.254/latest/meta-data/", "article-url-private"),
    ],
)
async def test_odd_and_private_addresses_are_refused(url, key):
    assert await refusal_of(url, is_public) == key


async def test_a_redirect_to_a_private_address_is_refused():
    asked: list[Address] = []

    def only_first(address: Address) -> bool:
        asked.append(address)
        return len(asked) == 1

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:1/secret"})

    async with a_site(answer) as site:
        assert await refusal_of(site, only_first) == "article-url-private"


@pytest.mark.parametrize(
    ("target", "key"),
    [("http://user:pw@127.0.0.1/", "article-url-credentials"), ("file:///etc/passwd", "article-url-scheme")],
)
async def test_a_redirect_is_checked_like_an_address(target, key):
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": target})

    async with a_site(answer) as site:
        assert await refusal_of(site) == key


async def test_a_name_that_turns_private_between_two_connections_is_refused(monkeypatch):
    """DNS rebinding: the address of the very connection is checked, not an earlier answer for the same name."""
    loop = asyncio.get_running_loop()
    answers = iter(["127.0.0.1", "127.0.0.2"])

    async def resolve(host: str, port: int, **options: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/again"})

    async with a_site(answer) as site:
        monkeypatch.setattr(loop, "getaddrinfo", resolve)
        port = site.rpartition(":")[2]
        key = await refusal_of(f"http://rebinding.test:{port}/", lambda address: address == ip_address("127.0.0.1"))

    assert key == "article-url-private"
    assert next(answers, None) is None, "the second connection asked for the address anew"


async def test_endless_redirects_stop():
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/on"})

    async with a_site(answer) as site:
        assert await refusal_of(site) == "article-url-redirects"


async def test_five_redirects_are_followed():
    async def answer(request: web.Request) -> web.Response:
        step = int(request.path.strip("/") or 0)
        if step < web_fetch.MOST_REDIRECTS:
            return web.Response(status=302, headers={"Location": f"/{step + 1}"})
        return web.Response(text="The end of the road.")

    async with a_site(answer) as site:
        source = await fetch(site, may_connect=anywhere)

    assert source.body == b"The end of the road."
    assert source.url == f"{site}/5"


async def test_a_slow_page_is_given_up(monkeypatch):
    monkeypatch.setattr(web_fetch, "FETCH_SECONDS", 0.2)

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await response.prepare(request)
        for _ in range(40):
            await response.write(b"drip ")
            await asyncio.sleep(0.05)
        return response

    async with a_site(answer) as site:
        assert await refusal_of(site) == "article-url-slow"


async def test_a_huge_page_is_given_up():
    async with a_site(serving(b"word " * 1_100_000, "text/plain")) as site:
        assert await refusal_of(site) == "article-too-large"


async def test_a_gzip_bomb_stops_at_the_limit(monkeypatch):
    sizes: list[int] = []
    iterate = web_fetch.aiohttp.StreamReader.iter_chunked

    def counting(reader, size):
        async def chunks():
            async for chunk in iterate(reader, size):
                sizes.append(len(chunk))
                yield chunk

        return chunks()

    monkeypatch.setattr(web_fetch.aiohttp.StreamReader, "iter_chunked", counting)
    bomb = gzip.compress(b"0" * 200_000_000, compresslevel=9)
    async with a_site(serving(bomb, "text/plain", **{"Content-Encoding": "gzip"})) as site:
        assert await refusal_of(site) == "article-too-large"

    assert sum(sizes) < 6_000_000


@pytest.mark.parametrize(
    ("content_type", "key"),
    [
        ("application/pdf", "article-is-pdf"),
        ("image/png", "article-is-image"),
        ("video/mp4", "article-url-type"),
        ("application/octet-stream", "article-url-type"),
        ("text/css", "article-url-type"),
    ],
)
async def test_what_is_no_text_is_refused_by_its_type(content_type, key):
    async with a_site(serving(b"%PDF-1.7 \x00", content_type)) as site:
        assert await refusal_of(site) == key


@pytest.mark.parametrize("content_type", sorted(web_fetch.TEXT_TYPES))
async def test_types_of_text_are_taken(content_type):
    async with a_site(serving(b"Words.", content_type)) as site:
        assert (await fetch(site, may_connect=anywhere)).content_type == content_type


async def test_an_error_of_the_page_is_told():
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=404)

    async with a_site(answer) as site:
        with pytest.raises(Refusal, match="404"):
            await fetch(site, may_connect=anywhere)


async def test_a_dead_host_is_told():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert await refusal_of(f"http://127.0.0.1:{port}/") == "article-url-unreachable"


async def test_the_environment_sets_no_proxy_and_pages_set_no_cookies(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    seen: list[str | None] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Cookie"))
        if request.path == "/":
            return web.Response(status=302, headers={"Location": "/next", "Set-Cookie": "who=me; Path=/"})
        return web.Response(text="Words.")

    async with a_site(answer) as site:
        await fetch(site, may_connect=anywhere)

    assert seen == [None, None]
