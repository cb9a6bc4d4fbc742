"""Decisions about counterpoints are taken back on their cards: for an hour, by moderators, with what they had done."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from bot.playground.telegram.chats import Message
from storage.audit import Audit
from storage.counterpoints import CounterpointStatus
from tests.scenarios.debating import COST, WALKING, asked, desk_of, kept, opened, presses, submitted
from tests.town import Town, labels, text_of

HELD_CARD = ["Approve", "Reject", "Merge"]


async def log(town: Town) -> list[tuple[str, int, dict[str, Any] | None]]:
    """Return what was done about counterpoints, by whom, and what was before."""
    async with town.database.read() as session:
        entries = await session.exec(select(Audit).where(Audit.action != "submitted").order_by(Audit.id))
        return [(one.action, one.actor_id, one.before) for one in entries]


async def rejected(town: Town, card: Message) -> None:
    await town.press(town.cast.vera, card, "Reject")
    await town.press(town.cast.vera, card, "unclear")


async def accepted(town: Town, held: Message) -> Message:
    """Let a moderator accept what is held, and return the card that the group sees then."""
    await town.press(town.cast.vera, held, "Approve")
    return [one for one in town.from_bot(town.cast.group) if text_of(one).startswith("#")][-1]


async def told(town: Town) -> list[str]:
    """Let an hour pass, and return what the author was told in private of what was decided."""
    await town.advance(hours=1)
    said = [text_of(one) for one in town.from_bot(town.telegram.private(town.cast.mara))[1:]]
    return [one.splitlines()[-1] for one in said if not one.startswith("#1 waits for a moderator.")]


@pytest.mark.usefixtures("live_totals")
async def test_an_approval_is_taken_back_and_the_votes_are_kept(town: Town) -> None:
    await town.says(town.cast.mara, town.telegram.private(town.cast.mara), "/help")
    held = await submitted(town, town.cast.mara, WALKING)
    card = await accepted(town, held)
    assert labels(card) == ["Agree", "Disagree", "Pass", "Undo"]
    await presses(town, town.cast.jonas, card, "Agree")
    await town.advance(minutes=2)

    answer = await town.press(town.cast.alena, card, "Undo")

    assert answer["text"] == "#1 waits for a moderator again."
    assert card.is_deleted, "what is held is seen by nobody in the group"
    assert labels(held) == HELD_CARD
    assert "Waits for a moderator." in text_of(held)
    assert await told(town) == [
        "Your counterpoint #1 was accepted and is open to votes.",
        "The decision about your counterpoint #1 was taken back. It waits for a moderator again.",
    ]
    vera, alena = town.cast.vera.id, town.cast.alena.id
    assert [(action, by) for action, by, _ in await log(town)] == [("open", vera), ("held", alena)]

    assert labels(await accepted(town, held)) == ["Agree 1", "Disagree", "Pass", "Undo"]


async def test_what_was_not_accepted_by_mistake_waits_again(town: Town) -> None:
    await town.says(town.cast.mara, town.telegram.private(town.cast.mara), "/help")
    card = await submitted(town, town.cast.mara, WALKING)
    await rejected(town, card)
    assert labels(card) == ["Undo"]
    await town.advance(minutes=2)

    await town.press(town.cast.vera, card, "Undo")

    assert labels(card) == HELD_CARD
    assert WALKING in text_of(card)
    assert (await told(town))[-1].startswith("The decision about your counterpoint #1 was taken back.")
    (one,) = await kept(town)
    assert (one.status, one.reason, one.accepted_by) == (CounterpointStatus.HELD, None, None)


@pytest.mark.usefixtures("live_totals")
async def test_voting_that_was_closed_goes_on(town: Town) -> None:
    await town.says(town.cast.mara, town.telegram.private(town.cast.mara), "/help")
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, town.cast.jonas, card, "Agree")
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    assert labels(card) == ["Undo"]
    await town.advance(minutes=2)

    await town.press(town.cast.vera, card, "Undo")

    assert labels(card) == ["Agree 1", "Disagree", "Pass"]
    assert (await told(town))[-1] == "Voting on your counterpoint #1 is open again."


@pytest.mark.parametrize("minutes", [59, 61], ids=["within the hour", "after it"])
async def test_after_an_hour_a_decision_stands(town: Town, minutes: int) -> None:
    card = await accepted(town, await submitted(town, town.cast.mara, WALKING))
    deciding = card.keyboard
    await town.advance(minutes=minutes)
    shown = labels(card)
    card.keyboard = deciding
    said = await town.press(town.cast.vera, card, "Undo")

    (one,) = await kept(town)
    if minutes < 60:
        assert (shown[3:], one.status) == (["Undo"], CounterpointStatus.HELD)
    else:
        assert (shown, one.status) == (["Agree", "Disagree", "Pass"], CounterpointStatus.OPEN)
        assert str(said["text"]).startswith("The decision about #1 is more than an hour old")


async def test_only_moderators_take_back_and_the_second_is_told_who_was_first(town: Town) -> None:
    card = await accepted(town, await submitted(town, town.cast.mara, WALKING))

    no = await town.press(town.cast.jonas, card, "Undo")
    assert no["text"] == "Only a moderator of this group can do that."
    copy = town.from_bot(await desk_of(town))[-1]
    copied = copy.keyboard
    await town.press(town.cast.vera, card, "Undo")
    copy.keyboard = copied
    late = await town.press(town.cast.vera, copy, "Undo")

    assert late["text"] == "Vera took the decision about #1 back already. It waits for a moderator."
    assert [action for action, _, _ in await log(town)] == ["open", "held"]


async def test_an_old_undo_does_not_take_back_a_newer_decision(town: Town) -> None:
    card = await accepted(town, await submitted(town, town.cast.mara, WALKING))
    deciding = card.keyboard
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    card.keyboard = deciding

    late = await town.press(town.cast.alena, card, "Undo")

    assert late["text"] == "Vera closed #1 already."
    (one,) = await kept(town)
    assert one.status is CounterpointStatus.CLOSED


@pytest.mark.usefixtures("live_totals")
async def test_what_was_merged_into_it_stands_by_itself_when_an_approval_is_taken_back(town: Town) -> None:
    answer = await asked(town)
    card = await accepted(town, await submitted(town, town.cast.mara, WALKING, on=answer))
    other = await opened(town, town.cast.jonas, COST, on=answer)
    await presses(town, town.cast.ana, other, "Agree")
    await town.says(town.cast.vera, town.cast.group, "/merge 2 1")

    await town.press(town.cast.vera, card, "Undo")

    assert labels(other) == ["Agree 1", "Disagree", "Pass"]
    assert [one.status.value for one in await kept(town)] == ["held", "open"]


async def test_where_moderators_decide_in_private_they_take_back_there(town: Town) -> None:
    private = town.telegram.private(town.cast.vera)
    await town.says(town.cast.vera, private, "/start")
    card = await submitted(town, town.cast.mara, WALKING)
    (listed,) = await town.says(town.cast.vera, private, "/queue")
    await presses(town, town.cast.vera, listed, "1")
    copy = town.from_bot(private)[-1]
    await town.press(town.cast.vera, copy, "Approve")
    assert labels(copy) == ["Undo"]

    await town.press(town.cast.vera, copy, "Undo")

    assert labels(copy) == labels(card) == HELD_CARD
