"""Do links land? Real pages served on this computer, opened at sampled quotes: `uv run python -m tests.bench.landing`.

A sentence of the article is quoted, its link opened in Chromium, and a picture taken of what is in view: the words
that the browser marked must be the quote's. Scripts and pictures are cut out of the pages and nothing is fetched
from elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import random
import re
import tarfile
import unicodedata
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from playwright.async_api import Browser, Page, Route, async_playwright

from bot.article.extraction import Source, read
from bot.article.quoting import quotes
from bot.article.ranking.segmentation.sentences import sentences
from bot.article.snapshot import Snapshot
from bot.texts import Refusal
from tests.browser import CHROMIUM, FLAGS, PHONE

PAGES = Path(__file__).parents[2].parent / "shared" / "eval" / "pages"
SCRIPTS = re.compile(
    rb"<script\b.*?</script\s*>|<meta[^>]+http-equiv[^>]+(?:refresh|security)[^>]*>|<base\b[^>]*>", re.I | re.S
)
HEAD = re.compile(rb"<head\b[^>]*>|<body\b[^>]*>|\A(?!.*<(?:head|body)\b)", re.I | re.S)
FETCHED = re.compile(rb"(?<=\s)(?:src|srcset)(?=\s*=)", re.I)
"""Pictures and frames: they cannot be had here, and what fails late moves the words after the browser has landed."""
MARKED = b"<style>::target-text { background-color: #ff00ff !important; color: #00ffff !important }</style>"
WORDS = r"""() => {
    const UNSPACED = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]"
    const LETTERS = new RegExp(`${UNSPACED}|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}])+`, "gu")
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node; (node = walk.nextNode()); )
        for (const match of node.data.matchAll(LETTERS)) {
            const range = document.createRange()
            range.setStart(node, match.index)
            range.setEnd(node, match.index + match[0].length)
            const box = range.getBoundingClientRect(), how = {opacityProperty: true, visibilityProperty: true}
            if (!box.width || !box.height || !node.parentElement.checkVisibility(how)) continue
            const over = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            const bare = !over || over.contains(node) || node.parentElement.contains(over)
            found.push([match[0], box.left, box.top, box.right, box.bottom, bare])
        }
    return found
}"""
"""Every word that the page shows, its place in the window, and whether nothing lies over it there."""
UNCOVER = """() => {
    for (const one of document.querySelectorAll("body *"))
        if (getComputedStyle(one).position === "fixed" && one.textContent.length < 2000) one.style.display = "none"
}"""
"""Take away what lies over the page until a script clears it: curtains, banners, bars."""
FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is served, and the article that was read from it."""

    name: str
    served: bytes
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Landing:
    """What came of one link."""

    page: str
    exact: str
    href: str
    verdict: str
    """`landed` on the words; `elsewhere`; `nothing` is marked; `unseen` where the page does not show the words."""
    is_whole: bool = False
    """Whether all of the words in view are marked, and none beside them."""


def kept_pages(folder: Path, name: str = "") -> Iterator[tuple[str, bytes, str]]:
    """Yield name, bytes and address of the real pages."""
    for archive in sorted(folder.glob("*.tar.xz")):
        with tarfile.open(archive) as opened:
            files = {Path(one.name).name: one for one in opened if one.isfile()}
            truths = opened.extractfile(files["truth.jsonl"])
            for line in truths.read().decode().splitlines() if truths else ():
                truth = json.loads(line)
                file = opened.extractfile(files[Path(truth["file"]).name])
                title = f"{archive.name.partition('.')[0]}/{truth['name']}"
                if file and name in title:
                    yield title, file.read(), truth["url"]


def sampled(folder: Path, pages: int, chance: random.Random) -> list[Kept]:
    """Return that many pages with an article of ten sentences or more."""
    everything = list(kept_pages(folder))
    chance.shuffle(everything)
    found: list[Kept] = []
    for name, page, _ in everything:
        try:
            snapshot = read(Source(page, content_type="text/html", url=f"http://127.0.0.1/{len(found)}"))
        except Refusal:
            continue
        if len(sentences_of(snapshot)) >= 10:
            found.append(Kept(name, as_served(page), snapshot))
        if len(found) == pages:
            break
    return found


def as_served(page: bytes) -> bytes:
    """Return a page without scripts and pictures, and with a colour for the words that the browser marks."""
    still = FETCHED.sub(b"data-left-out", SCRIPTS.sub(b"", page))
    return HEAD.sub(lambda found: found[0] + MARKED, still, count=1)


def sentences_of(snapshot: Snapshot) -> list[tuple[int, int]]:
    """Return where the sentences of the article's paragraphs stand."""
    found = []
    for passage in snapshot.paragraphs():
        for start, end in sentences(snapshot.text, passage.start, passage.end, snapshot.language):
            if len(letters(snapshot.text[start:end])) >= FEWEST_LETTERS:
                found.append((start, end))
    return found


def letters(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


@asynccontextmanager
async def served(pages: Sequence[Kept]) -> AsyncIterator[str]:
    """Serve pages on this computer and give the address before their numbers."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode().strip("/")
        body = pages[int(path)].served if path.isdigit() else b""
        head = f"HTTP/1.1 {200 if body else 404} .\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


async def land(page: Page, href: str, quote: quotes.Quote) -> tuple[str, bool]:
    """Open a link and return the verdict, and whether the whole quote is marked and nothing else."""
    await page.goto("about:blank")
    await page.goto(href, wait_until="load", timeout=30_000)
    await page.evaluate(UNCOVER)
    await at_rest(page)
    lit = await marked(page)
    words = await page.evaluate(WORDS)
    meant = places_of(quote, [letters(word[0]) for word in words])
    if not any(words[at][5] for place in meant for at in place):
        return "unseen", False
    if lit is None:
        return "nothing", False
    seen = [at for at, word in enumerate(words) if word[5] and is_in_view(word, lit)]
    shown = {at for at in seen if share(word_box(words[at]), lit) > 0.2}
    best = max(meant, key=lambda place: len(shown & set(place)))
    hits = shown & set(best)
    is_whole = shown == set(best) & set(seen)
    return ("landed" if len(hits) > len(shown - hits) else f"elsewhere, {len(hits)} of {len(shown)}"), is_whole


async def at_rest(page: Page) -> None:
    """Wait until the page no longer scrolls; some do it slowly, and a picture taken on the way shows other words."""
    before = None
    for _ in range(20):
        here = await page.evaluate("[scrollX, scrollY, document.documentElement.scrollHeight]")
        if here == before:
            return
        before = here
        await page.wait_for_timeout(200)


async def marked(page: Page) -> np.ndarray | None:
    """Wait until the browser has marked words, and return which points of the window are marked."""
    for _ in range(6):
        picture = np.asarray(Image.open(io.BytesIO(await page.screenshot(timeout=20_000))).convert("RGB")).astype(int)
        lit = (picture[..., 0] > 240) & (picture[..., 1] < 20) & (picture[..., 2] > 240)
        if lit.any():
            return lit
        await page.wait_for_timeout(250)
    return None


def word_box(word: Sequence[float]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a word."""
    return tuple(round(side) for side in word[1:5])


def is_in_view(word: Sequence[float], lit: np.ndarray) -> bool:
    """Say whether a word stands in the window, if only a part of it on a page that is too wide."""
    left, top, right, bottom = word_box(word)
    return 0 <= (top + bottom) / 2 < lit.shape[0] and right > 0 and left < lit.shape[1]


def share(box: tuple[int, int, int, int], lit: np.ndarray) -> float:
    """Return how much of the middle of a box is marked; lines that stand close reach into each other's boxes."""
    left, top, right, bottom = (max(0, side) for side in box)
    part = (bottom - top) // 3
    cut = lit[top + part : bottom + 1 - part, left : right + 1]
    return float(cut.mean()) if cut.size else 0.0


def places_of(quote: quotes.Quote, words: Sequence[str]) -> list[range]:
    """Return the runs of words that a quote may be: those with what stands beside it, else all that say the same."""
    before, exact, after = letters(quote.prefix), letters(quote.exact), letters(quote.suffix)
    for left, right in ((before, after), (before[-12:], after[:12]), (before[-12:], ""), ("", after[:12]), ("", "")):
        found = list(runs(words, left, exact, right))
        if found:
            return found
    head, tail = list(runs(words, "", exact[:FEWEST_LETTERS], "")), list(runs(words, "", exact[-FEWEST_LETTERS:], ""))
    return [range(one.start, two.stop) for one in head for two in tail if 0 < two.stop - one.start < len(exact)]


def runs(words: Sequence[str], before: str, exact: str, after: str) -> Iterator[range]:
    """Yield the runs of words whose letters are the exact ones, between the others."""
    text, starts = "".join(words), np.cumsum([0, *(len(word) for word in words)])
    at = text.find(before + exact + after)
    while at >= 0:
        first = int(np.searchsorted(starts, at + len(before), side="right")) - 1
        yield range(first, int(np.searchsorted(starts, at + len(before + exact), side="left")))
        at = text.find(before + exact + after, at + 1)


async def judge(browser: Browser, kept: Sequence[Kept], each: int, chance: random.Random) -> AsyncIterator[Landing]:
    """Yield what comes of the links of sampled sentences."""
    page = await browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    await page.route("**/*", only_here)
    async with served(kept) as address:
        for number, one in enumerate(kept):
            for start, end in sorted(chance.sample(sentences_of(one.snapshot), each)):
                quote = quotes.cut(one.snapshot, start, end, 1.0)
                href = f"{address}{number}#{(quote.href or '').partition('#')[2]}"
                try:
                    verdict, is_whole = await land(page, href, quote)
                except Exception as error:  # a page that the browser cannot show is no landing, and the bench goes on
                    verdict, is_whole = f"broken: {type(error).__name__}", False
                yield Landing(one.name, quote.exact, href, verdict, is_whole)


async def only_here(route: Route) -> None:
    """Let the browser fetch from this computer alone."""
    await (route.continue_() if urlsplit(route.request.url).hostname == "127.0.0.1" else route.abort())


async def main() -> None:
    """Print each link that does not land, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--each", type=int, default=5, help="quotes of a page")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    if not PAGES.is_dir() or not CHROMIUM.exists():
        print("Skipped: there are no pages beside this checkout, or there is no Chromium.")
        return
    kept = sampled(PAGES, asked.pages, random.Random(asked.seed))
    found: list[Landing] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        async for one in judge(browser, kept, asked.each, random.Random(asked.seed)):
            found.append(one)
            if one.verdict != "landed":
                print(f"{one.verdict:10} {one.page}: {one.exact[:110]!r}")
                print(f"{'':10} {one.href.partition(':~:')[2][:300]}", flush=True)
        await browser.close()
    report(found)


def report(found: Sequence[Landing]) -> None:
    """Print the figures; of words that the page does not show without its scripts nothing can be told."""
    verdicts = Counter(one.verdict.partition(",")[0] for one in found)
    shown = len(found) - verdicts["unseen"]
    lengths = sorted(len(one.href) for one in found)
    print(f"{len(found)} links of {len({one.page for one in found})} pages: {dict(verdicts)}")
    print(f"landed: {verdicts['landed']} of {shown} shown; marked whole: {sum(one.is_whole for one in found)}")
    print(f"letters of a link: median {lengths[len(lengths) // 2]}, longest {lengths[-1]}")


if __name__ == "__main__":
    asyncio.run(main())
