"""What a page has of lists that are not the voice of its article: its contents, its sources, its notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.lines import DumpLine
from bot.article.extraction.dump.phrasebook import whole_lines
from bot.article.extraction.web.dom import Block, Page
from bot.article.snapshot import PassageKind

_FEWEST_LINKS = 2
_LONGEST_HEADING = 60


def is_contents(element: HtmlElement) -> bool:
    """Say whether an element is a list of links to places in its own page, and of nothing else."""
    if element.tag not in ("ol", "ul"):
        return False
    links = list(element.iter("a"))
    if len(links) < _FEWEST_LINKS or not all(link.get("href", "").startswith("#") for link in links):
        return False
    linked = sum(_letters(link) for link in links)
    return linked > 0 and linked == _letters(element)


def drop_references(lines: list[DumpLine], page: Page, title: int | None) -> None:
    """Drop the lists at the end of a page that a heading, or an element around them, calls its sources or notes.

    Args:
        lines: What was decided about each block of the page; changed.
        page: The page.
        title: Which block is the title.
    """
    first = next((at for at, line in enumerate(lines) if line.kind is PassageKind.PARAGRAPH), None)
    if first is None:
        return
    holders = frozenset(page.around(page.blocks[first].node))
    for group in _closing_groups(lines, page, title):
        if first in group or not _are_references(lines, page, group, holders):
            return
        for at in group:
            lines[at].drop(DropReason.REFERENCES)


def _are_references(lines: list[DumpLine], page: Page, group: list[int], holders: frozenset[int]) -> bool:
    """Say whether blocks are called references and tell sources: half of the items of a list, all paragraphs."""
    blocks = [at for at in group if not _is_heading(lines[at])]
    is_list = bool(blocks) and _is_item(page, blocks[0])
    around = {place for at in blocks for place in page.around(page.blocks[at].node)} - holders if is_list else set()
    is_named = any(page.nodes[place].reason is DropReason.REFERENCES for place in around)
    sources = sum(_tells_source(page.blocks[at]) for at in blocks)
    is_told = is_named or any(_calls_references(lines[at]) for at in group)
    return is_told and sources >= (len(blocks) / 2 if is_list else len(blocks))


def _closing_groups(lines: list[DumpLine], page: Page, title: int | None) -> Iterator[list[int]]:
    """Yield the lists, or paragraphs, at the end, the last ones first: from the last block up to their heading."""
    group: list[int] = []
    is_closed = False
    for at in range(len(lines) - 1, -1, -1):
        is_heading = _is_heading(lines[at]) and at != title
        if lines[at].kind is None and not is_heading:
            continue
        if is_closed or (not is_heading and group and _is_item(page, at) != _is_item(page, group[-1])):
            yield group
            group = []
        group.append(at)
        is_closed = is_heading
    yield group


def _is_heading(line: DumpLine) -> bool:
    """Say whether a line is a heading; one such as "Further reading" may be dropped already, or set as a paragraph."""
    return line.kind is PassageKind.HEADLINE or _calls_references(line)


def _calls_references(line: DumpLine) -> bool:
    called = whole_lines("list of references")
    return called is not None and called.fullmatch(f" {line.words[:_LONGEST_HEADING]}") is not None


def _is_item(page: Page, at: int) -> bool:
    return any(page.nodes[place].tag in ("li", "dd", "dt") for place in page.around(page.blocks[at].node))


def _tells_source(block: Block) -> bool:
    """Say whether an item has a year, a page or a link, as a source does."""
    return block.linked > 0 or any(letter.isdigit() for letter in block.words)


def _letters(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
