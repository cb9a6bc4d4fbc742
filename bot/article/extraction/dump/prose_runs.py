"""Where an article stands in a dump: the densest run of prose.

A menu is many short lines, an article few long ones. Each line of prose counts for its letters, every other one
against its run by a fixed price: the run with the largest sum is the body, with the subheadings and lists amid it.
"""

from __future__ import annotations

import re
from itertools import accumulate

from bot.article.extraction.dates import PATTERN
from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.line_shapes import ends_as_sentence, is_caption, is_prose
from bot.article.extraction.dump.lines import DumpLine, Run

_OTHER_LINE_PRICE = 0.3
"""The share of a usual paragraph's letters that outweigh one line that is no prose."""
_HIGHEST_PRICE = 80
_MOST_COUNTED = 400
"""Letters that count of one line, so that no terms of use outweigh an article."""
_LONGEST_GAP = 6
"""Lines without prose after which each further one has a quarter of the price: an article may hold a box of links."""


def densest_run(lines: list[DumpLine]) -> Run:
    """Return the run of lines with the most prose and the least else; an empty one where there is no prose.

    Source: the maximum-subarray algorithm (Kadane).
    """
    worths = [_worth(line) for line in lines]
    price = _price(worths)
    largest, total, start, gap = 0.0, 0.0, 0, 0
    run = Run(0, 0)
    for at, worth in enumerate(worths):
        if total <= 0:
            total, start, gap = 0.0, at, 0
        gap = 0 if worth > 0 else gap + (worth < 0)
        total += worth if worth > 0 else worth * (price if gap <= _LONGEST_GAP else price / 4)
        if total > largest:
            largest, run = total, Run(start, at + 1)
    return run


def _price(worths: list[int]) -> float:
    """Return what a line without prose costs, from the paragraph in which the middle letter of all prose stands."""
    sizes = sorted(worth for worth in worths if worth > 0)
    middle = sum(sizes) / 2
    usual = next((size for size, passed in zip(sizes, accumulate(sizes), strict=True) if passed >= middle), 0)
    return min(_HIGHEST_PRICE, _OTHER_LINE_PRICE * usual)


def _worth(line: DumpLine) -> int:
    """Return how many letters of prose a line counts for, or, below 0, how many prices speak against it."""
    words = line.words
    if line.reason is not None:
        return -_PRICES.get(line.reason, 1)
    if is_caption(words):
        return 0
    if len(words) <= _LONGEST_DATED and _DATED.search(words):
        return -_DATE_PRICE
    if is_prose(words):
        return min(len(words), _MOST_COUNTED)
    return 0 if ends_as_sentence(words) and not words.endswith((":", ";")) else -1


_LONGEST_DATED = 60
_DATE_PRICE = 3
_DATED = re.compile(
    PATTERN + r"|\b\d{1,2} (?:second|minute|hour|day|week|month|year|min|hr)s? ago\b|(?<!\d)\d\d?:\d\d(?!\d)",
    re.IGNORECASE,
)
_PRICES = {DropReason.COMMENTS: 5, DropReason.FOOTER: 3}
