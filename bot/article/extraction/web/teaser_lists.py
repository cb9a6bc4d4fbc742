"""Lists of teasers: runs of links or headlines of one shape, wherever in a page they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.article.extraction.web.dom import Block, Page
from bot.article.extraction.web.visibility import SUBHEADS

_MIN_TEASERS = 3
MOSTLY_LINKS = 0.5
"""The share of links from which a block is taken for one."""
_NEARLY_ALL = 0.97
_LONGEST_LABEL = 3
_SHORTEST_TITLE = 4


def teasers(page: Page, prose: Sequence[bool], at_home: Sequence[bool]) -> list[bool]:
    """Say for each block of a page whether it is one of three or more teasers in a row.

    Args:
        page: The page.
        prose: For each block, whether it reads like a paragraph.
        at_home: For each block, whether it stands among the paragraphs of the body, where a heading is a heading.
    """
    blocks = zip(page.blocks, prose, at_home, strict=True)
    leading = [not is_prose and _may_lead_elsewhere(page, block, is_home) for block, is_prose, is_home in blocks]
    runs = [list(run) for _, run in groupby(leading)]
    return [leads and len(run) >= _MIN_TEASERS for run in runs for leads in run]


def is_pointer(block: Block) -> bool:
    """Say whether a block is a label of few words and the linked title of another article: `See also: …`."""
    label, _, title = block.words.replace("\xa0", " ").partition(": ")
    is_labelled = len(label.split()) <= _LONGEST_LABEL and len(title.split()) >= _SHORTEST_TITLE
    return is_labelled and block.linked > max(MOSTLY_LINKS, _NEARLY_ALL * len(title) / len(block.words))


def _may_lead_elsewhere(page: Page, block: Block, is_at_home: bool) -> bool:
    return block.linked >= MOSTLY_LINKS or (not is_at_home and page.nodes[block.node].tag in SUBHEADS)
