"""The head of a picture: the title of the article, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.canvas import GREY, INK, MARGIN_PIXELS, WIDTH_PIXELS, Sheet
from bot.pictures.fonts import BOLD, PLAIN, broken, drawable

TITLE, TITLE_LINE = 46, 57
COUNTS, COUNTS_LINE = 33, 46


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line of the head: what, how large, and how far below the one before."""

    text: str
    size: float
    step: int
    face: str = PLAIN
    colour: str = INK


def head_of(title: str, counts: str) -> list[HeaderLine]:
    """Return the title and what is counted, each on two lines at the most."""
    room = (WIDTH_PIXELS - 2 * MARGIN_PIXELS,) * 2
    titles = (HeaderLine(line, TITLE, TITLE_LINE, BOLD) for line in broken(drawable(title, BOLD), BOLD, TITLE, room, 2))
    counted = (
        HeaderLine(line, COUNTS, COUNTS_LINE, colour=GREY) for line in broken(drawable(counts), PLAIN, COUNTS, room, 2)
    )
    return [*titles, *counted]


def height_of_head(head: Sequence[HeaderLine]) -> int:
    """Return the pixels from the upper edge to the end of the head."""
    return MARGIN_PIXELS + sum(line.step for line in head)


def draw_head(sheet: Sheet, head: Sequence[HeaderLine]) -> None:
    """Write the head at the top of the sheet."""
    base = MARGIN_PIXELS - 10
    for line in head:
        base += line.step
        sheet.words((MARGIN_PIXELS, base), line.text, line.size, line.face, line.colour)
