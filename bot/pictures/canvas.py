"""The sheet a picture is drawn on: pixels from the upper left corner, solid ground, colours for everybody's eyes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.typing import MarkerType

from bot.pictures.fonts import BOLD, PLAIN, lettering, wide
from bot.pictures.shapes import Box, Points

WIDTH_PIXELS = 1080
"""Pixels from left to right."""
MAX_HEIGHT_PIXELS = 1350
"""Pixels from top to bottom, at the most: 4:5, what a phone shows whole."""
MARGIN_PIXELS = 44

GROUND = "#F6F3EC"
INK = "#1D252C"
GREY = "#5C6670"
FAINT = "#DDD8CC"
TRACK = "#ECE8DD"


@dataclass(frozen=True, slots=True)
class Paint:
    """How a group or a stance looks: colour and shape tell it apart, each alone."""

    colour: str
    marker: MarkerType
    on_it: str = "#FFFFFF"
    size: float = 17.0


PAINTS = (
    Paint("#0072B2", "o"),
    Paint("#E69F00", "s", INK, 15.5),
    Paint("#009E73", "^", size=19),
    Paint("#CC79A7", "D", INK, 14.5),
    Paint("#D55E00", "X", size=19),
    Paint("#56B4E9", "P", INK, 19),
)
"""Colours that colour-blind people can tell apart (Okabe and Ito 2008), the most different first."""
NEUTRAL = Paint("#6A747D", "o", size=16)
"""The look of everybody together."""
AGREE, DISAGREE = PAINTS[0], PAINTS[4]
"""The looks of the two stances."""


class Sheet:
    """A picture in the making."""

    def __init__(self, height: float) -> None:
        self._figure = Figure(figsize=(WIDTH_PIXELS / 72, round(height) / 72), dpi=72, facecolor=GROUND)
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, WIDTH_PIXELS), ylim=(round(height), 0))
        self._axes.set_axis_off()

    def words(self, at: tuple[float, float], text: str, size: float, face: str = PLAIN, colour: str = INK) -> None:
        """Write drawable text from a point of its base line to the right."""
        self._write(at, text, lettering(face, size), colour, "left")

    def badge(self, middle: tuple[float, float], text: str, paint: Paint, size: float) -> None:
        """Write a short text on a rounded ground of the paint's colour."""
        width, height = badge_size(text, size)
        left, top = middle[0] - width / 2, middle[1] - height / 2
        shape = f"round,pad=0,rounding_size={height / 2}"
        ground = FancyBboxPatch((left, top), width, height, boxstyle=shape, fc=paint.colour, ec=GROUND, lw=4, zorder=5)
        self._axes.add_patch(ground)
        self._write((middle[0], middle[1] + 0.365 * size), text, lettering(BOLD, size), paint.on_it, "center")

    def area(self, line: Points, paint: Paint) -> None:
        """Fill what is inside a closed line lightly."""
        self._axes.add_patch(Polygon(line, closed=True, fc=paint.colour, ec="none", alpha=0.17, zorder=1))
        self._axes.add_patch(Polygon(line, closed=True, fc="none", ec=paint.colour, lw=4, zorder=2))

    def dots(self, dots: Points, paint: Paint) -> None:
        """Draw people."""
        self._axes.scatter(
            dots[:, 0],
            dots[:, 1],
            s=paint.size**2,
            c=paint.colour,
            marker=paint.marker,
            edgecolors=GROUND,
            linewidths=1.5,
            zorder=3,
        )

    def bar(self, box: Box, share: float, paint: Paint) -> None:
        """Draw a share of a whole."""
        self.block(box, FAINT)
        self.block(replace(box, right=box.left + share * (box.right - box.left)), paint.colour)

    def block(self, box: Box, colour: str) -> None:
        """Fill a rectangle."""
        size = (box.right - box.left, box.bottom - box.top)
        self._axes.add_patch(Rectangle((box.left, box.top), *size, fc=colour, lw=0))

    def png(self) -> bytes:
        """Return the picture as a file, without anything in it that differs from run to run."""
        file = BytesIO()
        self._figure.savefig(file, format="png", dpi=72, metadata={"Software": None}, pil_kwargs={"compress_level": 3})
        return file.getvalue()

    def _write(
        self, at: tuple[float, float], text: str, font: FontProperties, colour: str, align: Literal["left", "center"]
    ) -> None:
        self._axes.text(
            *at, text, fontproperties=font, color=colour, ha=align, va="baseline", parse_math=False, zorder=6
        )


def badge_size(text: str, size: float) -> tuple[float, float]:
    """Return width and height of a badge."""
    height = 1.55 * size
    return max(height, wide(text, BOLD, size) + 0.9 * size), height
