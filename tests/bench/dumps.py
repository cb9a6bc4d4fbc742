"""How well texts that were copied out of whole pages are read.

`uv run --with inscriptis --with html2text python -m tests.bench.dumps`

The pages are those of ../shared/eval/pages, each as Chromium's `innerText` and as two libraries turn it into text.
Nothing of them is kept. A line a way of copying: F1, precision and recall of the body, and how often the title is
right: the one that is known, else an h1 that the page's head repeats.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

from playwright.async_api import BrowserContext, Route, async_playwright

from bot.article.extraction import Source, as_json, read
from bot.article.extraction.decoding import decode
from bot.texts import Refusal
from tests.browser import CHROMIUM, FLAGS

EVALUATION = Path(__file__).parents[2].parent / "shared" / "eval"
CORPORA = ("aeb", "fundus", "np4k", "readability")
LIBRARIES = {"inscriptis": "get_text", "html2text": "html2text"}
_HEAD = """() => [document.body.innerText, document.title,
    (document.querySelector('meta[property="og:title"]') || {}).content || "",
    [...document.querySelectorAll("h1")].map(heading => heading.innerText)]"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as somebody copied it, and what is true of it."""

    text: str
    body: str
    titles: tuple[str, ...]


def main() -> None:
    """Print a line a corpus and a way of copying."""
    if not EVALUATION.is_dir() or not CHROMIUM.exists():
        print("Skipped: the pages beside this checkout and Chromium are needed.")
        return
    sys.path.insert(0, str(EVALUATION))
    scorer = importlib.import_module("score_pages")
    for corpus in CORPORA:
        pages = list(scorer.development_pages(EVALUATION / "pages", [corpus]))
        copies = asyncio.run(_copied_in_chromium(pages, scorer))
        print(f"{corpus:12}{'Chromium':12}{_line(copies, scorer)}", flush=True)
        for name, function in LIBRARIES.items():
            texts = list(_copied_by_library(pages, name, function))
            others = [Copy(text, copy.body, copy.titles) for text, copy in zip(texts, copies, strict=True)]
            print(f"{corpus:12}{name:12}{_line(others, scorer) if others else 'not installed'}", flush=True)


def _line(copies: list[Copy], scorer: ModuleType) -> str:
    found = [_read(copy.text) for copy in copies]
    scores = [scorer.precision_recall(copy.body, scorer.body_of(one)) for copy, one in zip(copies, found, strict=True)]
    precision, recall = mean(score[0] for score in scores), mean(score[1] for score in scores)
    right = sum(scorer.squeezed(one["title"]) in copy.titles for copy, one in zip(copies, found, strict=True))
    f1 = 2 * precision * recall / (precision + recall)
    return f"F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  title {right} of {len(copies)}"


def _read(text: str) -> dict[str, Any]:
    try:
        article = as_json(read(Source(text.encode(), name="message.txt")))
    except Refusal:
        return {"parts": [], "title": None}
    parts = [(one["kind"], article["text"][one["start"] : one["end"]]) for one in article["passages"]]
    return {"parts": parts, "title": article["title"]}


def _copied_by_library(pages: list[Any], name: str, function: str) -> Iterator[str]:
    """Yield the pages as a library turns them into text; nothing where it is not installed."""
    try:
        library = importlib.import_module(name)
    except ImportError:
        return
    for _, _, page, _, _ in pages:
        yield getattr(library, function)(decode(Source(page, content_type="text/html")))


async def _copied_in_chromium(pages: list[Any], scorer: ModuleType) -> list[Copy]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        context = await browser.new_context(java_script_enabled=False, service_workers="block")
        copies = [await _copy(context, page, truth, scorer) for _, _, page, _, truth in pages]
        await browser.close()
    return copies


async def _copy(context: BrowserContext, page: bytes, truth: dict[str, Any], scorer: ModuleType) -> Copy:
    """Open one page without a network and take all of its text."""
    body = decode(Source(page, content_type="text/html")).encode()

    async def answer(route: Route) -> None:
        if route.request.is_navigation_request() and route.request.frame.parent_frame is None:
            await route.fulfill(body=body, content_type="text/html; charset=utf-8")
        else:
            await route.abort()

    tab = await context.new_page()
    await tab.route("**/*", answer)
    await tab.goto("https://copied.example/", wait_until="domcontentloaded")
    text, name, shared, headings = await tab.evaluate(_HEAD)
    await tab.close()
    known = scorer.letters(name) + "|" + scorer.letters(shared)
    found = [heading for heading in headings if len(heading) > 8 and scorer.letters(heading) in known]
    titles = [truth["title"]] if truth.get("title") else found or [shared or name]
    return Copy(text, truth["body"], tuple(scorer.squeezed(title) for title in titles))


if __name__ == "__main__":
    main()
