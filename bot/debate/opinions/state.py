"""Opinion groups of a discussion: computed in the worker process when somebody looks, and kept over restarts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.debate.map.publication import may_be_shown
from bot.debate.opinions import Former, Opinions, check_groups, form_opinions, tabulate
from bot.debate.opinions.report import across_groups, as_json
from bot.debate.opinions.significance.standing import GroupStanding, follow
from bot.debate.opinions.tenure import TENURE_PERIOD, discounts, early_in, weighed_priority
from bot.debate.opinions.votes import Name
from bot.texts import Refusal
from bot.worker import Worker
from storage import arrivals, counterpoints, opinions
from storage.counterpoints import SHOWN, Counterpoint, CounterpointStatus
from storage.database import Database
from storage.opinions import OpinionState, PublishedMap

OUT = frozenset(CounterpointStatus) - {CounterpointStatus.OPEN, CounterpointStatus.CLOSED}
"""What takes no part in the map: what people do not see, and what was merged."""
ENOUGH_NEW_VOTES = 20
"""Votes, anywhere, after which the groups that only steer a draw are computed again."""
REPORT_FORMAT = 4
"""Which parts a kept report has; what was kept in another form is computed again."""

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ballots:
    """Everything that the groups are computed from: the votes that people were told of in the totals."""

    casts: tuple[tuple[int, int, int], ...]
    """(person, number of the counterpoint, vote) in the order in which they were cast."""
    numbers: tuple[int, ...]
    out: frozenset[int]
    early: frozenset[tuple[int, int]] = frozenset()
    """(person, number of the counterpoint) of the votes that were cast soon after the person came."""


@dataclass(frozen=True, slots=True)
class OpinionSnapshot:
    """What the votes of a discussion show, and up to which vote."""

    report: Report
    discussion_id: int
    seen: int
    decided: int
    former: Mapping[str, Any]
    """What the groups are called in it, and how its picture lies."""
    fresh: bool
    """Whether it was computed just now and is to be kept."""


@dataclass(frozen=True, slots=True)
class PublicOpinions:
    """What people may know of the votes of a discussion."""

    snapshot: OpinionSnapshot
    """What the votes show, which may be more."""
    state: PublishedMap | None
    """What is shown; nothing while so few voted that it would tell how each of them votes."""
    former: PublishedMap | None
    """What was shown before."""


class OpinionGroups:
    """Computes groups, one discussion at a time."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._locks: dict[int, asyncio.Lock] = {}

    async def look(self, database: Database, discussion_id: int, patience: int = 0) -> OpinionSnapshot:
        """Return what the votes that were told of show now, or lately.

        Args:
            database: Where the votes are.
            discussion_id: Whose.
            patience: So many votes may have come since.

        Raises:
            ComputeError: The worker did not finish.
        """
        async with database.read() as session:
            return await self.look_in(session, discussion_id, patience)

    async def look_in(self, session: AsyncSession, discussion_id: int, patience: int = 0) -> OpinionSnapshot:
        """Return the same as the state of the database shows it that this session reads."""
        async with self._locks.setdefault(discussion_id, asyncio.Lock()):
            kept = await opinions.find_state(session, discussion_id)
            seen, decided = await opinions.latest_change(session, discussion_id)
            if kept is not None and _still_holds(kept, seen, decided, patience):
                return _as_kept(kept)
            ballots = await _ballots(session, discussion_id)
            published = await opinions.find_map(session, discussion_id)
            report, former = await self._worker.run(compute, ballots, published.former if published else None)
            return OpinionSnapshot(report, discussion_id, seen, decided, former, fresh=True)

    async def show_in(self, session: AsyncSession, discussion_id: int) -> PublicOpinions:
        """Return what may be shown of the votes: as they are in this session, or as they were when shown last.

        Raises:
            ComputeError: The worker did not finish.
        """
        snapshot = await self.look_in(session, discussion_id)
        former = await opinions.find_map(session, discussion_id)
        seen = former.seen if former is not None else 0
        voters = await opinions.voters_since(session, discussion_id, seen, snapshot.seen)
        everything = await counterpoints.with_status(session, discussion_id, *SHOWN)
        if not may_be_shown(snapshot.report, former.report if former is not None else None, voters):
            return PublicOpinions(snapshot, former, former)
        tallies = {str(one.number): list(astuple(counterpoints.told(one))) for one in everything}
        seen, report = snapshot.seen, snapshot.report
        state = PublishedMap(discussion_id=discussion_id, seen=seen, report=report, tallies=tallies)
        if report["groups_published"]:
            state.former = dict(snapshot.former)
        elif former is not None:
            state.former = former.former
        return PublicOpinions(snapshot, state, former)


def compute(ballots: Ballots, former: Mapping[str, Any] | None) -> tuple[Report, dict[str, Any]]:
    """Find the groups; runs in the worker process."""
    table = tabulate(ballots.casts, ballots.numbers, ballots.out)
    found = form_opinions(table, _as_former(former))
    reality, next_former = check_groups(found), found.as_former()
    stood = GroupStanding(**(former or {}).get("standing", {}))
    standing = follow(stood, reality.reason is None, len(ballots.casts))
    report = (
        as_json(found, reality)
        | across_groups(found)
        | _by_tenure(found, ballots.early)
        | {"groups_published": standing.published and len(found.groups) > 1}
    )
    return report, {
        "standing": asdict(standing),
        "groups": {str(person): group for person, group in next_former.groups.items()},
        "components": {str(number): list(place) for number, place in next_former.components.items()},
    }


def _by_tenure(found: Opinions, early: frozenset[tuple[int, int]]) -> dict[str, Any]:
    """Return what is worth asking and how much less what is supported than the totals say, where early votes count."""
    table = found.table
    if not early:
        return {"discounts": {}}
    fresh = early_in(table, early)
    worth = weighed_priority(table, found.placed, found.extremity, fresh).tolist()
    less = zip(table.statements, discounts(table, fresh).tolist(), strict=True)
    return {
        "priority": dict(zip(map(str, table.statements), worth, strict=True)),
        "discounts": {str(number): discount for number, discount in less if discount},
    }


async def keep(session: AsyncSession, snapshot: OpinionSnapshot | None, now: datetime) -> None:
    """Keep what was computed, for the next time and after a restart; of nothing, nothing."""
    if snapshot is not None and snapshot.fresh:
        state = OpinionState(
            discussion_id=snapshot.discussion_id,
            seen=snapshot.seen,
            decided=snapshot.decided,
            groups={"form": REPORT_FORMAT, "report": snapshot.report, "former": dict(snapshot.former)},
            computed_at=now,
        )
        await opinions.keep_state(session, state)


async def keep_shown(session: AsyncSession, shown: PublicOpinions, now: datetime) -> None:
    """Keep what is shown, so that whatever is shown next differs from it by enough people.

    Raises:
        Refusal: Something else was shown meanwhile.
    """
    await keep(session, shown.snapshot, now)
    if shown.state is None or shown.state is shown.former:
        return
    if not await opinions.publish_map(session, shown.state, shown.former):
        raise Refusal("map-not-now")


def _still_holds(kept: OpinionState, seen: int, decided: int, patience: int) -> bool:
    """Say whether what was kept is what the votes show, but for so many votes."""
    return kept.groups.get("form") == REPORT_FORMAT and kept.decided == decided and seen - kept.seen <= patience


def _as_kept(kept: OpinionState) -> OpinionSnapshot:
    groups = kept.groups
    return OpinionSnapshot(groups["report"], kept.discussion_id, kept.seen, kept.decided, groups["former"], fresh=False)


def _as_former(former: Mapping[str, Any] | None) -> Former | None:
    if former is None:
        return None
    groups: dict[Name, int] = {int(person): group for person, group in former["groups"].items()}
    components: dict[Name, tuple[float, float]] = {int(one): (x, y) for one, (x, y) in former["components"].items()}
    return Former(groups, components)


async def _ballots(session: AsyncSession, discussion_id: int) -> Ballots:
    everything = await counterpoints.with_status(session, discussion_id, *CounterpointStatus)
    roots = _roots(everything)
    votes = await opinions.told_votes(session, discussion_id)
    early = await arrivals.early_votes(session, discussion_id, TENURE_PERIOD)
    return Ballots(
        tuple((person, roots[counterpoint], stance) for counterpoint, person, stance, _ in votes),
        tuple(one.number for one in everything),
        frozenset(one.number for one in everything if one.status in OUT),
        frozenset((person, roots[counterpoint]) for counterpoint, person in early),
    )


def _roots(everything: Sequence[Counterpoint]) -> dict[int, int]:
    """Return the number under which the votes of each counterpoint count."""
    numbers = {one.id: one.number for one in everything}
    roots = counterpoints.roots_of({one.id: one.canonical_id for one in everything})
    return {one: numbers[root] for one, root in roots.items()}
