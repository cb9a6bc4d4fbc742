"""Reading a raw dump of a news page: text that somebody selected, copied and saved, with all that stood around it.

The lines are looked at in order: the head up to the first paragraph, the body, and the tail after its last paragraph.
What is in doubt stays: a menu line too many is a smaller harm than a sentence too few.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.article.bylines import Byline, is_name, is_section, read_byline
from bot.article.furniture import Reason, reason_to_drop
from bot.article.language import language_of_text
from bot.article.lines import paragraphs
from bot.article.shapes import (
    ends_as_sentence,
    is_biography,
    is_caption,
    is_heading,
    is_headline,
    is_note,
    is_prose,
    word_count,
)
from bot.article.snapshot import Dropped, PassageKind, Reading

_HEAD = 60
"""How many lines may stand before an article begins."""
_LARGEST_HEAD = 0.2
"""The share of all prose that may stand before the byline."""
_LONGEST_TITLE = 80
_NOTES_FROM_END = 3
_MENU_WORDS = 3
_MENU_LETTERS = 30
_SHORTEST_TITLE = 3
_ENDS_ARTICLE = frozenset({Reason.FOOTER, Reason.COMMENTS, Reason.RELATED, Reason.PRIVACY})


@dataclass
class Line:
    """One paragraph of a dump and what became of it: a kind, or a reason to drop it."""

    words: str
    kind: PassageKind | None = None
    reason: Reason | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided about the line yet."""
        return self.kind is None and self.reason is None


@dataclass
class _Dump:
    lines: list[Line]
    byline: Byline = field(default_factory=Byline)
    title: int | None = None
    body: int = 0
    """Where the first paragraph of the body stands."""


def read_dump(text: str) -> Reading:
    """Sort the lines of a dump into the article and what was around it.

    Args:
        text: Clean text; a paragraph is a line, or several lines broken at a width.
    """
    lines = [Line(words, reason=reason_to_drop(words)) for words in paragraphs(text)]
    dump = _Dump(lines)
    _find_head(dump)
    _sort_body(dump)
    _sort_tail(dump)
    return _as_reading(dump)


def _as_reading(dump: _Dump) -> Reading:
    parts = tuple((line.kind, line.words) for line in dump.lines if line.kind is not None)
    body = "\n".join(words for kind, words in parts if kind is PassageKind.PARAGRAPH)
    return Reading(
        title=dump.lines[dump.title].words if dump.title is not None else beginning_of(body),
        parts=parts,
        language=language_of_text(body),
        authors=dump.byline.authors,
        published=dump.byline.published,
        section=dump.byline.section,
        dropped=tuple(Dropped(line.words, line.reason) for line in dump.lines if line.reason is not None),
    )


def beginning_of(text: str) -> str:
    """Return the first words of a text, for one that has no title."""
    line = text.partition("\n")[0]
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(",;:—–- ") + "…" if " " in line[:_LONGEST_TITLE] else line


# The head: menu, title, standfirst, byline, caption.


def _find_head(dump: _Dump) -> None:
    lines = dump.lines
    first_prose = next((at for at, line in enumerate(lines) if line.is_open and _is_body(line.words)), len(lines))
    byline = _byline_at(lines, first_prose)
    anchor = first_prose if byline is None else byline
    _drop_menus(lines[:anchor])
    dump.title = _title_before(lines, anchor)
    if dump.title is None and byline is not None:
        dump.title = _title_after(lines, byline)
    start = 0 if dump.title is None else dump.title
    for line in lines[:start]:
        _drop_before_title(line, dump)
    if dump.title is not None:
        lines[dump.title].kind = PassageKind.HEADLINE
    _sort_head(dump, start, byline)


def _is_body(words: str) -> bool:
    return is_prose(words) and read_byline(words) is None and not is_caption(words) and not is_headline(words)


def _byline_at(lines: list[Line], first_prose: int) -> int | None:
    """Return where a byline stands that has little prose before it, or None."""
    limit = _LARGEST_HEAD * sum(len(line.words) for line in lines if line.is_open and is_prose(line.words))
    before = 0
    for at, line in enumerate(lines[: max(_HEAD, first_prose)]):
        if line.reason is None and read_byline(line.words) is not None:
            return at
        before += len(line.words) if line.is_open and is_prose(line.words) and at > 0 else 0
        if before > limit and at > first_prose + 1:
            return None
    return None


def _drop_menus(lines: list[Line]) -> None:
    """Drop three short lines or more in a row, unless that leaves nothing for a title."""
    run: list[Line] = []
    menus: list[Line] = []
    for line in [*lines, Line("")]:
        if line.words and line.is_open and _is_menu_like(line.words):
            run.append(line)
            continue
        menus += run if len(run) >= 3 else []
        run = []
    if any(line.is_open and line not in menus and is_headline(line.words) for line in lines):
        for line in menus:
            line.reason = Reason.NAVIGATION


def _is_menu_like(words: str) -> bool:
    return word_count(words) <= _MENU_WORDS and len(words) <= _MENU_LETTERS and not ends_as_sentence(words)


def _title_before(lines: list[Line], anchor: int) -> int | None:
    """Return where the title stands: the first good line of the last group of lines that are no furniture."""
    candidates: list[int] = []
    for at in range(anchor - 1, -1, -1):
        line = lines[at]
        if line.reason is not None and any(_is_good_title(lines[one].words) for one in candidates):
            break
        if line.is_open and is_headline(line.words) and read_byline(line.words) is None:
            candidates.insert(0, at)
    good = [at for at in candidates if _is_good_title(lines[at].words)]
    said_before = [at for at in good if any(_repeats(lines[at].words, other.words) for other in lines[:at])]
    return next(iter(said_before or good or candidates[-1:]), None)


def _title_after(lines: list[Line], byline: int) -> int | None:
    """Return where the title stands when the byline comes first."""
    for at, line in enumerate(lines[byline + 1 :], byline + 1):
        if line.is_open and read_byline(line.words) is None:
            return at if is_headline(line.words) and not is_caption(line.words) else None
    return None


def _is_good_title(words: str) -> bool:
    return word_count(words) >= _SHORTEST_TITLE and not is_caption(words) and not is_section(words)


def _repeats(title: str, earlier: str) -> bool:
    """Say whether an earlier line was the title already, as in `Title - Name of the paper`."""
    return len(earlier) < len(title) + 60 and earlier.casefold().startswith(title.casefold())


def _drop_before_title(line: Line, dump: _Dump) -> None:
    byline = read_byline(line.words) if line.reason is None else None
    if byline is not None:
        dump.byline = dump.byline.joined(byline)
        line.reason = Reason.BYLINE
    elif line.is_open and dump.title is not None and _repeats(dump.lines[dump.title].words, line.words):
        line.reason = Reason.TITLE
    elif line.is_open and is_section(line.words):
        dump.byline = dump.byline.joined(Byline(section=line.words))
        line.reason = Reason.SECTION
    elif line.is_open:
        line.reason = Reason.NAVIGATION


def _sort_head(dump: _Dump, start: int, byline: int | None) -> None:
    """Sort what stands between the title and the body, and note where the body begins."""
    lines = dump.lines
    dump.body = start if dump.title is None else start + 1
    for at in range(dump.body, len(lines)):
        line = lines[at]
        if not _is_head(dump, at, byline):
            break
        dump.body = at + 1
    if byline is not None and not dump.byline.published:
        _take_byline(lines[byline], dump)


def _is_head(dump: _Dump, at: int, byline: int | None) -> bool:
    """Decide about one line of the head; False when the body has begun."""
    line = dump.lines[at]
    if not line.is_open or _take_byline(line, dump):
        return True
    if _is_name_at_byline(dump.lines, at):
        dump.byline = dump.byline.joined(Byline(authors=(line.words,)))
        line.reason = Reason.BYLINE
    elif is_section(line.words):
        dump.byline = dump.byline.joined(Byline(section=line.words))
        line.reason = Reason.SECTION
    elif is_caption(line.words):
        line.kind = PassageKind.CAPTION
    elif is_note(line.words, dump.byline.authors):
        line.kind = PassageKind.NOTE
    elif _is_standfirst(dump, at, byline):
        line.kind = PassageKind.STANDFIRST
    return not line.is_open


def _take_byline(line: Line, dump: _Dump) -> bool:
    byline = read_byline(line.words) if line.is_open else None
    if byline is None:
        return False
    dump.byline = dump.byline.joined(byline)
    line.reason = Reason.BYLINE
    return True


def _is_name_at_byline(lines: list[Line], at: int) -> bool:
    """Say whether a line is a lone name next to a date or another byline."""
    neighbours = [lines[other].words for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    return is_name(lines[at].words) and any(read_byline(words) is not None for words in neighbours)


def _is_standfirst(dump: _Dump, at: int, byline: int | None) -> bool:
    """Say whether a line between title and byline, or an open line below the title, introduces the article."""
    if dump.title is None or any(line.kind is PassageKind.STANDFIRST for line in dump.lines[dump.title : at]):
        return False
    words = dump.lines[at].words
    between = [line for line in dump.lines[at + 1 : byline or 0] if line.is_open and is_prose(line.words)]
    if byline is not None and dump.title < at < byline:
        return word_count(words) > _SHORTEST_TITLE and not between
    follows_title = all(not line.is_open and line.kind is not PassageKind.CAPTION for line in dump.lines[dump.title + 1 : at])
    return follows_title and not ends_as_sentence(words) and 5 <= word_count(words) and _prose_follows(dump.lines, at)


def _prose_follows(lines: list[Line], at: int) -> bool:
    following = next((line for line in lines[at + 1 :] if line.is_open and not is_caption(line.words)), None)
    return following is not None and is_prose(following.words)


# The body: paragraphs, subheadings, captions.


def _sort_body(dump: _Dump) -> None:
    title = dump.lines[dump.title].words if dump.title is not None else None
    previous_is_prose = True
    for at in range(dump.body, len(dump.lines)):
        line = dump.lines[at]
        if not line.is_open:
            continue
        if line.words == title:
            line.reason = Reason.TITLE
        elif is_caption(line.words):
            line.kind = PassageKind.CAPTION
        elif previous_is_prose and is_heading(line.words) and _prose_follows(dump.lines, at):
            line.kind = PassageKind.HEADLINE
            continue
        else:
            line.kind = PassageKind.PARAGRAPH
            previous_is_prose = is_prose(line.words)


# The tail: links, comments, notes, footer.


def _sort_tail(dump: _Dump) -> None:
    _drop_link_lists(dump)
    end = _end_of_body(dump)
    _sort_last_lines(dump, end)
    _find_notes(dump)


def _drop_link_lists(dump: _Dump) -> None:
    """Drop the titles that follow a line such as `Related articles`, up to the next paragraph."""
    links = False
    for line in dump.lines[dump.body :]:
        if line.reason in (Reason.RELATED, Reason.TAGS):
            links = line.words.rstrip().endswith((":", "…")) or ":" not in line.words
        elif line.kind is PassageKind.PARAGRAPH or line.kind is PassageKind.HEADLINE:
            links = links and not is_prose(line.words) and is_headline(line.words)
            if links:
                line.kind, line.reason = None, Reason.RELATED


def _end_of_body(dump: _Dump) -> int:
    """Return where the page ends for good: at a footer or comments that have less prose behind than before them."""
    sizes = [len(line.words) if line.kind is PassageKind.PARAGRAPH else 0 for line in dump.lines]
    before, total = 0, sum(sizes)
    for at, line in enumerate(dump.lines):
        before += sizes[at]
        if at < dump.body or not before:
            continue
        behind = total - before
        if line.reason is Reason.COMMENTS and before >= behind / 2 and _comments_begin(dump, at):
            return at
        if line.reason in _ENDS_ARTICLE and behind < before / 4:
            return at
    return len(dump.lines)


def _comments_begin(dump: _Dump, at: int) -> bool:
    """Say whether comments stand below a line, not just a link to them: some paragraphs are above it."""
    return sum(line.kind is PassageKind.PARAGRAPH for line in dump.lines[:at]) >= 3


def _sort_last_lines(dump: _Dump, end: int) -> None:
    """Drop what stands behind the end of the body, with the reason of the last furniture before it."""
    reason = Reason.FOOTER
    for line in dump.lines[end:]:
        if line.reason is not None:
            reason = line.reason if line.reason in _ENDS_ARTICLE else Reason.FOOTER
        elif is_note(line.words, dump.byline.authors) and reason is not Reason.COMMENTS:
            line.kind = PassageKind.NOTE
        else:
            line.kind, line.reason = None, reason


def _find_notes(dump: _Dump) -> None:
    """Turn the last paragraphs into notes when they speak about the author or the publication."""
    body = [line for line in dump.lines[dump.body :] if line.kind is PassageKind.PARAGRAPH]
    for line in body[max(1, len(body) - _NOTES_FROM_END) :]:
        if is_note(line.words, dump.byline.authors) or (line is body[-1] and is_biography(line.words)):
            line.kind = PassageKind.NOTE
