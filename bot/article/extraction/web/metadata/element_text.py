"""The words of an element of a page as far as its head is concerned: what a reader sees, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from bot.article.extraction.web.roles import names
from bot.article.extraction.web.visibility import is_hidden

_SPACES = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = names("script style noscript template svg math button input select textarea rt rp del video audio")
_BLOCKS = names("br p div h1 h2 h3 h4 li ul ol section header dd dt td tr")
_BORDER = "\x00"
_NO_LETTERS = re.compile(r"[\W_]+")


def is_seen(element: HtmlElement) -> bool:
    """Say whether an element is shown, as far as it says itself."""
    return isinstance(element.tag, str) and element.tag not in _UNSEEN and not is_hidden(element)


def pieces_of(element: HtmlElement) -> list[str]:
    """Return the texts of an element that its inner elements part, without white space at their ends."""
    pieces = "".join(_texts(element, _BORDER)).split(_BORDER)
    return [words for piece in pieces if (words := _SPACES.sub(" ", piece).strip())]


def words_of(element: HtmlElement) -> str:
    """Return the words of an element in one line."""
    text = "".join(_texts(element, "")) if len(element) else element.text or ""
    return _SPACES.sub(" ", text).strip()


def _texts(element: HtmlElement, border: str) -> Iterator[str]:
    """Yield the texts of an element, with a border where an inner element begins or ends."""
    waiting: list[HtmlElement | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        edge = border or (" " if one.tag in _BLOCKS else "")
        yield edge
        inner: list[HtmlElement | str] = [one.text or ""]
        for child in one:
            inner += [child, child.tail or ""] if is_seen(child) else [child.tail or ""]
        waiting += reversed([*inner, edge])


def key_of(text: str) -> str:
    """Return the letters and digits of a text in small letters: what stays however it is set."""
    return _NO_LETTERS.sub("", text.casefold())
