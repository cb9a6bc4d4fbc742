"""The links in what somebody wrote: its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.chat.message.web_addresses import trimmed, whole

_ADDRESS = r"https?://[^\s<>\"“”«»]+"
_OUT = "\0"
"""Marks where a link was taken out; no message holds it."""
_BRACKETS = re.compile(rf"[(\[<]\s*{_OUT}(?:[\s,;]*{_OUT})*\s*[)\]>]")
_LED_UP = re.compile(rf"[\s:;,–—-]*{_OUT}[\s{_OUT}]*(?=\n|\Z)|[^\S\n]*{_OUT}(?=[.,;!?…])")


@dataclass(frozen=True, slots=True)
class LinkSource:
    """A link as it was written, tracking and all."""

    url: str

    @property
    def host(self) -> str:
        """What people see of it: example.org."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class _Link:
    """A link where it stands."""

    start: int
    end: int
    source: LinkSource


def part_sources(text: str, shown: Iterable[str] = ()) -> tuple[str, tuple[LinkSource, ...]]:
    """Take the links out of a text without control characters.

    A link that ends its line or stands in brackets goes without a trace; within a sentence its host stays.

    Args:
        text: What somebody wrote.
        shown: The addresses that Telegram shows as links in it, whole; people leave the https:// away.

    Returns:
        The text, and the sources in order, each once.
    """
    bare = sorted({one.partition("://")[2] for one in shown} - {""}, key=len, reverse=True)
    address = re.compile("|".join([_ADDRESS, *(rf"(?<![\w@/]){re.escape(one)}(?!\w)" for one in bare)]), re.IGNORECASE)
    found = [link for match in address.finditer(text) if (link := _link(match))]
    parts, last = [], 0
    for link in found:
        parts += [text[last : link.start], _stand_in(text, link, address)]
        last = link.end
    return _closed("".join([*parts, text[last:]])), tuple(dict.fromkeys(link.source for link in found))


def _link(match: re.Match[str]) -> _Link | None:
    """Return a link, without the punctuation after it; None where it names no host."""
    written = trimmed(match[0])
    url = whole(written)
    try:
        named = bool(urlsplit(url).hostname)
    except ValueError:
        return None
    return _Link(match.start(), match.start() + len(written), LinkSource(url)) if named else None


def _stand_in(text: str, link: _Link, address: re.Pattern[str]) -> str:
    """Return what stays in place of a link: its host where the sentence goes on."""
    before = address.sub("", text[: link.start].rpartition("\n")[2]).rstrip()
    following = re.search(r"[^\W\d_]", address.sub("", text[link.end :].partition("\n")[0]))
    if following is None or before.endswith(("(", "[", "<")):
        return _OUT
    begins = not before or before.endswith((".", "!", "?", "…"))
    return _OUT if begins and not following[0].islower() else link.source.host


def _closed(text: str) -> str:
    """Close the places where links stood, with the colon or dash that led up to them."""
    closed = _LED_UP.sub("", _BRACKETS.sub(_OUT, text))
    return re.sub(r" *\0 *", " ", closed).strip()
