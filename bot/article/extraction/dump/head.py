"""The head of a raw dump: menus, title, standfirst, byline, caption."""

from __future__ import annotations

from collections.abc import Callable

from bot.article.extraction.bylines import Byline, is_name, is_section, read_byline
from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.line_shapes import (
    ends_as_sentence,
    is_caption,
    is_headline,
    is_note,
    is_prose,
    word_count,
)
from bot.article.extraction.dump.lines import Dump, DumpLine, followed_by_prose
from bot.article.extraction.dump.title import is_dateline, repeats, title_above
from bot.article.snapshot import PassageKind

_HEAD_LINES = 60
"""How many lines are looked at around the beginning of an article."""
_LARGEST_HEAD = 0.2
"""The share of all prose that may stand before the byline."""
_MENU_WORDS = 3
_MENU_LETTERS = 30
_MENU_LINES = 3
_SIGNED_LATE = 4
"""Lines of the body among which the byline may stand, below a standfirst that reads like a paragraph."""
_SHORTEST_INTRODUCTION = 4
_SHORTEST_STANDFIRST = 5


def sort_head(dump: Dump) -> None:
    """Find the title and sort the lines around it, up to where the body begins."""
    lines, run = dump.lines, dump.run
    first_prose = _first(lines, _is_body, run.start)
    if first_prose == len(lines):
        first_prose = _first(lines, _is_sentence)
    byline = _byline_at(lines, first_prose)
    anchor = first_prose if byline is None else max(byline, run.start)
    _drop_menus(lines[:anchor])
    dump.title = title_above(lines, anchor, run)
    if dump.title is None and byline is not None:
        dump.title = _title_after(lines, byline)
    _sort_before_title(dump)
    _sort_after_title(dump, byline)


def _first(lines: list[DumpLine], is_wanted: Callable[[str], bool], start: int = 0) -> int:
    """Return where the first undecided line of a sort stands; the number of lines if there is none."""
    wanted = (at for at in range(start, len(lines)) if lines[at].is_open and is_wanted(lines[at].words))
    return next(wanted, len(lines))


def _is_sentence(words: str) -> bool:
    """Say whether a line is a sentence, however short, that no menu would have."""
    return ends_as_sentence(words) and not is_headline(words) and word_count(words) > 1


def _is_body(words: str) -> bool:
    return is_prose(words) and read_byline(words) is None and not is_caption(words) and not is_headline(words)


def _byline_at(lines: list[DumpLine], first_prose: int) -> int | None:
    """Return where a byline stands that has little prose before it, or None."""
    limit = _LARGEST_HEAD * sum(len(line.words) for line in lines if line.is_open and is_prose(line.words))
    before = 0
    for at, line in enumerate(lines[: first_prose + _HEAD_LINES]):
        if line.is_open and read_byline(line.words) is not None:
            return at
        before += len(line.words) if line.is_open and at > first_prose and is_prose(line.words) else 0
        if before > limit:
            break
    return None


def _drop_menus(lines: list[DumpLine]) -> None:
    """Drop three short lines or more in a row, unless that leaves nothing for a title."""
    run: list[DumpLine] = []
    menus: list[DumpLine] = []
    others: list[DumpLine] = []
    for line in [*lines, DumpLine("")]:
        if line.words and line.is_open and _is_menu_like(line.words):
            run.append(line)
            continue
        if run and is_dateline(line.words):
            others.append(run.pop())
        (menus if len(run) >= _MENU_LINES else others).extend(run)
        others.append(line)
        run = []
    if any(line.is_open and is_headline(line.words) for line in others):
        for line in menus:
            line.drop(DropReason.NAVIGATION)


def _is_menu_like(words: str) -> bool:
    return word_count(words) <= _MENU_WORDS and len(words) <= _MENU_LETTERS and not ends_as_sentence(words)


def _title_after(lines: list[DumpLine], byline: int) -> int | None:
    """Return where the title stands when the byline comes first."""
    for at, line in enumerate(lines[byline + 1 : byline + _HEAD_LINES], byline + 1):
        if line.is_open and read_byline(line.words) is None:
            return at if is_headline(line.words) and not is_caption(line.words) else None
    return None


def _sort_before_title(dump: Dump) -> None:
    """Drop all that stands before the title; a lone section above it is kept as the article's section."""
    if dump.title is None:
        return
    title = dump.lines[dump.title]
    title.kind = PassageKind.HEADLINE
    before = dump.lines[: dump.title]
    labels = [line for line in before[-2:] if line.is_open and is_section(line.words)]
    if labels and labels == before[-1:]:
        dump.drop(labels[0], DropReason.SECTION)
    is_page = False
    for line in before:
        if line.is_open and not is_page and _is_sentence(line.words):
            line.kind = PassageKind.PARAGRAPH
        elif line.is_open and not dump.take_byline(line):
            line.drop(DropReason.TITLE if repeats(title.words, line.words) else DropReason.NAVIGATION)
        is_page = is_page or line.reason is not None


def _sort_after_title(dump: Dump, byline: int | None) -> None:
    """Sort what stands between the title and the body, and note where the body begins."""
    dump.body = 0 if dump.title is None else dump.title + 1
    _drop_links(dump)
    prose_follows = followed_by_prose(dump.lines[: dump.body + 2 * _HEAD_LINES])
    for at in range(dump.body, min(len(dump.lines), dump.body + _HEAD_LINES)):
        _sort_line(dump, at, byline)
        if dump.lines[at].is_open and _is_standfirst(dump, at, byline, prose_follows[at]):
            dump.lines[at].kind = PassageKind.STANDFIRST
        if dump.lines[at].is_open:
            break
        dump.body = at + 1
    if byline is not None:
        dump.take_byline(dump.lines[byline])
    if dump.title is not None:
        for line in dump.lines[dump.body : dump.body + _SIGNED_LATE]:
            _take_dateline(line, dump)


def _take_dateline(line: DumpLine, dump: Dump) -> bool:
    """Drop a line that says who wrote an article or when, and note what of that is understood."""
    is_taken = line.is_open and is_dateline(line.words)
    if is_taken:
        dump.drop(line, DropReason.BYLINE)
    return is_taken


def _drop_links(dump: Dump) -> None:
    """Drop the short lines between the title and the prose of a page, where there are many."""
    between = [line for line in dump.lines[dump.body : dump.run.start] if _is_link_like(line)]
    if len(between) >= _MENU_LINES:
        for line in between:
            line.drop(DropReason.NAVIGATION)


def _is_link_like(line: DumpLine) -> bool:
    is_kept = is_prose(line.words) or is_caption(line.words) or read_byline(line.words) is not None
    return line.is_open and not is_kept and not is_name(line.words)


def _sort_line(dump: Dump, at: int, byline: int | None) -> None:
    """Decide about one line below the title, if it is not a paragraph."""
    line = dump.lines[at]
    if not line.is_open or _take_dateline(line, dump):
        return
    if _is_name_at_byline(dump.lines, at):
        dump.byline = dump.byline.joined(Byline(authors=(line.words,)))
        line.drop(DropReason.BYLINE)
    elif is_section(line.words):
        dump.drop(line, DropReason.SECTION)
    elif dump.title_words is not None and repeats(dump.title_words, line.words):
        line.drop(DropReason.TITLE)
    elif is_caption(line.words):
        line.kind = PassageKind.CAPTION
    elif is_note(line.words, dump.byline.authors) and not (byline is None and dump.title is None):
        line.kind = PassageKind.NOTE


def _is_name_at_byline(lines: list[DumpLine], at: int) -> bool:
    """Say whether a line is a lone name next to a date or another byline."""
    neighbours = [lines[other].words for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    return is_name(lines[at].words) and any(read_byline(words) is not None for words in neighbours)


def _is_standfirst(dump: Dump, at: int, byline: int | None, prose_follows: bool) -> bool:
    """Say whether a line between title and byline, or an open line below the title, introduces the article."""
    if dump.title is None:
        return False
    words = dump.lines[at].words
    above = dump.lines[dump.title + 1 : at]
    if any(line.kind is PassageKind.STANDFIRST for line in above):
        return False
    if byline is not None and at < byline:
        paragraphs = [line for line in dump.lines[at + 1 : byline] if line.is_open and is_prose(line.words)]
        return word_count(words) >= _SHORTEST_INTRODUCTION and not paragraphs
    is_open_line = not ends_as_sentence(words) and word_count(words) >= _SHORTEST_STANDFIRST
    return is_open_line and prose_follows and not any(line.kind is PassageKind.CAPTION for line in above)
