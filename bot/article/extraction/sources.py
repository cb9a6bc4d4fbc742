"""What an article is read from: the bytes of a file or page, and what is known about them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.texts import Refusal

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
