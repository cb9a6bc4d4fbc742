"""The tail of a raw dump: links, comments, notes about the author, the footer."""

from __future__ import annotations

from bot.article.dumplines import Dump, Line
from bot.article.furniture import Reason
from bot.article.shapes import is_biography, is_headline, is_note, is_prose
from bot.article.snapshot import PassageKind

_NOTES_FROM_END = 3
_PARAGRAPHS_BEFORE_COMMENTS = 3
_ENDS_ARTICLE = frozenset({Reason.FOOTER, Reason.COMMENTS, Reason.RELATED, Reason.PRIVACY})


def sort_tail(dump: Dump) -> None:
    """Drop what follows the last paragraph of the article, and tell notes from paragraphs."""
    _drop_link_lists(dump)
    _sort_last_lines(dump, _end_of_body(dump))
    _find_notes(dump)


def _drop_link_lists(dump: Dump) -> None:
    """Drop the titles that follow a line such as `Related articles`, up to the next paragraph."""
    in_links = False
    for line in dump.lines[dump.body :]:
        if line.reason in (Reason.RELATED, Reason.TAGS):
            in_links = ":" not in line.words or line.words.endswith(":")
        elif line.kind in (PassageKind.PARAGRAPH, PassageKind.HEADLINE):
            in_links = in_links and is_headline(line.words) and not is_prose(line.words)
            if in_links:
                line.drop(Reason.RELATED)


def _end_of_body(dump: Dump) -> int:
    """Return where the page ends for good: at a footer or comments with much less prose behind than before."""
    sizes = [len(line.words) if line.kind is PassageKind.PARAGRAPH else 0 for line in dump.lines]
    total, before, paragraphs = sum(sizes), 0, 0
    for at, (line, size) in enumerate(zip(dump.lines, sizes, strict=True)):
        before += size
        paragraphs += size > 0
        if line.reason is Reason.COMMENTS and paragraphs >= _PARAGRAPHS_BEFORE_COMMENTS and total < 3 * before:
            return at
        if line.reason in _ENDS_ARTICLE and total < 1.25 * before:
            return at
    return len(dump.lines)


def _sort_last_lines(dump: Dump, end: int) -> None:
    """Drop what stands behind the end of the body, with the reason of the last furniture before it."""
    reason = Reason.FOOTER
    for line in dump.lines[end:]:
        if line.reason is not None:
            reason = line.reason if line.reason in _ENDS_ARTICLE else Reason.FOOTER
        elif is_note(line.words, dump.byline.authors) and reason is not Reason.COMMENTS:
            line.kind = PassageKind.NOTE
        else:
            line.drop(reason)


def _find_notes(dump: Dump) -> None:
    """Turn the last paragraphs into notes when they speak about the author or the publication."""
    body = [line for line in dump.lines[dump.body :] if line.kind is PassageKind.PARAGRAPH]
    for line in body[max(1, len(body) - _NOTES_FROM_END) :]:
        if is_note(line.words, dump.byline.authors) or (line is body[-1] and is_biography(line.words)):
            line.kind = PassageKind.NOTE
