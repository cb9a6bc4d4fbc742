"""Undo returns each permission bit as it was, whatever a member had before."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground.telegram.members import ALL_PERMISSIONS, LEFT, MEMBER, ChatMembership, Status
from tests.scenarios.moderating import orders, written
from tests.town import Town

ENDS = st.none() | st.integers(min_value=120, max_value=366 * 24 * 3600 - 7200).map(
    lambda seconds: timedelta(seconds=seconds)
)
CUSTOM = st.frozensets(st.sampled_from(sorted(ALL_PERMISSIONS))).filter(lambda bits: bits != ALL_PERMISSIONS)


@st.composite
def memberships(draw: st.DrawFn) -> tuple[Status, frozenset[str], timedelta | None]:
    """Draw a plain member, or one with custom permissions and perhaps an end to them."""
    if draw(st.integers(0, 9)) == 0:
        return Status.MEMBER, ALL_PERMISSIONS, None
    return Status.RESTRICTED, draw(CUSTOM), draw(ENDS)


async def restricted_and_back(town: Town, drawn: tuple[Status, frozenset[str], timedelta | None], order: str) -> None:
    """Sanction Mara, undo it, and compare each bit."""
    status, bits, lasts = drawn
    mara, group = town.cast.mara, town.cast.group
    group.members[mara.id] = MEMBER
    spam = await written(town, mara)
    if status is Status.RESTRICTED:
        group.members[mara.id] = ChatMembership(
            Status.RESTRICTED, permissions=bits, until=town.clock() + lasts if lasts is not None else None
        )
    former = group.members[mara.id]
    await orders(town, order, spam)
    assert group.members[mara.id] != former
    await town.advance(seconds=61)
    await orders(town, f"/undo {mara.id}")
    if order.startswith("/ban"):
        if former == MEMBER:
            assert group.members[mara.id] == LEFT
        town.telegram.join(mara, group)
    assert group.members[mara.id] == former, order
    await town.settle()


def test_each_permission_is_as_it_was() -> None:
    """One town serves all examples: starting it takes longer than an example."""
    with asyncio.Runner() as runner, TemporaryDirectory() as folder:
        town = Town(Path(folder))
        runner.run(town.start())

        @settings(max_examples=24, deadline=None, suppress_health_check=list(HealthCheck))
        @given(memberships(), st.sampled_from(["/mute 2h", "/mute 1w", "/ban", "/ban 1d"]))
        def example(drawn: tuple[Status, frozenset[str], timedelta | None], order: str) -> None:
            # What would end before it is undone is another test's matter.
            runner.run(restricted_and_back(town, drawn, order))

        try:
            example()
        finally:
            runner.run(town.stop())
