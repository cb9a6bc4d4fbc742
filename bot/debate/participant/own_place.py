"""What `/me` shows of a debate: my counterpoints and their fate, my votes, where I stand; read from the database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.debate.cards import root_of
from bot.debate.map.opinion_map import opinion_map_of
from bot.debate.participant.opinion_group import OwnGroup, own_group
from bot.texts.lines import in_one_line
from storage import chat_settings, counterpoints, opinions, participation
from storage.chat_settings import TotalsShown
from storage.counterpoints import Counterpoint, CounterpointStatus, Stance, Tally

OPEN, CLOSED = CounterpointStatus.OPEN, CounterpointStatus.CLOSED


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """A counterpoint that somebody submitted, as they see it."""

    counterpoint: Counterpoint
    totals: Tally
    canonical: int
    """The number of what it was merged into; 0 where it was not."""


@dataclass(frozen=True, slots=True)
class OwnVote:
    """How somebody voted on a counterpoint, or last on what was merged into it."""

    counterpoint: Counterpoint
    stance: Stance


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """Where somebody stands among the opinion groups of a debate."""

    groups: int = 0
    """How many there are; 0 where none are published."""
    own: OwnGroup | None = None
    hidden: bool = False
    """Whether the chat tells nothing of it while the voting goes on."""


async def votes_of(session: AsyncSession, person_id: int, discussion_id: int) -> list[OwnVote]:
    """Return how somebody voted on what people can see, by number, the newest first."""
    latest: dict[int, OwnVote] = {}
    for counterpoint, stance in await participation.votes_of(session, person_id, discussion_id):
        root = await root_of(session, counterpoint)
        if root.status in (OPEN, CLOSED):
            latest.setdefault(root.id, OwnVote(root, stance))
    return sorted(latest.values(), key=lambda one: -one.counterpoint.number)


async def standing_of(session: AsyncSession, person_id: int, discussion_id: int) -> OwnStanding:
    """Return where somebody stands, by the map that was shown last: as `/map` does, or less."""
    points = await counterpoints.with_status(session, discussion_id, OPEN, CLOSED)
    hidden = await chat_settings.totals_shown(session, discussion_id) is TotalsShown.CLOSING
    if hidden and any(one.status is OPEN for one in points):
        return OwnStanding(hidden=True)
    shown = await opinions.find_map(session, discussion_id)
    if shown is None:
        return OwnStanding()
    texts = {str(one.number): in_one_line(one.text) for one in points}
    tallies = {number: Tally(*counts) for number, counts in shown.tallies.items() if number in texts}
    mapping = opinion_map_of(shown.report, texts, "", tallies)
    if not mapping.groups:
        return OwnStanding()
    return OwnStanding(len(mapping.groups), own_group(mapping, shown.report, texts, person_id))


async def points_of(session: AsyncSession, person_id: int, discussion_id: int) -> list[OwnPoint]:
    """Return what somebody submitted, the newest first, with the totals that people are told of it."""
    hidden = await chat_settings.totals_shown(session, discussion_id) is TotalsShown.CLOSING
    found = []
    for one in await participation.counterpoints_of(session, person_id, discussion_id):
        canonical = (await root_of(session, one)).number if one.canonical_id is not None else 0
        shown = counterpoints.told(one, hidden=hidden) if one.status in (OPEN, CLOSED) else Tally()
        found.append(OwnPoint(one, shown, canonical))
    return found
