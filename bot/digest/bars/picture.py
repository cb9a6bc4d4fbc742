"""How the bars are composed: a head, and for each counterpoint its words above a bar to both sides of a middle line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib.style

from bot.digest.bars.standings import VoteBar, VoteBars
from bot.digest.bars.words import counts_of
from bot.pictures import canvas
from bot.pictures.fonts import BOLD, PLAIN, wide
from bot.pictures.header import draw_head, head_of, height_of_head
from bot.pictures.numbered_text import LINE, Wording, lines_that_fit, worded, write
from bot.pictures.shapes import Box
from bot.texts import tell

BAR, ABOVE_BAR, ROW_GAP = 28, 7, 21
COLUMN_HEAD_PIXELS = 76
"""Pixels between the head and the first counterpoint, for the names of the columns."""
FIGURES, NAMES = 28, 27
"""Sizes of the figures, and of the names of the columns."""
FIGURE_GAP_PIXELS = 12
"""Pixels between a bar and its figure."""
MIN_BAR_PIXELS = 8
"""Pixels of the shortest bar there is, of one vote beside thousands."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the bars begin, and how long they are."""

    middle: float
    pixels_a_vote: float

    def length(self, votes: int) -> float:
        """Return the pixels of a bar; somebody's vote is always seen."""
        return max(MIN_BAR_PIXELS, votes * self.pixels_a_vote) if votes else 0


def compose(standings: VoteBars, language: str) -> bytes:
    """Compose the picture and return it as a PNG."""
    with matplotlib.style.context("default", after_reset=True):
        head = head_of(standings.title, counts_of(standings, language))
        top: float = height_of_head(head) + COLUMN_HEAD_PIXELS
        lines = lines_that_fit(
            len(standings.shown),
            lambda lines: _height(_wordings(standings, lines)),
            canvas.MAX_HEIGHT_PIXELS - canvas.MARGIN_PIXELS / 2 - top,
        )
        wordings = _wordings(standings, lines)
        sheet = canvas.Sheet(top + _height(wordings) + canvas.MARGIN_PIXELS / 2)
        draw_head(sheet, head)
        scale = _scale(standings, language)
        _draw_columns(sheet, scale, top, language)
        for one, wording in zip(standings.shown, wordings, strict=True):
            _draw_row(sheet, one, wording, top, scale, language)
            top += _row_height(wording)
        return sheet.png()


def _wordings(standings: VoteBars, lines: Sequence[int]) -> list[Wording]:
    room = canvas.WIDTH_PIXELS - 2 * canvas.MARGIN_PIXELS
    return [worded(one.text, f"#{one.number}", room, most) for one, most in zip(standings.shown, lines, strict=True)]


def _row_height(wording: Wording) -> float:
    return wording.height + ABOVE_BAR + BAR + ROW_GAP


def _height(wordings: Sequence[Wording]) -> float:
    return sum(map(_row_height, wordings))


def _scale(standings: VoteBars, language: str) -> Scale:
    """Fit the longest bar and its figure to either side, beside the column of passes."""
    longest = max(max(one.agree, one.disagree) for one in standings.shown)
    figures = max(_figure_room(max(one.agree, one.disagree), language) for one in standings.shown)
    passes = max(_figure_room(one.passes, language) for one in standings.shown)
    column = max(passes, wide(tell("bars-pass", language), PLAIN, NAMES) + 2 * FIGURE_GAP_PIXELS)
    half = (canvas.WIDTH_PIXELS - 2 * canvas.MARGIN_PIXELS - column) / 2
    return Scale(canvas.MARGIN_PIXELS + half, (half - figures) / max(1, longest))


def _figure_room(votes: int, language: str) -> float:
    return wide(tell("bars-figure", language, votes=votes), BOLD, FIGURES) + 2 * FIGURE_GAP_PIXELS


def _draw_columns(sheet: canvas.Sheet, scale: Scale, top: float, language: str) -> None:
    """Name the columns, above the first counterpoint."""
    base = top - 24
    disagree, passes = (tell(key, language) for key in ("bars-disagree", "bars-pass"))
    sheet.words((scale.middle - FIGURE_GAP_PIXELS - wide(disagree, BOLD, NAMES), base), disagree, NAMES, BOLD)
    sheet.words((scale.middle + FIGURE_GAP_PIXELS, base), tell("bars-agree", language), NAMES, BOLD)
    sheet.words(
        (canvas.WIDTH_PIXELS - canvas.MARGIN_PIXELS - wide(passes, PLAIN, NAMES), base),
        passes,
        NAMES,
        colour=canvas.GREY,
    )


def _draw_row(sheet: canvas.Sheet, one: VoteBar, wording: Wording, top: float, scale: Scale, language: str) -> None:
    write(sheet, (canvas.MARGIN_PIXELS, top + 0.76 * LINE), wording)
    top += wording.height + ABOVE_BAR
    sheet.block(Box(canvas.MARGIN_PIXELS, top, 2 * scale.middle - canvas.MARGIN_PIXELS, top + BAR), canvas.TRACK)
    agree, disagree, passes = (
        tell("bars-figure", language, votes=votes) for votes in (one.agree, one.disagree, one.passes)
    )
    left, right = scale.middle - scale.length(one.disagree), scale.middle + scale.length(one.agree)
    sheet.block(Box(left, top, scale.middle, top + BAR), canvas.DISAGREE.colour)
    sheet.block(Box(scale.middle, top, right, top + BAR), canvas.AGREE.colour)
    sheet.block(Box(scale.middle - 1.5, top - 4, scale.middle + 1.5, top + BAR + 4), canvas.INK)
    base = top + BAR - 4
    sheet.words((left - FIGURE_GAP_PIXELS - wide(disagree, BOLD, FIGURES), base), disagree, FIGURES, BOLD)
    sheet.words((right + FIGURE_GAP_PIXELS, base), agree, FIGURES, BOLD)
    sheet.words(
        (canvas.WIDTH_PIXELS - canvas.MARGIN_PIXELS - wide(passes, PLAIN, FIGURES), base),
        passes,
        FIGURES,
        colour=canvas.GREY,
    )
