"""A web page as a list of text blocks, each with its place in a light tree of elements.

The walk keeps its own stack and each step is small, so deep or hostile pages cost time in proportion to their size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.web.roles import ElementRole
from bot.article.extraction.web.style_sheets import hide_by_style_sheets
from bot.article.extraction.web.visibility import is_hidden, prose_of
from bot.texts import Refusal

MOST_ELEMENTS = 30_000
"""Elements above which a page is not looked at: no article has so many, and the search for its body would be slow."""

MOST_ATTRIBUTES = 100
"""Attributes of an element above which a page is not read: the parser's time grows with their square."""
_VALUES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+"""
"""What stands in a tag: a quotation mark opens a value behind = alone, elsewhere it is a slip that opens nothing."""
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|(?P<raw><(script|style)\b{_VALUES}).*?(?:</\2|\Z)|(?P<tag><[a-z]{_VALUES})", re.I | re.S
)
"""A comment; an element whose text is no markup, with that text; the beginning of any other element."""
_ATTRIBUTE = re.compile(r"""[^\s/>="']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?+""")
T = TypeVar("T")
_BUGS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, etree.LxmlError)
"""What a library may raise over a page that nobody thought of."""
_NEARLY_ALL = 0.9
_MOST = 0.6
"""The share of the letters of all paragraphs from which a hidden box is the article."""


@dataclass(slots=True)
class Node:
    """An element of the page that matters for where text stands."""

    parent: int
    tag: str
    reason: DropReason | None
    role: ElementRole | None
    is_body: bool
    """Whether the page itself calls the element its article."""
    shape: str = ""
    """Its tag and class: elements that a page repeats have the same."""


@dataclass(slots=True)
class Block:
    """A run of text between two borders of blocks."""

    words: str
    node: int
    """The innermost element that holds all of it."""
    linked: float = 0.0
    """The share of it that is links and buttons."""

    @property
    def is_linked(self) -> bool:
        """Whether nearly all of it is links and buttons."""
        return self.linked >= _NEARLY_ALL


@dataclass
class Page:
    """The blocks of a page in reading order, and its elements, parents before children."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def around(self, at: int) -> Iterator[int]:
        """Yield an element and those around it, the innermost first."""
        while at >= 0:
            yield at
            at = self.nodes[at].parent

    def inherited(self, said: Sequence[T], *, is_outer_first: bool = False) -> list[T]:
        """Return for each block what the innermost element around it says that says anything, or the outermost one.

        Args:
            said: What each element says.
            is_outer_first: Whether the outermost one counts.
        """
        held = [said[0]]
        for node, own in zip(self.nodes[1:], said[1:], strict=True):
            above = held[node.parent]
            held.append((above or own) if is_outer_first else (own or above))
        return [held[block.node] for block in self.blocks]


def guarded(ask: Callable[..., T], *about: Any, **options: Any) -> T | None:
    """Return what a library finds in a page, or None where the page is too much for it."""
    try:
        return ask(*about, **options)
    except _BUGS:
        return None


def parse(markup: str) -> HtmlElement:
    """Parse a page as a browser would, whatever its markup is like.

    Raises:
        Refusal: There is nothing in it, or far too much.
    """
    _refuse_many_attributes(markup)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(markup.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        raise Refusal("article-empty") from None
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise Refusal("article-page-complex", most=MOST_ELEMENTS)
    hide_by_style_sheets(tree)
    _reveal(tree)
    return tree


def _reveal(tree: HtmlElement) -> None:
    """Show the boxes that hold most of the page's paragraphs, since a script of the page would do so."""
    boxes = [box for box in tree.iter() if box.tag == "noscript" or (isinstance(box.tag, str) and is_hidden(box))]
    total = prose_of(tree) if boxes else 0
    for box in boxes:
        if prose_of(box) > _MOST * total:
            box.tag = "div"
            for name in ("hidden", "style", "class"):
                box.attrib.pop(name, None)


def _refuse_many_attributes(markup: str) -> None:
    for found in _TAG.finditer(markup):
        tag = found["tag"] or found["raw"] or ""
        if len(tag) > 2 * MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(tag)) - 1 > MOST_ATTRIBUTES:
            raise Refusal("article-page-attributes", most=MOST_ATTRIBUTES)
