"""Reading a raw dump of a news page: text that somebody selected, copied and saved, with all that stood around it.

The lines are looked at in order: the head up to the first paragraph, the body, and the tail after its last paragraph.
What is in doubt stays: a menu line too many is a smaller harm than a sentence too few.
"""

from __future__ import annotations

from dataclasses import replace

from bot.article.extraction.article_parts import part_of_lines
from bot.article.extraction.bylines import read_byline
from bot.article.extraction.dump.boilerplate import DropReason, reason_to_drop
from bot.article.extraction.dump.head import sort_head
from bot.article.extraction.dump.line_shapes import (
    ends_as_sentence,
    is_caption,
    is_heading,
    is_note,
    is_prose,
    word_count,
)
from bot.article.extraction.dump.lines import Dump, DumpLine, followed_by_prose
from bot.article.extraction.dump.prose_runs import densest_run
from bot.article.extraction.dump.tail import drop_rest, ends_page, sort_tail
from bot.article.extraction.paragraphs import paragraphs
from bot.article.snapshot import ExtractedText, PassageKind

_LONG_SENTENCE = 10
_SHORTEST_TITLE = 4


def read_dump(text: str) -> ExtractedText:
    """Sort the lines of a dump into the article and what was around it.

    Args:
        text: Clean text; a paragraph is a line, or several lines broken at a width.
    """
    dump = Dump([DumpLine(words, reason=reason_to_drop(words)) for words in paragraphs(text)])
    _reopen(dump.lines)
    dump.run = densest_run(dump.lines)
    sort_head(dump)
    drop_rest(dump)
    _sort_body(dump)
    sort_tail(dump)
    if not any(line.kind is PassageKind.PARAGRAPH for line in dump.lines):
        _take_all(dump)
    return replace(dump.extracted(dump.title_words), part=part_of_lines(line.words for line in dump.lines))


def _reopen(lines: list[DumpLine]) -> None:
    """Take back that a line is furniture where only its beginning says so: prose amid prose, or a title above it."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line.reason is DropReason.FOOTER and _is_amid_prose(above, line, below) and not ends_page(line.words):
            line.reason = None
    if len(lines) > 1 and lines[0].reason is DropReason.SHARING and word_count(lines[0].words) >= _SHORTEST_TITLE:
        is_title = is_prose(lines[1].words) or read_byline(lines[1].words) is not None
        lines[0].reason = None if is_title else DropReason.SHARING


def _is_amid_prose(above: DumpLine, line: DumpLine, below: DumpLine) -> bool:
    is_sentence = ends_as_sentence(line.words) and word_count(line.words) >= _LONG_SENTENCE
    return is_sentence and all(other.is_open and is_prose(other.words) for other in (above, below))


def _take_all(dump: Dump) -> None:
    """Take every kept line as a paragraph: where nothing looks like a body, a lone line may be one."""
    dump.title = None
    for line in dump.lines:
        if line.kind is PassageKind.HEADLINE or line.kind is PassageKind.STANDFIRST:
            line.kind = PassageKind.PARAGRAPH


def _sort_body(dump: Dump) -> None:
    """Tell paragraphs, subheadings and captions apart, all the way down."""
    after_prose = True
    lines = dump.lines[dump.body :]
    for line, prose_follows in zip(lines, followed_by_prose(lines), strict=True):
        if not line.is_open:
            continue
        if line.words == dump.title_words:
            line.drop(DropReason.TITLE)
        elif is_caption(line.words):
            line.kind = PassageKind.CAPTION
        elif after_prose and prose_follows and is_heading(line.words) and not is_note(line.words, ()):
            line.kind = PassageKind.HEADLINE
            after_prose = False
        else:
            line.kind = PassageKind.PARAGRAPH
            after_prose = is_prose(line.words)
