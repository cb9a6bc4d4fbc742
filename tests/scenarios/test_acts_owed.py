"""What is taken back, or imposed anew, while Telegram has not done yet what was decided before."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.bot_api.api import Answer
from bot.playground.bot_api.faults import Fault
from bot.playground.telegram.members import Status
from tests.scenarios.moderating import orders, status, written
from tests.town import Town, labels, text_of


def slowly(town: Town, *methods: str) -> None:
    """Let Telegram take its time for some methods."""
    call = town.api.call

    async def late(token: str, name: str, *more: Any) -> Answer:
        if name in methods:
            await asyncio.sleep(0.05)
        return await call(token, name, *more)

    town.api.call = late  # type: ignore[method-assign]  # the town's own


def says_at_once(town: Town, *texts: str, about: int | None = None) -> None:
    message = town.cast.group.messages[about] if about is not None else None
    for text in texts:
        town.telegram.say(town.cast.vera, town.cast.group, text, reply_to=message)


async def test_an_unban_that_overtakes_its_ban_lifts_it(town: Town) -> None:
    about = (await written(town, town.cast.mara)).id
    slowly(town, "banChatMember")
    says_at_once(town, "/ban", "/unban", about=about)
    await town.settle()
    assert status(town, town.cast.mara) is Status.LEFT


async def test_a_mute_upon_a_mute_that_is_just_ended_remembers_no_silence(town: Town) -> None:
    about = (await written(town, town.cast.mara)).id
    slowly(town, "restrictChatMember")
    says_at_once(town, "/mute 2h", "/unmute", "/mute 1h", "/unmute", about=about)
    await town.settle()
    assert status(town, town.cast.mara) is Status.MEMBER


async def test_a_ban_upon_a_mute_remembers_the_mute(town: Town) -> None:
    about = (await written(town, town.cast.mara)).id
    slowly(town, "restrictChatMember")
    says_at_once(town, "/mute 2d", "/ban", "/unban", about=about)
    await town.settle()
    town.telegram.join(town.cast.mara, town.cast.group)
    await town.settle()
    assert status(town, town.cast.mara) is Status.RESTRICTED


@pytest.mark.parametrize("way", ["by hand", "by the clock"])
async def test_two_locks_that_end_at_once_leave_nothing_locked(town: Town, way: str) -> None:
    allowed = town.cast.group.permissions
    await orders(town, "/lock media 1h")
    await orders(town, "/lock polls 1h")
    slowly(town, "setChatPermissions")
    if way == "by hand":
        says_at_once(town, "/unlock media", "/unlock polls")
        await town.settle()
    else:
        await town.advance(hours=1)
    assert town.cast.group.permissions == allowed


async def test_an_undo_of_what_telegram_did_not_take_yet_is_honest(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.transport.sender.MAX_ACT_WAIT_SECONDS", 0.05)
    about = await written(town, town.cast.mara)
    town.api.faults.retry_after = 20
    town.api.faults.add("banChatMember", Fault.TOO_MANY, 1)
    town.telegram.say(town.cast.vera, town.cast.group, "/ban", reply_to=about)
    await town.received()
    (announced,) = [one for one in town.from_bot(town.cast.group) if "Undo" in labels(one)]
    answer = await town.telegram.press(town.cast.vera, announced, undo_of(announced))
    await town.received()
    assert "Taken back" not in str(answer.get("text"))
    town.clock.at += timedelta(seconds=21)
    town.app.sender.wake()
    await town.settle()
    assert status(town, town.cast.mara) is Status.KICKED
    assert "Banned" in text_of(announced)


def undo_of(message: Any) -> str:
    rows = message.keyboard["inline_keyboard"]
    return next(button["callback_data"] for row in rows for button in row if button["text"] == "Undo")


async def test_a_restriction_that_comes_back_late_ends_all_the_same(town: Town) -> None:
    about = await written(town, town.cast.mara)
    soon = town.clock() + timedelta(minutes=2)
    town.telegram.restrict(town.cast.mara, town.cast.group, {"can_send_messages"}, soon, by=town.cast.vera)
    await orders(town, "/mute 2h", about)
    town.api.faults.retry_after = 100
    town.api.faults.add("restrictChatMember", Fault.TOO_MANY, 1)
    town.telegram.say(town.cast.vera, town.cast.group, "/unmute", reply_to=about)
    await town.received()
    await town.advance(seconds=101)
    assert status(town, town.cast.mara) is Status.RESTRICTED
    await town.advance(minutes=1)
    assert status(town, town.cast.mara) is Status.MEMBER
