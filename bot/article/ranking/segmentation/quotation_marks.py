"""Quotations in a text: from the mark that opens one to the mark that closes it."""

from __future__ import annotations

import re

from bot.article.ranking.segmentation.graphemes import Span

_MARK = re.compile('["„“”«»‹›「」『』‘’‚]')
_PAIRS = ('„“”"', '“”"', "«»", "‹›", "「」", "『』", "»«", "›‹", "””", "‘’", "‚‘’", '""”')
_CLOSED_BY = {pair[0]: pair[1:] for pair in _PAIRS}
"""What opens a quotation, and what may close it.

“ opens an English one and closes a German or Lithuanian one; » and ” open one in German, Danish, Swedish and Finnish.
"""
_ONLY_OPEN = "„«‹「『‚"
_BEFORE = "([{—–-/"
_MAX_NESTING = 8
"""Quotations within each other that are kept in mind; what was opened before and never closed is forgotten."""


def quotations(text: str, start: int, end: int) -> list[Span]:
    """Find the quotations that are opened and closed in `text[start:end]`.

    Returns:
        Spans from the opening mark to behind the closing one, in the order in which they close; a mark without its
        other half opens and closes nothing.
    """
    found: list[Span] = []
    still_open: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        if mark == "’" and _is_apostrophe(text, at, end):
            continue
        begun = [place for place, (opening, _) in enumerate(still_open) if mark in _CLOSED_BY[opening]]
        if begun and not _opens(text, at, start, end):
            found.append((still_open[begun[-1]][1], at + 1))
            del still_open[begun[-1] :]
        elif mark in _ONLY_OPEN or (mark in _CLOSED_BY and _opens(text, at, start, end)):
            still_open = [*still_open[-_MAX_NESTING:], (mark, at)]
    return found


def _is_apostrophe(text: str, at: int, end: int) -> bool:
    """Tell whether a mark stands in a word, or behind one that owns the next: "the boats’ oars"."""
    following = text[at + 1 : min(at + 3, end)]
    return following[:1].isalnum() or (text[at - 1 : at] in ("s", "S") and following[1:].islower())


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether a mark stands as an opening one does: after a border, before a letter."""
    is_after_border = at == start or text[at - 1].isspace() or text[at - 1] in _BEFORE
    is_before_words = at + 1 < end and not text[at + 1].isspace() and text[at + 1] not in ".,;:!?…)"
    return is_after_border and is_before_words
