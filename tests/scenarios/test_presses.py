"""Presses: of buttons that are not there, from other messages, chats, people and databases; and each answered once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.chat.event import EventKind
from bot.playground.telegram.chats import Message
from bot.playground.telegram.people import PlaygroundPerson
from bot.texts import tell
from storage import keyboards
from tests.permission_table import duties
from tests.scenarios.debating import COST, NOISE, WALKING, kept, opened, presses, submitted
from tests.scenarios.moderating import forged, forges, meets_privately, orders, written
from tests.scenarios.test_authority import everything
from tests.town import Town, labels, text_of

FROM_BEFORE = tell("button-from-before")
RESTS = ("1", "1:0", "1:1", "open:1", "off")
"""What stands behind the verbs of buttons, about things that there are."""


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town in which a press could do something: held counterpoints, a draft, a mute, a report, a log."""
    town = Town(tmp_path)
    await town.start()
    await submitted(town, town.cast.mara, NOISE)
    await town.says(town.cast.jonas, town.cast.group, f"/counter {COST}")
    spam = await written(town, town.cast.ana)
    await town.says(town.cast.mara, town.cast.group, "/report", reply_to=spam)
    await orders(town, "/mute 2h", spam, by=town.cast.alena)
    yield town
    await town.stop()


def kinds_of_buttons(town: Town) -> Iterator[list[str]]:
    """Yield, of every kind of button in the table of handlers, what its buttons may send."""
    for duty in duties(town.app.handlers):
        if duty.kind is EventKind.BUTTON:
            yield [f"{duty.word}:{rest}" for rest in RESTS]


async def lay(town: Town, message: Message, data: list[str]) -> None:
    """Let buttons stand under a message as far as the bot knows."""
    async with town.database.write() as session:
        await keyboards.show(session, [(message.chat.id, message.id, "\n".join(data))])


async def sent_at_once(
    town: Town, person: PlaygroundPerson, message: Message, data: list[str]
) -> list[dict[str, Any] | None]:
    """Let a client send presses, a while after its last ones, and return what each is answered."""
    town.clock.at += timedelta(seconds=61)
    queries = [forged(town, person, message, one) for one in data]
    await town.settle()
    return [query.answer for query in queries]


async def test_a_press_counts_for_nothing_but_under_the_message_where_its_button_stands(town: Town) -> None:
    host, group = town.cast.alena, town.cast.group
    private, theirs = await meets_privately(town, host), await meets_privately(town, town.cast.mara)
    *_, other, last = (one for one in town.from_bot(group) if one.keyboard)
    await town.advance(minutes=3)  # what fades has faded
    before = await everything(town)
    town.request.calls.clear()
    for data in kinds_of_buttons(town):
        await lay(town, last, data)
        await lay(town, town.from_bot(theirs)[-1], data)
        for where in (other, town.from_bot(private)[-1]):
            answers = await sent_at_once(town, host, where, data)
            assert {(answer or {}).get("text") for answer in answers} == {FROM_BEFORE}, data[0]
    assert await everything(town) == before
    assert set(town.request.methods()) == {"answerCallbackQuery"}


async def test_every_press_is_answered_once(town: Town) -> None:
    host, group = town.cast.alena, town.cast.group
    post = town.from_bot(group)[0]
    for data in kinds_of_buttons(town):
        await lay(town, post, data)
        town.request.calls.clear()
        answers = await sent_at_once(town, host, post, data)
        asked = [call["callback_query_id"] for name, call in town.request.calls if name == "answerCallbackQuery"]
        assert (len(set(asked)), len(asked)) == (len(data), len(data)), data[0]
        assert tell("went-wrong") not in {(answer or {}).get("text") for answer in answers}, data[0]


@pytest.mark.usefixtures("live_totals")
async def test_buttons_of_after_a_backup_count_for_nothing_once_it_is_restored(town: Town, tmp_path: Path) -> None:
    answer = town.from_bot(town.cast.group)[0]
    await town.stop()
    backup = Path(shutil.copytree(tmp_path, tmp_path.parent / "backup"))
    await town.start(with_article=False)
    lost_card = await opened(town, town.cast.jonas, WALKING, on=answer)
    await town.stop()
    shutil.rmtree(tmp_path)
    shutil.copytree(backup, tmp_path)
    await town.start(with_article=False)
    new_card = await opened(town, town.cast.jonas, COST, on=answer)
    assert new_card.keyboard == lost_card.keyboard

    assert (await presses(town, town.cast.vera, lost_card, "Agree"))["text"] == FROM_BEFORE
    assert WALKING in text_of(lost_card)
    assert [one.agree for one in await kept(town)] == [0, 0]
    await presses(town, town.cast.vera, new_card, "Agree")
    assert [one.agree for one in await kept(town)] == [0, 1]
    assert "text" not in await presses(town, town.cast.vera, answer, "More context")


async def test_nobody_writes_over_another_message_of_the_bot(town: Town) -> None:
    (muted,) = await town.says(
        town.cast.vera, town.cast.group, "/mute 3h", reply_to=await written(town, town.cast.jonas)
    )
    (listed,) = await town.says(town.cast.mara, town.cast.group, "/counterpoints")
    await forges(town, town.cast.mara, muted, "list:divisive:1:1")
    assert (labels(muted), text_of(muted)) == (["Undo", "Audit log"], "Muted Jonas for 3 hours.")
    await forges(town, town.cast.mara, listed, "list:divisive:1:1")
    assert text_of(listed).startswith("None divides")


async def test_a_button_is_known_from_the_moment_at_which_it_can_be_pressed(town: Town) -> None:
    """The press is here before the bot has heard from Telegram that its message is there."""
    call = town.api.call
    pressed = []

    async def hastily(token: str, name: str, *more: Any) -> Any:
        answer = await call(token, name, *more)
        if name == "sendMessage" and not pressed:
            card = town.from_bot(town.cast.group)[-1]
            pressed.append(forged(town, town.cast.vera, card, "list:divisive:1:1"))
            while town.telegram.queues[town.cast.bot.id].waiting:
                await asyncio.sleep(0.002)
            for _ in range(1_000):  # time enough to handle it, if that is not put off
                await asyncio.sleep(0)
        return answer

    town.api.call = hastily  # type: ignore[method-assign]  # the town's own
    (listed,) = await town.says(town.cast.mara, town.cast.group, "/counterpoints")
    await town.settle()
    assert "text" not in (pressed[0].answer or {})
    assert text_of(listed).startswith("None divides")
