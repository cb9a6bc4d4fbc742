"""The walk over a page that cuts it into blocks of text, each a paragraph as a browser would show it."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree
from lxml.html import HtmlElement

from bot.article.extraction.decoding import clean
from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.line_shapes import ends_as_sentence
from bot.article.extraction.web.dom import Block, Node, Page
from bot.article.extraction.web.references import is_contents
from bot.article.extraction.web.roles import reason_of, role_of
from bot.article.extraction.web.visibility import BLOCKS, is_block, is_hidden, is_unseen, raised

_LINE_BREAK = "\x00"
_SPACES = re.compile(r"[ \t\n\r\f]+")
_LINE_BREAKS = re.compile(r" ?\x00[ \x00]*")
_ENGLISH_MARKS = "“”‘’"
_MARKS = {
    **dict.fromkeys(("de", "cs", "sk"), "„“‚‘"),
    **dict.fromkeys(("ru", "uk", "be"), "«»„“"),
    **dict.fromkeys(("es", "it", "pt"), "«»“”"),
    **dict.fromkeys(("pl", "ro", "hu"), "„”«»"),
    "lt": "„“‚‘",
    "fr": "«»“”",
}
"""The marks that a browser puts around `<q>` and around one inside it, by the language of the page."""
_QUOTES = frozenset("\"'“”„«»‘’‚「『")
_LONGEST_SHAPE = 80
_SHORTEST_PARAGRAPH = 60
_STOPS = re.compile(r"[^\W\d_]{2}[.!?…][”»’\")]*$")
_BEGINS = re.compile(r"[“„«‘\"(]*[^\W\d_a-zа-яёіўїєґ][^\W\d_]")


def read_page(tree: HtmlElement) -> Page:
    """Cut a page into its blocks of text."""
    walk = _ElementWalk(_MARKS.get(tree.get("lang", "")[:2].lower(), _ENGLISH_MARKS))
    seen: list[bool] = []
    steps = etree.iterwalk(tree, events=("start", "end"))
    for event, element in steps:
        if event == "start":
            hidden = is_hidden(element)
            seen.append(_is_read(element, hidden=hidden))
            if seen[-1]:
                walk.enter(element, hidden=hidden)
            else:
                steps.skip_subtree()
        else:
            if seen.pop():
                walk.leave(element)
            walk.add(element.tail or "")
    walk.flush()
    return walk.page


def _is_read(element: HtmlElement, *, hidden: bool) -> bool:
    """Say whether an element's words are read; hidden blocks are, to tell that they were dropped."""
    if is_unseen(element):
        return False
    return not hidden or any(inner.tag in BLOCKS for inner in element.iter())


class _ElementWalk:
    """The state of a walk over the elements: where we are and what has been read since the last border."""

    def __init__(self, marks: str) -> None:
        self.page = Page([Node(-1, "", None, None, is_body=False)])
        self._marks = marks
        self._here = 0
        self._pieces: list[_BlockPiece] = []
        self._open: list[str] = []
        self._blocks: list[bool] = []
        self._inside = Counter[str]()
        """How many open elements there are of each kind."""

    def enter(self, element: HtmlElement, *, hidden: bool = False) -> None:
        """Step into an element."""
        tag = element.tag
        self._blocks.append(is_block(element))
        if tag == "br":
            self._break_line()
        elif self._blocks[-1]:
            self.flush()
        self._inside[tag] += 1
        self._open_node(element, hidden=hidden)
        self._open.append(self._marks_of_quote() if tag == "q" and not _is_marked(element) else "")
        self._put(self._open[-1][:1])
        text = element.text or ""
        self.add(text.replace("\n", _LINE_BREAK) if tag == "pre" else text)

    def leave(self, element: HtmlElement) -> None:
        """Step out of an element."""
        self._put(self._open.pop()[1:])
        if self._blocks.pop():
            self.flush()
        self._inside[element.tag] -= 1
        self._here = self.page.nodes[self._here].parent
        if _BEGINS.match(element.tail or "") and self._pieces and _STOPS.search(self._pieces[-1].text):
            self.flush()  # no space between two sentences: the page sets them below each other

    def add(self, text: str) -> None:
        """Read on."""
        self._put(raised(text) if self._inside["sup"] else text)

    def flush(self) -> None:
        """Close the block that was being read."""
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        pieces = _without_buttons(pieces)
        text = _SPACES.sub(" ", "".join(piece.text for piece in pieces))
        words = clean(_LINE_BREAKS.sub("\n", text)).strip()
        if words:
            linked = sum(piece.size for piece in pieces if piece.is_link)
            share = linked / (sum(piece.size for piece in pieces) or 1)
            home = self._home(pieces)
            self.page.blocks += [Block(paragraph, home, share) for paragraph in _paragraphs(words)]

    def _marks_of_quote(self) -> str:
        """Return the marks of a quote, those of the inner kind within another one."""
        return self._marks[2:] if any(self._open) else self._marks[:2]

    def _put(self, text: str) -> None:
        if text:
            is_pressed = self._inside["button"] + self._inside["summary"] > 0
            is_link = is_pressed or self._inside["a"] > 0
            self._pieces.append(_BlockPiece(text, self._here, is_link=is_link, is_pressed=is_pressed))

    def _break_line(self) -> None:
        """Break the line; a second break closes the block."""
        last = next((piece.text for piece in reversed(self._pieces) if piece.size or piece.text == _LINE_BREAK), "")
        if last == _LINE_BREAK:
            self.flush()
        else:
            self._pieces.append(_BlockPiece(_LINE_BREAK, self._here))

    def _home(self, pieces: list[_BlockPiece]) -> int:
        """Return the innermost element that holds all words of some pieces."""
        nodes, homes = self.page.nodes, {piece.node for piece in pieces if piece.size}
        while len(homes) > 1:
            deepest = max(homes)  # a parent has a smaller number than its children
            homes.remove(deepest)
            homes.add(nodes[deepest].parent)
        return homes.pop() if homes else self._here

    def _open_node(self, element: HtmlElement, *, hidden: bool) -> None:
        tag, attributes = element.tag, element.attrib
        is_body = tag == "article" or "articleBody" in attributes.get("itemprop", "")
        reason = DropReason.HIDDEN if hidden else reason_of(tag, attributes)
        reason = DropReason.REFERENCES if reason is None and is_contents(element) else reason
        shape = f"{tag}.{attributes.get('class', '')[:_LONGEST_SHAPE]}"
        self.page.nodes.append(Node(self._here, tag, reason, role_of(tag, attributes), is_body, shape))
        self._here = len(self.page.nodes) - 1


class _BlockPiece:
    """Some letters of a block, and where they stand."""

    __slots__ = ("is_link", "is_pressed", "node", "size", "text")

    def __init__(self, text: str, node: int, *, is_link: bool = False, is_pressed: bool = False) -> None:
        self.text, self.node = text, node
        self.size = 0 if text == _LINE_BREAK else len(text.strip())
        self.is_link, self.is_pressed = is_link, is_pressed


def _paragraphs(words: str) -> list[str]:
    """Part a block where each of its lines is a paragraph by itself; lines of verse and of addresses stay together."""
    lines = words.split("\n")
    are_paragraphs = all(len(line) >= _SHORTEST_PARAGRAPH and ends_as_sentence(line) for line in lines)
    return lines if are_paragraphs else [words]


def _without_buttons(pieces: list[_BlockPiece]) -> list[_BlockPiece]:
    """Take the buttons off both ends of a block; one amid its words is a word of it."""
    worded = [at for at, piece in enumerate(pieces) if piece.size and not piece.is_pressed]
    return pieces[worded[0] : worded[-1] + 1] if worded else pieces


def _is_marked(element: HtmlElement) -> bool:
    """Say whether quoted words have their marks already."""
    return "".join(element.itertext()).strip()[:1] in _QUOTES
