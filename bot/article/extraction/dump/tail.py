"""The tail of a raw dump: links, comments, notes about the author, the footer."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.line_shapes import begins_with_author, is_biography, is_headline, is_note, is_prose
from bot.article.extraction.dump.lines import Dump, DumpLine
from bot.article.snapshot import PassageKind

_NOTES_FROM_END = 3
_PARAGRAPHS_BEFORE_COMMENTS = 3
_REPLIES_AT_MOST = 20
"""How many times the prose above them the comments may have, once `Reply` shows that they are some."""
_LINES_OF_A_PAGE = 12
_ENDING = frozenset({DropReason.COMMENTS, DropReason.FOOTER, DropReason.RELATED, DropReason.TAGS})
_PAGE_END = re.compile(
    r"(?:©|copyright|copyryight|\(c\))\D{0,60}(?:19|20)\d\d|^terms of (?:use|service) ?[|·•]|rights reserved"
    r"|права (?:за|аба)\w{4,8}|права охраняются|правы (?:аба|ахоў)\w{4,8}|prawa zastrzeżone|teisės saugomos"
    r"|rechte vorbehalten",
    re.IGNORECASE,
)
"""Only this surely ends a page; `Contact` or `Read more: …` may stand in the middle of one."""
_REPLY = re.compile(
    r"(?:reply|ответить|адказаць|відповісти|odpowiedz|atsakyti|antworten|.{2,40} (?:says|said|wrote):)$", re.IGNORECASE
)


def ends_page(words: str) -> bool:
    """Say whether a line surely ends a page, as its copyright does."""
    return _PAGE_END.search(words[:200]) is not None


def drop_rest(dump: Dump) -> None:
    """Drop what follows the densest run of prose, where so many short lines follow that it must be a page's."""
    rest = dump.lines[max(dump.run.end, dump.body) :]
    if sum(not is_prose(line.words) for line in rest) < _LINES_OF_A_PAGE:
        return
    reason = DropReason.RELATED
    for line in rest:
        if line.reason is not None:
            reason = line.reason if line.reason in _ENDING else reason
        elif not is_note(line.words, dump.byline.authors):
            line.drop(reason)


def sort_tail(dump: Dump) -> None:
    """Drop what follows the last paragraph of the article, and tell notes from paragraphs."""
    _drop_link_lists(dump)
    _sort_last_lines(dump, _end_of_body(dump))
    find_notes(dump)


def _drop_link_lists(dump: Dump) -> None:
    """Drop the titles that follow a line such as `Related articles`, up to the next paragraph."""
    links: DropReason | None = None
    for line in dump.lines[dump.body :]:
        if line.reason in (DropReason.RELATED, DropReason.TAGS):
            links = line.reason if ":" not in line.words or line.words.endswith(":") else None
        elif line.kind in (PassageKind.PARAGRAPH, PassageKind.HEADLINE):
            links = links if is_headline(line.words) and not is_prose(line.words) else None
            if links is not None:
                line.drop(links)


def _end_of_body(dump: Dump) -> int:
    """Return where the page ends for good: at its copyright or comments, with much less prose behind than before."""
    sizes = [len(line.words) if line.kind is PassageKind.PARAGRAPH else 0 for line in dump.lines]
    total, before, paragraphs = sum(sizes), 0, 0
    largest = _REPLIES_AT_MOST if any(_REPLY.match(line.words[:60]) for line in dump.lines[dump.body :]) else 2
    for at, (line, size) in enumerate(zip(dump.lines, sizes, strict=True)):
        before += size
        paragraphs += size > 0
        is_over = paragraphs >= _PARAGRAPHS_BEFORE_COMMENTS and total < largest * before
        if line.reason is DropReason.COMMENTS and is_over:
            return at
        if line.reason is DropReason.FOOTER and total < 1.25 * before and ends_page(line.words):
            return at
    return len(dump.lines)


def _sort_last_lines(dump: Dump, end: int) -> None:
    """Drop what stands behind the end of the body, with the reason of the comments or the footer before it."""
    reason = DropReason.FOOTER
    for line in dump.lines[end:]:
        if line.reason is not None:
            reason = DropReason.COMMENTS if line.reason is DropReason.COMMENTS else DropReason.FOOTER
        elif is_note(line.words, dump.byline.authors) and reason is not DropReason.COMMENTS:
            line.kind = PassageKind.NOTE
        else:
            line.drop(reason)


def find_notes(dump: Dump, is_set_apart: Callable[[DumpLine], bool] = lambda line: True) -> None:
    """Turn the last paragraphs into notes when they speak about the author or the publication.

    Args:
        dump: The lines.
        is_set_apart: Whether a line looks as if it were no part of the body; words alone may deceive.
    """
    body = [line for line in dump.lines[dump.body :] if line.kind is PassageKind.PARAGRAPH]
    for line in body[max(1, len(body) - _NOTES_FROM_END) :]:
        speaks = is_note(line.words, dump.byline.authors) or (line is body[-1] and is_biography(line.words))
        if speaks and (is_set_apart(line) or begins_with_author(line.words, dump.byline.authors)):
            line.kind = PassageKind.NOTE
