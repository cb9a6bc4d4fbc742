"""The snapshot: an immutable, hashed version of an article, cut into passages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class PassageKind(StrEnum):
    """What a passage is in its article. Only paragraphs are quoted as the article's voice."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: `snapshot.text[start:end]`, offsets in code points, end exclusive."""

    index: int
    kind: PassageKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the source that is not part of the article, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A page of an article that its site split over several: the how manieth, and of how many if that is known."""

    page: int
    of: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: `text[start:end]`, and whose speech it is; None for the author's own."""

    start: int
    end: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An article as it was read once.

    `text` holds the passages in reading order with one blank line between them; `sha256` is the hash of its UTF-8.
    `speech` tells who says what in it, where that was found out already; `part`, which is not kept, that it is but one
    page of an article.
    """

    title: str
    text: str
    sha256: str
    passages: tuple[Passage, ...]
    language: str
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    section: str | None = None
    url: str | None = None
    dropped: tuple[Dropped, ...] = ()
    speech: tuple[Line, ...] | None = field(default=None, compare=False, repr=False)
    part: Part | None = field(default=None, compare=False)

    def paragraphs(self) -> tuple[Passage, ...]:
        """Return the passages that speak with the article's voice, in order."""
        return tuple(passage for passage in self.passages if passage.kind is PassageKind.PARAGRAPH)

    def words_of(self, passage: Passage) -> str:
        """Return the text of a passage."""
        return self.text[passage.start : passage.end]

    def number_of(self, passage: Passage) -> int | None:
        """Return the paragraph number that people see (¶ 1 is the first), or None for other kinds."""
        if passage.kind is not PassageKind.PARAGRAPH:
            return None
        return sum(other.kind is PassageKind.PARAGRAPH for other in self.passages[: passage.index + 1])


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """What a reader found in a source, before it becomes a snapshot."""

    title: str
    parts: tuple[tuple[PassageKind, str], ...]
    language: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    section: str | None = None
    url: str | None = None
    dropped: tuple[Dropped, ...] = ()
    part: Part | None = None


def take_snapshot(reading: ExtractedText) -> Snapshot:
    """Lay the parts of a reading out as one text and note where each passage stands."""
    passages: list[Passage] = []
    start = 0
    for index, (kind, words) in enumerate(reading.parts):
        passages.append(Passage(index, kind, start, start + len(words)))
        start += len(words) + len(PARTING)
    text = PARTING.join(words for _, words in reading.parts)
    standfirst = next((words for kind, words in reading.parts if kind is PassageKind.STANDFIRST), None)
    return Snapshot(
        title=reading.title,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        passages=tuple(passages),
        language=reading.language,
        standfirst=standfirst,
        authors=reading.authors,
        published=reading.published,
        section=reading.section,
        url=reading.url,
        dropped=reading.dropped,
        part=reading.part,
    )


PARTING = "\n\n"
"""What stands between two passages of a snapshot's text."""
