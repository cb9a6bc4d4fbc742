"""A debate as it is exported: what was said and how people voted, without who they are.

What leaves is what people were told of in the totals. Whole ballots leave only of many people, and of five new ones at
a time: whoever compares two exports would else see how somebody votes who came between them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import as_snapshot
from bot.article.quoting.quotes import CONTEXT_CHARS
from bot.article.snapshot import Snapshot
from bot.debate.map.opinion_map import SMALLEST_GROUP, label_of
from bot.texts import Refusal
from storage import articles, chats, opinions
from storage import counterpoints as rows
from storage.chats import NOWHERE_ID
from storage.counterpoints import SHOWN, CounterpointKind, CounterpointStatus, Stance, Tally

MIN_BALLOT_VOTERS = 30
"""Voters from which their ballots are exported; of fewer, totals and those of groups alone."""
BALLOTS_STEP = 5
"""New ballots leave so many at a time."""

Casts = Sequence[tuple[int, int, int, datetime]]
"""(counterpoint, person, stance, moment) of each vote."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that a counterpoint answers: `snapshot.text[start:stop]`, offsets in code points."""

    snapshot: Snapshot
    """The latest version of the article that has them."""
    start: int
    stop: int
    orphaned: bool = False
    """The article as it is now no longer has them."""

    @property
    def exact(self) -> str:
        """The words themselves."""
        return self.snapshot.text[self.start : self.stop]

    @property
    def prefix(self) -> str:
        """What stands right before them in their line: between two lines a page has other signs than our text."""
        return self.snapshot.text[max(0, self.start - CONTEXT_CHARS) : self.start].rpartition("\n")[2]

    @property
    def suffix(self) -> str:
        """What stands right after them in their line."""
        return self.snapshot.text[self.stop : self.stop + CONTEXT_CHARS].partition("\n")[0]


@dataclass(frozen=True, slots=True)
class ExportedCounterpoint:
    """A counterpoint as it is exported."""

    number: int
    kind: CounterpointKind
    parent: int | None
    """Number of the counterpoint that it answers."""
    text: str | None
    """None: it was withdrawn, and its words are nobody's business any more."""
    links: tuple[str, ...]
    anchor: Anchor | None
    """None: it answers the article as a whole, or another counterpoint."""
    status: CounterpointStatus
    reason: str | None
    """Why it was rejected."""
    canonical: int | None
    """Number of the counterpoint that it was merged into."""
    tally: Tally
    author: int
    """A pseudonym."""
    reply: str | None
    """What the article's author replied."""
    submitted_at: datetime

    @property
    def is_shown(self) -> bool:
        """Whether people see its words."""
        return self.status in SHOWN and self.text is not None


@dataclass(frozen=True, slots=True)
class ExportedVote:
    """The latest vote of a person on a counterpoint."""

    voter: int
    """A pseudonym, of another kind than those of authors."""
    counterpoint: int
    """Its number."""
    stance: Stance
    at: datetime

    @property
    def week(self) -> datetime:
        """The Monday of the vote's week (UTC): a moment would tell whose it was to those who watched."""
        day = self.at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class ExportedGroup:
    """An opinion group, as people were shown it last."""

    label: str
    size: int
    cells: Mapping[int, tuple[int, int, int]]
    """How many of it agree, disagree and voted at all, by the number of the counterpoint; where enough did."""


@dataclass(frozen=True, slots=True)
class Debate:
    """Everything that is exported of a discussion.

    People are numbers, drawn anew for each export: an order that tells nothing, no way back to who they are, and no
    way from one export to another. Who votes and who writes are numbered apart: in a group everybody sees whose
    counterpoint #12 is, and votes would not be secret if the same number stood beside both.
    """

    id: UUID
    """Names the discussion; the same in each of its exports."""
    snapshot: Snapshot
    """The article as it stands now."""
    counterpoints: tuple[ExportedCounterpoint, ...]
    """By number."""
    votes: tuple[ExportedVote, ...]
    """By counterpoint and voter; none while there are few voters."""
    groups: tuple[ExportedGroup, ...] = field(default=())

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Return the article and those of its earlier versions that counterpoints answer."""
        answered = (one.anchor.snapshot for one in self.counterpoints if one.anchor)
        return tuple({one.sha256: one for one in (self.snapshot, *answered)}.values())

    def canonical(self) -> dict[int, int]:
        """Return for each counterpoint the one that stands for it: itself, unless it was merged."""
        merged = {one.number: one.canonical for one in self.counterpoints if one.canonical is not None}
        return {one.number: _end_of(merged, one.number) for one in self.counterpoints}

    def united_votes(self) -> tuple[ExportedVote, ...]:
        """Return the votes that count: a merge unites them, and of each person the latest stands."""
        canonical = self.canonical()
        latest: dict[tuple[int, int], ExportedVote] = {}
        for vote in sorted(self.votes, key=lambda vote: (vote.at, -vote.counterpoint)):
            number = canonical[vote.counterpoint]
            latest[number, vote.voter] = ExportedVote(vote.voter, number, vote.stance, vote.at)
        return tuple(latest[place] for place in sorted(latest))


async def collect(session: AsyncSession, discussion_id: int, salt: bytes | None = None) -> Debate:
    """Read a discussion for an export.

    Args:
        session: An open session.
        discussion_id: Which discussion.
        salt: What the pseudonyms are drawn with; a new secret for each export, kept nowhere, unless a test needs it.

    Raises:
        Refusal: There is no such discussion, or it has no article yet.
    """
    found = await chats.get_discussion(session, discussion_id)
    if found is None or found[0].snapshot_id is None:
        raise Refusal("article-none-here")
    discussion, snapshot_id = found[0], found[0].snapshot_id
    stored = await rows.with_status(session, discussion_id, *CounterpointStatus)
    votes = in_batches(
        await opinions.told_votes(session, discussion_id), await opinions.arrivals(session, discussion_id)
    )
    published = await opinions.find_map(session, discussion_id)
    salt = salt or secrets.token_bytes(32)
    voters = pseudonyms({person for _, person, _, _ in votes}, salt + b"voters")
    authors = pseudonyms({_writer(row) for row in stored}, salt + b"authors", first=len(voters))
    snapshots = await _snapshots(session, {snapshot_id, *(row.snapshot_id for row in stored)})
    numbers: dict[int | None, int] = {row.id: row.number for row in stored}
    cast = (ExportedVote(voters[person], numbers[row], Stance(stance), at) for row, person, stance, at in votes)
    return Debate(
        id=uuid5(NAMESPACE_OID, f"counterpoint {discussion.id} {discussion.created_at.isoformat()}"),
        snapshot=snapshots[snapshot_id],
        counterpoints=tuple(
            _exported(row, snapshots[row.snapshot_id], numbers, authors[_writer(row)]) for row in stored
        ),
        votes=tuple(sorted(cast, key=lambda vote: (vote.counterpoint, vote.voter))),
        groups=groups_of(published.report) if published is not None else (),
    )


def in_batches(votes: Casts, arrivals: Mapping[int, int]) -> Casts:
    """Return the ballots that may leave: those of who voted first, in whole steps; none of few people.

    Args:
        votes: All votes that people were told of.
        arrivals: With which line of the log each person voted first.
    """
    people = sorted({person for _, person, *_ in votes}, key=lambda person: (arrivals.get(person, 0), person))
    count = len(people) - len(people) % BALLOTS_STEP if len(people) >= MIN_BALLOT_VOTERS else 0
    leaving = set(people[:count])
    return [one for one in votes if one[1] in leaving]


def groups_of(report: Mapping[str, Any]) -> tuple[ExportedGroup, ...]:
    """Return the groups of an opinion map that was shown, with their totals; none where it shows no clear ones."""
    if not report["groups_published"]:
        return ()
    return tuple(
        ExportedGroup(label_of(int(group["id"])), len(group["members"]), _cells(report["by_group"], place))
        for place, group in enumerate(report["groups"])
        if len(group["members"]) >= SMALLEST_GROUP
    )


def _cells(by_group: Mapping[str, Sequence[Sequence[int]]], place: int) -> dict[int, tuple[int, int, int]]:
    found = {int(number): tuple(cells[place]) for number, cells in by_group.items()}
    return {number: (one[0], one[1], one[2]) for number, one in found.items() if one[2] >= SMALLEST_GROUP}


def _writer(row: rows.Counterpoint) -> int:
    """Return by which number the writer is known here: whoever wrote in private is another one each time."""
    return NOWHERE_ID - row.id if row.from_private else row.author_id


def pseudonyms(people: Iterable[int], salt: bytes, first: int = 0) -> dict[int, int]:
    """Number people in the order of a keyed hash: who has no salt learns nothing from a number."""

    def secret(person: int) -> bytes:
        return blake2b(str(person).encode(), key=salt).digest()

    return {person: number for number, person in enumerate(sorted(set(people), key=secret), start=first)}


async def _snapshots(session: AsyncSession, wanted: set[int]) -> dict[int, Snapshot]:
    return {number: as_snapshot(*await articles.find_snapshot(session, number)) for number in sorted(wanted)}


def _exported(
    row: rows.Counterpoint, snapshot: Snapshot, numbers: dict[int | None, int], author: int
) -> ExportedCounterpoint:
    withdrawn = row.status is CounterpointStatus.WITHDRAWN
    anchored = row.start is not None and row.stop is not None
    return ExportedCounterpoint(
        number=row.number,
        kind=row.kind,
        parent=numbers.get(row.parent_id),
        text=None if withdrawn else row.text,
        links=() if withdrawn else tuple(row.links),
        anchor=Anchor(snapshot, row.start or 0, row.stop or 0, row.orphaned_at is not None) if anchored else None,
        status=row.status,
        reason=row.reason,
        canonical=numbers.get(row.canonical_id),
        tally=rows.told(row),
        author=author,
        reply=row.reply,
        submitted_at=row.submitted_at,
    )


def _end_of(merged: dict[int, int], number: int) -> int:
    """Follow merges to their end; one that leads back to where it was stops there."""
    passed = {number}
    while (onward := merged.get(number)) is not None and onward not in passed:
        number = onward
        passed.add(number)
    return number
