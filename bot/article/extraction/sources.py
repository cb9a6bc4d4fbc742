"""What an article is read from: the bytes of a file or page, and what is known about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.texts import Refusal

_SUFFIXES = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "page"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    ".json": "json",
}
_TYPES = {"text/html": "page", "application/xhtml+xml": "page", "text/markdown": "markdown", "application/json": "json"}
LONGEST_TEXT = 500_000
"""Characters that an article may have."""

LARGEST_BODY = 5_000_000
"""Bytes that a source may have."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of an article before anybody has read them."""

    body: bytes
    name: str | None = None
    content_type: str | None = None
    url: str | None = None


def refuse_long(characters: int, times: int = 1) -> None:
    """Refuse what is longer than an article may be, or many times as long."""
    if characters > times * LONGEST_TEXT:
        raise Refusal("article-too-long", characters=characters, most=LONGEST_TEXT)


def is_plain_text(source: Source) -> bool:
    """Say whether a source calls itself plain text, so that there is no plainer form of it."""
    return declared_kind(source) == "text"


def declared_kind(source: Source) -> str:
    """Return what a source says that it is: `page`, `markdown`, `json` or `text`."""
    content_type = (source.content_type or "").partition(";")[0].strip().lower()
    return _TYPES.get(content_type) or _SUFFIXES.get(Path(source.name or "").suffix.lower(), "text")
