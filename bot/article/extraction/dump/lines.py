"""The lines of a raw dump, and what has been decided about them so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.article.extraction.bylines import Byline, read_byline
from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.line_shapes import is_caption, is_prose
from bot.article.extraction.titles import beginning_of
from bot.article.language_detection import language_of_text
from bot.article.snapshot import Dropped, ExtractedText, PassageKind


@dataclass
class DumpLine:
    """One paragraph of a dump and what became of it: a kind, or a reason to drop it."""

    words: str
    kind: PassageKind | None = None
    reason: DropReason | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing has been decided about the line yet."""
        return self.kind is None and self.reason is None

    def drop(self, reason: DropReason) -> None:
        """Decide that the line is not part of the article."""
        self.kind, self.reason = None, reason


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of a dump from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass
class Dump:
    """All lines of a dump and what its head says."""

    lines: list[DumpLine]
    byline: Byline = field(default_factory=Byline)
    run: Run = Run(0, 0)
    """The lines in which most of the prose stands."""
    title: int | None = None
    """Where the title stands."""
    body: int = 0
    """Where the body begins."""

    @property
    def title_words(self) -> str | None:
        """The title, if there is one."""
        return None if self.title is None else self.lines[self.title].words

    def take_byline(self, line: DumpLine) -> bool:
        """Note what a line says about author, date and section; False when it is no byline."""
        is_byline = line.is_open and read_byline(line.words) is not None
        if is_byline:
            self.drop(line, DropReason.BYLINE)
        return is_byline

    def drop(self, line: DumpLine, reason: DropReason) -> None:
        """Drop a line; what it says about author, date and section is kept."""
        said = Byline(section=line.words) if reason is DropReason.SECTION else None
        said = read_byline(line.words) if reason is DropReason.BYLINE else said
        self.byline = self.byline.joined(said or Byline())
        line.drop(reason)

    @property
    def paragraphs(self) -> str:
        """The paragraphs, a line each."""
        return "\n".join(line.words for line in self.lines if line.kind is PassageKind.PARAGRAPH)

    def extracted(self, title: str | None, language: str | None = None, url: str | None = None) -> ExtractedText:
        """Return what has been decided; a title and a language that are not given are found in the paragraphs."""
        return ExtractedText(
            title=title or beginning_of(self.paragraphs),
            parts=tuple((line.kind, line.words) for line in self.lines if line.kind is not None),
            language=language or language_of_text(self.paragraphs),
            authors=self.byline.authors,
            published=self.byline.published,
            section=self.byline.section,
            url=url,
            dropped=tuple(Dropped(line.words, line.reason) for line in self.lines if line.reason is not None),
        )


def followed_by_prose(lines: list[DumpLine]) -> list[bool]:
    """Say for each line whether the next undecided one, captions aside, is a paragraph."""
    follows = False
    answers: list[bool] = []
    for line in reversed(lines):
        answers.append(follows)
        if line.is_open and not is_caption(line.words):
            follows = is_prose(line.words)
    return answers[::-1]
