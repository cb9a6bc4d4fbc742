"""From bytes, a pasted text, a file or a web address to a snapshot."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.article.extraction.decoding import clean, decode
from bot.article.extraction.dump.reader import read_dump
from bot.article.extraction.json_file import read_json
from bot.article.extraction.markdown import looks_like_markdown, read_markdown
from bot.article.extraction.sites import address
from bot.article.extraction.sources import LARGEST_BODY, Source, declared_kind, refuse_long
from bot.article.extraction.web.fetch import fetch
from bot.article.extraction.web.page import read_page_of
from bot.article.snapshot import ExtractedText, PassageKind, Snapshot, take_snapshot
from bot.texts import Refusal

_PAGE = re.compile(
    r"\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?"
    r"<(?:!--|!doctype html|(?:html|head|body|main|article|section|div|table|header|h[1-6]|p)[\s>])",
    re.IGNORECASE,
)
_DATA = re.compile(r"\s{0,100}<(?:\?xml|rss|feed|urlset|rdf:RDF|svg)\b", re.IGNORECASE)
"""The beginning of XML: a feed, a picture, a list of addresses, or a page after all."""
_SENTENCE = re.compile(r"\w[^\n]*[.!?…。！？।؟]")
_FEWEST_LETTERS = 8
_LONGEST_PROLOG = 2_000

_MANY_WORDS = 6
_READERS = {"json": read_json, "markdown": read_markdown, "text": read_dump}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def read(source: Source) -> Snapshot:
    """Read an article from the bytes of a file or a web page.

    Raises:
        Refusal: It is no text, there is no article in it, or it is too long.
    """
    text = decode(source).strip()
    kind = _kind(source, text)
    if kind == "page":
        return _checked(read_page_of(text, source.url), source.url)
    refuse_long(len(text))
    return _checked(_READERS[kind](text), source.url)


def read_text(text: str) -> Snapshot:
    """Read an article from a text that somebody pasted in a chat.

    Raises:
        Refusal: There is no article in it, or it is too long.
    """
    text = clean(text).strip()
    refuse_long(len(text))
    return _checked(read_markdown(text) if looks_like_markdown(text) else read_dump(text))


@cache
def warm_up() -> None:
    """Load all that reading needs."""
    read(Source(b"<html><body><p>Nobody reads this sentence of nine words for long.</p></body></html>"))


async def load(source: str) -> Snapshot:
    """Read an article from what the command line names: a path, a web address or `-` for the standard input.

    Raises:
        Refusal: It cannot be had, or is no article.
    """
    if _ADDRESS.match(source):
        return read(await fetch(source))
    return read(await asyncio.to_thread(_file, source))


def as_json(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as the command line prints it."""
    return {
        "title": snapshot.title,
        "standfirst": snapshot.standfirst,
        "authors": list(snapshot.authors),
        "published": snapshot.published,
        "section": snapshot.section,
        "language": snapshot.language,
        "url": snapshot.url,
        "sha256": snapshot.sha256,
        "text": snapshot.text,
        "passages": [asdict(passage) | {"kind": str(passage.kind)} for passage in snapshot.passages],
        "dropped": [{"text": dropped.text, "reason": str(dropped.reason)} for dropped in snapshot.dropped],
    }


def _file(source: str) -> Source:
    path = Path(source)
    try:
        if source == "-":
            return Source(sys.stdin.buffer.read(LARGEST_BODY + 1))
        with path.open("rb") as file:
            return Source(file.read(LARGEST_BODY + 1), name=path.name)
    except (OSError, ValueError, AttributeError):  # AttributeError: closed, then Python has no `sys.stdin`
        raise Refusal("article-no-file", path=str(path)) from None


def _kind(source: Source, text: str) -> str:
    """Return how to read a source: what its type says, else its name, else its first characters.

    A message that is too long for Telegram is sent on as a .txt file, so that name says nothing about Markdown.
    """
    if _DATA.match(text) and not _PAGE.match(text) and "<html" not in text[:_LONGEST_PROLOG].lower():
        raise Refusal("article-is-xml")
    kind = declared_kind(source)
    if kind == "text" and _PAGE.match(text):
        return "page"
    return "markdown" if kind == "text" and looks_like_markdown(text) else kind


def _checked(reading: ExtractedText, url: str | None = None) -> Snapshot:
    """Return the snapshot of a reading that is long enough and not too long for an article."""
    if not any(_says_something(words) for kind, words in reading.parts if kind is PassageKind.PARAGRAPH):
        raise Refusal("article-empty")
    snapshot = take_snapshot(reading)
    refuse_long(len(snapshot.text))
    return replace(snapshot, url=address(url, snapshot.url))


def _says_something(words: str) -> bool:
    """Say whether a paragraph is a sentence: closed by a mark, or of several words."""
    letters = sum(letter.isalnum() for letter in words[:200])
    has_many = len(words.split()) >= _MANY_WORDS
    return has_many or (letters >= _FEWEST_LETTERS and _SENTENCE.match(words) is not None)
