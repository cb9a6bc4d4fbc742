"""The links in what somebody wrote: its sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_CLOSING = ".,;:!?…'’*"
_OUT = "\0"
"""Marks where a link was taken out; no message holds it."""
_BRACKETS = re.compile(rf"[(\[<]\s*{_OUT}(?:[\s,;]*{_OUT})*\s*[)\]>]")
_LED_UP = re.compile(rf"[\s:;,–—-]*{_OUT}[\s{_OUT}]*(?=\n|\Z)|[^\S\n]*{_OUT}(?=[.,;!?…])")


@dataclass(frozen=True, slots=True)
class Source:
    """A link as it was written, tracking and all."""

    url: str

    @property
    def host(self) -> str:
        """What people see of it: example.org."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


def part_sources(text: str) -> tuple[str, tuple[Source, ...]]:
    """Take the links out of a text without control characters.

    A link that ends its line or stands in brackets goes without a trace; within a sentence its host stays.

    Returns:
        The text, and the sources in order, each once.
    """
    found = [link for match in _ADDRESS.finditer(text) if (link := _link(match))]
    parts, last = [], 0
    for place, source in found:
        parts += [text[last:place], _stand_in(text, place, source)]
        last = place + len(source.url)
    return _closed("".join([*parts, text[last:]])), tuple(dict.fromkeys(source for _, source in found))


def _link(match: re.Match[str]) -> tuple[int, Source] | None:
    """Return the place and the source of a link, without the punctuation after it; None where it names no host."""
    url = match[0].rstrip(_CLOSING)
    while url and url[-1] in ")]" and url.count(url[-1]) > url.count({")": "(", "]": "["}[url[-1]]):
        url = url[:-1].rstrip(_CLOSING)
    try:
        named = bool(urlsplit(url).hostname)
    except ValueError:
        return None
    return (match.start(), Source(url)) if named else None


def _stand_in(text: str, place: int, source: Source) -> str:
    """Return what stays in place of a link: its host where the sentence goes on."""
    before = _ADDRESS.sub("", text[:place].rpartition("\n")[2]).rstrip()
    following = re.search(r"\w", _ADDRESS.sub("", text[place + len(source.url) :].partition("\n")[0]))
    if following is None or before.endswith(("(", "[", "<")):
        return _OUT
    begins = not before or before.endswith((".", "!", "?", "…"))
    return _OUT if begins and not following[0].islower() else source.host


def _closed(text: str) -> str:
    """Close the places where links stood, with the colon or dash that led up to them."""
    closed = _LED_UP.sub("", _BRACKETS.sub(_OUT, text))
    return re.sub(r" *\0 *", " ", closed).strip()
