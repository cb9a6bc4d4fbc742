"""Somebody's own opinion group, as the map shows it that was published last, and what it shares with the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.debate.map.group_stances import GroupMark, majority
from bot.debate.map.opinion_map import SMALLEST_GROUP, MapGroup, OpinionMap

MAX_SHARED = 3
"""Counterpoints that are named on which all groups stand alike."""


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """Where somebody stands on a map with groups."""

    group: MapGroup | None
    """Theirs; none where they are in none of those that are shown."""
    shared: tuple[GroupMark, ...]
    """On what most of each group vote alike, the widest first."""


def own_group(mapping: OpinionMap, report: Mapping[str, Any], texts: Mapping[str, str], person_id: int) -> OwnGroup:
    """Find somebody's group.

    Args:
        mapping: The map that people were shown, which has groups.
        report: What the votes showed then, as `counterpoint opinions --json` prints it.
        texts: The counterpoints that may be spoken of, by number.
        person_id: Telegram's id.
    """
    theirs = next((one["id"] for one in report["groups"] if person_id in one["members"]), None)
    group = next((one for one in mapping.groups if one.id == theirs), None)
    places = [place for place, one in enumerate(report["groups"]) if len(one["members"]) >= SMALLEST_GROUP]
    cells = {number: [rows[place] for place in places] for number, rows in report["by_group"].items()}
    return OwnGroup(group, _shared(cells, texts))


def _shared(cells: Mapping[str, Sequence[Sequence[int]]], texts: Mapping[str, str]) -> tuple[GroupMark, ...]:
    """Return on what most of every group vote alike; the cells are [agree, disagree, votes] of each group."""
    found = []
    for number in cells.keys() & texts.keys():
        ways = {majority(one) for one in cells[number]}
        way = ways.pop()
        if way is not None and not ways:
            side = 0 if way == "agree" else 1
            share = min(one[side] / one[2] for one in cells[number])
            found.append((-share, int(number), GroupMark(int(number), texts[number], way)))
    return tuple(mark for _, _, mark in sorted(found, key=lambda one: one[:2])[:MAX_SHARED])
