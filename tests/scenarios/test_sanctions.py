"""Sanctions in the group: what a moderator writes, what everybody reads, and what Telegram does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.playground.api import Answer
from bot.playground.members import ALL_PERMISSIONS, Membership, Status
from bot.playground.messages import Message
from bot.playground.people import Person
from storage.debate import Audit
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


async def log(town: Town) -> list[Audit]:
    async with town.database.read() as session:
        return list(await session.exec(select(Audit).order_by(Audit.id)))


def demote_before(town: Town, method: str) -> None:
    """Let the bot lose its rights just before a call arrives."""
    call = town.api.call

    async def demoting(token: str, name: str, *more: Any) -> Answer:
        if name == method:
            town.telegram.demote(town.cast.bot, town.cast.group)
        return await call(token, name, *more)

    town.api.call = demoting  # type: ignore[method-assign]  # the town's own


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


async def test_a_mute_ends_by_itself_also_while_the_bot_was_down(town: Town) -> None:
    mara = town.cast.mara
    spam = await written(town, mara)
    await orders(town, "/mute 30m", spam)
    await town.stop()
    town.clock.at += timedelta(hours=1)
    await town.start(with_article=False)
    await town.settle()
    assert status(town, mara) is Status.MEMBER
    assert await orders(town, "/unmute", spam) == ["Mara is not muted."]
    assert [one.action for one in await log(town)] == ["mute", "expired"]


async def test_an_older_restriction_comes_back_when_a_mute_ends(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    older = Membership(Status.RESTRICTED, permissions=ALL_PERMISSIONS - {"can_send_polls"})
    group.members[mara.id] = older
    await orders(town, "/mute 30m", spam)
    await town.advance(minutes=31)
    assert group.members[mara.id] == older


async def test_the_bot_demoted_in_the_middle_corrects_what_it_said(town: Town) -> None:
    mara, group, vera = town.cast.mara, town.cast.group, town.cast.vera
    await town.says(vera, town.telegram.private(vera), "/start")
    spam = await written(town, mara)
    demote_before(town, "restrictChatMember")
    (muted,) = await town.says(vera, group, "/mute 2h", reply_to=spam)
    await town.advance(seconds=20)
    assert text_of(muted).startswith("Mara was not muted. I lack the right for it")
    assert labels(muted) == []
    told = text_of(town.from_bot(town.telegram.private(vera))[-1])
    assert told.startswith("In The reading group: Mara was not muted. I lack the right")
    assert [one.action for one in await log(town)] == ["mute", "refused"]
    await town.advance(seconds=20)
    assert len(await log(town)) == 2
