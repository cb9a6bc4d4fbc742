"""The counterpoints below the map: what marks each group, and the widest agreement, in the lines there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.debate.map.opinion_map import Agreement, Direction, GroupMark, MapGroup, OpinionMap
from bot.pictures import canvas
from bot.pictures.fonts import BOLD
from bot.pictures.numbered_text import LINE, SIZE, Wording, lines_that_fit, worded, write
from bot.pictures.shapes import Box
from bot.texts import tell

SMALL_SIZE = 27
ROW_GAP, ENTRY_GAP, BAR = 24, 6, 18
BADGE_ROOM = 96
"""Pixels left of the words, for the badges."""
SIGN_ROOM = 42
FOOT_PIXELS = 64
"""Pixels below the rows, for the meaning of the signs."""

SIGNS: dict[Direction, str] = {"agree": "✓", "disagree": "✗"}
BARS: dict[Direction, canvas.Paint] = {"agree": canvas.AGREE, "disagree": canvas.DISAGREE}


@dataclass(frozen=True, slots=True)
class CounterpointEntry:
    """A counterpoint: a sign, its words, and perhaps a bar with its label."""

    sign: str
    wording: Wording
    share: float | None = None
    label: str = ""
    paint: canvas.Paint = canvas.PAINTS[0]

    @property
    def height(self) -> int:
        """Return the pixels it takes."""
        return self.wording.height + (self.share is not None) * LINE


@dataclass(frozen=True, slots=True)
class MapRow:
    """What stands beside one badge."""

    badge: str
    paint: canvas.Paint
    entries: tuple[CounterpointEntry, ...] = ()

    @property
    def height(self) -> int:
        """Return the pixels it takes."""
        gaps = ENTRY_GAP * max(0, len(self.entries) - 1)
        return max(round(canvas.badge_size(self.badge, SIZE)[1]), sum(entry.height for entry in self.entries) + gaps)


def paints_of(groups: Sequence[MapGroup]) -> list[canvas.Paint]:
    """Give each group the look that its number has, and the next free one where that is taken."""
    free = list(range(len(canvas.PAINTS)))
    looks = []
    for group in groups:
        wanted = group.id % len(canvas.PAINTS)
        looks.append(free.pop(free.index(wanted) if wanted in free else 0))
    return [canvas.PAINTS[look] for look in looks]


def rows_that_fit(mapping: OpinionMap, room: float, language: str) -> list[MapRow]:
    """Return the rows: each counterpoint on one line, then second and third lines as long as there is room."""
    count = max(1, len(mapping.agreement) + sum(len(group.marks) for group in mapping.groups))
    lines = lines_that_fit(count, lambda lines: height_of(_rows(mapping, lines, language)), room)
    return _rows(mapping, lines, language)


def height_of(rows: Sequence[MapRow]) -> int:
    """Return the pixels that rows take, with what is above and below them."""
    return sum(row.height + ROW_GAP for row in rows) + FOOT_PIXELS


def draw_rows(sheet: canvas.Sheet, rows: Sequence[MapRow], top: float, foot: str) -> None:
    """Draw rows from top to bottom, and what the signs mean."""
    for row in rows:
        top += ROW_GAP
        _draw_row(sheet, row, top)
        top += row.height
    sheet.words((canvas.MARGIN_PIXELS + BADGE_ROOM, top + FOOT_PIXELS - 18), foot, SMALL_SIZE, colour=canvas.GREY)


def _rows(mapping: OpinionMap, lines: Sequence[int], language: str) -> list[MapRow]:
    """Return the rows with so many lines for each counterpoint, at the most."""
    allowed = iter(lines)
    if not mapping.groups:
        return _rows_without_groups(mapping, allowed, language)
    rows = [
        MapRow(group.label, paint, tuple(_mark(mark, next(allowed)) for mark in group.marks))
        for group, paint in zip(mapping.groups, paints_of(mapping.groups), strict=True)
    ]
    agreed = tuple(_agreed(one, next(allowed), language) for one in mapping.agreement)
    return [*rows, MapRow(tell("map-all", language), canvas.NEUTRAL, agreed)] if agreed else rows


def _rows_without_groups(mapping: OpinionMap, allowed: Iterator[int], language: str) -> list[MapRow]:
    if not mapping.agreement:
        nothing = tell("map-no-agreement", language)
        return [MapRow("", canvas.NEUTRAL, (CounterpointEntry("", worded(nothing, "", _room(False), 3)),))]
    heading = MapRow(tell("map-widest", language), canvas.NEUTRAL)
    rows = [MapRow("", canvas.NEUTRAL, (_with_bar(one, next(allowed), language),)) for one in mapping.agreement]
    return [heading, *rows]


def _mark(mark: GroupMark, most: int) -> CounterpointEntry:
    lead = f"#{mark.number}"
    return CounterpointEntry(SIGNS[mark.direction], worded(mark.text, lead, _room(True), most))


def _agreed(one: Agreement, most: int, language: str) -> CounterpointEntry:
    lead = f"#{one.number} · {tell('map-percent', language, percent=one.percent)}"
    return CounterpointEntry(SIGNS[one.direction], worded(one.text, lead, _room(True), most))


def _with_bar(one: Agreement, most: int, language: str) -> CounterpointEntry:
    label = tell(f"map-share-{one.direction}", language, percent=one.percent)
    words = worded(one.text, f"#{one.number}", _room(False), most)
    return CounterpointEntry("", words, one.share, label, BARS[one.direction])


def _room(beside_badge: bool) -> float:
    return canvas.WIDTH_PIXELS - 2 * canvas.MARGIN_PIXELS - (BADGE_ROOM + SIGN_ROOM if beside_badge else 0)


def _draw_row(sheet: canvas.Sheet, row: MapRow, top: float) -> None:
    left: float = canvas.MARGIN_PIXELS
    if row.badge:
        width, height = canvas.badge_size(row.badge, SIZE)
        sheet.badge((canvas.MARGIN_PIXELS + width / 2, top + height / 2), row.badge, row.paint, SIZE)
        left += BADGE_ROOM
    for entry in row.entries:
        _draw_entry(sheet, entry, left, top)
        top += entry.height + ENTRY_GAP


def _draw_entry(sheet: canvas.Sheet, entry: CounterpointEntry, left: float, top: float) -> None:
    base = top + 0.86 * LINE
    if entry.sign:
        sheet.words((left, base), entry.sign, SIZE, BOLD)
        left += SIGN_ROOM
    write(sheet, (left, base), entry.wording)
    if entry.share is not None:
        _draw_bar(sheet, entry, base + entry.wording.height)


def _draw_bar(sheet: canvas.Sheet, entry: CounterpointEntry, base: float) -> None:
    """Draw how large the share is, and say it beside the bar."""
    right = canvas.WIDTH_PIXELS - canvas.MARGIN_PIXELS - 320
    sheet.bar(Box(canvas.MARGIN_PIXELS, base - BAR - 3, right, base - 3), entry.share or 0, entry.paint)
    sheet.words((right + 24, base), entry.label, SIZE, colour=canvas.GREY)
