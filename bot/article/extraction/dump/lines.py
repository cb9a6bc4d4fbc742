"""The lines of a raw dump, and what has been decided about them so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.article.extraction.bylines import Byline, read_byline
from bot.article.extraction.dump.boilerplate import DropReason
from bot.article.extraction.dump.line_shapes import is_caption, is_prose
from bot.article.snapshot import PassageKind


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
        byline = read_byline(line.words) if line.is_open else None
        if byline is not None:
            self.byline = self.byline.joined(byline)
            line.drop(DropReason.BYLINE)
        return byline is not None


def followed_by_prose(lines: list[DumpLine]) -> list[bool]:
    """Say for each line whether the next undecided one, captions aside, is a paragraph."""
    follows = False
    answers: list[bool] = []
    for line in reversed(lines):
        answers.append(follows)
        if line.is_open and not is_caption(line.words):
            follows = is_prose(line.words)
    return answers[::-1]
