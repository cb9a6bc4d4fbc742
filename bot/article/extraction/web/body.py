"""Where the article stands in a page, by evidence of two levels.

trafilatura's strict text says where the body begins and ends, and the page's JSON-LD where it ends, if it has the text.
The generous text of trafilatura, asked for only where the strict one leaves much prose out, the places where the strict
paragraphs stand, prose and the share of links decide about each block inside. All these texts only serve as evidence:
they change white space and leave words out, so the words are read from the page itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.line_shapes import is_prose
from bot.article.extraction.web.dom import Block, Page, guarded
from bot.article.extraction.web.metadata.element_text import key_of
from bot.article.extraction.web.repetitions import repeated
from bot.article.extraction.web.roles import ElementRole
from bot.article.extraction.web.teaser_lists import MOSTLY_LINKS, teasers
from bot.article.extraction.web.visibility import BLOCKS, SUBHEADS

_ENOUGH_LETTERS = 250
"""Letters of the strict text below which only the generous text is believed, as where it is half as long."""
_MOST_PROSE = 0.5
"""The share of a page's prose that the strict text has where no other one is asked for."""
_SHARE_OF_PLACE = 0.1
"""The share of the strict prose that stands in an element whose other blocks are then the body's, too."""
_FEWEST_OF_SHAPE = 2
"""Strict paragraphs in elements of one shape, with which others of that shape are taken for the body's."""
_HOLDS_BODY = 0.9
"""The share of the found text that the element of the body holds."""
_TOO_MUCH_TO_DROP = 0.1
"""An element with this share of the found text is not furniture, whatever its name says."""
_MOST_COMMENTS = 0.7
"""The same for names that nobody gives to an article."""
_RUNNING = SUBHEADS | {"p", "li", "td", "dd", "dt", "pre", "blockquote"}
"""Elements whose short words among the paragraphs of the body are words of it."""
_STRONG = frozenset({DropReason.COOKIES, DropReason.FOOTER, DropReason.HIDDEN, DropReason.COMMENTS})
_LISTS = frozenset({"ol", "ul", "dl"})
_ENCLOSING = frozenset({"li", "dd", "blockquote"})
_RUN_WORDS = 5
_MOST_RUNS = 0.8
_WORD = re.compile(r"\w+")
_LINE_ENDS = re.compile(r"\n| ?\| ?")
"""What parts two pieces of trafilatura's text: cells of a table, too."""


@dataclass(frozen=True, slots=True)
class Body:
    """For each block of a page: whether it stands in the body, why it is furniture if it is, and its role."""

    inside: list[bool]
    sure: list[bool]
    """Whether a block is prose that stands among the paragraphs of the strict text."""
    around: list[bool]
    """Whether a block stands in the element that holds the body, so that a caption or note is the article's."""
    reasons: list[DropReason | None]
    roles: list[ElementRole | None]
    """What part of the article its element says it is."""


def find_body(page: Page, tree: HtmlElement, linked_body: str = "") -> Body:
    """Find the body of an article in its page.

    Args:
        page: The blocks of the page.
        tree: The parsed page; not changed.
        linked_body: The text of the article as the page's JSON-LD has it, if it does.
    """
    strict, generous = _evidence(page, tree)
    said = _matches(page, linked_body)
    if _mass(page, said) > max(_ENOUGH_LETTERS, _mass(page, strict) / 2):
        end = max(at for at, is_said in enumerate(said) if is_said)
        strict = [is_said or (strict[at] and at < end) for at, is_said in enumerate(said)]
    return _Search(page, strict, generous).body()


def _evidence(page: Page, tree: HtmlElement) -> tuple[list[bool], list[bool]]:
    """Return which blocks trafilatura finds strictly, and which generously, where that may add something."""
    strict = _matches(page, _text_of(tree, is_strict=True))
    if _mass(page, strict) >= max(_ENOUGH_LETTERS, _MOST_PROSE * _mass(page, _prose(page))):
        return strict, strict
    generous = _matches(page, _text_of(tree, is_strict=False))
    return strict if _mass(page, strict) >= max(_ENOUGH_LETTERS, _mass(page, generous) / 2) else generous, generous


def _prose(page: Page) -> list[bool]:
    return [is_prose(block.words) and block.linked < MOSTLY_LINKS for block in page.blocks]


def _mass(page: Page, found: list[bool]) -> int:
    """Return how many letters some blocks have."""
    return sum(len(block.words) for block, is_found in zip(page.blocks, found, strict=True) if is_found)


def _text_of(tree: HtmlElement, *, is_strict: bool) -> str:
    favour = {"favor_precision": is_strict, "favor_recall": not is_strict}
    document = guarded(bare_extraction, tree, fast=is_strict, include_comments=False, **favour)
    return getattr(document, "text", None) or ""


def _matches(page: Page, text: str) -> list[bool]:
    """Say for each block whether it is a line of a text, or nearly all its runs of words stand in it."""
    lines = frozenset(key_of(line) for line in _LINE_ENDS.split(text))
    runs = frozenset(_runs(text))
    return [_is_in(block.words, lines, runs) for block in page.blocks]


def _is_in(words: str, lines: frozenset[str], runs: frozenset[tuple[str, ...]]) -> bool:
    if key_of(words) in lines:
        return True
    own = _runs(words)
    return bool(own) and sum(run in runs for run in own) >= _MOST_RUNS * len(own)


def _runs(text: str) -> list[tuple[str, ...]]:
    """Return all runs of a few words."""
    words = _WORD.findall(text.casefold())
    return list(zip(*(words[start:] for start in range(_RUN_WORDS)), strict=False))


class _Search:
    """What is known of the blocks of one page while its body is sought."""

    def __init__(self, page: Page, strict: list[bool], generous: list[bool]) -> None:
        self._page, self._strict, self._generous = page, strict, generous
        self._prose = _prose(page)
        self._frames = [_frame(page, block) for block in page.blocks]
        found = [at for at, is_found in enumerate(strict) if is_found]
        self._first, self._last = (found[0], found[-1]) if found else (0, -1)
        self._homes: set[Hashable] = set()
        self._at_home = self._find_places()
        self._sure = [is_prose and is_home for is_prose, is_home in zip(self._prose, self._at_home, strict=True)]
        self._quoted = page.inherited([node.tag == "blockquote" for node in page.nodes])

    def body(self) -> Body:
        """Decide about each block."""
        blocks = range(len(self._page.blocks))
        held = [len(self._page.blocks[at].words) * (self._sure[at] or self._strict[at]) for at in blocks]
        masses = _masses(self._page, held)
        reasons = _reasons(self._page, masses)
        inside = [self._is_inside(at) for at in blocks]
        inside = [inside[at] or self._is_heading_above(at, inside) for at in blocks]
        zones = [self._zone(at, reasons[at]) for at in blocks]
        listed = self._teasers()
        twice = self._repeated([inside[at] and zones[at] is None for at in blocks])
        why = [
            zones[at] or (DropReason.REPEATED if twice[at] else DropReason.RELATED if listed[at] else None)
            for at in blocks
        ]
        return Body(inside, self._sure, _around(self._page, masses), why, _roles(self._page, masses))

    def _repeated(self, kept: list[bool]) -> list[bool]:
        """Say for each block whether another one of those that are kept says it, too."""
        blocks = zip(self._page.blocks, kept, self._prose, strict=True)
        said = [block.words if is_kept and is_prose else "" for block, is_kept, is_prose in blocks]
        places = [self._page.nodes[frame].parent for frame in self._frames]
        return repeated(said, [self._shape(frame) for frame in self._frames], places, self._sure)

    def _zone(self, at: int, zone: DropReason | None) -> DropReason | None:
        """Return why the elements around a block say that it is furniture, where that counts."""
        is_told_twice = zone is DropReason.REFERENCES and self._page.nodes[self._frames[at]].tag == "li"
        is_kept = self._sure[at] or (self._is_quoted(at) and self._first < at < self._last)
        return None if is_kept and zone not in _STRONG and not is_told_twice else zone

    def _teasers(self) -> list[bool]:
        """Say for each block whether it is one of a list of teasers; an article of links alone has none."""
        sentences = [self._prose[at] or self._is_linked_sentence(at) for at in range(len(self._prose))]
        listed = teasers(self._page, sentences, self._at_home)
        sizes = [len(block.words) * found for block, found in zip(self._page.blocks, self._strict, strict=True)]
        mass = sum(size for size, is_listed in zip(sizes, listed, strict=True) if is_listed)
        return listed if 2 * mass < sum(sizes) else [False] * len(listed)

    def _is_inside(self, at: int) -> bool:
        is_amid = self._first < at < self._last
        if is_amid and self._is_quoted(at):
            return True
        if self._prose[at]:
            return self._strict[at] or self._at_home[at] or (is_amid and self._generous[at])
        tag = self._page.nodes[self._frames[at]].tag
        if self._strict[at]:
            is_like_home = self._at_home[at] or not self._homes or self._shape(self._frames[at]) in self._homes
            return tag != "p" or is_like_home
        return self._at_home[at] and is_amid and (self._generous[at] or tag in _RUNNING)

    def _is_linked_sentence(self, at: int) -> bool:
        """Say whether a block among the paragraphs of the body is a sentence, however much of it is a link."""
        block = self._page.blocks[at]
        return self._at_home[at] and not block.is_linked and is_prose(block.words)

    def _is_heading_above(self, at: int, inside: list[bool]) -> bool:
        """Say whether a block is a heading with a block of the body right below it."""
        is_heading = self._page.nodes[self._frames[at]].tag in SUBHEADS and not self._page.blocks[at].is_linked
        return is_heading and self._first < at < self._last and inside[at + 1]

    def _is_quoted(self, at: int) -> bool:
        """Say whether a block is in a quotation, a post of somebody for example, and no mere link."""
        return self._quoted[at] and not self._page.blocks[at].is_linked

    def _find_places(self) -> list[bool]:
        """Say for each block whether it stands where paragraphs of the strict text stand, or in a box of that kind."""
        places = [self._place(frame) for frame in self._frames]
        shapes = [self._shape(frame) for frame in self._frames]
        proven = [at for at, is_found in enumerate(self._strict) if is_found and self._prose[at]]
        sizes = {at: len(self._page.blocks[at].words) for at in proven}
        least = _SHARE_OF_PLACE * sum(sizes.values())
        for keys, fewest in ((places, 1), (shapes, _FEWEST_OF_SHAPE), (self._pairs(places), _FEWEST_OF_SHAPE)):
            masses, counts = Counter[Hashable](), Counter[Hashable](keys[at] for at in proven)
            for at, size in sizes.items():
                masses[keys[at]] += size
            self._homes |= {key for key, mass in masses.items() if mass > least and counts[key] >= fewest}
        return [place in self._homes or self._is_home(at, place, shapes[at]) for at, place in enumerate(places)]

    def _is_home(self, at: int, place: int, shape: tuple[str, ...]) -> bool:
        """Say whether a block stands as the strict paragraphs do, or straight in the element around them."""
        frame, is_amid = self._frames[at], self._first < at < self._last
        if not self._prose[at]:
            return is_amid and shape in self._homes and self._page.nodes[frame].tag in _RUNNING
        return bool(self._homes & {frame, shape}) or (is_amid and bool(self._homes & set(self._pairs((place, frame)))))

    def _pairs(self, places: Sequence[int]) -> list[tuple[str, str]]:
        """Return the names of each element and of the one around it."""
        nodes = self._page.nodes
        return [(nodes[at].shape, nodes[nodes[at].parent].shape if nodes[at].parent >= 0 else "") for at in places]

    def _place(self, frame: int) -> int:
        """Return the element in which a block stands beside others, the lists and quotations around it aside."""
        nodes = self._page.nodes
        place = nodes[frame].parent
        while nodes[place].tag in _ENCLOSING or (nodes[frame].tag in ("li", "dt", "dd") and nodes[place].tag in _LISTS):
            frame, place = place, nodes[place].parent
        return place

    def _shape(self, frame: int) -> tuple[str, ...]:
        """Return the names of an element and of the two around it."""
        return tuple(self._page.nodes[at].shape for at in islice(self._page.around(frame), 3))


def _frame(page: Page, block: Block) -> int:
    """Return the element whose block this is: the innermost one around it that does not stand in the line."""
    return next((at for at in page.around(block.node) if page.nodes[at].tag in BLOCKS), 0)


def _masses(page: Page, sizes: Iterable[int]) -> list[int]:
    """Return for each element how much of the sizes of the blocks stands inside it."""
    masses = [0] * len(page.nodes)
    for block, size in zip(page.blocks, sizes, strict=True):
        masses[block.node] += size
    for at in range(len(masses) - 1, 0, -1):
        masses[page.nodes[at].parent] += masses[at]
    return masses


def _around(page: Page, masses: list[int]) -> list[bool]:
    """Say for each block whether it stands in the smallest element that holds the body, or the article around it."""
    holder = max((at for at, mass in enumerate(masses) if mass and mass >= _HOLDS_BODY * masses[0]), default=0)
    holder = [holder, *(at for at in page.around(holder) if page.nodes[at].is_body)][-1]
    return page.inherited([at == holder for at in range(len(masses))])


def _reasons(page: Page, masses: list[int]) -> list[DropReason | None]:
    """Return for each block why its elements are furniture; an element that holds much of the article is not."""
    reasons: list[DropReason | None] = []
    titled = _titled(page)
    for at, node in enumerate(page.nodes):
        is_list = node.reason is DropReason.REFERENCES and node.tag in _LISTS
        most = _MOST_COMMENTS if node.reason in _STRONG or is_list else _TOO_MUCH_TO_DROP
        holds_article = masses[at] > most * masses[0] or (at in titled and node.reason is not DropReason.HIDDEN)
        reasons.append(None if holds_article else node.reason)
    return page.inherited(reasons, is_outer_first=True)


def _titled(page: Page) -> set[int]:
    """Return the elements that hold the only main heading of a page, the paths to the page aside."""
    headings = [at for at, node in enumerate(page.nodes) if node.tag == "h1"]
    around = page.around(headings[0] if len(headings) == 1 else 0)
    return set(takewhile(lambda at: page.nodes[at].tag not in ("nav", "footer", "aside"), around))


def _roles(page: Page, masses: list[int]) -> list[ElementRole | None]:
    """Return for each block what part of the article it is; an element that holds most of the article is none."""
    return page.inherited([node.role if masses[at] <= masses[0] / 2 else None for at, node in enumerate(page.nodes)])
