"""Sanctions in the group: what a moderator writes, what everybody reads, and what Telegram does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.members import ALL_PERMISSIONS, Membership, Status
from bot.playground.messages import Message
from bot.playground.people import Person
from tests.town import Town, labels, text_of


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    await town.start()
    yield town
    await town.stop()


def status(town: Town, person: Person) -> Status:
    return town.cast.group.membership(person.id, town.clock()).status


async def orders(town: Town, text: str, about: Message | None = None, by: Person | None = None) -> list[str]:
    """Let a moderator write a command and return what the bot says."""
    more = {"reply_to": about} if about is not None else {}
    said = await town.says(by or town.cast.vera, town.cast.group, text, **more)
    return [text_of(one) for one in said if text_of(one)]


async def written(town: Town, person: Person, text: str = "Buy my coins.") -> Message:
    message = town.telegram.say(person, town.cast.group, text)
    await town.settle()
    return message


async def test_the_third_warning_is_a_mute_and_the_fourth_a_ban(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    assert await orders(town, "/warn links", spam) == ["Warned Mara: links. First warning in 30 days."]
    assert await orders(town, "/warn links", spam) == ["Vera warned Mara less than a minute ago. That counts once."]
    await town.advance(minutes=2)
    assert await orders(town, "/warn", spam) == ["Warned Mara. Second warning in 30 days."]
    await town.advance(minutes=2)
    (third,) = await town.says(town.cast.vera, group, "/warn links.", reply_to=spam)
    assert text_of(third) == "Muted Mara for 12 hours: third warning in 30 days (links ×2)."
    assert labels(third) == ["Undo", "Audit log"]
    assert status(town, mara) is Status.RESTRICTED
    assert group.members[mara.id].until == town.clock() + timedelta(hours=12)
    await town.advance(minutes=2)
    assert await orders(town, "/warn", spam) == ["Banned Mara: fourth warning in 30 days (links ×2)."]
    assert status(town, mara) is Status.KICKED


async def test_undo_gives_back_each_permission(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    own = frozenset(ALL_PERMISSIONS - {"can_send_polls", "can_react_to_messages"})
    spam = await written(town, mara)
    group.members[mara.id] = Membership(Status.RESTRICTED, permissions=own, until=town.clock() + timedelta(days=3))
    before = group.members[mara.id]
    (muted,) = await town.says(town.cast.vera, group, "/mute 2h off topic", reply_to=spam)
    assert text_of(muted) == "Muted Mara for 2 hours: off topic."
    assert group.members[mara.id].permissions == frozenset()
    answer = await town.press(town.cast.vera, muted, "Undo")
    assert answer["text"] == "Taken back for Mara."
    assert group.members[mara.id] == before
    assert text_of(muted) == "Vera ended the mute of Mara, who has the same permissions as before it."
    assert labels(muted) == []
