"""Told totals: what people know of the votes, apart from how the votes stand.

A total that moves with one vote, one ban or one merge tells how a person voted. So a change waits (`move`, or `hold`
before and `settle` after) until it can be told together with what others changed. Where the moderators chose to show
votes at once, only what nobody did themselves waits, and with it new votes on the same counterpoint; where they chose
to show them when the voting closes, everything waits until then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.chat_settings import ChatSettings, TotalsShown
from storage.chats import Discussion
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance, Unpublished
from storage.upsert import change, insert
from storage.votes import Barred, Vote, VoteLog

MIN_CHANGED_PEOPLE = 5
"""People who changed something, so that the totals are told anew."""
MIN_VOTERS = 5
"""People whose votes a split is told of; of fewer none is."""
FEWEST_ALIKE = 8
"""People who changed something where all of them changed the same: fewer would tell how each of them votes."""
AT_ONCE = 500
"""People who are asked for by their ids; of more, all are read."""

_COLUMNS = {Stance.AGREE: "agree", Stance.DISAGREE: "disagree", Stance.PASS: "passes"}
_TABLE = SQLModel.metadata.tables["unpublished"]
_KEY = ["counterpoint_id", "person_id"]

Changes = Mapping[int, tuple[int | None, int | None]]
"""Of each person who counts otherwise by now: the stance that was told, and the one that counts."""


def may_be_told(changes: Collection[tuple[int | None, int | None]]) -> bool:
    """Say whether changes may be told together: nobody can reckon from them how one person votes.

    Args:
        changes: Of each person who counts otherwise by now: the stance that was told, and the one that counts.
    """
    return len(changes) >= FEWEST_ALIKE or (len(changes) >= MIN_CHANGED_PEOPLE and len(set(changes)) > 1)


async def counting(session: AsyncSession, counterpoint_id: int, people: Sequence[int] | None = None) -> dict[int, int]:
    """Return each person's latest vote on a counterpoint or what was merged into it, but for who was put out.

    Args:
        session: An open session.
        counterpoint_id: Which.
        people: Of whom; of everybody without.
    """
    family = await united_with(session, counterpoint_id)
    query = select(Vote.person_id, Vote.stance).where(col(Vote.counterpoint_id).in_(family))
    query = query.where(col(Vote.person_id).not_in(barred_here(counterpoint_id))).order_by(col(Vote.log_id))
    if people is not None and len(people) <= AT_ONCE:
        query = query.where(col(Vote.person_id).in_(people))
    return dict((await session.exec(query)).all())


async def waiting(session: AsyncSession, counterpoint_id: int) -> dict[int, tuple[int | None, bool]]:
    """Return the told stance of everybody who counts otherwise by now, and whether that is told with others alone."""
    query = select(Unpublished.person_id, Unpublished.stance, Unpublished.forced)
    found = await session.exec(query.where(Unpublished.counterpoint_id == counterpoint_id))
    return {person_id: (stance, forced) for person_id, stance, forced in found}


async def hold(session: AsyncSession, counterpoint_id: int, people: Sequence[int], *, own: bool = False) -> None:
    """Keep what is told of people whose votes are about to count otherwise.

    Args:
        session: An open transaction.
        counterpoint_id: Which.
        people: Whose votes.
        own: Whether that is only what they did themselves, at a later moment.
    """
    now = await counting(session, counterpoint_id, people)
    forced = not own or await when_told(session, counterpoint_id) is not TotalsShown.LIVE
    same = {"counterpoint_id": counterpoint_id, "forced": forced}
    rows = [{**same, "person_id": one, "stance": now.get(one)} for one in people]
    if rows:
        keep = insert(_TABLE).on_conflict_do_update(index_elements=_KEY, set_={"forced": forced})
        await (await session.connection()).execute(keep, rows)


async def settle(session: AsyncSession, counterpoint_id: int, *, voted: bool = False) -> bool:
    """Tell what waits, where that tells nobody's vote, and say whether it was told.

    Args:
        session: An open transaction.
        counterpoint_id: Which.
        voted: Whether a vote began to count now, or the voting ended: unless votes are shown at once, nothing else
            lets people see other numbers than before, be it with enough others.
    """
    when = await when_told(session, counterpoint_id)
    if when is TotalsShown.CLOSING and await _is_open(session, counterpoint_id):
        return False
    was = await waiting(session, counterpoint_id)
    now = await counting(session, counterpoint_id, list(was)) if was else {}
    changes = {one: (stance, now.get(one)) for one, (stance, _) in was.items() if stance != now.get(one)}
    await _forget(session, counterpoint_id, list(was.keys() - changes.keys()))
    if when is not TotalsShown.LIVE and not voted:
        return False
    at_once = when is TotalsShown.LIVE and not any(was[one][1] for one in changes)
    if not changes or not (at_once or await _may_tell(session, counterpoint_id, changes)):
        return False
    await _tell(session, counterpoint_id, changes)
    return True


async def close(session: AsyncSession, counterpoint_id: int) -> None:
    """Tell what may be told when the voting ends; where votes are shown at once, whatever people voted themselves."""
    if await when_told(session, counterpoint_id) is not TotalsShown.LIVE:
        await settle(session, counterpoint_id, voted=True)
        return
    was = await waiting(session, counterpoint_id)
    own = {one: stance for one, (stance, forced) in was.items() if not forced}
    now = await counting(session, counterpoint_id, list(own)) if own else {}
    await _tell(session, counterpoint_id, {one: (stance, now.get(one)) for one, stance in own.items()})


async def move(
    session: AsyncSession, counterpoint_id: int, person_id: int, before: Stance | None, after: Stance
) -> None:
    """Let the told totals follow a vote that was cast: at once, or with what waits.

    Args:
        session: An open transaction.
        counterpoint_id: Which.
        person_id: Whose.
        before: The stance that counted before; none: there was none.
        after: The one that counts now.
    """
    when = await when_told(session, counterpoint_id)
    if when is TotalsShown.LIVE:
        was = await waiting(session, counterpoint_id)
        if not was.keys() - {person_id}:
            told = was[person_id][0] if person_id in was else before
            await _tell(session, counterpoint_id, {person_id: (told, int(after))})
            return
    forced = when is not TotalsShown.LIVE
    row = {"counterpoint_id": counterpoint_id, "person_id": person_id, "stance": before}
    own = insert(_TABLE).values(forced=forced, **row)
    await session.exec(own.on_conflict_do_update(index_elements=_KEY, set_={"forced": forced}))
    await settle(session, counterpoint_id, voted=True)


async def when_told(session: AsyncSession, counterpoint_id: int) -> TotalsShown:
    """Return when people are told how many voted how on a counterpoint."""
    query = select(ChatSettings.totals).join(Discussion, col(Discussion.chat_id) == col(ChatSettings.chat_id))
    query = query.join(Counterpoint, col(Counterpoint.discussion_id) == col(Discussion.id))
    chosen = (await session.exec(query.where(Counterpoint.id == counterpoint_id))).first()
    return TotalsShown(chosen or TotalsShown.BATCHES)


async def united_with(session: AsyncSession, counterpoint_id: int) -> list[int]:
    """Return a counterpoint and all that was merged into it, directly or not."""
    family, fresh = [counterpoint_id], [counterpoint_id]
    while fresh:
        found = await session.exec(select(Counterpoint.id).where(col(Counterpoint.canonical_id).in_(fresh)))
        fresh = list(found)
        family += fresh
    return family


async def lines_of(session: AsyncSession, numbers: Collection[int]) -> list[int]:
    """Return counterpoints and all that they were merged into, directly or not, in order."""
    lines, fresh = set(numbers), set(numbers)
    while fresh:
        found = await session.exec(select(Counterpoint.canonical_id).where(col(Counterpoint.id).in_(fresh)))
        fresh = {number for number in found if number is not None} - lines
        lines |= fresh
    return sorted(lines)


def barred_here(counterpoint_id: int) -> SelectOfScalar[int]:
    """Return the question who was put out of the chat of a counterpoint."""
    query = select(Barred.person_id).join(Discussion, col(Discussion.chat_id) == col(Barred.chat_id))
    return query.join(Counterpoint).where(Counterpoint.id == counterpoint_id)


async def is_barred(session: AsyncSession, counterpoint_id: int, person_id: int) -> bool:
    """Say whether somebody was put out of the chat of a counterpoint."""
    question = barred_here(counterpoint_id).where(Barred.person_id == person_id)
    return (await session.exec(question)).first() is not None


async def _is_open(session: AsyncSession, counterpoint_id: int) -> bool:
    status = await session.exec(select(Counterpoint.status).where(Counterpoint.id == counterpoint_id))
    return status.one() is CounterpointStatus.OPEN


async def _may_tell(session: AsyncSession, counterpoint_id: int, changes: Changes) -> bool:
    """Say whether changes may be told, and enough votes are told of then."""
    if not may_be_told(changes.values()):
        return False
    told = select(Counterpoint.agree, Counterpoint.disagree, Counterpoint.passes)
    votes = sum((await session.exec(told.where(Counterpoint.id == counterpoint_id))).one())
    for before, after in changes.values():
        votes += (after is not None) - (before is not None)
    return votes >= MIN_VOTERS


async def _forget(session: AsyncSession, counterpoint_id: int, people: Sequence[int]) -> None:
    """Let the told totals be right about people again."""
    for start in range(0, len(people), AT_ONCE):
        gone = delete(Unpublished).where(col(Unpublished.counterpoint_id) == counterpoint_id)
        await session.exec(gone.where(col(Unpublished.person_id).in_(people[start : start + AT_ONCE])))


async def _tell(session: AsyncSession, counterpoint_id: int, changes: Changes) -> None:
    """Move people from one counter to another, all at once, and note with which line of the log that was told."""
    moved: Counter[int] = Counter()
    for before, after in changes.values():
        moved.update([] if after is None else [after])
        moved.subtract([] if before is None else [before])
    steps = {name: col(getattr(Counterpoint, name)) + moved[stance] for stance, name in _COLUMNS.items()}
    await change(session, Counterpoint, col(Counterpoint.id) == counterpoint_id, **steps)
    mark = (await session.exec(select(func.max(VoteLog.id)))).one()
    gone = [one for one, (_, after) in changes.items() if after is None]
    family = await united_with(session, counterpoint_id)
    for people, told in ((list(changes.keys() - set(gone)), mark), (gone, None)):
        for start in range(0, len(people), AT_ONCE):
            theirs = update(Vote).where(col(Vote.counterpoint_id).in_(family))
            theirs = theirs.where(col(Vote.person_id).in_(people[start : start + AT_ONCE]))
            await session.exec(theirs.values(told_id=told).execution_options(synchronize_session=False))
    await _forget(session, counterpoint_id, list(changes))
