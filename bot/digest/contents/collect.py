"""Reading what an edition is made of, from one state of the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import Library
from bot.debate import anchors
from bot.debate.map.opinion_map import OpinionMap, opinion_map_of
from bot.debate.opinions.tenure import discount
from bot.digest.contents.material import Decided, Material, Meanwhile, Point
from bot.digest.contents.small_cells import may_show_again, stances
from bot.schedule.time_zones import rules_of
from bot.texts.lines import in_one_line
from storage import chat_settings, chats, counterpoints, debates, digest_meanwhile, digest_periods, digests
from storage.audit import Audit
from storage.chat_settings import TotalsShown
from storage.chats import Discussion
from storage.counterpoints import Counterpoint, CounterpointKind, CounterpointStatus, Tally
from storage.digest_periods import Marks, Period
from storage.digests import Edition, Schedule
from storage.subjects import Subject

Report = Mapping[str, Any]
Shown = dict[str, Any]
"""What people know from the editions: {"tallies": {number: [agree, disagree, passes]}, "agreed", "divides": [number],
"groups": {label: size}, "alike": whether it was said that a small group votes alike}."""

HELD, REJECTED, MERGED = CounterpointStatus.HELD, CounterpointStatus.REJECTED, CounterpointStatus.MERGED
OPEN, CLOSED = CounterpointStatus.OPEN, CounterpointStatus.CLOSED
SUBMITTED = "submitted"
UNSEEN = (SUBMITTED, HELD, REJECTED)
"""From where a counterpoint comes that is new to people."""
NAMED_COUNTERPOINTS = 5
"""New counterpoints that an edition names; the others it counts."""
SPOKEN_OF = 2
"""Counterpoints of each kind that an edition names as agreed, or as dividing people."""
DIVIDED_SHARE = 0.4
"""Between the shares of two groups that agree, so that a counterpoint is said to divide them."""
MIN_AGREEMENT_VOTES = 5
"""Votes from which people are said to agree, where there are no groups."""


@dataclass(frozen=True, slots=True)
class EditionContents:
    """What an edition may tell, and what it leaves people knowing."""

    material: Material
    shown: Shown
    mapping: OpinionMap | None
    """The opinion map, where there are groups and they may be shown."""
    upto: Marks
    """The last lines of the logs that it tells."""


@dataclass(frozen=True, slots=True)
class EditionPlace:
    """Where and when an edition is posted."""

    edition: Edition
    schedule: Schedule
    discussion: Discussion


class Reader:
    """Reads the material of editions."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def read(self, session: AsyncSession, setting: EditionPlace, report: Report | None) -> EditionContents:
        """Read everything that an edition may tell.

        Args:
            session: An open session; all that is read is of one state of the database.
            setting: The edition and its discussion.
            report: What the votes show; none while there are too few, or where it could not be computed.
        """
        edition, discussion = setting.edition, setting.discussion
        period = Period(
            discussion.id, await _after(session, edition, discussion), await _upto(session, edition, discussion)
        )
        former = await digests.before(session, edition)
        known_from = former.shown if former is not None else {}
        hidden = await chat_settings.totals_shown(session, discussion.id) is TotalsShown.CLOSING
        report = None if hidden else report
        seen = {one.id: one for one in await counterpoints.with_status(session, discussion.id, OPEN, CLOSED)}
        points = {one: _point(counterpoint, seen, known_from, hidden=hidden) for one, counterpoint in seen.items()}
        title = await self._title(session, discussion)
        mapping = _map(report, list(points.values()), title)
        across = report.get("agreed_across", ()) if mapping and report else ()
        points = {
            one: replace(point, across=point.number in across, discount=discount(point.number, report))
            for one, point in points.items()
        }
        zone = rules_of(setting.schedule.zone)
        material = Material(
            title=title,
            since=edition.since.astimezone(zone),
            until=edition.due_at.astimezone(zone),
            points=tuple(points.values()),
            **_groups(report if mapping else None),
            totals=not hidden,
            **await self._news(session, period, points, seen),
            meanwhile=await self._meanwhile(session, discussion, period),
        )
        return _told(material, mapping, report, known_from, period.upto)

    async def _news(
        self, session: AsyncSession, period: Period, points: Mapping[int, Point], seen: Mapping[int, Counterpoint]
    ) -> dict[str, Any]:
        """Return what happened in a period, by the names of the parts of `Material`."""
        decisions = await digest_periods.decisions(session, period)
        lives = _lives(decisions)
        new = _best_first(points, {one for one, life in lives.items() if life[0] in UNSEEN})
        replied = _best_first(points, _about(decisions, "replied"))
        by_number = {one.number: one for one in seen.values()}
        named = [await self._anchored(session, one, by_number[one.number]) for one in new[:NAMED_COUNTERPOINTS]]
        votes, voters = await digest_periods.count_votes(session, period)
        return {
            "new": (*named, *new[NAMED_COUNTERPOINTS:]),
            "replied": tuple([await _signed(session, one, by_number[one.number]) for one in replied]),
            "votes": votes,
            "voters": voters,
            "questions": tuple(await digest_periods.questions(session, period)),
            "decided": _decided(lives.values()),
        }

    async def _meanwhile(self, session: AsyncSession, discussion: Discussion, period: Period) -> tuple[Meanwhile, ...]:
        """Return what happened in other debates of the place, where most happened first."""
        found, moved = [], await digest_meanwhile.moved(session, discussion, period.after, period.upto)
        titles = await debates.titles(session, [one.discussion_id for one in moved])
        for other in moved:
            lives = _lives(await digest_periods.decisions(session, other)).values()
            new = sum(life[0] in UNSEEN and life[-1] in (OPEN, CLOSED) for life in lives)
            votes, _ = await digest_periods.count_votes(session, other)
            asked = sum(one.times for one in await digest_periods.questions(session, other))
            found.append(Meanwhile(in_one_line(titles.get(other.discussion_id, "")), new, votes, asked))
        return tuple(sorted(filter(bool, found), key=lambda one: -(one.new + one.votes + one.questions)))

    async def _title(self, session: AsyncSession, discussion: Discussion) -> str:
        if discussion.snapshot_id is None:
            return ""
        return in_one_line((await self._library.snapshot(session, discussion.snapshot_id)).title)

    async def _anchored(self, session: AsyncSession, point: Point, one: Counterpoint) -> Point:
        """Return a point with the words of the article that it answers."""
        if one.start is None or one.stop is None:
            return point
        snapshot = await self._library.snapshot(session, one.snapshot_id)
        quote = anchors.quote_at(snapshot, one.start, one.stop)
        paragraph = anchors.paragraph_of(snapshot, quote) or 0
        return replace(point, anchor=in_one_line(quote.exact), paragraph=paragraph)


async def _after(session: AsyncSession, edition: Edition, discussion: Discussion) -> Marks:
    """Return where an edition begins; in other debates where its period does, when none told of them before."""
    if digest_meanwhile.marks_there(edition.after):
        return edition.after
    return {**edition.after, **await digest_meanwhile.marks_elsewhere(session, discussion, {}, edition.since)}


async def _upto(session: AsyncSession, edition: Edition, discussion: Discussion) -> Marks:
    """Return up to where an edition tells: all that there is, so that it says of votes what the totals say."""
    if await digests.is_followed(session, edition):
        return edition.upto
    here = await digest_periods.marks_before(session, digest_periods.only(discussion.id), edition.after)
    return {**here, **await digest_meanwhile.marks_elsewhere(session, discussion, edition.after)}


def _point(one: Counterpoint, seen: Mapping[int, Counterpoint], known_from: Shown, *, hidden: bool) -> Point:
    totals = counterpoints.told(one, hidden=hidden)
    former = known_from.get("tallies", {}).get(str(one.number))
    agree, disagree, passes = former or (0, 0, 0)
    more = totals.agree - agree if former else 0
    parent = seen.get(one.parent_id) if one.parent_id is not None else None
    return Point(
        number=one.number,
        text=in_one_line(one.text),
        agree=totals.agree,
        disagree=totals.disagree,
        passes=totals.passes,
        parent=parent.number if parent is not None else 0,
        supports=one.kind is CounterpointKind.SUPPORT,
        more=more,
        gain=more - (totals.disagree - disagree) if former else 0,
        moved=abs(totals.agree - agree) + abs(totals.disagree - disagree) + abs(totals.passes - passes),
        votable=one.status is OPEN,
    )


async def _signed(session: AsyncSession, point: Point, one: Counterpoint) -> Point:
    """Return a point with the reply of the article's author."""
    person = await chats.find_person(session, one.reply_by) if one.reply_by is not None else None
    name = in_one_line(person.name) if person is not None else ""
    return replace(point, reply=in_one_line(one.reply or ""), replied_by=name)


def _map(report: Report | None, points: Sequence[Point], title: str) -> OpinionMap | None:
    """Return the opinion map where the votes show clear groups."""
    if report is None:
        return None
    texts = {str(one.number): one.text for one in points}
    tallies = {str(one.number): Tally(one.agree, one.disagree, one.passes) for one in points}
    mapping = opinion_map_of(report, texts, title, tallies)
    return mapping if mapping.groups else None


def _groups(report: Report | None) -> dict[str, Any]:
    """Return how many groups may be spoken of, and what is small beside them, by the names of parts of `Material`."""
    if report is None:
        return {}
    large = sum(_vetoes(report))
    return {
        "groups": large if large > 1 else 0,
        "small_groups": len(report["groups"]) - large,
        "alike": report.get("voting_alike", 0),
    }


def _told(
    material: Material, mapping: OpinionMap | None, report: Report | None, known_from: Shown, upto: Marks
) -> EditionContents:
    """Choose what is agreed and what divides, and leave out what the last edition told already."""
    agreed, divides = _agreed(material, report), _dividing(material, report)
    sizes = {group.label: group.size for group in mapping.groups} if mapping else {}
    again = bool(sizes) and may_show_again(sizes, known_from.get("groups", {}))
    shown = {
        "tallies": {str(one.number): [one.agree, one.disagree, one.passes] for one in material.points},
        "agreed": sorted({*known_from.get("agreed", ()), *(one.number for one in agreed)}),
        "divides": sorted({*known_from.get("divides", ()), *(one.number for one in divides)}),
        "groups": sizes if again else known_from.get("groups", {}),
        "alike": bool(material.alike) or known_from.get("alike", False),
    }
    news = replace(
        material,
        agreed=tuple(one for one in agreed if one.number not in known_from.get("agreed", ())),
        divides=tuple(one for one in divides if one.number not in known_from.get("divides", ())),
        alike=0 if known_from.get("alike") else material.alike,
    )
    return EditionContents(news, shown, mapping if again else None, upto)


def _agreed(material: Material, report: Report | None) -> list[Point]:
    """Return where the groups agree, or most people where there are no groups; the clearest first."""
    if report is None:
        return []
    if material.groups:
        across = {number: place for place, number in enumerate(report.get("agreed_across", ()))}
        return sorted((one for one in material.points if one.across), key=lambda one: across[one.number])[:SPOKEN_OF]
    by_number = {one.number: one for one in material.points}
    clearest = [by_number[number] for number in report["consensus"]["agree"] if number in by_number]
    return [one for one in clearest if one.votes >= MIN_AGREEMENT_VOTES][:SPOKEN_OF]


def _dividing(material: Material, report: Report | None) -> list[Point]:
    """Return what divides the groups, or people where there are no groups; what divides most first."""
    if not material.groups or report is None:
        split = [one for one in material.points if _splits(one)]
        return sorted(split, key=lambda one: -min(one.agree, one.disagree))[:SPOKEN_OF]
    spreads = {one: _spread(stances(_cells(report, one.number))) for one in material.points}
    apart = [one for one in material.points if spreads[one] >= DIVIDED_SHARE]
    return sorted(apart, key=lambda one: -spreads[one])[:SPOKEN_OF]


def _cells(report: Report, number: int) -> list[Sequence[int]]:
    """Return the votes of the groups that are not small on a counterpoint."""
    vetoes = _vetoes(report)
    cells = report["by_group"].get(str(number), [()] * len(vetoes))
    return [votes for votes, has_veto in zip(cells, vetoes, strict=True) if has_veto and votes]


def _vetoes(report: Report) -> Sequence[bool]:
    """Return which groups are not small; a report that was kept from before does not tell."""
    vetoes: Sequence[bool] = report.get("vetoes", [True] * len(report["groups"]))
    return vetoes


def _splits(point: Point) -> bool:
    """Say whether about as many people agree as disagree."""
    fewer, more = sorted((point.agree, point.disagree))
    return point.votes >= MIN_AGREEMENT_VOTES and fewer >= 2 and 2 * fewer >= more


def _spread(shares: Sequence[float] | None) -> float:
    """Return how far apart groups are of which some mostly agree and others do not."""
    return max(shares) - min(shares) if shares and min(shares) < 0.5 < max(shares) else 0.0


def _lives(decisions: Sequence[Audit]) -> dict[int, list[str]]:
    """Return through which states each counterpoint went, by id; the first is where it was before, or `SUBMITTED`."""
    lives: dict[int, list[str]] = {}
    for one in decisions:
        number = Subject.parse(one.subject).number("counterpoint")
        if number is not None and one.action in (SUBMITTED, *CounterpointStatus):
            life = lives.setdefault(number, [(one.before or {}).get("status", SUBMITTED)])
            life.append((one.after or {})["status"])
    return lives


def _about(decisions: Sequence[Audit], action: str) -> set[int]:
    """Return the counterpoints, by id, about which something was done."""
    found = {Subject.parse(one.subject).number("counterpoint") for one in decisions if one.action == action}
    return {number for number in found if number is not None}


def _best_first(points: Mapping[int, Point], wanted: set[int]) -> tuple[Point, ...]:
    found = [points[one] for one in sorted(wanted & points.keys())]
    return tuple(sorted(found, key=lambda one: (one.disagree - one.agree + one.discount, one.number)))


def _decided(lives: Collection[Sequence[str]]) -> Decided:
    """Count what was decided and stands: what was taken back within the period was not decided."""
    return Decided(
        accepted=sum(life[0] in UNSEEN and HELD in life and life[-1] in (OPEN, CLOSED) for life in lives),
        rejected=sum(life[0] != REJECTED and life[-1] == REJECTED for life in lives),
        merged=sum(life[0] != MERGED and life[-1] == MERGED for life in lives),
        closed=sum(life[0] != CLOSED and life[-1] == CLOSED and (OPEN, CLOSED) in pairwise(life) for life in lives),
    )
