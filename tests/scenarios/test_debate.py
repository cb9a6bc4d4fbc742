"""People counter the article: anchored, held, decided, voted on."""

from __future__ import annotations

from bot.playground.messages import Message
from tests.town import Town, labels, text_of

SHOES = "Who says that the riders left their shoes by the door?"
WALKING = "Walking hardly changed in the whole city."


async def test_a_counterpoint_waits_is_approved_and_voted_on(town: Town) -> None:
    cast, group = town.cast, town.cast.group
    (answer,) = await town.says(cast.mara, group, f"/ask {SHOES}")

    (card,) = await town.says(cast.mara, group, f"/counter {WALKING}", reply_to=answer)

    assert text_of(card).startswith("#1 · counterpoint to ¶ 7 “")
    assert WALKING in text_of(card)
    assert labels(card) == ["Approve", "Reject", "Merge"]
    refused = await town.press(cast.jonas, card, "Approve")
    assert refused["text"] == "Only a moderator of this group can do that."
    await town.press(cast.vera, card, "Approve")
    assert labels(card) == ["Agree", "Disagree", "Pass"]
    assert text_of(town.from_bot(group)[-1]) == "Your counterpoint #1 was accepted and is open to votes."
    said = await town.press(cast.jonas, card, "Agree")
    assert said["text"] == "You agree with #1. Only I know; press another button to change it."
    await town.press(cast.ana, card, "Agree 1")
    assert labels(card) == ["Agree 2", "Disagree", "Pass"]
    await town.press(cast.ana, card, "Disagree")
    assert labels(card) == ["Agree 1", "Disagree 1", "Pass"]
