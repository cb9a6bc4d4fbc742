"""How the picture of the opinion map is composed: head, map, and the counterpoints below it."""

from __future__ import annotations

import matplotlib.style
import numpy as np

from bot.debate.map.geometry import chosen, label_spot, outline, seed_of, spread
from bot.debate.map.opinion_map import OpinionMap
from bot.debate.map.rows import draw_rows, height_of, paints_of, rows_that_fit
from bot.pictures.canvas import MARGIN_PIXELS, MAX_HEIGHT_PIXELS, NEUTRAL, WIDTH_PIXELS, Sheet, badge_size
from bot.pictures.fonts import BOLD
from bot.pictures.header import COUNTS, HeaderLine, draw_head, head_of, height_of_head
from bot.pictures.shapes import Box, Points
from bot.texts import tell

MAP_HIGHEST, MAP_LOWEST = 680, 450
CLOUD_HEIGHT = 380
"""Height of the map where there are no groups to see."""
LABEL_SIZE = 33


def compose(mapping: OpinionMap, language: str) -> bytes:
    """Compose the picture and return it as a PNG."""
    with matplotlib.style.context("default", after_reset=True):
        head = _head(mapping, language)
        map_top = height_of_head(head)
        room = MAX_HEIGHT_PIXELS - map_top
        rows = rows_that_fit(mapping, room - _least_height(mapping), language)
        map_bottom = map_top + _map_height(mapping, room - height_of(rows))
        sheet = Sheet(map_bottom + height_of(rows))
        draw_head(sheet, head)
        if mapping.people:
            _draw_people(
                sheet, mapping, Box(MARGIN_PIXELS, map_top + 24, WIDTH_PIXELS - MARGIN_PIXELS, map_bottom), language
            )
        draw_rows(sheet, rows, map_bottom, _signs(mapping, language))
        return sheet.png()


def _signs(mapping: OpinionMap, language: str) -> str:
    """Return what the signs of the rows mean, as far as there are any."""
    if not mapping.groups:
        return ""
    return tell("map-signs-shares" if mapping.agreement else "map-signs", language)


def _head(mapping: OpinionMap, language: str) -> list[HeaderLine]:
    counts = tell("map-counts", language, people=mapping.voters, votes=mapping.votes)
    lines = head_of(mapping.title, counts)
    if not mapping.groups:
        lines.append(HeaderLine(tell("map-no-groups", language, voters=mapping.voters), COUNTS, 70, BOLD))
    return lines


def _least_height(mapping: OpinionMap) -> int:
    if mapping.groups:
        return MAP_LOWEST
    return CLOUD_HEIGHT if mapping.people else 0


def _map_height(mapping: OpinionMap, room: int) -> int:
    return min(room, MAP_HIGHEST) if mapping.groups else _least_height(mapping)


def _draw_people(sheet: Sheet, mapping: OpinionMap, box: Box, language: str) -> None:
    """Draw the people, and around each group its outline and its name."""
    points = np.array([(person.x, person.y) for person in mapping.people])
    groups = np.array([-1 if person.group is None else person.group for person in mapping.people])
    seed = seed_of(points)
    drawn = chosen(groups, seed)
    groups = groups[drawn]
    dots = spread(points[drawn], Box(box.left + 50, box.top + 56, box.right - 50, box.bottom - 56), seed)
    if not mapping.groups:
        sheet.dots(dots, NEUTRAL)
        return
    outlines = [outline(dots[groups == index]) for index in range(len(mapping.groups))]
    for index, (line, paint) in enumerate(zip(outlines, paints_of(mapping.groups), strict=True)):
        sheet.area(line, paint)
        sheet.dots(dots[groups == index], paint)
    _draw_labels(sheet, mapping, outlines, dots, box, language)


def _draw_labels(
    sheet: Sheet, mapping: OpinionMap, outlines: list[Points], dots: Points, box: Box, language: str
) -> None:
    taken: list[Points] = []
    for group, line, paint in zip(mapping.groups, outlines, paints_of(mapping.groups), strict=True):
        text = tell("map-label", language, label=group.label, people=group.size)
        hidden = np.vstack([dots, *(other[::8] for other in outlines if other is not line)])
        spot = label_spot(line, badge_size(text, LABEL_SIZE), hidden, taken, box)
        sheet.badge((spot[0], spot[1]), text, paint, LABEL_SIZE)
        taken.append(spot)
