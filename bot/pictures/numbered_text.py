"""A counterpoint's words in a picture: its number in bold, its text in lines, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.pictures.canvas import Sheet
from bot.pictures.fonts import BOLD, PLAIN, broken, drawable, wide

SIZE, LINE = 31, 41
"""Size of the letters and step of the lines, in pixels: a phone shows a picture at about two fifths."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands in bold first, and the words after it and below."""

    lead: str
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """Return the pixels it takes."""
        return len(self.lines) * LINE


@lru_cache(maxsize=512)
def worded(text: str, lead: str, room: float, most: int) -> Wording:
    """Break a text after its lead; a line is there for the lead even where no word can be drawn."""
    lines = broken(drawable(text), PLAIN, SIZE, (room - _lead_room(lead), room), most)
    return Wording(lead, tuple(lines) or ("",))


def write(sheet: Sheet, at: tuple[float, float], wording: Wording) -> None:
    """Write a wording from a point of its first base line."""
    left, base = at
    sheet.words((left, base), wording.lead, SIZE, BOLD)
    for step, line in enumerate(wording.lines):
        sheet.words((left + (0 if step else _lead_room(wording.lead)), base + step * LINE), line, SIZE)


def lines_that_fit(count: int, height: Callable[[Sequence[int]], float], room: float) -> list[int]:
    """Return how many lines each of some texts may take: one, then second and third ones as long as there is room.

    Args:
        count: How many texts there are.
        height: Tells how much room they take with so many lines each, at the most.
        room: The pixels there are.
    """
    lines = [1] * count
    for most in (2, 3):
        for place in range(count):
            longer = [*lines[:place], most, *lines[place + 1 :]]
            if height(longer) <= room:
                lines = longer
    return lines


def _lead_room(lead: str) -> float:
    return wide(lead, BOLD, SIZE) + 0.4 * SIZE if lead else 0
