"""Cards of the queue, and what was decided elsewhere: in the group, on another card, by hand in Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.members import Status
from bot.playground.messages import Message
from storage.settings import Screening
from tests.scenarios.moderating import orders, status
from tests.scenarios.moderating_queue import LINK, cards, meets, queue, screened, writes
from tests.town import Town, text_of


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    await town.start()
    await meets(town, town.cast.vera, town.cast.alena)
    await screened(town, Screening.ON, blocklist=["coins"])
    yield town
    await town.stop()


async def a_spam_card(town: Town) -> tuple[Message, Message]:
    """Let Mara write a link; return it and Vera's card."""
    message = await writes(town, town.cast.mara, LINK)
    return message, cards(town, town.cast.vera)[-1]


async def two_cards(town: Town) -> tuple[Message, Message]:
    """Let Mara write a link that others report; return Vera's spam card and Alena's report card."""
    message, spam = await a_spam_card(town)
    for person in (town.cast.jonas, town.cast.ana):
        await writes(town, person, "/report", reply_to=message)
    return spam, cards(town, town.cast.alena)[-1]


def data_of(card: Message, label: str) -> str:
    """Return what a button of a card sends."""
    rows = (card.keyboard or {})["inline_keyboard"]
    return str(next(one["callback_data"] for row in rows for one in row if one["text"] == label))


def announced(town: Town) -> list[str]:
    return [text_of(one) for one in town.from_bot(town.cast.group) if text_of(one).startswith(("Muted", "Warned"))]


@pytest.mark.parametrize("label", ["Warn", "Mute"])
async def test_who_was_banned_from_another_card_is_not_muted_back_in(town: Town, label: str) -> None:
    spam, report = await two_cards(town)
    await town.press(town.cast.vera, spam, "Ban")
    assert (await town.press(town.cast.alena, report, label))["text"] == "Mara is banned already."
    assert status(town, town.cast.mara) is Status.KICKED
    assert announced(town) == []
    await town.advance(minutes=5)
    assert (await town.press(town.cast.alena, report, label))["text"] == "Mara is banned already."
    assert [one.version for one in await queue(town)] == [1, 0]


@pytest.mark.parametrize("label", ["Warn", "Mute"])
async def test_who_was_banned_in_the_group_or_by_hand_is_not_muted_back_in(town: Town, label: str) -> None:
    message, card = await a_spam_card(town)
    await orders(town, "/ban spam", about=message, by=town.cast.alena)
    assert (await town.press(town.cast.vera, card, label))["text"] == "Mara is banned already."
    await orders(town, "/unban @mara_k", by=town.cast.alena)
    town.telegram.ban(town.cast.mara, town.cast.group, by=town.cast.alena)
    await town.settle()
    assert (await town.press(town.cast.vera, card, label))["text"] == "Mara is banned already."
    assert status(town, town.cast.mara) is Status.KICKED


async def test_two_cards_pressed_at_once_do_not_undo_each_other(town: Town) -> None:
    """The ban is decided but Telegram has not heard of it yet when the other card is pressed."""
    spam, report = await two_cards(town)
    ban, mute = data_of(spam, "Ban"), data_of(report, "Mute")
    presses = (town.telegram.press(town.cast.vera, spam, ban), town.telegram.press(town.cast.alena, report, mute))
    await asyncio.gather(*presses)
    await town.settle()
    assert len(announced(town)) in (0, 1)
    assert status(town, town.cast.mara) is Status.KICKED


async def test_nobody_is_warned_in_public_who_has_left(town: Town) -> None:
    _, card = await a_spam_card(town)
    town.telegram.leave(town.cast.mara, town.cast.group)
    await town.settle()
    assert str((await town.press(town.cast.vera, card, "Warn"))["text"]).startswith("Mara is no longer in this group.")
    assert announced(town) == []
    assert (await town.press(town.cast.vera, card, "Ban"))["text"] == "Done."
