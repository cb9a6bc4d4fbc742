"""/undo alone: it takes back what the moderator did last, and never guesses."""

from __future__ import annotations

import pytest

from bot.playground.telegram.members import Status
from tests.scenarios.moderating import log, orders, status, written
from tests.town import Town, text_of

HOW = (
    "To take a warning, mute or ban back, reply with /undo to its announcement, "
    "or write /undo and the person's @username or id."
)


async def test_an_older_sanction_is_named_and_not_taken_back(town: Town) -> None:
    mara = town.cast.mara
    await orders(town, "/ban spam", await written(town, mara))
    await town.advance(days=20)
    assert await orders(town, "/undo") == [
        "The latest that you did here was 20 days ago: you banned Mara. "
        "To take that back, reply with /undo to its announcement, or write /unban and their @username or id."
    ]
    assert status(town, mara) is Status.KICKED
    assert await orders(town, "/undo @mara_k") == ["Taken back for Mara."]


OTHERS = {
    "a removal": ("/kick {jonas}", "to remove Jonas, who may come back at any time."),
    "a lock": ("/lock media", "a lock: /unlock ends it."),
    "slow mode": ("/slow 30s", "slow mode: /slow off ends it."),
    "a purge": ("/purge 1", "to delete messages, and Telegram gives none back."),
    "a word added": ("/filter add coins", "to add to the list of words: /filter remove takes them off."),
    "rules": ("/setrules Be kind.", "something else, which /undo does not take back."),
}


@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS.keys())
async def test_something_else_since_is_not_mistaken_for_the_sanction(town: Town, case: tuple[str, str]) -> None:
    command, sentence = case
    mara, jonas = town.cast.mara, town.cast.jonas
    await town.says(jonas, town.cast.group, "/help")
    await orders(town, "/ban spam", await written(town, mara))
    await orders(town, command.format(jonas=jonas.id))
    assert await orders(town, "/undo") == [f"The latest that you did here was {sentence} {HOW}"]
    assert status(town, mara) is Status.KICKED


async def test_what_was_done_by_hand_or_ended_since_is_said(town: Town) -> None:
    mara, jonas, group, vera = town.cast.mara, town.cast.jonas, town.cast.group, town.cast.vera
    await orders(town, "/warn", await written(town, mara))
    town.telegram.ban(jonas, group, by=vera)
    await town.settle()
    (said,) = await orders(town, "/undo")
    assert said.startswith("The latest that you did here was to ban Jonas in Telegram: /unban and their @username")
    await orders(town, f"/unban {jonas.id}")
    await orders(town, "/lock")
    await orders(town, "/unlock")
    (said,) = await orders(town, "/undo")
    assert said.startswith("The latest that you did here was to unlock: /lock locks again.")
    assert [one.action for one in await log(town)] == ["warn", "ban", "unban", "lock", "unlock"]


async def test_what_others_did_since_does_not_matter(town: Town) -> None:
    mara = town.cast.mara
    await orders(town, "/mute 2h", await written(town, mara))
    await orders(town, "/lock media", by=town.cast.alena)
    assert await orders(town, "/undo") == ["Taken back for Mara."]


async def test_a_message_of_the_bot_that_announces_no_sanction_is_not_undone(town: Town) -> None:
    await orders(town, "/ban", await written(town, town.cast.mara))
    (locked,) = await town.says(town.cast.vera, town.cast.group, "/lock media")
    assert await orders(town, "/undo", locked) == [HOW]
    assert text_of(locked).startswith("Locked")
