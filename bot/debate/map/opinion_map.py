"""The opinion map: where people stand, which groups they form, and what marks each; for the picture and the words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.debate.map.group_stances import Direction, GroupMark, Marking
from bot.texts.lines import in_one_line

if TYPE_CHECKING:
    from storage.counterpoints import Tally

__all__ = ["Agreement", "Direction", "GroupMark", "MapGroup", "MapPerson", "OpinionMap", "opinion_map_of"]

SMALLEST_GROUP = 3
"""People a group needs to be shown, and votes a share needs."""
FEWEST_VOTERS = 15
"""Voters from which people are placed on a map."""
MARKS = {2: 3}
"""Counterpoints that mark each group, by the number of groups."""
MARKS_OF_MANY = 2
"""The same for more groups: a picture has only so much room."""
AGREEMENTS = {0: 5, 2: 2, 3: 2}
"""Counterpoints of the widest agreement, by the number of groups."""
AGREEMENTS_OF_MANY = 1
"""The same for more groups."""


@dataclass(frozen=True, slots=True)
class MapPerson:
    """Where one voter stands; which group (an index into the groups), or none."""

    x: float
    y: float
    group: int | None = None


@dataclass(frozen=True, slots=True)
class MapGroup:
    """People who vote alike."""

    id: int
    label: str
    size: int
    marks: tuple[GroupMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A counterpoint on which most of all voters say the same; the share is of its votes, from 0 to 1."""

    number: int
    text: str
    direction: Direction
    share: float

    @property
    def percent(self) -> int:
        """Return the share in whole percent; 100 only where nobody differs."""
        return 100 if self.share >= 1 else min(99, round(self.share * 100))


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """What the picture and the words of the map both say."""

    title: str
    people: tuple[MapPerson, ...]
    groups: tuple[MapGroup, ...]
    agreement: tuple[Agreement, ...]
    voters: int
    votes: int
    reason: str | None = None
    """Why there are no clear groups, as the opinion maths names it; None where there are."""


def opinion_map_of(
    result: Mapping[str, Any], texts: Mapping[str, str], title: str, tallies: Mapping[str, Tally]
) -> OpinionMap:
    """Turn the opinion maths of a discussion into its map.

    Args:
        result: What `counterpoint opinions --json` prints; its statements are the numbers of counterpoints.
        texts: The counterpoints by number, as they were written.
        title: Title of the article.
        tallies: The votes that count for each counterpoint, by number: shares and the total come from here.
    """
    found = [place for place, group in enumerate(result["groups"]) if len(group["members"]) >= SMALLEST_GROUP]
    clear = bool(result["groups_published"]) and len(found) > 1
    places = found if clear else []
    shown = [result["groups"][place] for place in places]
    words = {number: in_one_line(text) for number, text in texts.items()}
    by_group = {number: [cells[place] for place in places] for number, cells in result["by_group"].items()}
    marks = Marking(by_group, words, MARKS.get(len(shown), MARKS_OF_MANY)).marks_of(shown)
    return OpinionMap(
        title=in_one_line(title),
        people=_people(result, shown),
        groups=tuple(_group(group, own) for group, own in zip(shown, marks, strict=True)),
        agreement=_agreement(result["consensus"], words, tallies)[: AGREEMENTS.get(len(shown), AGREEMENTS_OF_MANY)],
        voters=int(result["voters"]),
        votes=sum(tally.agree + tally.disagree + tally.passes for tally in tallies.values()),
        reason=None if clear else str(result.get("reason") or "unclear"),
    )


def _people(result: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> tuple[MapPerson, ...]:
    """Place everybody who is in a group that is shown; without groups, everybody who is on the map at all."""
    points = {str(name): (float(point[0]), float(point[1])) for name, point in result["points"].items()}
    sets = [(index if shown else None, group["members"]) for index, group in enumerate(shown or result["groups"])]
    placed = [(points.get(str(name)), index) for index, members in sets for name in members]
    people = tuple(MapPerson(*at, index) for at, index in placed if at is not None and all(map(math.isfinite, at)))
    return people if shown or len(people) >= FEWEST_VOTERS else ()


def _group(group: Mapping[str, Any], marks: tuple[GroupMark, ...]) -> MapGroup:
    number = int(group["id"])
    return MapGroup(number, label_of(number), len(group["members"]), marks)


def label_of(number: int) -> str:
    """Return the letter of a group: A, B, C … and after Z, A2."""
    rounds, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(rounds + 1) if rounds else "")


def _agreement(
    consensus: Mapping[str, Iterable[object]], texts: Mapping[str, str], tallies: Mapping[str, Tally]
) -> tuple[Agreement, ...]:
    """Return what most of all voters agree or disagree with, the widest first."""
    directions: tuple[Direction, ...] = ("agree", "disagree")
    found = []
    for direction in directions:
        for number in map(str, consensus[direction]):
            tally = tallies.get(number)
            votes = tally.agree + tally.disagree + tally.passes if tally else 0
            if tally and votes >= SMALLEST_GROUP and number in texts:
                share = (tally.agree if direction == "agree" else tally.disagree) / votes
                found.append(Agreement(int(number), texts[number], direction, share))
    return tuple(sorted(found, key=lambda one: (-one.share, one.number)))
