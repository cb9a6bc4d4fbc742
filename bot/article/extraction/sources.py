"""What an article is read from: the bytes of a file or page, and what is known about them."""

from __future__ import annotations

from dataclasses import dataclass

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
