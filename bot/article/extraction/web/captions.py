"""Which blocks of a page are captions by where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.article.extraction.dump.line_shapes import is_caption
from bot.article.extraction.web.dom import Page
from bot.article.extraction.web.roles import ElementRole

_LONGEST = 400
"""Letters above which the text of a figure is no caption, unless somebody is credited at its end."""
_CREDIT = 300
"""Letters at the end of a long text among which the credit stands."""
_NEAR = 4
"""How many elements around a caption may hold its picture."""


def captioned(page: Page, roles: Sequence[ElementRole | None], sure: Sequence[bool]) -> list[bool]:
    """Say for each block whether its element makes it a caption.

    A class alone says little about a paragraph of the body: there must be a figure or a picture then, too. Where all
    paragraphs would be captions, as in a show of pictures, none is.

    Args:
        page: The page.
        roles: What part of the article the element of each block says it is.
        sure: Whether a block is prose that stands among the paragraphs of the body.
    """
    pictures = _beside_pictures(page)
    found = [
        role is ElementRole.CAPTION
        and (len(block.words) <= _LONGEST or is_caption(block.words[-_CREDIT:]))
        and (not is_sure or _is_illustrated(page, block.node, pictures))
        for block, role, is_sure in zip(page.blocks, roles, sure, strict=True)
    ]
    is_show = any(sure) and all(one for one, is_sure in zip(found, sure, strict=True) if is_sure)
    return [False] * len(found) if is_show else found


def _beside_pictures(page: Page) -> set[int]:
    """Return the elements that hold a picture."""
    holders: set[int] = set()
    for node in page.nodes:
        if node.tag == "img":
            holders.update(takewhile(lambda at: at not in holders, page.around(node.parent)))
    return holders


def _is_illustrated(page: Page, at: int, pictures: set[int]) -> bool:
    """Say whether an element stands in a figure, or not far from a picture."""
    around = list(page.around(at))
    is_in_figure = any(page.nodes[one].tag in ("figure", "figcaption", "caption") for one in around)
    return is_in_figure or not pictures.isdisjoint(around[: _NEAR + 1])
