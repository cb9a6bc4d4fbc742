"""A web page as a list of text blocks, each with its place in a light tree of elements.

The walk keeps its own stack and each step is small, so deep or hostile pages cost time in proportion to their size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.article.reading.decoding import clean
from bot.article.reading.furniture import Reason
from bot.article.reading.zones import SKIPPED, Role, names, reason_of, role_of
from bot.texts import Refusal

MOST_ELEMENTS = 30_000
"""Elements above which a page is not looked at: no article has so many, and the search for its body would be slow."""

MOST_ATTRIBUTES = 100
"""Attributes of an element above which a page is not read: the parser's time grows with their square."""
_VALUES = r"""(?:[^>"']|"[^"]*+"|'[^']*+')*+"""
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|(?P<raw><(script|style)\b{_VALUES}).*?(?:</\2|\Z)|(?P<tag><[a-z]{_VALUES})", re.I | re.S
)
"""A comment; an element whose text is no markup, with that text; the beginning of any other element."""
_ATTRIBUTE = re.compile(r"""[^\s/>="']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?+""")

_INLINE = names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp"
    " rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
_LINE_BREAK = "\x00"
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANK_LINE = re.compile(r" ?\x00 ?(?:\x00 ?)+")
_ONE_BREAK = re.compile(r" ?\x00 ?")
_LONGEST_CELL = 120


@dataclass(slots=True)
class Node:
    """An element of the page that matters for where text stands."""

    parent: int
    tag: str
    reason: Reason | None
    role: Role | None
    is_body: bool
    """Whether the page itself calls the element its article."""


@dataclass(slots=True)
class Block:
    """A run of text between two borders of blocks."""

    words: str
    node: int
    is_linked: bool = False
    """Whether all of it is links."""


@dataclass
class Page:
    """The blocks of a page in reading order, and its elements, parents before children."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def parse(markup: str) -> HtmlElement:
    """Parse a page as a browser would, whatever its markup is like.

    Raises:
        Refusal: There is nothing in it, or far too much.
    """
    _refuse_many_attributes(markup)
    try:
        tree = document_fromstring(
            markup.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError):
        raise Refusal("article-empty") from None
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise Refusal("article-page-complex", most=MOST_ELEMENTS)
    return tree


def _refuse_many_attributes(markup: str) -> None:
    for found in _TAG.finditer(markup):
        tag = found["tag"] or found["raw"] or ""
        if len(tag) > 2 * MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(tag)) - 1 > MOST_ATTRIBUTES:
            raise Refusal("article-page-attributes", most=MOST_ATTRIBUTES)


def read_page(tree: HtmlElement) -> Page:
    """Cut a page into its blocks of text."""
    walk = _Walk()
    steps = etree.iterwalk(tree, events=("start", "end"))
    for event, element in steps:
        is_skipped = not isinstance(element.tag, str) or element.tag in SKIPPED
        if event == "start" and is_skipped:
            steps.skip_subtree()
        elif event == "start":
            walk.enter(element)
        else:
            if not is_skipped:
                walk.leave(element)
            walk.add(element.tail or "")
    walk.flush()
    return walk.page


class _Walk:
    """The state of a walk over the elements: where we are and what has been read since the last border."""

    def __init__(self) -> None:
        self.page = Page([Node(-1, "", None, None, False)])
        self._here = 0
        self._text: list[str] = []
        self._start = 0
        self._links = 0
        self._linked = 0
        self._rows: list[tuple[int, int]] = []

    def enter(self, element: HtmlElement) -> None:
        """Step into an element."""
        tag = element.tag
        if tag == "br":
            self._text.append(_LINE_BREAK)
        elif tag not in _INLINE:
            self.flush()
        if tag == "tr":
            self._rows.append((len(self.page.blocks), len(self.page.nodes)))
        self._links += tag == "a"
        self._open_node(element)
        self.add(element.text or "", is_preformatted=tag == "pre")

    def leave(self, element: HtmlElement) -> None:
        """Step out of an element."""
        tag = element.tag
        if tag not in _INLINE and tag != "br":
            self.flush()
        if tag == "tr":
            self._join_row(*self._rows.pop())
        self._links -= tag == "a"
        self._here = self.page.nodes[self._here].parent

    def add(self, text: str, *, is_preformatted: bool = False) -> None:
        """Read on."""
        if is_preformatted:
            text = text.replace("\n", _LINE_BREAK)
        if not text:
            return
        if not any(piece.strip() for piece in self._text):
            self._start = self._here
        self._text.append(text)
        self._linked += len(text.strip()) if self._links else 0

    def flush(self) -> None:
        """Close the block that was being read; an empty line made of breaks parts it."""
        if not self._text:
            return
        text, linked = "".join(self._text), self._linked
        self._text, self._linked = [], 0
        text = _SPACES.sub(" ", text)
        for words in _BLANK_LINE.split(text):
            words = clean(_ONE_BREAK.sub(" ", words)).strip()
            if words:
                self.page.blocks.append(Block(words, self._start, is_linked=linked >= 0.9 * len(text.strip())))

    def _open_node(self, element: HtmlElement) -> None:
        tag, attributes = element.tag, element.attrib
        is_body = tag == "article" or "articleBody" in attributes.get("itemprop", "")
        node = Node(self._here, tag, reason_of(tag, attributes), role_of(tag, attributes), is_body)
        self.page.nodes.append(node)
        self._here = len(self.page.nodes) - 1

    def _join_row(self, first: int, node: int) -> None:
        """Join the short cells of a table's row into one block; a table that only lays out the page stays as it is."""
        cells = self.page.blocks[first:]
        if len(cells) > 1 and all(len(cell.words) <= _LONGEST_CELL for cell in cells):
            self.page.blocks[first:] = [Block(" | ".join(cell.words for cell in cells), node)]
