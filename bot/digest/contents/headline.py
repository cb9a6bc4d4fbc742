"""The headline of an edition: the one thing that changed most.

Everything that may open an edition is measured by the same thing: the people whom it concerns.

- A counterpoint **gained support**: by how many more people agree with it than at the last edition, less those by
  how many more disagree; somebody who turned counts once. Twice as many where every opinion group mostly agrees,
  because that is rare.
- A question stayed **without an answer**: twice the people who asked it, because they went away with nothing.
- The article's **author replied**: the people who had agreed with the counterpoint.
- A **new counterpoint** found support: the people who agree, less those who disagree.

Nothing opens an edition that concerns fewer than three people, whatever it weighs. Of equals, the first kind in this
list wins, then the lower number: the same facts always make the same headline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from bot.digest.contents.material import Material, PeriodQuestion, Point

MIN_PEOPLE = 3
"""People that it must concern."""


class HeadlineKind(IntEnum):
    """What happened; of equals the lower one wins."""

    GAINED = 0
    UNANSWERED = 1
    REPLIED = 2
    NEW = 3


@dataclass(frozen=True, slots=True)
class Headline:
    """What opens an edition."""

    kind: HeadlineKind
    people: int
    """Whom it concerns."""
    weight: int
    """The same, weighed."""
    point: Point | None = None
    asked: PeriodQuestion | None = None


def headline(material: Material) -> Headline | None:
    """Choose what changed most; None where nothing did."""
    worth = [one for one in _candidates(material) if one.people >= MIN_PEOPLE]
    return min(worth, key=_order, default=None)


def _candidates(material: Material) -> Iterator[Headline]:
    new = {point.number for point in material.new}
    for point in material.points:
        if point.votable and point.number not in new:
            people = min(point.gain, point.more)
            yield Headline(HeadlineKind.GAINED, people, people * (1 + point.across), point)
    for asked in material.unanswered:
        if is_plain(asked.text):
            yield Headline(HeadlineKind.UNANSWERED, asked.people, 2 * asked.people, asked=asked)
    yield from (Headline(HeadlineKind.REPLIED, point.agree, point.agree, point) for point in material.replied)
    for point in material.new:
        lead = point.agree - point.disagree
        yield Headline(HeadlineKind.NEW, lead, lead, point)


def is_plain(question: str) -> bool:
    """Say whether a question may stand in a digest: one that leads or calls somebody elsewhere may not."""
    lowered = question.lower()
    return not any(sign in lowered for sign in ("://", "www.", "t.me/", "@"))


def _order(one: Headline) -> tuple[int, int, int]:
    return -one.weight, one.kind, one.point.number if one.point is not None else 0
