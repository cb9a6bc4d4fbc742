"""Names: a command that names somebody by @username reaches who has the name now, and nobody who was never here."""

from __future__ import annotations

import pytest

from bot.playground.telegram.members import MEMBER, Status
from bot.playground.telegram.people import PlaygroundPerson
from storage import chats
from storage.chat_settings import Screening
from storage.screening import approve
from tests.scenarios.moderating import meets_privately, orders, status, written
from tests.scenarios.moderating_queue import screened
from tests.town import Town

CHANGED = "The account that I knew here as @mara_k goes by another name now. Reply to a message of the person you mean."


def unseen(name: str) -> str:
    return f"I have not seen @{name} here. Reply to a message of theirs, or write their id."


@pytest.mark.parametrize("command", ["/ban @mara_k", "/warn @Mara_K rude", "/mute @mara_k 2h", "/unban @mara_k"])
async def test_a_name_that_was_given_up_reaches_nobody(town: Town, command: str) -> None:
    await town.says(town.cast.mara, town.cast.group, "/help")
    town.cast.mara.username, town.cast.jonas.username = "mara_now", "mara_k"
    assert await orders(town, command) == [CHANGED.replace("@mara_k", command.split()[1])]
    assert [status(town, one) for one in (town.cast.mara, town.cast.jonas)] == [Status.MEMBER] * 2


async def test_a_name_reaches_who_took_it(town: Town) -> None:
    await town.says(town.cast.mara, town.cast.group, "/help")
    town.cast.mara.username, town.cast.jonas.username = None, "mara_k"
    await town.says(town.cast.jonas, town.cast.group, "/help")
    await orders(town, "/ban @mara_k")
    assert [status(town, one) for one in (town.cast.mara, town.cast.jonas)] == [Status.MEMBER, Status.KICKED]
    async with town.database.read() as session:
        former = await chats.find_person(session, town.cast.mara.id)
    assert former is not None
    assert former.username is None


async def test_who_uses_the_bot_elsewhere_is_as_unknown_as_anybody(town: Town) -> None:
    elsewhere = town.telegram.add_person(PlaygroundPerson(7_400_000_001, "Rita", username="rita_reads"))
    town.cast.forum.members[elsewhere.id] = MEMBER
    await meets_privately(town, elsewhere)
    for command in ("/ban @{}", "/unban @{}", "/undo @{}", "/audit @{}"):
        await town.advance(minutes=2)
        known, unknown = await orders(town, command.format("rita_reads")), await orders(town, command.format("nobody"))
        assert (known, unknown) == ([unseen("rita_reads")], [unseen("nobody")]), command
    assert "rita_reads" not in " ".join(await orders(town, f"/ban {elsewhere.id} 2d"))


@pytest.mark.parametrize("mode", list(Screening))
async def test_whoever_wrote_here_is_reached_though_they_never_asked_the_bot_for_anything(
    town: Town, mode: Screening
) -> None:
    await screened(town, mode)
    await town.says(town.cast.vera, town.cast.group, "/help")
    await written(town, town.cast.mara, "The bus was late again.")
    await written(town, town.cast.ana, "It always is.")
    town.telegram.leave(town.cast.mara, town.cast.group)
    await town.settle()
    await orders(town, "/ban @mara_k")
    await orders(town, "/mute @Ana_Berg 2h")
    assert [status(town, one) for one in (town.cast.mara, town.cast.ana)] == [Status.KICKED, Status.RESTRICTED]


async def test_who_wrote_here_and_left_is_reached(town: Town) -> None:
    await town.says(town.cast.mara, town.cast.group, "/help")
    async with town.database.write() as session:
        here = await chats.find_chat(session, town.cast.group.id)
        assert here is not None
        assert here.id is not None
        await approve(session, here.id, town.cast.mara.id)
    town.telegram.leave(town.cast.mara, town.cast.group)
    await town.settle()
    await orders(town, "/ban @mara_k")
    assert status(town, town.cast.mara) is Status.KICKED
