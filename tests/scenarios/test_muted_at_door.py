"""Muted at the door: whoever is muted while they wait is let in as muted, asked all the same, and free in the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.telegram.members import Status
from bot.playground.telegram.people import PlaygroundPerson
from storage.chat_settings import Door
from tests.scenarios.moderating import log, orders
from tests.scenarios.newcomers import choose, post, presses, rank, strangers
from tests.town import Town

MUTED = "Thank you. You can write when the mute that a moderator gave you has ended."


async def at_door(town: Town) -> PlaygroundPerson:
    """Let somebody wait at the door of the group."""
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    await town.advance(seconds=7)
    return stranger


async def mute(town: Town, stranger: PlaygroundPerson, *, by_hand: bool) -> None:
    """Mute somebody for two hours."""
    if by_hand:
        until = town.clock() + timedelta(hours=2)
        town.telegram.restrict(stranger, town.cast.group, set(), until, by=town.cast.vera)
        await town.settle()
    else:
        await orders(town, f"/mute {stranger.id} 2h")


def may_write(town: Town, stranger: PlaygroundPerson) -> bool:
    return rank(town, stranger).may("can_send_messages", town.cast.group.permissions)


async def test_a_mute_by_hand_stays_when_the_door_opens_and_ends_in_its_time(town: Town) -> None:
    stranger = await at_door(town)
    await mute(town, stranger, by_hand=True)
    assert [one.action for one in await log(town)] == ["mute"]
    assert await presses(town, stranger, post(town)) == MUTED
    assert not may_write(town, stranger)
    await town.advance(hours=2, minutes=1)
    assert may_write(town, stranger)


async def test_a_mute_by_hand_without_an_end_stays_when_the_door_opens(town: Town) -> None:
    stranger = await at_door(town)
    town.telegram.restrict(stranger, town.cast.group, by=town.cast.vera)
    await town.settle()
    assert [one.action for one in await log(town)] == ["mute"]
    assert await presses(town, stranger, post(town)) == MUTED
    await town.advance(days=400)
    assert not may_write(town, stranger)


@pytest.mark.parametrize("by_hand", [True, False], ids=["by hand", "by the bot"])
async def test_the_end_of_a_mute_lets_nobody_past_the_door(town: Town, *, by_hand: bool) -> None:
    stranger = await at_door(town)
    await mute(town, stranger, by_hand=by_hand)
    await town.advance(hours=2, minutes=1)
    assert not may_write(town, stranger)
    assert "I am here" in str(post(town).keyboard)
    await presses(town, stranger, post(town))
    assert may_write(town, stranger)


async def test_a_tag_is_no_decision(town: Town) -> None:
    stranger = await at_door(town)
    shown = rank(town, stranger).as_json(stranger.as_user(), "supergroup")
    for tag in ("reads along", "writes"):
        told = {"chat": town.cast.group.as_json(), "from": town.cast.vera.as_user(), "date": 1_790_000_000}
        sides = {"old_chat_member": shown, "new_chat_member": {**shown, "tag": tag}}
        town.telegram.queues[town.cast.bot.id].add("chat_member", told | sides)
    await town.settle()
    await presses(town, stranger, post(town))
    assert rank(town, stranger).status is Status.MEMBER
    assert await log(town) == []
