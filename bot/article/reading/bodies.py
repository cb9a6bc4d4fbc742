"""Where the article stands in a page: what trafilatura takes for its text, widened so that nothing of it is lost.

trafilatura finds the body well but changes white space, and may leave out short or repeated paragraphs. So its text
only serves to find the element that holds the body; the words are then read from the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from bot.article.reading.furniture import Reason
from bot.article.reading.pagetree import Page
from bot.article.reading.zones import Role

_HOLDS_BODY = 0.9
"""The share of the found text that the element of the body holds."""
_TOO_MUCH_TO_DROP = 0.25
"""An element with this share of the found text is not furniture, whatever its name says."""
_SMALL_BOX = 400
"""Characters up to which a named box is dropped although trafilatura took its text for the article's."""
_STRONG = frozenset({Reason.COOKIES, Reason.NAVIGATION, Reason.FOOTER, Reason.HIDDEN, Reason.COMMENTS})
_RUN = 5
_MOST_RUNS = 0.8
_WORD = re.compile(r"\w+")
BUGS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, etree.LxmlError)
"""What a library may raise over a page that nobody thought of."""


@dataclass(frozen=True, slots=True)
class Body:
    """For each block of a page: whether it stands in the body, why it is furniture if it is, and its role."""

    inside: tuple[bool, ...]
    reasons: tuple[Reason | None, ...]
    roles: tuple[Role | None, ...]
    """What part of the article its element says it is."""


def find_body(page: Page, tree: HtmlElement) -> Body:
    """Find the body of an article in its page."""
    found = _found_by_trafilatura(tree)
    matched = [found.has(block.words) for block in page.blocks]
    masses = _masses(page, [len(block.words) * is_found for block, is_found in zip(page.blocks, matched, strict=True)])
    sizes = _masses(page, [len(block.words) for block in page.blocks])
    reasons = _reasons(page, masses, sizes)
    roles = _roles(page, masses)
    holders = _inside(page, _holder(page, masses))
    return Body(
        inside=tuple(holders[block.node] or is_found for block, is_found in zip(page.blocks, matched, strict=True)),
        reasons=tuple(reasons[block.node] for block in page.blocks),
        roles=tuple(roles[block.node] for block in page.blocks),
    )


class _Found:
    """The text that trafilatura found, for asking whether a block of the page is part of it."""

    def __init__(self, text: str) -> None:
        self._lines = frozenset(key_of(line) for line in text.split("\n"))
        self._runs = frozenset(_runs(text))

    def has(self, words: str) -> bool:
        """Say whether a block is a line of the text, or nearly all its runs of words stand in it."""
        if key_of(words) in self._lines:
            return True
        runs = _runs(words)
        return bool(runs) and sum(run in self._runs for run in runs) >= _MOST_RUNS * len(runs)


def _found_by_trafilatura(tree: HtmlElement) -> _Found:
    try:
        document = bare_extraction(tree, include_comments=False, favor_recall=True)
    except BUGS:
        return _Found("")
    return _Found(getattr(document, "text", None) or "")


def key_of(words: str) -> str:
    """Return the letters and digits of a text, which no extraction changes."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _runs(text: str) -> list[tuple[str, ...]]:
    """Return all runs of a few words."""
    words = _WORD.findall(text.casefold())
    return list(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _masses(page: Page, sizes: list[int]) -> list[int]:
    """Return for each element how much of the sizes of the blocks stands inside it."""
    masses = [0] * len(page.nodes)
    for block, size in zip(page.blocks, sizes, strict=True):
        masses[block.node] += size
    for at in range(len(masses) - 1, 0, -1):
        masses[page.nodes[at].parent] += masses[at]
    return masses


def _reasons(page: Page, masses: list[int], sizes: list[int]) -> list[Reason | None]:
    """Return for each element why its text is furniture; an element that holds much of the article is not."""
    reasons: list[Reason | None] = [None]
    for at, node in enumerate(page.nodes[1:], 1):
        reason = node.reason
        holds_article = masses[at] > _TOO_MUCH_TO_DROP * masses[0] or (
            reason not in _STRONG and masses[at] > max(sizes[at] / 2, _SMALL_BOX)
        )
        reasons.append(reasons[node.parent] or (None if holds_article else reason))
    return reasons


def _roles(page: Page, masses: list[int]) -> list[Role | None]:
    """Return for each element what part of the article it is; an element that holds most of the article is none."""
    roles: list[Role | None] = [None]
    for at, node in enumerate(page.nodes[1:], 1):
        role = node.role if masses[at] <= masses[0] / 2 else None
        roles.append(role or roles[node.parent])
    return roles


def _holder(page: Page, masses: list[int]) -> int:
    """Return the smallest element that holds the body, or the article around it."""
    if masses[0] == 0:
        return next((at for at, node in enumerate(page.nodes) if node.is_body or node.tag == "main"), 0)
    holder = 0
    for at, mass in enumerate(masses):
        holder = at if mass >= _HOLDS_BODY * masses[0] else holder
    at = holder
    while at > 0:
        if page.nodes[at].is_body:
            return at
        at = page.nodes[at].parent
    return holder


def _inside(page: Page, holder: int) -> list[bool]:
    inside = [holder == 0]
    for at, node in enumerate(page.nodes[1:], 1):
        inside.append(at == holder or inside[node.parent])
    return inside
